"""Conditions and notes that several rungs share."""

from ..conditions import ALWAYS, Any, Certainly, Condition, Named
from ..findings import background as bg
from ..findings import history
from ..findings.conclusion import BLOOD_TESTS_RAISED
from ..findings.pain import DURATION, PAIN_NOW
from ..relief import STEP_2_NOT_ENOUGH
from ..rule import Remark
from ..rules.legs import BOTH_LEGS, SEVERE_DEFICIT
from ..rules.serious import CANCER_RULE, FRAGILITY, INFECTION_RISK_RULE
from ..sources import FDA_NSAID, GENERAL, MAYO, Citation
from ..words import gettext_noop

PAIN = PAIN_NOW.at_least(1)
LASTING = DURATION.at_least(13)
LASTING_IN_SPITE_OF_STEP_2 = Named(
    gettext_noop("more than 12 weeks of pain in spite of step 2"),
    gettext_noop("12 weeks of pain at most, or step 2 not tried, or relief enough"),
    LASTING & STEP_2_NOT_ENOUGH,
    whole=True,
)
_INFECTION_CLEARED = Certainly(BLOOD_TESTS_RAISED.no)
NOTHING_AGAINST_EXERCISE = ~Any(
    (
        Certainly(CANCER_RULE.fires),
        Certainly(FRAGILITY.fires),
        Certainly(SEVERE_DEFICIT.fires),
        Certainly(BOTH_LEGS.fires),
        Certainly(INFECTION_RISK_RULE.fires) & ~_INFECTION_CLEARED,
    )
)


def note(text: str, *sources: Citation, when: Condition = ALWAYS) -> Remark:
    return Remark(when=when, text=text, sources=sources)


NSAID_NOTES = (
    note(gettext_noop("One NSAID at a time."), GENERAL.at("check the label")),
    note(
        gettext_noop("High blood pressure: measure it again."),
        GENERAL.at("check the label"),
        when=bg.HYPERTENSION.yes,
    ),
    note(
        gettext_noop("Smoking adds to the risk of bleeding of the gut."),
        FDA_NSAID.at("Medication guide"),
        when=history.SMOKING.one_of("current"),
    ),
)
DISCUSS = note(gettext_noop("Weigh benefit and risk with the patient first."), MAYO.at("Alternative medicine"))
