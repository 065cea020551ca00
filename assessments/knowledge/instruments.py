"""Questionnaires and scales: what each scores, how a score reads, what change counts, what may be shipped of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .conditions import Answers, Condition
from .findings.history import (
    GAD_NERVOUS,
    GAD_WORRY,
    ODI_SCORE,
    PHQ_DOWN,
    PHQ_INTEREST,
    PROMIS_PAIN_INTERFERENCE,
    RMDQ_SCORE,
    START_BACK_PSYCH,
    START_BACK_TOTAL,
)
from .findings.instruments import GAD2_SCORE, PEG_SCORE, PHQ2_SCORE
from .findings.pain import PAIN_AVERAGE, PAIN_NOW, PEG_ACTIVITY, PEG_ENJOYMENT
from .sources import GENERAL, OSTELO08, Citation
from .vocabulary import Computed, Finding, Number
from .words import gettext_noop


class Ships(Enum):
    """What of an instrument this program may carry."""

    ITEMS = "items"
    SCORE = "score"


@dataclass(frozen=True, kw_only=True, eq=False)
class Band:
    """How a score reads. `when` waits while an item of it is missing."""

    label: str
    when: Condition


@dataclass(frozen=True, kw_only=True, eq=False)
class Instrument:
    """`score` carries the number; `items` are what it is worked out from here, none for one made elsewhere.

    `scoring` says how the number is made, and what an item left out does to it.
    """

    id: str
    label: str
    score: Number | Computed
    items: tuple[Finding, ...] = ()
    scoring: str
    lowest: float
    highest: float
    bands: tuple[Band, ...] = ()
    bands_from: Citation | None = None
    points: float | None = None  # the least change in points that counts
    share: float | None = None  # and, with it, as a part of the first score
    change_from: Citation | None = None
    ships: Ships
    licence: str
    attribution: str

    def band(self, answers: Answers) -> str:
        """Empty while it is unknown, or where the instrument has no bands."""
        return next((band.label for band in self.bands if band.when.holds(answers) is True), "")


_COUNTS = OSTELO08.at("Minimal important change")
_LEAST_30 = 0.3
_FREE = gettext_noop("free to use, copy and pass on")
_NOT_OURS = gettext_noop("its text may not be shipped with a program; only the score is kept")

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        id="nprs",
        label=gettext_noop("Pain from 0 to 10"),
        score=PAIN_NOW,
        items=(PAIN_NOW,),
        scoring=gettext_noop("One number from 0 to 10; without it nothing is known."),
        lowest=0,
        highest=10,
        bands=(
            Band(label=gettext_noop("none"), when=~PAIN_NOW.at_least(1)),
            Band(label=gettext_noop("mild"), when=PAIN_NOW.at_least(1) & ~PAIN_NOW.at_least(4)),
            Band(label=gettext_noop("moderate"), when=PAIN_NOW.at_least(4) & ~PAIN_NOW.at_least(7)),
            Band(label=gettext_noop("severe"), when=PAIN_NOW.at_least(7)),
        ),
        bands_from=GENERAL.at("Pain from 0 to 10: mild, moderate, severe"),
        points=2,
        share=_LEAST_30,
        change_from=_COUNTS,
        ships=Ships.ITEMS,
        licence=gettext_noop("public domain"),
        attribution=gettext_noop("none needed"),
    ),
    Instrument(
        id="peg",
        label=gettext_noop("PEG"),
        score=PEG_SCORE,
        items=(PAIN_AVERAGE, PEG_ENJOYMENT, PEG_ACTIVITY),
        scoring=gettext_noop("The mean of three items from 0 to 10; with one left out there is no score."),
        lowest=0,
        highest=10,
        points=2,
        share=_LEAST_30,
        change_from=GENERAL.at("PEG: a change of 30 %, and of 1 to 2 points"),
        ships=Ships.ITEMS,
        licence=_FREE,
        attribution="Krebs E and others, J Gen Intern Med 2009;24:733-738",
    ),
    Instrument(
        id="phq2",
        label=gettext_noop("PHQ-2"),
        score=PHQ2_SCORE,
        items=(PHQ_INTEREST, PHQ_DOWN),
        scoring=gettext_noop("The sum of two items from 0 to 3; with one left out there is no score."),
        lowest=0,
        highest=6,
        bands=(
            Band(label=gettext_noop("below the cut-off"), when=~PHQ2_SCORE.at_least(3)),
            Band(label=gettext_noop("at the cut-off: ask further"), when=PHQ2_SCORE.at_least(3)),
        ),
        bands_from=PHQ2_SCORE.source,
        ships=Ships.ITEMS,
        licence=_FREE,
        attribution="Spitzer R, Williams J, Kroenke K; Pfizer",
    ),
    Instrument(
        id="gad2",
        label=gettext_noop("GAD-2"),
        score=GAD2_SCORE,
        items=(GAD_NERVOUS, GAD_WORRY),
        scoring=gettext_noop("The sum of two items from 0 to 3; with one left out there is no score."),
        lowest=0,
        highest=6,
        bands=(
            Band(label=gettext_noop("below the cut-off"), when=~GAD2_SCORE.at_least(3)),
            Band(label=gettext_noop("at the cut-off: ask further"), when=GAD2_SCORE.at_least(3)),
        ),
        bands_from=GAD2_SCORE.source,
        ships=Ships.ITEMS,
        licence=_FREE,
        attribution="Kroenke K and others, Ann Intern Med 2007;146:317-325; Pfizer",
    ),
    Instrument(
        id="rmdq",
        label=gettext_noop("Roland-Morris"),
        score=RMDQ_SCORE,
        scoring=gettext_noop(
            "The statements ticked out of 24, counted on its own sheet; one left out counts as not ticked."
        ),
        lowest=0,
        highest=24,
        bands=(
            Band(label=gettext_noop("close to recovered"), when=~RMDQ_SCORE.at_least(3)),
            Band(label=gettext_noop("limits remain"), when=RMDQ_SCORE.at_least(3)),
        ),
        bands_from=RMDQ_SCORE.source,
        points=5,
        share=_LEAST_30,
        change_from=_COUNTS,
        ships=Ships.SCORE,
        licence=gettext_noop("free in the form its authors printed; only the score is kept here"),
        attribution="Roland M, Morris R, Spine 1983;8:141-144",
    ),
    Instrument(
        id="start_back",
        label=gettext_noop("STarT Back"),
        score=START_BACK_TOTAL,
        scoring=gettext_noop(
            "Made on its own sheet: a total from 0 to 9, and the last five items as a score from 0 to 5. From a total "
            "of 4 the band needs both."
        ),
        lowest=0,
        highest=9,
        bands=(
            Band(label=gettext_noop("low risk of lasting trouble"), when=~START_BACK_TOTAL.at_least(4)),
            Band(
                label=gettext_noop("medium risk of lasting trouble"),
                when=START_BACK_TOTAL.at_least(4) & ~START_BACK_PSYCH.at_least(4),
            ),
            Band(
                label=gettext_noop("high risk of lasting trouble"),
                when=START_BACK_TOTAL.at_least(4) & START_BACK_PSYCH.at_least(4),
            ),
        ),
        bands_from=START_BACK_TOTAL.source,
        ships=Ships.SCORE,
        licence=_NOT_OURS,
        attribution="Keele University",
    ),
    Instrument(
        id="odi",
        label=gettext_noop("Oswestry index"),
        score=ODI_SCORE,
        scoring=gettext_noop(
            "Made on its own sheet: the points in percent of the most that the answered sections could give."
        ),
        lowest=0,
        highest=100,
        bands=(
            Band(label=gettext_noop("minimal"), when=~ODI_SCORE.at_least(21)),
            Band(label=gettext_noop("moderate"), when=ODI_SCORE.at_least(21) & ~ODI_SCORE.at_least(41)),
            Band(label=gettext_noop("severe"), when=ODI_SCORE.at_least(41) & ~ODI_SCORE.at_least(61)),
            Band(label=gettext_noop("very severe"), when=ODI_SCORE.at_least(61) & ~ODI_SCORE.at_least(81)),
            Band(label=gettext_noop("extreme"), when=ODI_SCORE.at_least(81)),
        ),
        bands_from=GENERAL.at("Oswestry index: steps of 20"),
        points=10,
        share=_LEAST_30,
        change_from=_COUNTS,
        ships=Ships.SCORE,
        licence=_NOT_OURS,
        attribution="Fairbank J; Mapi Research Trust",
    ),
    Instrument(
        id="promis_pain_interference",
        label=gettext_noop("PROMIS pain interference"),
        score=PROMIS_PAIN_INTERFERENCE,
        scoring=gettext_noop(
            "A T-score, made where the form was filled in: 50 is the mean of its reference population."
        ),
        lowest=20,
        highest=85,
        bands=(
            Band(label=gettext_noop("within normal limits"), when=~PROMIS_PAIN_INTERFERENCE.at_least(55)),
            Band(
                label=gettext_noop("mild"),
                when=PROMIS_PAIN_INTERFERENCE.at_least(55) & ~PROMIS_PAIN_INTERFERENCE.at_least(60),
            ),
            Band(
                label=gettext_noop("moderate"),
                when=PROMIS_PAIN_INTERFERENCE.at_least(60) & ~PROMIS_PAIN_INTERFERENCE.at_least(70),
            ),
            Band(label=gettext_noop("severe"), when=PROMIS_PAIN_INTERFERENCE.at_least(70)),
        ),
        bands_from=GENERAL.at("PROMIS: half and whole standard deviations"),
        points=6,
        change_from=GENERAL.at("PROMIS: a change of 2 to 6 points; the larger is taken"),
        ships=Ships.SCORE,
        licence=_NOT_OURS,
        attribution="HealthMeasures, Northwestern University",
    ),
)
BY_SCORE: dict[Finding, Instrument] = {one.score: one for one in INSTRUMENTS}


def band_of(score: Finding, answers: Answers) -> str:
    """How the score of these answers reads; empty where there is no band, or an item is missing."""
    return BY_SCORE[score].band(answers) if score in BY_SCORE else ""
