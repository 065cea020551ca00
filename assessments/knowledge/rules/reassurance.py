"""When can a clinician say that no scan is needed? Decided after every other rule."""

from ..causes import NONSPECIFIC, SPRAIN, STRAIN
from ..findings.pain import BELOW_THE_KNEE
from ..findings.red_flags import ALL_ABSENT
from ..findings.who import AGE, SEX
from ..investigations import CT_LUMBAR, MRI_LUMBAR, XRAY_LUMBAR
from ..rule import Remark, Rule, Urgency
from ..sources import ACR21, CW, MAYO, NG59
from ..words import gettext_noop
from . import signs
from .emergency import EMERGENCY_RULES
from .inflammatory import INFLAMMATORY_RULES
from .lasting import LASTING_RULES
from .legs import BOTH_LEGS_SENSORY, LEG_RULES
from .serious import SERIOUS_RULES

RULES_BEFORE = EMERGENCY_RULES + LEG_RULES + SERIOUS_RULES + INFLAMMATORY_RULES + LASTING_RULES
SPEAKS_AGAINST = tuple(
    rule for rule in RULES_BEFORE if rule.names_a_scan or rule.urgency >= Urgency.URGENT or rule is BOTH_LEGS_SENSORY
)

NO_ROUTINE_IMAGING = Rule(
    id="no_routine_imaging",
    title=gettext_noop("No scan needed now"),
    urgency=Urgency.ROUTINE,
    when=AGE.at_least(18) & SEX.known & ALL_ABSENT,
    unless_fired=SPEAKS_AGAINST,
    avoid=(XRAY_LUMBAR, MRI_LUMBAR, CT_LUMBAR),
    consider=(STRAIN, SPRAIN, NONSPECIFIC),
    advice=gettext_noop("No scan is needed now."),
    until=gettext_noop("Look again after 6 weeks of care, before a procedure, or sooner if worse."),
    because=gettext_noop(
        "Every red flag was asked and is absent; without one a scan rarely helps and often shows harmless changes."
    ),
    remarks=(
        Remark(
            when=BELOW_THE_KNEE | signs.STRETCH_SIGN | signs.LEG_SYMPTOM | signs.SENSATION_REDUCED | signs.REFLEX_WEAK,
            text=gettext_noop("Leg signs alone are no reason for a scan before 6 weeks of care."),
            sources=(ACR21.at("Variants 1 and 2"), NG59.at("1.1.4-1.1.6: imaging")),
        ),
    ),
    sources=(
        ACR21.at("Variants 1 and 2"),
        CW.at("AAFP: imaging"),
        NG59.at("1.1.4-1.1.6: imaging"),
        MAYO.at("Causes"),
    ),
)
