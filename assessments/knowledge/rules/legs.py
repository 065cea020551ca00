"""What do weakness, numbness and pain of the legs ask for?"""

from ..causes import CAUDA_EQUINA, CORD_COMPRESSION, DISK, FRACTURE, SCIATICA, STENOSIS
from ..conditions import Any
from ..findings import examination as exam
from ..findings import legs
from ..findings import nerve_roots as roots
from ..findings.pain import BELOW_THE_KNEE, SPREAD
from ..findings.red_flags import BILATERAL_DEFICIT
from ..investigations import MRI_LUMBAR, SPINE_SURGERY_REFERRAL
from ..rule import Remark, Rule, Urgency
from ..sources import ACP11, BMJBP, GENERAL, MAYO, NG59, VA22
from ..words import gettext_noop
from . import signs
from .emergency import BLEEDING

_WHEN_TO_SEE = MAYO.at("When to see a doctor")
_SCIATICA = NG59.at("1.1: assessment")

SEVERE_DEFICIT = Rule(
    id="severe_deficit",
    title=gettext_noop("Severe weakness"),
    urgency=Urgency.URGENT,
    when=signs.strength_at_most(3) | exam.GAIT.one_of("foot_drop") | signs.HEEL_OR_TOE_UNABLE,
    suggest=(MRI_LUMBAR, SPINE_SURGERY_REFERRAL),
    consider=(DISK, STENOSIS),
    examine=(*roots.STRENGTH, *roots.REFLEXES, roots.PLANTAR),
    advice=gettext_noop("Consider an MRI of the lumbar spine and a spine-surgery opinion within 24 to 72 hours."),
    because=gettext_noop("Grade 3 or less, a foot drop, or no heel or toe walk is a severe loss of strength."),
    remarks=(BLEEDING,),
    sources=(ACP11.at("Table: immediate imaging"), VA22.at("Key recommendations: serious or progressive deficits")),
)
BOTH_LEGS = Rule(
    id="both_legs",
    title=gettext_noop("Weakness of both legs"),
    urgency=Urgency.URGENT,
    when=legs.LEG_WEAKNESS.one_of("both")
    | signs.strength_at_most_on_both_sides(4)
    | signs.HEEL_OR_TOE_WEAK_ON_BOTH_SIDES,
    suggest=(MRI_LUMBAR,),
    consider=(CAUDA_EQUINA, STENOSIS, CORD_COMPRESSION),
    examine=(BILATERAL_DEFICIT, *roots.STRENGTH, *roots.REFLEXES, roots.PLANTAR, roots.PERIANAL_SENSATION),
    advice=gettext_noop(
        "Ask whether it is new (then it is an emergency); otherwise consider an MRI within 24 to 72 hours."
    ),
    because=gettext_noop("Weakness on both sides points to the midline: cauda equina, a narrowed canal or the cord."),
    remarks=(BLEEDING,),
    sources=(
        BMJBP.at("Diagnosis approach"),
        VA22.at("Key recommendations: serious or progressive deficits"),
        _WHEN_TO_SEE,
    ),
)
CANNOT_WALK = Rule(
    id="cannot_walk",
    title=gettext_noop("Cannot stand or walk steadily"),
    urgency=Urgency.URGENT,
    when=signs.CANNOT_STAND_OR_WALK | exam.GAIT.one_of("unsteady"),
    consider=(FRACTURE, DISK, CORD_COMPRESSION),
    examine=(*roots.STRENGTH, *roots.REFLEXES, roots.PLANTAR, exam.SPINAL_PERCUSSION_PAIN),
    advice=gettext_noop("Examine strength, reflexes, plantar response and percussion today."),
    because=gettext_noop("Someone who cannot stand or walk may have a fracture, a disk or the cord behind it."),
    remarks=(Remark(when=signs.DEFICIT & BLEEDING.when, text=BLEEDING.text, sources=BLEEDING.sources),),
    sources=(MAYO.at("Diagnosis"), GENERAL.at("unable to walk with back pain")),
)
BOTH_LEGS_SENSORY = Rule(
    id="both_legs_sensory",
    title=gettext_noop("Numbness, tingling or pain of both legs"),
    urgency=Urgency.SOON,
    when=signs.NUMB_OR_TINGLING_BOTH | signs.SENSATION_REDUCED_ON_BOTH_SIDES | SPREAD.both("calf", "foot"),
    consider=(STENOSIS, CORD_COMPRESSION),
    examine=(BILATERAL_DEFICIT, *roots.STRENGTH, *roots.REFLEXES, roots.PLANTAR),
    advice=gettext_noop(
        "Ask whether it is new (then it is an emergency); examine strength, reflexes and plantar response today."
    ),
    because=gettext_noop("Feeling changed in both legs can be an early sign from the midline."),
    sources=(BMJBP.at("Diagnosis approach"), _WHEN_TO_SEE, GENERAL.at("sensory change of both legs")),
)
LEG_WEAKNESS_RULE = Rule(
    id="leg_weakness",
    title=gettext_noop("Weakness of a leg"),
    urgency=Urgency.SOON,
    when=legs.LEG_WEAKNESS.one_of("right", "left")
    | Any(tuple(root.exactly(4) for root in roots.STRENGTH))
    | roots.HEEL_WALK.one_of("weak")
    | roots.TOE_WALK.one_of("weak"),
    consider=(DISK, SCIATICA),
    examine=roots.STRENGTH,
    advice=gettext_noop("Examine strength today and again in 1 to 2 weeks."),
    because=gettext_noop("A weak leg is a sign to follow: if it falls further it becomes an emergency."),
    remarks=(BLEEDING,),
    sources=(_WHEN_TO_SEE, _SCIATICA),
)
LEG_SENSORY = Rule(
    id="leg_sensory",
    title=gettext_noop("Numbness, tingling or a weak reflex in a leg"),
    urgency=Urgency.ROUTINE,
    when=legs.LEG_NUMBNESS.one_of("right", "left")
    | legs.LEG_TINGLING.one_of("right", "left")
    | signs.REFLEX_WEAK
    | signs.SENSATION_REDUCED,
    consider=(DISK, SCIATICA),
    examine=roots.STRENGTH,
    advice=gettext_noop("Examine strength today, and all of it again at the next visit."),
    because=gettext_noop("A nerve root is irritated; strength shows whether it is also losing power."),
    sources=(_WHEN_TO_SEE, _SCIATICA),
)
LEG_SPREAD = Rule(
    id="leg_spread",
    title=gettext_noop("Pain that runs below the knee"),
    urgency=Urgency.ROUTINE,
    when=BELOW_THE_KNEE | signs.STRETCH_SIGN,
    consider=(DISK, SCIATICA),
    examine=(*roots.STRENGTH, *roots.SENSATION, *roots.REFLEXES, exam.SLR),
    advice=gettext_noop("Examine strength, sensation, reflexes and straight-leg raise; next visit in 2 to 4 weeks."),
    because=gettext_noop("Pain below the knee or a positive stretch sign points to a nerve root."),
    sources=(_WHEN_TO_SEE, _SCIATICA),
)

LEG_RULES = (
    SEVERE_DEFICIT,
    BOTH_LEGS,
    CANNOT_WALK,
    BOTH_LEGS_SENSORY,
    LEG_WEAKNESS_RULE,
    LEG_SENSORY,
    LEG_SPREAD,
)
