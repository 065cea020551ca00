"""Numbers worked out from other findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any as Anything
from typing import ClassVar

from ..conditions import Answers, Condition, Leaf, Reaches, Slot, Translate
from .finding import Finding, NotAllowed, phrase


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed(Finding):
    """A number worked out from other findings; unknown while any of them is."""

    kind: ClassVar[str] = "computed"
    of: tuple[Finding, ...]
    formula: Callable[..., float]
    decimals: int = 0
    unit: str = ""

    def value(self, answers: Answers) -> float | None:
        values = [answers.get(finding.id) for finding in self.of]
        return None if any(value is None for value in values) else self.formula(*values)

    def allowed(self, value: Anything) -> Anything:
        raise NotAllowed("nothing: it is computed from " + ", ".join(finding.id for finding in self.of))

    def says(self, value: Anything, tr: Translate = str) -> str:
        return f"{value:.{self.decimals}f}" + (f" {tr(self.unit)}" if self.unit else "")

    def at_least(self, limit: float) -> Condition:
        return Reaches(ComputedSlot(self), limit)


@dataclass(frozen=True, eq=False)
class ComputedSlot:
    finding: Computed

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def finding_id(self) -> str:
        return self.finding.id

    @property
    def inputs(self) -> tuple[Slot, ...]:
        return tuple(slot for finding in self.finding.of for slot in finding.slots())

    def value(self, answers: Answers) -> Anything:
        return self.finding.value(answers)

    def words(self, value: Anything, tr: Translate = str) -> str:
        return f"{tr(self.finding.label)}: {self.finding.says(value, tr)}"

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        return f"{tr(self.finding.label)}: {phrase(self.finding, condition, want, tr)}"
