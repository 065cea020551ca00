"""What changed since the last signed visit, and whether a change of a score is one that patients notice."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Answers
from .findings.nerve_roots import STRENGTH
from .instruments import BY_SCORE, INSTRUMENTS
from .vocabulary import Computed, Finding, OneSide


@dataclass(frozen=True, kw_only=True)
class Change:
    """A score then and now; of all the questionnaires kept here down is better."""

    finding: Finding
    then: float
    now: float

    @property
    def down(self) -> float:
        return self.then - self.now

    @property
    def percent(self) -> int | None:
        """Of the first value; None where it was 0."""
        return round(100 * abs(self.down) / self.then) if self.then else None

    @property
    def meaningful(self) -> bool | None:
        """One way or the other: the points and the share that its questionnaire asks for, both. None: it names none."""
        instrument = BY_SCORE[self.finding]
        if instrument.change_from is None:
            return None
        share = abs(self.down) / self.then if self.then else 1.0
        return abs(self.down) >= (instrument.points or 0) and share >= (instrument.share or 0) and self.down != 0


def score(finding: Finding, answers: Answers) -> float | None:
    """None while it, or an item that it is worked out from, is unknown."""
    return finding.value(answers) if isinstance(finding, Computed) else answers.get(finding.id)


def changes(then: Answers, now: Answers) -> tuple[Change, ...]:
    """Of every score known both times, pain first."""
    pairs = ((one.score, score(one.score, then), score(one.score, now)) for one in INSTRUMENTS)
    return tuple(
        Change(finding=finding, then=before, now=after)
        for finding, before, after in pairs
        if before is not None and after is not None
    )


def strength_fallen(then: Answers, now: Answers) -> tuple[OneSide, ...] | None:
    """The strength slots graded lower than then; None where no slot was graded both times."""
    slots = [slot for finding in STRENGTH for slot in finding.slots()]
    graded = [slot for slot in slots if slot.value(then) is not None and slot.value(now) is not None]
    return tuple(slot for slot in graded if slot.value(now) < slot.value(then)) if graded else None
