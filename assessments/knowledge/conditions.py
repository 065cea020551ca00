"""Three-valued conditions over answers: yes, no, or unknown until someone asks.

A condition holds (True), is ruled out (False) or waits (None), after Kleene's strong logic. The kinds below are
all there are: whatever evaluates, explains, translates or prints a condition handles these and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any as Anything
from typing import Protocol

from .words import gettext_noop

Truth = bool | None
Answers = Mapping[str, Anything]
Translate = Callable[[str], str]


class Slot(Protocol):
    """One place an answer is kept: a finding, or a finding on one side."""

    @property
    def id(self) -> str: ...

    @property
    def finding_id(self) -> str: ...

    @property
    def inputs(self) -> tuple[Slot, ...]:
        """The slots a person can answer: the slot itself, or what a computed value is computed from."""

    def value(self, answers: Answers) -> Anything: ...

    def words(self, value: Anything, tr: Translate = str) -> str: ...

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str: ...


class Condition:
    """A statement about a visit. Combine with & | ~, never with `and`, `or`, `not`."""

    __slots__ = ()

    def holds(self, answers: Answers) -> Truth:
        raise NotImplementedError

    def leaves(self) -> Iterable[Leaf]:
        """Every test of a single slot in this condition, in reading order."""
        raise NotImplementedError

    def pending(self, answers: Answers) -> Iterable[Slot]:
        """The unknown slots that keep the condition waiting; none once it holds or is ruled out."""
        raise NotImplementedError

    def evidence(self, answers: Answers) -> Iterable[Slot]:
        """The answered slots that made the condition hold or ruled it out; none while it waits."""
        raise NotImplementedError

    def says(self, want: bool = True, tr: Translate = str) -> str:
        """The condition in words; with want=False, its opposite."""
        raise NotImplementedError

    def reads(self) -> tuple[Slot, ...]:
        """Every slot the condition looks at, once each, in reading order."""
        return unique(leaf.slot for leaf in self.leaves())

    def __and__(self, other: Condition) -> Condition:
        return All((*_parts(All, self), *_parts(All, other)))

    def __or__(self, other: Condition) -> Condition:
        return Any((*_parts(Any, self), *_parts(Any, other)))

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("A condition is neither true nor false without answers: use & | ~ and holds(answers).")


def unique(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    return tuple({slot.id: slot for slot in slots}.values())


def _parts(kind: type[All] | type[Any], condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


class Leaf(Condition):
    """A test of one slot; unknown while the slot is."""

    __slots__ = ()
    slot: Slot

    def test(self, value: Anything) -> bool:
        raise NotImplementedError

    def holds(self, answers: Answers) -> Truth:
        value = self.slot.value(answers)
        return None if value is None else self.test(value)

    def leaves(self) -> Iterable[Leaf]:
        yield self

    def pending(self, answers: Answers) -> Iterable[Slot]:
        if self.holds(answers) is None:
            yield from (slot for slot in self.slot.inputs if slot.value(answers) is None)

    def evidence(self, answers: Answers) -> Iterable[Slot]:
        if self.slot.value(answers) is not None:
            yield self.slot

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return self.slot.phrase(self, want, tr)


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Leaf):
    """The answer is one of these values."""

    slot: Slot
    values: tuple[Anything, ...]

    def test(self, value: Anything) -> bool:
        return value in self.values


@dataclass(frozen=True, slots=True, eq=False)
class Reaches(Leaf):
    """The number is at least the limit, in the finding's own unit."""

    slot: Slot
    limit: float

    def test(self, value: Anything) -> bool:
        return bool(value >= self.limit)


@dataclass(frozen=True, kw_only=True, eq=False)
class Setting:
    """A number the practice decides, within limits; the default where it has not."""

    id: str
    label: str
    default: int
    lowest: int
    highest: int

    def value(self, answers: Answers) -> int:
        return int(answers.get(self.id, self.default))


@dataclass(frozen=True, slots=True, eq=False)
class ReachesSetting(Leaf):
    """The number is at least what the practice has set."""

    slot: Slot
    setting: Setting

    def holds(self, answers: Answers) -> Truth:
        value = self.slot.value(answers)
        return None if value is None else bool(value >= self.setting.value(answers))

    def test(self, value: Anything) -> bool:
        return bool(value >= self.setting.default)


