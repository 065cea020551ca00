"""What every finding has: an id, words, a source, and slots where its answers are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import ClassVar

from .. import conditions
from ..conditions import (
    Answers,
    Condition,
    Counts,
    Includes,
    Known,
    Leaf,
    OneOf,
    Reaches,
    ReachesSetting,
    Slot,
    Translate,
)
from ..sources import Citation
from ..words import gettext_noop

RIGHT, LEFT = "right", "left"
SIDES = (RIGHT, LEFT)
SIDE_WORDS = {RIGHT: gettext_noop("right"), LEFT: gettext_noop("left")}
TEXT_LIMIT = 10_000


class NotAllowed(ValueError):
    """An answer its finding does not allow. The message says what is allowed."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """A concept in a code system (LOINC, SNOMED CT by id only)."""

    system: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Option:
    value: str
    label: str


def options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=label) for value, label in labels.items())


@dataclass(frozen=True, kw_only=True, eq=False)
class Finding:
    """One thing a clinician can record. `id` never changes; label, short and help may.

    `short` names it inside a list, where the label would be too long.

    `normal` holds the answers that read as normal; an answer outside it is abnormal, and without it neither.
    """

    id: str
    label: str
    short: str = ""
    help: str = ""
    source: Citation
    sided: bool = False
    normal: tuple[Anything, ...] = ()
    codes: tuple[Code, ...] = ()
    kind: ClassVar[str]

    def slots(self) -> tuple[OneSide, ...]:
        """Where answers are kept: one slot, or right and left."""
        return tuple(self.on(side) for side in SIDES) if self.sided else (OneSide(finding=self, side=""),)

    def on(self, side: str) -> OneSide:
        return OneSide(finding=self, side=side)

    def allowed(self, value: Anything) -> Anything:
        """The answer as it is kept. Raises NotAllowed, saying what would be right."""
        raise NotImplementedError

    def says(self, value: Anything, tr: Translate = str) -> str:
        raise NotImplementedError

    def among(self, values: tuple[Anything, ...], want: bool, tr: Translate) -> str:
        """One of these answers, or none of them, in words."""
        said = tr(gettext_noop(" or ")).join(self.says(value, tr) for value in values)
        return said if want else tr(gettext_noop("not {answer}")).format(answer=said)

    def abnormal(self, value: Anything) -> bool | None:
        """None where the finding has no normal and abnormal."""
        return value not in self.normal if self.normal else None

    def any_side(self, leaf: Callable[[Slot], Condition]) -> Condition:
        """The leaf on the only slot, or on either side."""
        slots = self.slots()
        return leaf(slots[0]) if len(slots) == 1 else conditions.Any(tuple(leaf(slot) for slot in slots))

    def both_sides(self, leaf: Callable[[Slot], Condition]) -> Condition:
        return conditions.All(tuple(leaf(slot) for slot in self.slots()))

    @property
    def known(self) -> Condition:
        return self.both_sides(Known)

    @property
    def asked(self) -> Condition:
        """Holds once answered and waits until then: for what is held until a question was put."""
        return self.both_sides(lambda slot: ~OneOf(slot, ()))


@dataclass(frozen=True, eq=False)
class OneSide:
    """A finding's slot: the finding itself, or one side of it."""

    finding: Finding
    side: str
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", f"{self.finding.id}_{self.side}" if self.side else self.finding.id)

    @property
    def finding_id(self) -> str:
        return self.finding.id

    @property
    def inputs(self) -> tuple[Slot, ...]:
        return (self,)

    def value(self, answers: Answers) -> Anything:
        return answers.get(self.id)

    def label(self, tr: Translate = str) -> str:
        label = tr(self.finding.label)
        return f"{label}, {tr(SIDE_WORDS[self.side])}" if self.side else label

    def words(self, value: Anything, tr: Translate = str) -> str:
        return f"{self.label(tr)}: {self.finding.says(value, tr)}"

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        return f"{self.label(tr)}: {phrase(self.finding, condition, want, tr)}"


def phrase(finding: Finding, condition: Leaf, want: bool, tr: Translate) -> str:
    """What a test asks of the finding, in words and without its label."""
    match condition:
        case Known():
            return tr(gettext_noop("answered")) if want else tr(gettext_noop("not answered"))
        case Reaches(limit=limit):
            number = finding.says(int(limit) if limit == int(limit) else limit, tr)
            return (
                tr(gettext_noop("{number} or more")).format(number=number)
                if want
                else tr(gettext_noop("below {number}")).format(number=number)
            )
        case ReachesSetting(setting=setting):
            said = (
                tr(gettext_noop("{number} or more as a rule (the practice may set {lowest} to {highest})"))
                if want
                else tr(gettext_noop("below {number} as a rule (the practice may set {lowest} to {highest})"))
            )
            number = finding.says(setting.default, tr)
            return said.format(number=number, lowest=setting.lowest, highest=setting.highest)
        case Counts(least=least):
            if least == 1:
                return tr(gettext_noop("any")) if want else tr(gettext_noop("none"))
            return (tr(gettext_noop("{n} or more")) if want else tr(gettext_noop("fewer than {n}"))).format(n=least)
        case OneOf(values=()):
            return tr(gettext_noop("not answered")) if want else tr(gettext_noop("answered"))
        case OneOf(values=values) | Includes(values=values):
            return finding.among(values, want, tr)
    raise TypeError(f"No words for {condition!r}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    """A part of the visit, its findings in reading order."""

    id: str
    title: str
    help: str = ""
    findings: tuple[Finding, ...]
