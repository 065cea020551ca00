"""Beyond the cautions of X-ray, CT, MRI and nerve studies."""

from .. import investigations as tests
from ..findings import background as bg
from ..findings.examination import WEIGHT_KG
from ..findings.history import PRIOR_SPINE_SURGERY
from ..findings.red_flags import FEVER, INFECTION_RISK
from ..findings.who import AGE
from ..sources import ACOG723, ACR21, ACR_CONTRAST, GENERAL, IDSA15, MR_DEVICES
from ..words import gettext_noop
from .precaution import Level, Precaution

_MRI = (tests.MRI_LUMBAR, tests.MRI_WHOLE_SPINE)
_CONTRAST_CT = (tests.CT_LUMBAR, tests.AORTA_IMAGING)
_RADIOLOGY = GENERAL.at("general knowledge, check with radiology")

IMAGING: tuple[Precaution, ...] = (
    Precaution(
        of=_MRI,
        level=Level.AVOID,
        text=gettext_noop(
            "Pacemaker, defibrillator, stimulator, pump, cochlear implant, aneurysm clip, metal in the eye: no bar by "
            "itself. The make and model decide; limits differ by field and part of the body (older spinal stimulators: "
            "the head only)."
        ),
        when=bg.IMPLANTED_DEVICE.yes,
        sources=(MR_DEVICES.at("MR-conditional implants"),),
    ),
    Precaution(
        of=_MRI,
        level=Level.NOTE,
        text=gettext_noop(
            "Where MRI is impossible and an infection is sought: a gallium or technetium scan, CT or PET."
        ),
        when=(FEVER.yes | INFECTION_RISK.not_empty) & bg.IMPLANTED_DEVICE.yes,
        sources=(IDSA15.at("Recommendations 4-9: diagnosis"),),
    ),
    Precaution(
        of=_MRI,
        level=Level.NOTE,
        text=gettext_noop("Metal in the spine: mostly possible, with shadows; else an X-ray or a CT myelogram."),
        when=PRIOR_SPINE_SURGERY.yes,
        sources=(_RADIOLOGY,),
    ),
    Precaution(
        of=_MRI,
        level=Level.NOTE,
        text=gettext_noop("Ask about fear of narrow places, and whether lying still for 30 to 60 minutes is possible."),
        sources=(MR_DEVICES.at("Before the scan"),),
    ),
    Precaution(
        of=_MRI,
        level=Level.NOTE,
        text=gettext_noop("Above 159 kg (350 lb) many scanners do not take the weight: ask radiology."),
        when=WEIGHT_KG.at_least(159),
        sources=(MR_DEVICES.at("Before the scan"),),
    ),
    Precaution(
        of=_MRI,
        level=Level.AVOID,
        text=gettext_noop(
            "Gadolinium with kidney failure or an eGFR below 30: agents of groups I and III are avoided; with group "
            "II the risk is very low. The ACR asks for no routine eGFR there, the label is more careful: the site "
            "decides."
        ),
        when=bg.KIDNEY_DISEASE.yes,
        sources=(ACR_CONTRAST.at("Gadolinium and the kidneys"),),
    ),
    Precaution(
        of=_MRI,
        level=Level.NOTE,
        text=gettext_noop("Pregnant: gadolinium only where it clearly helps; breastfeeding goes on after it."),
        when=bg.PREGNANT_OR_POSSIBLE,
        sources=(ACOG723.at("Recommendations"),),
    ),
    Precaution(
        of=_CONTRAST_CT,
        level=Level.NOTE,
        text=gettext_noop(
            "Iodinated contrast, if it is used: creatinine first with kidney disease, age over 60, treated high blood "
            "pressure or diabetes; metformin is paused only where the kidneys fail (general knowledge for the limits)."
        ),
        when=bg.KIDNEY_DISEASE.yes | AGE.at_least(61) | bg.HYPERTENSION.yes | bg.DIABETES.yes,
        sources=(ACR_CONTRAST.at("Iodinated contrast and the kidneys"),),
    ),
    Precaution(
        of=(*_MRI, *_CONTRAST_CT),
        level=Level.AVOID,
        text=gettext_noop("An earlier reaction to contrast medium: tell radiology which, and how bad it was."),
        when=bg.CONTRAST_ALLERGY.yes,
        sources=(ACR_CONTRAST.at("Earlier reaction"),),
    ),
    Precaution(
        of=(tests.XRAY_LUMBAR, tests.CT_LUMBAR),
        level=Level.NOTE,
        text=gettext_noop("It carries a dose of radiation, a CT more than an X-ray: look for earlier pictures first."),
        sources=(ACR21.at("Relative radiation levels"),),
    ),
    Precaution(
        of=(tests.XRAY_LUMBAR,),
        level=Level.AVOID,
        text=gettext_noop("In a child or a young person only with a red flag."),
        when=AGE.below(18),
        sources=(_RADIOLOGY,),
    ),
    Precaution(
        of=(tests.NERVE_STUDIES,),
        level=Level.NOTE,
        text=gettext_noop("A pacemaker: tell the examiner before any current."),
        when=bg.IMPLANTED_DEVICE.yes,
        sources=(GENERAL.at("general knowledge, check with the examiner"),),
    ),
    Precaution(
        of=(tests.NERVE_STUDIES,),
        level=Level.NOTE,
        text=gettext_noop("A limb with lymphedema is spared from needles."),
        sources=(GENERAL.at("general knowledge, check with the examiner"),),
    ),
)
