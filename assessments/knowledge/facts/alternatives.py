"""Other ways to treat back pain, what is known of each, and studies of new ones."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

_ALTERNATIVES = MAYO.at("Alternative medicine")

DISCUSS_FIRST = Fact(
    id="alt.discuss_first",
    text=gettext_noop("Talk with us before you start one of these. Ask how it may help you and how it may harm you."),
    source=_ALTERNATIVES,
)
ACUPUNCTURE = Fact(
    id="alt.acupuncture",
    text=gettext_noop(
        "Acupuncture puts thin, clean needles in the skin at set points. More and more studies find that it can help."
    ),
    source=_ALTERNATIVES,
)
CHIROPRACTIC = Fact(
    id="alt.chiropractic",
    text=gettext_noop("In chiropractic care, trained hands move your spine to ease the pain."),
    source=_ALTERNATIVES,
)
MASSAGE = Fact(
    id="alt.massage",
    text=gettext_noop("Massage may help if your muscles are tight or have worked too hard."),
    source=_ALTERNATIVES,
)
TENS = Fact(
    id="alt.tens",
    text=gettext_noop(
        "TENS is a small device that sends weak pulses through the skin. Some studies say it helps, and some do not."
    ),
    source=_ALTERNATIVES,
)
YOGA = Fact(
    id="alt.yoga",
    text=gettext_noop(
        "Yoga can make your muscles long and strong and help your posture. If a pose hurts, change it or leave it out."
    ),
    source=_ALTERNATIVES,
)
TRIALS = Fact(
    id="tx.trials",
    text=gettext_noop("There are studies of new treatments. Ask us if one of them may suit you."),
    source=MAYO.at("Clinical trials"),
)

ALTERNATIVES = (DISCUSS_FIRST, ACUPUNCTURE, CHIROPRACTIC, MASSAGE, TENS, YOGA, TRIALS)
