"""Could cancer, infection, the kidney or the bones be behind the pain?"""

from ..causes import (
    AORTIC_ANEURYSM,
    CANCER,
    CORD_TUMOR,
    ENDOMETRIOSIS,
    FRACTURE,
    INFECTION,
    LISTHESIS,
    OSTEOMYELITIS,
    OSTEOPOROSIS,
    PYELO,
    STONE,
)
from ..findings import examination as exam
from ..findings import pain
from ..findings import red_flags as flags
from ..findings.conclusion import BLOOD_TESTS_RAISED
from ..findings.who import AGE, SEX
from ..investigations import (
    BLOOD_TESTS,
    MRI_LUMBAR,
    MRI_WHOLE_SPINE,
    PEDIATRIC_REFERRAL,
    URINALYSIS,
    UROLOGY_OR_GYNECOLOGY_REFERRAL,
    XRAY_LUMBAR,
)
from ..rule import Consider, Remark, Rule, Urgency
from ..sources import ACP11, ACR21, CW, GENERAL, IDSA15, MAYO, NG59
from ..words import gettext_noop

_WHEN_TO_SEE = MAYO.at("When to see a doctor")
_ACP_TRIAL = ACP11.at("Table: imaging after a trial of therapy")
_OTHER_CONDITIONS = MAYO.at("Symptom page: causes, other medical conditions")
_XRAY_SHOWS = MAYO.at("Diagnosis")
_THORACIC_PAIN = pain.PAIN_REGIONS.includes("thoracic_right", "thoracic_left")

