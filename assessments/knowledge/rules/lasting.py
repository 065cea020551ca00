"""What if it lasts, comes back after surgery, or comes with a pregnancy?"""

from ..causes import CANCER, DISK, NONSPECIFIC, OA, PREGNANCY, STENOSIS
from ..conditions import Named
from ..findings import history
from ..findings.background import PREGNANCY as PREGNANCY_FINDING
from ..findings.background import PREGNANCY_IS_ASKED, PREGNANCY_WEEKS
from ..findings.conclusion import IMAGING_PURPOSE
from ..findings.legs import WALKING_LEG_PAIN
from ..findings.pain import BELOW_THE_KNEE, DURATION, PAIN_COURSE
from ..findings.who import AGE
from ..investigations import BLOOD_TESTS, MRI_LUMBAR, NERVE_STUDIES, PREGNANCY_TEST, XRAY_LUMBAR
from ..relief import CARE_NOT_ENOUGH, SELF_CARE_NOT_ENOUGH
from ..rule import Remark, Rule, Urgency
from ..sources import ACOG723, ACP11, ACR21, CW, GENERAL, MAYO, NG59
from ..words import gettext_noop
from . import signs

_PROCEDURE = Named(
    gettext_noop("an injection or surgery considered"),
    gettext_noop("neither an injection nor surgery considered"),
    IMAGING_PURPOSE.one_of("injection_considered", "surgery_considered"),
    whole=True,
)
_SURGERY = Named(
    gettext_noop("surgery considered"),
    gettext_noop("no surgery considered"),
    IMAGING_PURPOSE.one_of("surgery_considered"),
    whole=True,
)
_ACP_TRIAL = ACP11.at("Table: imaging after a trial of therapy")
_WALKING = WALKING_LEG_PAIN.yes & AGE.at_least(50)

