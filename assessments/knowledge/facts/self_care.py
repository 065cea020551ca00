"""What a patient can do at home while the back hurts."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

STAY_ACTIVE = Fact(
    id="care.stay_active",
    text=gettext_noop(
        "Keep up what you can do. Try something light, such as a walk. Stop if it makes the pain worse. "
        "But do not stop moving just because you fear the pain."
    ),
    source=MAYO.at("Treatment"),
)
NO_BED_REST = Fact(
    id="care.no_bed_rest",
    text=gettext_noop("We do not advise bed rest. Be up and about as much as you can."),
    source=MAYO.at("Treatment"),
)
HEAT = Fact(
    id="care.heat",
    text=gettext_noop("Use heat. With a pain reliever, that may be all you need."),
    source=MAYO.at("Treatment"),
)
MEDICINE_BY_TYPE = Fact(
    id="rx.by_type",
    text=gettext_noop("Which medicine is right for you depends on what kind of back pain you have."),
    source=MAYO.at("Medicines"),
)

SELF_CARE = (STAY_ACTIVE, NO_BED_REST, HEAT, MEDICINE_BY_TYPE)