CANCER_RULE = Rule(
    id="cancer",
    title=gettext_noop("Back pain with a history of cancer"),
    urgency=Urgency.URGENT,
    when=flags.CANCER_HISTORY.yes,
    suggest=(
        MRI_LUMBAR,
        MRI_WHOLE_SPINE.when(_THORACIC_PAIN | exam.SPINAL_PERCUSSION_PAIN.yes),
        BLOOD_TESTS,
    ),
    consider=(CANCER, CORD_TUMOR),
    examine=(exam.SPINAL_PERCUSSION_PAIN,),
    advice=gettext_noop("Consider an MRI and blood tests within 24 to 72 hours."),
    because=gettext_noop("In someone with a known cancer, back pain may come from a spread to the spine."),
    remarks=(
        Remark(
            text=gettext_noop(
                "Sources differ: ACP 2011 starts with an X-ray and an ESR, ACR 2021 with an MRI. "
                "A normal X-ray does not clear this flag."
            ),
            sources=(ACP11.at("Table: immediate imaging"), ACR21.at("Variant 7")),
        ),
    ),
    sources=(ACR21.at("Variant 7"), ACP11.at("Table: immediate imaging"), MAYO.at("Risk factors")),
)
INFECTION_RISK_RULE = Rule(
    id="infection_risk",
    title=gettext_noop("Risk of an infection of the spine"),
    urgency=Urgency.URGENT,
    when=flags.INFECTION_RISK.not_empty,
    suggest=(
        BLOOD_TESTS,
        MRI_LUMBAR.when(
            exam.TENDERNESS.includes("midline") | exam.SPINAL_PERCUSSION_PAIN.yes | BLOOD_TESTS_RAISED.yes,
            note=gettext_noop("After the blood tests."),
        ),
    ),
    consider=(OSTEOMYELITIS,),
    examine=(exam.TEMPERATURE_C, exam.TENDERNESS, exam.SPINAL_PERCUSSION_PAIN),
    advice=gettext_noop("Consider blood tests first, within 24 to 72 hours; if they are raised, an MRI."),
    because=gettext_noop(
        "A way in for germs or a weak defense makes infection of the spine more likely, fever or not."
    ),
    remarks=(
        Remark(
            text=gettext_noop("An X-ray does not rule out an early infection of the spine."),
            sources=(IDSA15.at("Recommendations 4-9: diagnosis"),),
        ),
    ),
    sources=(IDSA15.at("Recommendations 1-3: when to suspect"), MAYO.at("Diagnosis")),
)
FRAGILITY = Rule(
    id="fragility",
    title=gettext_noop("Fragility fracture possible"),
    urgency=Urgency.URGENT,
    when=(flags.OSTEOPOROSIS.yes | flags.STEROID_USE.yes | AGE.at_least(75) | (AGE.at_least(65) & SEX.not_of("female")))
    & (
        exam.SPINAL_PERCUSSION_PAIN.yes
        | exam.TENDERNESS.includes("midline")
        | exam.DEFORMITY.one_of("kyphosis")
        | flags.TRAUMA.not_of("none")
    ),
    suggest=(
        XRAY_LUMBAR.noting(
            gettext_noop("Thoracic views too where the pain is; if it does not explain the pain, MRI or CT.")
        ),
    ),
    consider=(OSTEOPOROSIS, FRACTURE),
    advice=gettext_noop("Consider an X-ray within 24 to 72 hours; if it does not explain the pain, an MRI or CT."),
    because=gettext_noop("Brittle bone and pain over the spine, or even a small injury: a vertebra may have broken."),
    sources=(ACR21.at("Variant 6"), ACP11.at("Table: vertebral compression fracture"), MAYO.at("Causes")),
)
KIDNEY = Rule(
    id="kidney",
    title=gettext_noop("The kidney may be the cause"),
    urgency=Urgency.URGENT,
    when=flags.URINARY_SYMPTOMS.yes | exam.FLANK_TENDERNESS.yes,
    suggest=(URINALYSIS,),
    consider=(PYELO, STONE, Consider(cause=AORTIC_ANEURYSM, when=AGE.at_least(60))),
    examine=(exam.TEMPERATURE_C, exam.FLANK_TENDERNESS),
    advice=gettext_noop("Consider a urinalysis within 24 to 72 hours."),
    because=gettext_noop("Burning, blood or flank pain point to the kidney: an infection or a stone."),
    sources=(_OTHER_CONDITIONS, CW.at("AAFP: back pain red flags")),
)
WEIGHT_LOSS_WITH = Rule(
    id="weight_loss_with",
    title=gettext_noop("Weight loss at 50 or over, or with night pain"),
    urgency=Urgency.URGENT,
    when=flags.WEIGHT_LOSS.yes & (AGE.at_least(50) | pain.NIGHT_PAIN.yes),
    suggest=(BLOOD_TESTS, XRAY_LUMBAR),
    consider=(CANCER, OSTEOMYELITIS),
    advice=gettext_noop("Consider blood tests and an X-ray within 24 to 72 hours."),
    because=gettext_noop("Weight loss together with age or night pain makes a serious cause more likely than alone."),
    sources=(_ACP_TRIAL, _WHEN_TO_SEE),
)
WEIGHT_LOSS_RULE = Rule(
    id="weight_loss",
    title=gettext_noop("Weight loss without explanation"),
    urgency=Urgency.SOON,
    when=flags.WEIGHT_LOSS.yes,
    suggest=(BLOOD_TESTS, XRAY_LUMBAR),
    consider=(CANCER,),
    examine=(pain.NIGHT_PAIN,),
    advice=gettext_noop("Consider blood tests and an X-ray within 1 to 2 weeks."),
    because=gettext_noop("The source names weight loss as a reason to be seen; alone it is a weak sign of cancer."),
    sources=(_WHEN_TO_SEE, _ACP_TRIAL),
)
NIGHT_PAIN_OLDER = Rule(
    id="night_pain_older",
    title=gettext_noop("Night pain at 50 or over"),
    urgency=Urgency.SOON,
    when=pain.NIGHT_PAIN.yes & AGE.at_least(50) & (pain.PAIN_COURSE.one_of("worsening") | pain.DURATION.at_least(6)),
    suggest=(BLOOD_TESTS, XRAY_LUMBAR),
    consider=(CANCER,),
    advice=gettext_noop("Consider blood tests and an X-ray within 1 to 2 weeks."),
    because=gettext_noop("Night pain that worsens or lasts, at this age, raises concern; alone it tells little."),
    sources=(_ACP_TRIAL, CW.at("AAFP: back pain red flags")),
)
PERCUSSION = Rule(
    id="percussion",
    title=gettext_noop("Percussion pain at 50 or over"),
    urgency=Urgency.SOON,
    when=exam.SPINAL_PERCUSSION_PAIN.yes & AGE.at_least(50),
    suggest=(XRAY_LUMBAR, BLOOD_TESTS),
    consider=(FRACTURE, CANCER, OSTEOMYELITIS),
    advice=gettext_noop("Consider an X-ray and blood tests within 1 to 2 weeks."),
    because=gettext_noop(
        "Pain on tapping the bone can be a fracture, a tumor or an infection (general knowledge; Mayo Clinic says "
        "what an X-ray shows)."
    ),
    sources=(GENERAL.at("bony midline pain: fracture, infection or tumor"), _XRAY_SHOWS),
)
NOT_EASED = Rule(
    id="not_eased",
    title=gettext_noop("Severe pain not eased by rest"),
    urgency=Urgency.SOON,
    when=pain.PAIN_NOW.at_least(7) & pain.EASED_BY_REST.no,
    suggest=(BLOOD_TESTS.when(pain.DURATION.at_least(4)),),
    advice=gettext_noop("An early review, in 1 to 2 weeks; blood tests once it has lasted 4 weeks."),
    because=gettext_noop("The source names severe pain that rest does not ease as a reason to be seen."),
    sources=(_WHEN_TO_SEE,),
)
FRAGILITY_RISK = Rule(
    id="fragility_risk",
    title=gettext_noop("Bone at risk"),
    urgency=Urgency.SOON,
    when=flags.OSTEOPOROSIS.yes | flags.STEROID_USE.yes,
    suggest=(XRAY_LUMBAR.offered(),),
    consider=(OSTEOPOROSIS,),
    examine=(exam.SPINAL_PERCUSSION_PAIN, exam.TENDERNESS, exam.DEFORMITY),
    advice=gettext_noop("An X-ray within 1 to 2 weeks may be offered; percussion and midline tenderness decide."),
    because=gettext_noop("Osteoporosis or long-term steroids let a vertebra break without an injury."),
    remarks=(
        Remark(
            text=gettext_noop("Sources differ: ACR 2021 images at once, ACP 2011 after a trial of care."),
            sources=(ACR21.at("Variant 6"), _ACP_TRIAL),
        ),
    ),
    sources=(ACR21.at("Variant 6"), _ACP_TRIAL),
)
PELVIC = Rule(
    id="pelvic",
    title=gettext_noop("Pain that follows the cycle"),
    urgency=Urgency.SOON,
    # Not asked of male patients: unasked it is ruled out there, an answer counts.
    when=flags.PELVIC_CYCLE_PAIN.yes & (flags.PELVIC_CYCLE_PAIN.known | ~SEX.one_of("male")),
    suggest=(UROLOGY_OR_GYNECOLOGY_REFERRAL,),
    consider=(ENDOMETRIOSIS,),
    advice=gettext_noop("Consider a referral to gynecology within 1 to 2 weeks."),
    because=gettext_noop("Pain with the menstrual cycle can be endometriosis."),
    sources=(_OTHER_CONDITIONS,),
)
CHILD = Rule(
    id="child",
    title=gettext_noop("Under 18: this guidance is written for adults"),
    urgency=Urgency.SOON,
    when=AGE.below(18),
    suggest=(PEDIATRIC_REFERRAL,),
    consider=(LISTHESIS, INFECTION, CORD_TUMOR),
    advice=gettext_noop("Consider a referral to pediatrics within 1 to 2 weeks; no medicine is suggested here."),
    because=gettext_noop("The guidelines cover adults, and causes differ in children (in part general knowledge)."),
    sources=(NG59.at("Scope: over 16s"), GENERAL.at("back pain in children")),
)

SERIOUS_RULES = (
    CANCER_RULE,
    INFECTION_RISK_RULE,
    FRAGILITY,
    KIDNEY,
    WEIGHT_LOSS_WITH,
    WEIGHT_LOSS_RULE,
    NIGHT_PAIN_OLDER,
    PERCUSSION,
    NOT_EASED,
    FRAGILITY_RISK,
    PELVIC,
    CHILD,
)
