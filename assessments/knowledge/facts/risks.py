"""What makes back pain more likely."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

_RISKS = MAYO.at("Risk factors")

ANYONE = Fact(
    id="risk.anyone",
    text=gettext_noop("No one is too young for back pain. Children and teens get it too."),
    source=_RISKS,
)
AGE = Fact(
    id="risk.age",
    text=gettext_noop("It gets more likely as you get older, from about 30 or 40 on."),
    source=_RISKS,
)
INACTIVITY = Fact(
    id="risk.inactivity",
    text=gettext_noop("Back and belly muscles grow weak when you do not use them. That can lead to pain."),
    source=_RISKS,
)
WEIGHT = Fact(
    id="risk.weight",
    text=gettext_noop("The more you weigh, the more your back has to carry."),
    source=_RISKS,
)
DISEASE = Fact(
    id="risk.disease",
    text=gettext_noop("Some kinds of arthritis and some cancers can play a part."),
    source=_RISKS,
)
LIFTING = Fact(
    id="risk.lifting",
    text=gettext_noop("It can start when you lift with your back and not with your legs."),
    source=_RISKS,
)
MOOD = Fact(
    id="risk.psych",
    text=gettext_noop("People with low mood or worry seem to get it more. Stress makes the muscles tight."),
    source=_RISKS,
)
SMOKING = Fact(
    id="risk.smoking",
    text=gettext_noop(
        "Smokers have more back pain. The cough can harm a disk. The spine may get less blood, and the bones may get "
        "weak. The more you smoke, the higher the risk."
    ),
    source=_RISKS,
)
STRAIN_REASONS = Fact(
    id="mech.sprain_reasons",
    text=gettext_noop(
        "A strain or sprain can come from bad lifting or bad posture. Little exercise and extra weight add to it."
    ),
    source=MAYO.at("Symptom page: causes, overview"),
)

RISKS = (ANYONE, AGE, INACTIVITY, WEIGHT, DISEASE, LIFTING, MOOD, SMOKING, STRAIN_REASONS)