@dataclass(frozen=True, slots=True, eq=False)
class Includes(Leaf):
    """The list names at least one of these values."""

    slot: Slot
    values: tuple[str, ...]

    def test(self, value: Anything) -> bool:
        return any(one in value for one in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Counts(Leaf):
    """The list names at least so many values."""

    slot: Slot
    least: int

    def test(self, value: Anything) -> bool:
        return len(value) >= self.least


@dataclass(frozen=True, slots=True, eq=False)
class Known(Leaf):
    """Somebody answered. Never unknown itself."""

    slot: Slot

    def holds(self, answers: Answers) -> Truth:
        return self.slot.value(answers) is not None

    def test(self, value: Anything) -> bool:
        return True


class Joined(Condition):
    """Several parts with one word between them."""

    __slots__ = ()
    parts: tuple[Condition, ...]

    def leaves(self) -> Iterable[Leaf]:
        return (leaf for part in self.parts for leaf in part.leaves())

    def pending(self, answers: Answers) -> Iterable[Slot]:
        if self.holds(answers) is None:
            yield from (slot for part in self.parts for slot in part.pending(answers))

    def evidence(self, answers: Answers) -> Iterable[Slot]:
        truth = self.holds(answers)
        if truth is not None:
            settled = (part for part in self.parts if part.holds(answers) is truth)
            yield from (slot for part in settled for slot in part.evidence(answers))


@dataclass(frozen=True, slots=True, eq=False)
class All(Joined):
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> Truth:
        result: Truth = True
        for part in self.parts:
            truth = part.holds(answers)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return _joined(self.parts, tr(gettext_noop(" and ")) if want else tr(gettext_noop(" or ")), want, tr)


@dataclass(frozen=True, slots=True, eq=False)
class Any(Joined):
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> Truth:
        result: Truth = False
        for part in self.parts:
            truth = part.holds(answers)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return _joined(self.parts, tr(gettext_noop(" or ")) if want else tr(gettext_noop(" and ")), want, tr)


class Wrapped(Condition):
    """One part, seen another way."""

    __slots__ = ()
    part: Condition

    def leaves(self) -> Iterable[Leaf]:
        return self.part.leaves()

    def pending(self, answers: Answers) -> Iterable[Slot]:
        return self.part.pending(answers)

    def evidence(self, answers: Answers) -> Iterable[Slot]:
        return self.part.evidence(answers)


@dataclass(frozen=True, slots=True, eq=False)
class Not(Wrapped):
    part: Condition

    def holds(self, answers: Answers) -> Truth:
        truth = self.part.holds(answers)
        return None if truth is None else not truth

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return self.part.says(not want, tr)


@dataclass(frozen=True, slots=True, eq=False)
class AtLeast(Joined):
    """At least so many of the parts hold ("three of nine")."""

    least: int
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> Truth:
        truths = [part.holds(answers) for part in self.parts]
        if truths.count(True) >= self.least:
            return True
        return None if truths.count(True) + truths.count(None) >= self.least else False

    def says(self, want: bool = True, tr: Translate = str) -> str:
        least = tr(gettext_noop("at least {n} of: {parts}")) if want else tr(gettext_noop("fewer than {n} of: {parts}"))
        return least.format(n=self.least, parts="; ".join(part.says(True, tr) for part in self.parts))


@dataclass(frozen=True, slots=True, eq=False)
class Certainly(Wrapped):
    """The part holds on what is known now: unknown counts as not (yet) holding. Never unknown itself."""

    part: Condition

    def holds(self, answers: Answers) -> Truth:
        return self.part.holds(answers) is True

    def pending(self, answers: Answers) -> Iterable[Slot]:
        return ()

    def evidence(self, answers: Answers) -> Iterable[Slot]:
        return self.part.evidence(answers) if self.part.holds(answers) is True else ()

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return self.part.says(want, tr)


@dataclass(frozen=True, slots=True, eq=False)
class Named(Wrapped):
    """A condition that clinicians have a name for; the words say the name.

    `whole`: what would bring it about is told as one thing, not answer by answer.
    """

    name: str
    opposite: str
    part: Condition
    whole: bool = False

    def holds(self, answers: Answers) -> Truth:
        return self.part.holds(answers)

    def says(self, want: bool = True, tr: Translate = str) -> str:
        return tr(self.name if want else self.opposite)


ALWAYS: Condition = All(())
NEVER: Condition = Any(())


def _joined(parts: tuple[Condition, ...], word: str, want: bool, tr: Translate) -> str:
    if not parts:
        return tr(gettext_noop("always")) if word == tr(gettext_noop(" and ")) else tr(gettext_noop("never"))
    said = [part.says(want, tr) for part in parts]
    several = [
        f"({text})" if _compound(part) and len(parts) > 1 else text for part, text in zip(parts, said, strict=True)
    ]
    return word.join(several)


def _compound(condition: Condition) -> bool:
    while isinstance(condition, Not | Certainly):
        condition = condition.part
    return isinstance(condition, All | Any) and len(condition.parts) > 1
