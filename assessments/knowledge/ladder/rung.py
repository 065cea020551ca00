"""A treatment's place on the ladder: suggested, held, ruled out, or later.

A status is the first of an ordered list whose condition holds, so every status is itself a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any as Anything

from ..conditions import ALWAYS, All, Answers, Any, Certainly, Condition, Includes, Leaf, Slot, Translate
from ..findings.who import AGE
from ..relief import STEPS_NOT_ENOUGH
from ..rule import Remark, Rule
from ..rules.emergency import HOLDS_THE_LADDER
from ..treatments import Treatment
from ..words import gettext_noop


class Status(Enum):
    NEVER_SUGGESTED = "never_suggested"
    AVOID = "avoid"
    TRIED = "tried"
    HELD = "held"
    SUGGESTED = "suggested"
    AVAILABLE = "available"
    LATER = "later"


@dataclass(frozen=True, eq=False)
class _Released:
    """The rules whose hold the clinician has lifted in this visit, with a reason."""

    id: str = "released"
    finding_id: str = "released"
    inputs: tuple[Slot, ...] = ()

    def value(self, answers: Answers) -> Anything:
        return answers.get(self.id, ())

    def words(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("released by the clinician: {rules}")).format(rules=", ".join(value))

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        return tr(gettext_noop("hold released by the clinician")) if want else tr(gettext_noop("hold not released"))


RELEASED = _Released()


def _holds(rule: Rule) -> Condition:
    return Certainly(rule.fires) & ~Includes(RELEASED, (rule.id,))


ON_HOLD: Condition = Any(tuple(_holds(rule) for rule in HOLDS_THE_LADDER))
ADULT = AGE.at_least(18)
NOT_KNOWN_UNDER_18 = ~Certainly(AGE.below(18))


@dataclass(frozen=True, kw_only=True, eq=False)
class Rung:
    """A treatment's place on the ladder. `row` says when it is suggested (or, if `only_available`, open to choose)."""

    treatment: Treatment
    row: Condition
    reason: str
    unlocks: str
    avoid: tuple[Remark, ...] = ()
    caution: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    only_available: bool = False
    never_suggested: bool = False
    for_children: bool = False

    @property
    def heading(self) -> str:
        """What its row is the condition of."""
        if self.never_suggested:
            return gettext_noop("Never suggested; may be chosen when")
        return gettext_noop("Open to choose when") if self.only_available else gettext_noop("Suggested when")

    @cached_property
    def avoided(self) -> Condition:
        return Any(tuple(remark.when for remark in self.avoid))

    @cached_property
    def cautioned(self) -> Condition:
        return Any(tuple(remark.when for remark in self.caution))

    @cached_property
    def indicated(self) -> Condition:
        """The row, with age: medicines and step 3 and above wait for it, the rest is closed to the young only."""
        if self.for_children:
            return self.row
        strict = self.treatment.medicine or self.treatment.step >= 3
        return (ADULT if strict else NOT_KNOWN_UNDER_18) & self.row

    @cached_property
    def statuses(self) -> tuple[tuple[Status, Condition], ...]:
        """In order: the first that holds is the status."""
        never: tuple[tuple[Status, Condition], ...] = (
            ((Status.NEVER_SUGGESTED, ALWAYS),) if self.never_suggested else ()
        )
        asked = All(tuple(Certainly(one.when) | Certainly(~one.when) for one in self.caution))
        safe = Certainly(~self.avoided) & asked
        open_only: Condition = ALWAYS if self.only_available else Certainly(self.cautioned)
        return (
            *never,
            (Status.AVOID, Certainly(self.avoided)),
            (Status.TRIED, Certainly(self.treatment.tried)),
            (Status.LATER, ON_HOLD | Certainly(~self.indicated)),
            (Status.HELD, ~(Certainly(self.indicated) & safe)),
            (Status.AVAILABLE, open_only),
            (Status.SUGGESTED, ALWAYS),
        )

    def status(self, answers: Answers) -> Status:
        return next(status for status, condition in self.statuses if condition.holds(answers))


def current_step(answers: Answers) -> int:
    """1 to 5: the lowest step that was not tried and not enough."""
    return next((n for n, done in enumerate(STEPS_NOT_ENOUGH, 1) if done.holds(answers) is not True), 5)
