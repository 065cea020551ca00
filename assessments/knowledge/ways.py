"""The smallest sets of new answers after which a condition certainly has the wanted truth, at most two at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any as Anything

from .conditions import (
    All,
    Answers,
    Any,
    AtLeast,
    Certainly,
    Condition,
    Counts,
    Includes,
    Known,
    Leaf,
    Named,
    Not,
    OneOf,
    Reaches,
    ReachesSetting,
    Slot,
    Translate,
)
from .findings.history import TRIED
from .findings.pain import DURATION
from .vocabulary import OneSide, YesNo
from .vocabulary.finding import SIDE_WORDS, phrase
from .words import gettext_noop

EITHER_SIDE = gettext_noop("right or left")
AT_MOST = 2  # findings in one change: more is no longer something to act on


@dataclass(frozen=True)
class Literal:
    """One test of one slot, or what is told as one thing, and the outcome wanted of it."""

    leaf: Leaf | Named
    want: bool

    @property
    def slot(self) -> Slot:
        """Where it is answered; of several places the first."""
        return self.leaf.slot if isinstance(self.leaf, Leaf) else self.leaf.reads()[0]

    @property
    def takes_time(self) -> bool:
        return self.want and self.slot.finding_id in (DURATION.id, TRIED.id)

    def says(self, tr: Translate = str) -> str:
        return self.leaf.says(self.want, tr)

    @cached_property
    def words(self) -> str:
        return self.says()

    def briefly(self, tr: Translate = str, *, either_side: bool = False) -> str:
        """As a part of a sentence: by the short name, and what is to be there by that alone."""
        slot, leaf = self.slot, self.leaf
        if not (isinstance(slot, OneSide) and isinstance(leaf, Leaf)):
            return self.says(tr)
        name = tr(slot.finding.short or slot.finding.label)
        if slot.side:
            name = f"{name}, {tr(EITHER_SIDE if either_side else SIDE_WORDS[slot.side])}"
        if isinstance(leaf, OneOf) and isinstance(slot.finding, YesNo) and leaf.test(True) is self.want:
            return name
        return f"{name}: {phrase(slot.finding, leaf, self.want, tr)}"

    def as_json(self) -> dict[str, Anything]:
        slot = self.slot
        side = getattr(slot, "side", "")
        return {"finding": slot.finding_id, **({"side": side} if side else {}), "words": self.says()}


Way = frozenset[Literal]


_NO_WAY: frozenset[Way] = frozenset()
_AS_IT_IS: frozenset[Way] = frozenset({frozenset()})


def ways(condition: Condition, want: bool, answers: Answers) -> frozenset[Way]:
    """The smallest sets of at most two new answers after which the condition certainly has the wanted truth."""
    if condition.holds(answers) is want:
        return _AS_IT_IS
    match condition:
        case Leaf():
            return _ways_of_leaf(condition, want)
        case Not(part=part):
            return ways(part, not want, answers)
        case Named():
            return _ways_of_named(condition, want, answers)
        case Certainly(part=part):
            return ways(part, want, answers)
        case All(parts=parts):
            return _together(parts, want, answers) if want else _either(parts, want, answers)
        case Any(parts=parts):
            return _either(parts, want, answers) if want else _together(parts, want, answers)
        case AtLeast(least=least, parts=parts):
            return _enough(least, parts, want, answers)
    raise TypeError(f"No way to change {condition!r}")


def ways_off(condition: Condition, truth: bool, answers: Answers) -> frozenset[Way]:
    """The smallest such sets after which the condition has lost the truth it has now, if only to wait."""
    if condition.holds(answers) is not truth:
        return _AS_IT_IS
    match condition:
        case Leaf():
            return _ways_of_leaf(condition, not truth)
        case Not(part=part):
            return ways_off(part, not truth, answers)
        case Named(part=part):
            return ways_off(part, truth, answers)
        case Certainly(part=part):
            return ways_off(part, True, answers) if truth else ways(part, True, answers)
        case All(parts=parts) | Any(parts=parts):
            options = [ways_off(part, truth, answers) for part in parts if part.holds(answers) is truth]
            one_is_enough = isinstance(condition, All) is truth
            return _smallest(way for option in options for way in option) if one_is_enough else _product(options)
        case AtLeast(least=least, parts=parts):
            there = [part for part in parts if part.holds(answers) is truth]
            to_go = len(there) - (least if truth else len(parts) - least + 1) + 1
            return _some(to_go, [ways_off(part, truth, answers) for part in there])
    raise TypeError(f"No way to change {condition!r}")


def _ways_of_leaf(leaf: Leaf, want: bool) -> frozenset[Way]:
    if isinstance(leaf, Known) and not want:
        return _NO_WAY
    if isinstance(leaf, OneOf) and not leaf.values and want:
        return _NO_WAY
    return frozenset({frozenset({Literal(leaf, want)})})


def _ways_of_named(named: Named, want: bool, answers: Answers) -> frozenset[Way]:
    """What is told as one thing is one, unless all but a part of what it joins is there already."""
    within = ways(named.part, want, answers)
    if not (named.whole and want):
        return within
    match named.part:
        case All():
            is_closer = bool(within) and all(len(way) == 1 for way in within)
        case AtLeast():
            is_closer = bool(within)
        case _:
            is_closer = False
    return within if is_closer else frozenset({frozenset({Literal(named, want)})})


def _either(parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    return _smallest(way for part in parts for way in ways(part, want, answers))


def _together(parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    return _product(ways(part, want, answers) for part in parts if part.holds(answers) is not want)


def _product(options: Iterable[frozenset[Way]]) -> frozenset[Way]:
    """One way of each."""
    found: frozenset[Way] = _AS_IT_IS
    for option in options:
        found = _smallest(
            one | other for one, other in product(found, option) if len(one | other) <= AT_MOST and _fits(one | other)
        )
        if not found:
            return _NO_WAY
    return found


def _enough(least: int, parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    there = sum(part.holds(answers) is want for part in parts)
    to_go = (least if want else len(parts) - least + 1) - there
    return _some(to_go, [ways(part, want, answers) for part in parts if part.holds(answers) is not want])


def _some(to_go: int, options: list[frozenset[Way]]) -> frozenset[Way]:
    """A way of so many of them; with more than two to go there is no small change."""
    if to_go > AT_MOST:
        return _NO_WAY
    if to_go == 1:
        return _smallest(way for option in options for way in option)
    pairs = (
        one | other
        for n, first in enumerate(options)
        for second in options[n + 1 :]
        for one, other in product(first, second)
    )
    return _smallest(way for way in pairs if len(way) <= AT_MOST and _fits(way))


def _smallest(found: Iterable[Way]) -> frozenset[Way]:
    kept: list[Way] = []
    for way in sorted(set(found), key=len):
        if not any(smaller <= way for smaller in kept):
            kept.append(way)
    return frozenset(kept)


def _fits(way: Way) -> bool:
    """Two tests of one slot can be met by one answer. Lists can: they hold more than one value."""
    literals = tuple(way)
    if len({literal.slot.id for literal in literals}) == len(literals):
        return True
    leaves = [literal.leaf for literal in literals if isinstance(literal.leaf, Leaf)]
    if len(leaves) < len(literals) or any(isinstance(leaf, Includes | Counts) for leaf in leaves):
        return True
    return any(all(_met(literal, value) for literal in literals) for value in _candidates(leaves))


def _met(literal: Literal, value: Anything) -> bool:
    return isinstance(literal.leaf, Leaf) and literal.leaf.test(value) is literal.want


def _candidates(leaves: Iterable[Leaf]) -> Iterable[Anything]:
    """Values among which one answer that meets tests of the same slot would be."""
    for leaf in leaves:
        if isinstance(leaf, Reaches | ReachesSetting):
            edge = leaf.limit if isinstance(leaf, Reaches) else leaf.setting.default
            yield from (edge - 1, edge, edge + 1)
        else:
            yield from getattr(leaf, "values", ())
            yield from getattr(getattr(leaf.slot, "finding", None), "values", (True, False))
