"""The kinds of finding: what may be answered, how an answer reads, and which questions a rule may put to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any as Anything
from typing import ClassVar

from . import conditions
from .conditions import (
    Answers,
    Condition,
    Counts,
    Includes,
    Known,
    Leaf,
    OneOf,
    Reaches,
    ReachesSetting,
    Setting,
    Slot,
    Translate,
)
from .sources import Citation
from .words import gettext_noop

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
    """One thing a clinician can record. `id` never changes; label and help may.

    `normal` holds the answers that read as normal; an answer outside it is abnormal, and without it neither.
    """

    id: str
    label: str
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
        return f"{self.label(tr)}: {_phrase(self.finding, condition, want, tr)}"


def _phrase(finding: Finding, condition: Leaf, want: bool, tr: Translate) -> str:
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
            number = finding.says(setting.default, tr)
            said = (
                tr(gettext_noop("{number} or more (practice setting)"))
                if want
                else tr(gettext_noop("below {number} (practice setting)"))
            )
            return said.format(number=number)
        case Counts(least=least):
            if least == 1:
                return tr(gettext_noop("any")) if want else tr(gettext_noop("none"))
            return (tr(gettext_noop("{n} or more")) if want else tr(gettext_noop("fewer than {n}"))).format(n=least)
        case OneOf(values=()):
            return tr(gettext_noop("not answered")) if want else tr(gettext_noop("answered"))
        case OneOf(values=values) if isinstance(finding, YesNo):
            return finding.says(values[0] is want, tr)
        case OneOf(values=values) | Includes(values=values):
            said = tr(gettext_noop(" or ")).join(
                finding.says([v] if isinstance(finding, Several) else v, tr) for v in values
            )
            return said if want else tr(gettext_noop("not {answer}")).format(answer=said)
    raise TypeError(f"No words for {condition!r}")


@dataclass(frozen=True, kw_only=True, eq=False)
class YesNo(Finding):
    kind: ClassVar[str] = "yes_no"
    normal: tuple[Anything, ...] = (False,)

    def allowed(self, value: Anything) -> bool:
        if isinstance(value, bool):
            return value
        raise NotAllowed("yes (true) or no (false)")

    def says(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("yes")) if value else tr(gettext_noop("no"))

    @property
    def yes(self) -> Condition:
        return self.any_side(lambda slot: OneOf(slot, (True,)))

    @property
    def no(self) -> Condition:
        return self.both_sides(lambda slot: OneOf(slot, (False,)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Finding):
    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def allowed(self, value: Anything) -> str:
        if isinstance(value, str) and value in self.values:
            return value
        raise NotAllowed("one of " + ", ".join(self.values))

    def says(self, value: Anything, tr: Translate = str) -> str:
        return next((tr(option.label) for option in self.options if option.value == value), str(value))

    def one_of(self, *values: str) -> Condition:
        """Either side, where sided."""
        self._must_know(values)
        return self.any_side(lambda slot: OneOf(slot, values))

    def not_of(self, *values: str) -> Condition:
        """Answered, and something else than these, on either side."""
        self._must_know(values)
        others = tuple(value for value in self.values if value not in values)
        return self.any_side(lambda slot: OneOf(slot, others))

    def both(self, *values: str) -> Condition:
        self._must_know(values)
        return self.both_sides(lambda slot: OneOf(slot, values))

    def _must_know(self, values: tuple[str, ...]) -> None:
        if unknown := set(values) - set(self.values):
            raise ValueError(f"{self.id} has no option {', '.join(sorted(unknown))}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Several(Finding):
    """A list; an empty one means asked, none. Kept without doubles, in the order of the options."""

    kind: ClassVar[str] = "several"
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def allowed(self, value: Anything) -> tuple[str, ...]:
        if isinstance(value, list | tuple) and all(isinstance(one, str) and one in self.values for one in value):
            return tuple(one for one in self.values if one in value)
        raise NotAllowed("a list of any of " + ", ".join(self.values) + "; an empty list means none")

    def says(self, value: Anything, tr: Translate = str) -> str:
        return ", ".join(tr(option.label) for option in self.options if option.value in value) or tr(
            gettext_noop("none")
        )

    def abnormal(self, value: Anything) -> bool | None:
        return bool(value) if self.normal == ((),) else None

    def includes(self, *values: str) -> Condition:
        if unknown := set(values) - set(self.values):
            raise ValueError(f"{self.id} has no option {', '.join(sorted(unknown))}")
        return self.any_side(lambda slot: Includes(slot, values))

    def at_least(self, count: int) -> Condition:
        return self.any_side(lambda slot: Counts(slot, count))

    @property
    def not_empty(self) -> Condition:
        return self.at_least(1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Finding):
    """A number from `lowest` to `highest`, both included."""

    lowest: float
    highest: float
    unit: str = ""
    decimals: int = 0

    def allowed(self, value: Anything) -> float | int:
        wanted = f"a number from {self.lowest:g} to {self.highest:g}" + (f" {self.unit}" if self.unit else "")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NotAllowed(wanted)
        if isinstance(value, float) and not math.isfinite(value):
            raise NotAllowed(wanted)
        if not self.lowest <= value <= self.highest:
            raise NotAllowed(wanted)
        if self.decimals == 0:
            if value != int(value):
                raise NotAllowed(wanted.replace("a number", "a whole number"))
            return int(value)
        return value

    def says(self, value: Anything, tr: Translate = str) -> str:
        number = f"{value:.{self.decimals}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return f"{number} {tr(self.unit)}" if self.unit else number

    def at_least(self, limit: float) -> Condition:
        return self.any_side(lambda slot: Reaches(slot, limit))

    def reaches(self, setting: Setting) -> Condition:
        return self.any_side(lambda slot: ReachesSetting(slot, setting))

    def below(self, limit: float) -> Condition:
        """On either side, where sided."""
        return self.any_side(lambda slot: ~Reaches(slot, limit))

    def exactly(self, number: int) -> Condition:
        return self.any_side(lambda slot: Reaches(slot, number) & ~Reaches(slot, number + 1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Scale(Number):
    kind: ClassVar[str] = "scale"

    def says(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("{value} of {highest}")).format(value=value, highest=int(self.highest))


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure(Number):
    kind: ClassVar[str] = "measure"


@dataclass(frozen=True, kw_only=True, eq=False)
class Day(Finding):
    """A calendar day, never a moment: it does not pass through any time zone."""

    kind: ClassVar[str] = "date"

    def allowed(self, value: Anything) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise NotAllowed("a date as YYYY-MM-DD") from None

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(value.isoformat())


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(Finding):
    kind: ClassVar[str] = "text"
    longest: int = TEXT_LIMIT

    def allowed(self, value: Anything) -> str:
        if not isinstance(value, str) or len(value) > self.longest:
            raise NotAllowed(f"text of at most {self.longest} characters")
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise NotAllowed("text without control or broken characters")
        return value

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Names(Finding):
    """A list kept as rows of the patient (medicines, allergies); an empty one means asked, none."""

    kind: ClassVar[str] = "names"
    longest: int = 300

    def allowed(self, value: Anything) -> tuple[str, ...]:
        wanted = f"a list of names of at most {self.longest} characters; an empty list means none"
        if not isinstance(value, list | tuple):
            raise NotAllowed(wanted)
        names = [one.get("name") if isinstance(one, Mapping) else one for one in value]
        if not all(isinstance(name, str) and 0 < len(name.strip()) <= self.longest for name in names):
            raise NotAllowed(wanted)
        return tuple(str(name).strip() for name in names)

    def says(self, value: Anything, tr: Translate = str) -> str:
        return ", ".join(value) or tr(gettext_noop("none"))


HELPED, PARTLY, NO_HELP = "helped", "partly", "no_help"
EFFECTS = options(
    helped=gettext_noop("helped"),
    partly=gettext_noop("helped partly"),
    no_help=gettext_noop("did not help"),
)
NOT_TRIED = "not_tried"


@dataclass(frozen=True, kw_only=True, eq=False)
class Tried(Finding):
    """What was tried and how it went: treatment id to effect. Unknown: not asked; a missing id: not tried."""

    kind: ClassVar[str] = "tried"

    def allowed(self, value: Anything) -> dict[str, str]:
        effects = tuple(option.value for option in EFFECTS)
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise NotAllowed("a map of treatment id to " + ", ".join(effects))
        if any(effect not in effects for effect in value.values()):
            raise NotAllowed("for each treatment one of " + ", ".join(effects))
        return dict(value)

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(len(value)) if value else tr(gettext_noop("nothing"))

    def treatment(self, id: str, label: str) -> TriedOne:
        return TriedOne(self, id, label)


@dataclass(frozen=True, eq=False)
class TriedOne:
    """How one treatment went, read out of what was tried."""

    finding: Tried
    treatment_id: str
    treatment_label: str
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", f"{self.finding.id}.{self.treatment_id}")

    @property
    def finding_id(self) -> str:
        return self.finding.id

    @property
    def inputs(self) -> tuple[Slot, ...]:
        return self.finding.slots()

    def value(self, answers: Answers) -> Anything:
        tried = answers.get(self.finding.id)
        return None if tried is None else tried.get(self.treatment_id, NOT_TRIED)

    def words(self, value: Anything, tr: Translate = str) -> str:
        effect = next((tr(option.label) for option in EFFECTS if option.value == value), tr(gettext_noop("not tried")))
        return f"{tr(self.treatment_label)}: {effect}"

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        assert isinstance(condition, OneOf)
        label = tr(self.treatment_label)
        if set(condition.values) == {PARTLY, NO_HELP}:
            said = (
                tr(gettext_noop("{treatment} tried and not enough"))
                if want
                else tr(gettext_noop("{treatment} enough or not tried"))
            )
        elif set(condition.values) == {HELPED}:
            said = (
                tr(gettext_noop("{treatment} helped"))
                if want
                else tr(gettext_noop("{treatment} did not help or was not tried"))
            )
        else:
            said = tr(gettext_noop("{treatment} tried")) if want else tr(gettext_noop("{treatment} not tried"))
        return said.format(treatment=label)

    @property
    def tried(self) -> Condition:
        return OneOf(self, (HELPED, PARTLY, NO_HELP))

    @property
    def not_enough(self) -> Condition:
        return OneOf(self, (PARTLY, NO_HELP))

    @property
    def helped(self) -> Condition:
        return OneOf(self, (HELPED,))


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
        return f"{tr(self.finding.label)}: {_phrase(self.finding, condition, want, tr)}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    """A part of the visit, its findings in reading order."""

    id: str
    title: str
    help: str = ""
    findings: tuple[Finding, ...]
