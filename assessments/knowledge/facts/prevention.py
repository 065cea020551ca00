"""How to keep a back well: exercise, weight, smoking, and how to stand, sit and lift."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

_PREVENTION = MAYO.at("Prevention")
_PRODUCTS = MAYO.at("Buyer beware")

EXERCISE = Fact(
    id="prev.exercise",
    text=gettext_noop(
        "Stay fit in ways that do not jolt your back: walk, ride a bike or swim, and do it often. "
        "Ask us what suits you."
    ),
    source=_PREVENTION,
)
CORE = Fact(
    id="prev.core",
    text=gettext_noop("Train and stretch the muscles of your belly and back. They hold up your spine."),
    source=_PREVENTION,
)
WEIGHT = Fact(
    id="prev.weight",
    text=gettext_noop("Keep to a healthy weight. Extra pounds tire the muscles of your back."),
    source=_PREVENTION,
)
QUIT_SMOKING = Fact(
    id="prev.quit_smoking",
    text=gettext_noop("If you smoke, try to quit. Your risk grows with each cigarette you smoke in a day."),
    source=_PREVENTION,
)
AVOID_TWISTING = Fact(
    id="prev.avoid_twist",
    text=gettext_noop("Do not twist your back. Stay away from moves that strain it."),
    source=_PREVENTION,
)
STAND = Fact(
    id="prev.stand",
    text=gettext_noop(
        "Stand tall. Do not slouch, and do not tip your hips to the front or back. If you must stand for long, "
        "rest one foot on a low stool, then the other."
    ),
    source=_PREVENTION,
)
SIT = Fact(
    id="prev.sit",
    text=gettext_noop(
        "Use a chair that turns, with armrests and a firm low back. You can put a rolled towel behind your low back. "
        "Your knees should be as high as your hips."
    ),
    source=_PREVENTION,
)
SIT_HALF_HOUR = Fact(
    id="time.sit_30min",
    text=gettext_noop("Change how you sit every 30 minutes or sooner."),
    source=_PREVENTION,
)
LIFT = Fact(
    id="prev.lift",
    text=gettext_noop(
        "Leave heavy loads if you can. If you must lift, bend your knees and push up with your legs. Keep your back "
        "straight and the load near you. Do not twist. Ask someone to help."
    ),
    source=_PREVENTION,
)
PRODUCTS = Fact(
    id="caveat.products",
    text=gettext_noop(
        "A lot is sold for bad backs. There is no good proof that special shoes, insoles, back belts or chairs help."
    ),
    source=_PRODUCTS,
)
MATTRESS = Fact(
    id="caveat.mattress",
    text=gettext_noop("No one mattress is best for all. Pick the one that feels good to you."),
    source=_PRODUCTS,
)

HABITS = (EXERCISE, CORE, WEIGHT, QUIT_SMOKING)
BODY_USE = (AVOID_TWISTING, STAND, SIT, SIT_HALF_HOUR, LIFT)
CAVEATS = (PRODUCTS, MATTRESS)
PREVENTION = HABITS + BODY_USE + CAVEATS
