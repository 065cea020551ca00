"""What changed since the last signed visit, and whether a change of pain is one that matters to patients."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Answers
from .findings.instruments import PEG_SCORE
from .findings.nerve_roots import STRENGTH
from .findings.pain import PAIN_NOW
from .sources import OSTELO08
from .vocabulary import Finding, OneSide

MEANINGFUL_POINTS = 2
MEANINGFUL_SHARE = 0.3
SOURCE = OSTELO08.at("Minimal important change: pain")


@dataclass(frozen=True, kw_only=True)
class Change:
    """`then` and `now` on the same 0-10 scale; down is better."""

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
    def meaningful(self) -> bool:
        """At least 2 points and at least 30 % of the first value, one way or the other."""
        share = abs(self.down) / self.then if self.then else 1.0
        return abs(self.down) >= MEANINGFUL_POINTS and share >= MEANINGFUL_SHARE


def pain_change(then: Answers, now: Answers) -> Change | None:
    """None unless both visits have a pain score."""
    before, after = then.get(PAIN_NOW.id), now.get(PAIN_NOW.id)
    return None if before is None or after is None else Change(finding=PAIN_NOW, then=before, now=after)


def peg_change(then: Answers, now: Answers) -> Change | None:
    before, after = PEG_SCORE.value(then), PEG_SCORE.value(now)
    return None if before is None or after is None else Change(finding=PEG_SCORE, then=before, now=after)


def strength_fallen(then: Answers, now: Answers) -> tuple[OneSide, ...] | None:
    """The strength slots graded lower than then; None where no slot was graded both times."""
    slots = [slot for finding in STRENGTH for slot in finding.slots()]
    graded = [slot for slot in slots if slot.value(then) is not None and slot.value(now) is not None]
    return tuple(slot for slot in graded if slot.value(now) < slot.value(then)) if graded else None
