"""How a patient gets ready for the visit: what to bring, what to ask, and what the visit is for."""

from ..sources import MAYO
from ..words import gettext_noop
from .fact import Fact

_BRING = MAYO.at("What you can do")

PERSONAL = Fact(
    id="prep.personal",
    text=gettext_noop("Key facts about you, and what puts stress on you right now"),
    source=_BRING,
)
SYMPTOMS = Fact(
    id="prep.symptoms_onset",
    text=gettext_noop("What you feel, and the day it began"),
    source=_BRING,
)
MEDICINES = Fact(
    id="prep.med_list",
    text=gettext_noop("Each medicine, vitamin and supplement that you take, with its dose"),
    source=_BRING,
)
QUESTIONS = Fact(
    id="prep.questions",
    text=gettext_noop("What you want to ask us"),
    source=_BRING,
)
COMPANION = Fact(
    id="prep.companion",
    text=gettext_noop("Bring someone close to you if you can. Two people keep more in mind than one."),
    source=_BRING,
)
ASK_CAUSE = Fact(
    id="ask.cause",
    text=gettext_noop("Why does my back hurt, as far as you can tell?"),
    source=_BRING,
)
ASK_TESTS = Fact(
    id="ask.tests",
    text=gettext_noop("Would a test help, and which one?"),
    source=_BRING,
)
ASK_APPROACH = Fact(
    id="ask.approach",
    text=gettext_noop("Which treatment would you choose for me?"),
    source=_BRING,
)
ASK_SIDE_EFFECTS = Fact(
    id="ask.side_effects",
    text=gettext_noop("What side effects could this medicine have?"),
    source=_BRING,
)
ASK_OTHER_CONDITIONS = Fact(
    id="ask.comorbid",
    text=gettext_noop("How does this fit with my other health problems?"),
    source=_BRING,
)
ASK_DURATION = Fact(
    id="ask.duration",
    text=gettext_noop("How long will the treatment go on?"),
    source=_BRING,
)
ASK_SELF_CARE = Fact(
    id="ask.self_care",
    text=gettext_noop("What can I do for myself at home?"),
    source=_BRING,
)
ASK_PREVENTION = Fact(
    id="ask.prevent",
    text=gettext_noop("How can I keep the pain from coming back?"),
    source=_BRING,
)
EXAM_PURPOSE = Fact(
    id="exam.purpose",
    text=gettext_noop(
        "We will look at your back and watch you move. This helps show where the pain comes from and how far you can "
        "move before it stops you. It also helps us look for rare, serious causes."
    ),
    source=MAYO.at("Diagnosis"),
)

LIST = (PERSONAL, SYMPTOMS, MEDICINES, QUESTIONS)
ASK = (
    ASK_CAUSE,
    ASK_TESTS,
    ASK_APPROACH,
    ASK_SIDE_EFFECTS,
    ASK_OTHER_CONDITIONS,
    ASK_DURATION,
    ASK_SELF_CARE,
    ASK_PREVENTION,
)
PREPARATION = (*LIST, COMPANION, *ASK, EXAM_PURPOSE)
