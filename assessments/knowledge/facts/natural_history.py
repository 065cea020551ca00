"""How back pain usually goes: what it is, how long it lasts, and when to move on."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

COMMON = Fact(
    id="ctx.common",
    text=gettext_noop(
        "Back pain is very common. Few things send more people to a doctor or keep them from work. "
        "All over the world, it is one of the main things that limit people."
    ),
    source=MAYO.at("Overview"),
)
PREVENTABLE = Fact(
    id="ctx.preventable",
    text=gettext_noop("Most bouts of back pain can be eased or kept away. This is most true before age 60."),
    source=MAYO.at("Overview"),
)
SPINE = Fact(
    id="anat.spine",
    text=gettext_noop(
        "Your spine is a stack of bones. Muscles, tendons and ligaments hold it up. Disks between the bones soften "
        "the load. Trouble in any of these parts can hurt."
    ),
    source=MAYO.at("Symptom page: definition"),
)
RANGE = Fact(
    id="sev.range",
    text=gettext_noop("Back pain can be a small bother. It can also be so bad that it stops you."),
    source=MAYO.at("Symptom page: definition"),
)
HEALS_IN_WEEKS = Fact(
    id="time.heal_weeks",
    text=gettext_noop("Simple care at home and good use of your body often settle the pain in a few weeks."),
    source=MAYO.at("Overview"),
)
MONTH = Fact(
    id="time.month",
    text=gettext_noop(
        "With care at home, most people feel better in about a month. Under 60, this is even more likely."
    ),
    source=MAYO.at("Treatment"),
)
SIX_WEEKS = Fact(
    id="time.six_weeks",
    text=gettext_noop("Even bad back pain mostly clears up by itself in six weeks or less."),
    source=MAYO.at("Symptom page: definition"),
)
SEVERAL_MONTHS = Fact(
    id="time.several_months",
    text=gettext_noop("Still, many people hurt for some months."),
    source=MAYO.at("Treatment"),
)
TIME_TO_MOVE_ON = Fact(
    id="time.escalate_weeks",
    text=gettext_noop(
        "If care at home has not helped after some weeks, come back. Stronger medicine or other care may be next."
    ),
    source=MAYO.at("Treatment"),
)
OPIOID_SHORT = Fact(
    id="time.opioid_short",
    text=gettext_noop("Opioid pain pills are for a short time only, and with close checks."),
    source=MAYO.at("Medicines"),
)
INJECTION_RELIEF = Fact(
    id="time.injection_1_2mo",
    text=gettext_noop("A steroid shot often helps for just one or two months."),
    source=MAYO.at("Surgical and other procedures"),
)
SURGERY_RARE = Fact(
    id="surg.rare",
    text=gettext_noop("Few people with back pain need surgery. It is mostly for when other care has failed."),
    source=MAYO.at("Symptom page: definition"),
)

ABOUT = (COMMON, PREVENTABLE, SPINE, RANGE)
TIME_MARKS = (HEALS_IN_WEEKS, MONTH, SIX_WEEKS, SEVERAL_MONTHS, TIME_TO_MOVE_ON)
LIMITS_OF_TREATMENT = (OPIOID_SHORT, INJECTION_RELIEF, SURGERY_RARE)
NATURAL_HISTORY = ABOUT + TIME_MARKS + LIMITS_OF_TREATMENT
