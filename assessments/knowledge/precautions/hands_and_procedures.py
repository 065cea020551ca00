"""Beyond the cautions of heat, exercise, needles, currents, injections and implants."""

from .. import treatments as care
from ..findings import background as bg
from ..findings.history import PRIOR_SPINE_SURGERY
from ..findings.red_flags import OSTEOPOROSIS, STEROID_USE, TRAUMA
from ..medicines import STEROID, of_groups
from ..sources import GENERAL, HWE, MAYO
from ..words import gettext_noop
from .precaution import Level, Precaution

_SPECIALIST = GENERAL.at("general knowledge, check with the specialist")

HANDS: tuple[Precaution, ...] = (
    Precaution(
        of=(care.HEAT,),
        level=Level.NOTE,
        text=gettext_noop("Not on skin that feels less or is damaged."),
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.HEAT,),
        level=Level.NOTE,
        text=gettext_noop("Not on a fresh injury or a bleed."),
        when=TRAUMA.not_of("none"),
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.PHYSICAL_THERAPY, care.YOGA),
        level=Level.NOTE,
        text=gettext_noop("Adapt or leave out what hurts."),
        sources=(MAYO.at("Alternative medicine"),),
    ),
    Precaution(
        of=(care.PHYSICAL_THERAPY, care.YOGA),
        level=Level.NOTE,
        text=gettext_noop("Bone at risk: no deep bending or twisting before a fracture and the cord were thought of."),
        when=OSTEOPOROSIS.yes | STEROID_USE.yes,
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.ACUPUNCTURE,),
        level=Level.NOTE,
        text=gettext_noop("A bleeding disorder, or infected skin where the needles would go."),
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.ACUPUNCTURE,),
        level=Level.NOTE,
        text=gettext_noop("No currents through the needles with a pacemaker."),
        when=bg.IMPLANTED_DEVICE.yes,
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.TENS,),
        level=Level.AVOID,
        text=gettext_noop("Epilepsy; never on broken skin."),
        sources=(_SPECIALIST,),
    ),
)
PROCEDURES: tuple[Precaution, ...] = (
    Precaution(
        of=(care.STEROID_INJECTION,),
        ingredients=of_groups(STEROID),
        level=Level.AVOID,
        text=gettext_noop("Not with an allergy to the steroid or what it is mixed with."),
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.STEROID_INJECTION,),
        level=Level.AVOID,
        text=gettext_noop("A bleed into the spinal canal is the feared harm: blood thinners are stopped by plan only."),
        when=bg.ANTICOAGULANT.yes,
        sources=(_SPECIALIST,),
    ),
    Precaution(
        of=(care.RADIOFREQUENCY_ABLATION,),
        level=Level.AVOID,
        text=gettext_noop("A pacemaker, an unusual spine or metal in it can make it impossible."),
        when=PRIOR_SPINE_SURGERY.yes | bg.IMPLANTED_DEVICE.yes,
        sources=(HWE.at("Exclusions"),),
    ),
    Precaution(
        of=(care.NERVE_STIMULATOR,),
        level=Level.NOTE,
        text=gettext_noop("Later MRI depends on the device: choose one with that in mind. A talk on mood comes first."),
        sources=(_SPECIALIST,),
    ),
)