PRIOR_SURGERY = Rule(
    id="prior_surgery",
    title=gettext_noop("Pain after spine surgery"),
    urgency=Urgency.SOON,
    when=history.PRIOR_SPINE_SURGERY.yes & (PAIN_COURSE.one_of("worsening") | DURATION.below(12)),
    suggest=(XRAY_LUMBAR, MRI_LUMBAR),
    advice=gettext_noop("Consider an X-ray and an MRI within 1 to 2 weeks."),
    because=gettext_noop("New or worse pain after an operation on the spine can be a recurrence or the hardware."),
    sources=(ACR21.at("Variant 5"),),
)
LASTING = Rule(
    id="lasting",
    title=gettext_noop("Longer than a few weeks"),
    urgency=Urgency.ROUTINE,
    when=DURATION.at_least(4),
    consider=(NONSPECIFIC, OA),
    examine=(history.TRIED,),
    advice=gettext_noop("Review what was tried and offer the next step."),
    because=gettext_noop("Most back pain settles within about a month of home care; after several weeks move on."),
    sources=(MAYO.at("When to see a doctor"), MAYO.at("Treatment")),
)
PERSISTING_LEG = Rule(
    id="persisting_leg",
    title=gettext_noop("Leg pain that care did not settle"),
    urgency=Urgency.ROUTINE,
    when=(BELOW_THE_KNEE | signs.STRETCH_SIGN) & CARE_NOT_ENOUGH,
    suggest=(MRI_LUMBAR.when(_PROCEDURE),),
    consider=(DISK, STENOSIS),
    advice=gettext_noop("Consider an MRI if an injection or surgery is being considered; otherwise go on with care."),
    because=gettext_noop("Steps 1 and 2 were not enough in the time set; a scan is for deciding on a procedure."),
    sources=(ACR21.at("Variant 3"), _ACP_TRIAL, NG59.at("1.1.4-1.1.6: imaging")),
)
PERSISTING_BACK = Rule(
    id="persisting_back",
    title=gettext_noop("Back pain over 50 that care did not settle"),
    urgency=Urgency.ROUTINE,
    when=AGE.at_least(51) & CARE_NOT_ENOUGH,
    suggest=(
        BLOOD_TESTS.offered(),
        XRAY_LUMBAR.offered(),
        MRI_LUMBAR.when(_PROCEDURE),
    ),
    consider=(OA, CANCER, NONSPECIFIC),
    advice=gettext_noop("Blood tests and an X-ray may be offered; an MRI if a procedure is being considered."),
    because=gettext_noop("Over 50, with steps 1 and 2 not enough in the time set."),
    remarks=(
        Remark(
            text=gettext_noop(
                "Sources differ: ACP 2011 images after a trial of care; NICE NG59 and Choosing Wisely do not "
                "without a flag."
            ),
            sources=(_ACP_TRIAL, NG59.at("1.1.4-1.1.6: imaging"), CW.at("AAFP: imaging")),
        ),
    ),
    sources=(_ACP_TRIAL, ACR21.at("Variant 3")),
)
NERVE_STUDIES_RULE = Rule(
    id="nerve_studies",
    title=gettext_noop("Leg signs whose level or cause stays unclear"),
    urgency=Urgency.ROUTINE,
    when=(signs.LEG_SYMPTOM | signs.strength_at_most(4) | signs.SENSATION_REDUCED | signs.REFLEX_WEAK)
    & SELF_CARE_NOT_ENOUGH,
    suggest=(NERVE_STUDIES.offered(note=gettext_noop("Where level or cause stays unclear.")),),
    consider=(DISK, STENOSIS),
    advice=gettext_noop("Nerve studies may be offered where the level or the cause stays unclear."),
    because=gettext_noop("Leg signs for longer than the time set; the test can confirm pressure on a nerve."),
    sources=(MAYO.at("Diagnosis"), CW.at("AANEM: needle studies")),
)
STENOSIS_RULE = Rule(
    id="stenosis",
    title=gettext_noop("Leg pain on walking: stenosis possible"),
    urgency=Urgency.ROUTINE,
    when=_WALKING,
    consider=(STENOSIS,),
    advice=gettext_noop("Step 2 care first: exercise with a physical therapist."),
    because=gettext_noop(
        "Leg pain on walking that sitting or stooping relieves, at 50 or over, fits a narrowed canal."
    ),
    sources=(ACP11.at("Table: spinal stenosis"), MAYO.at("Causes")),
)
STENOSIS_PERSISTING = Rule(
    id="stenosis_persisting",
    title=gettext_noop("Leg pain on walking that care did not settle"),
    urgency=Urgency.ROUTINE,
    when=_WALKING & CARE_NOT_ENOUGH,
    suggest=(MRI_LUMBAR.when(_SURGERY),),
    consider=(STENOSIS,),
    advice=gettext_noop("Consider an MRI if surgery is an option."),
    because=gettext_noop("Steps 1 and 2 were not enough in the time set; a scan is for planning an operation."),
    sources=(ACP11.at("Table: spinal stenosis"), ACR21.at("Variant 3")),
)
PREGNANCY_POSSIBLE = Rule(
    id="pregnancy_possible",
    title=gettext_noop("Pregnancy possible"),
    urgency=Urgency.ROUTINE,
    when=PREGNANCY_FINDING.one_of("possible") & (PREGNANCY_FINDING.known | PREGNANCY_IS_ASKED),
    suggest=(
        PREGNANCY_TEST.noting(gettext_noop("Before an X-ray or CT of the lumbar spine, when that costs no time.")),
    ),
    consider=(PREGNANCY,),
    advice=gettext_noop("Consider a pregnancy test before any X-ray or CT, when that costs no time."),
    because=gettext_noop("A possible pregnancy changes which scan and which medicine is preferred."),
    sources=(ACOG723.at("Recommendations"), GENERAL.at("pregnancy test before X-rays")),
)
PREGNANCY_RULE = Rule(
    id="pregnancy",
    title=gettext_noop("Pregnant"),
    urgency=Urgency.ROUTINE,
    when=PREGNANCY_FINDING.one_of("yes"),
    consider=(PREGNANCY,),
    examine=(PREGNANCY_WEEKS,),
    advice=gettext_noop(
        "Tell the maternity team. Bleeding, fluid loss or regular contractions: maternity unit now (general knowledge)."
    ),
    because=gettext_noop("The source names pregnancy as a cause of back pain."),
    sources=(MAYO.at("Symptom page: causes, other medical conditions"), GENERAL.at("warning signs in pregnancy")),
)

LASTING_RULES = (
    PRIOR_SURGERY,
    LASTING,
    PERSISTING_LEG,
    PERSISTING_BACK,
    NERVE_STUDIES_RULE,
    STENOSIS_RULE,
    STENOSIS_PERSISTING,
    PREGNANCY_POSSIBLE,
    PREGNANCY_RULE,
)
