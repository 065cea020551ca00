"""Scores worked out from questionnaire items. The items' wording stays on each instrument's own card."""

from ..sources import GAD2, PEG09, PHQ2
from ..vocabulary import Computed
from ..words import gettext_noop
from .history import GAD_NERVOUS, GAD_WORRY, PHQ_DOWN, PHQ_INTEREST
from .pain import PAIN_AVERAGE, PEG_ACTIVITY, PEG_ENJOYMENT


def _sum(*items: float) -> float:
    return sum(items)


def _mean(*items: float) -> float:
    return sum(items) / len(items)


PHQ2_SCORE = Computed(
    id="phq2",
    label=gettext_noop("PHQ-2"),
    source=PHQ2.at("Scoring: 0 to 6, 3 or more positive"),
    of=(PHQ_INTEREST, PHQ_DOWN),
    formula=_sum,
)
GAD2_SCORE = Computed(
    id="gad2",
    label=gettext_noop("GAD-2"),
    source=GAD2.at("Scoring: 0 to 6, 3 or more positive"),
    of=(GAD_NERVOUS, GAD_WORRY),
    formula=_sum,
)
PEG_SCORE = Computed(
    id="peg",
    label=gettext_noop("PEG"),
    source=PEG09.at("Scoring: mean of three items, 0 to 10"),
    of=(PAIN_AVERAGE, PEG_ENJOYMENT, PEG_ACTIVITY),
    formula=_mean,
    decimals=1,
)
