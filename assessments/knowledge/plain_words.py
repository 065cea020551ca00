"""A condition laid out to be read: what must all be so, what any of, with right and left told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .conditions import All, Any, AtLeast, Certainly, Condition, Leaf, Named, Not, Translate
from .published import structure
from .vocabulary import SIDES, OneSide
from .vocabulary.finding import phrase
from .ways import EITHER_SIDE
from .words import gettext_noop

BOTH_SIDES = gettext_noop("right and left")


@dataclass(frozen=True, kw_only=True)
class Outline:
    """`words` alone, or `words` ("any of") over its parts."""

    words: str
    parts: tuple[Outline, ...] = ()

    @property
    def line(self) -> str:
        """In one line, for where there is no room for a list."""
        if not self.parts:
            return self.words
        said = "; ".join(f"({part.line})" if part.parts else part.line for part in self.parts)
        return f"{self.words}: {said}"

    def leaves(self) -> Iterator[Outline]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def outline(condition: Condition, tr: Translate = str, *, want: bool = True) -> Outline:
    match condition:
        case Not(part=part):
            return outline(part, tr, want=not want)
        case Certainly(part=part):
            return outline(part, tr, want=want)
        case AtLeast(least=least, parts=parts):
            words = gettext_noop("at least {n} of") if want else gettext_noop("fewer than {n} of")
            return Outline(words=tr(words).format(n=least), parts=tuple(outline(part, tr) for part in parts))
        case All() | Any() if condition.parts:
            return _several(condition, tr, want)
    return Outline(words=condition.says(want, tr))


def _several(condition: All | Any, tr: Translate, want: bool) -> Outline:
    together = isinstance(condition, All) is want
    heading = tr(gettext_noop("all of") if together else gettext_noop("any of"))
    pairs = _pairs(condition.parts)
    parts: list[Outline] = []
    for part in condition.parts:
        leaf, wanted = _bare(part, want)
        if isinstance(leaf, Leaf) and without_side(leaf, wanted) in pairs:
            side = tr(BOTH_SIDES if together else EITHER_SIDE)
            parts.append(Outline(words=side_words(leaf, side, tr, want=wanted)))
        else:
            told = outline(part, tr, want=want)
            parts += told.parts if told.words == heading else (told,)
    once = tuple({part.line: part for part in parts}.values())
    return once[0] if len(once) == 1 else Outline(words=heading, parts=once)


def _bare(condition: Condition, want: bool) -> tuple[Condition, bool]:
    while isinstance(condition, Not | Certainly):
        want = want is not isinstance(condition, Not)
        condition = condition.part
    return condition, want


def _pairs(parts: Iterable[Condition]) -> set[str]:
    """What is asked of the right and of the left alike."""
    seen: dict[str, set[str]] = {}
    for part in parts:
        leaf, want = _bare(part, True)
        if isinstance(leaf, Leaf) and isinstance(leaf.slot, OneSide) and leaf.slot.side:
            for wanted in (want, not want):
                seen.setdefault(without_side(leaf, wanted), set()).add(leaf.slot.side)
    return {key for key, sides in seen.items() if sides == set(SIDES)}


def side_words(leaf: Leaf, side: str, tr: Translate, *, want: bool) -> str:
    """The words of a test of one side, with other words for the side."""
    slot = leaf.slot
    if not isinstance(slot, OneSide):
        return leaf.says(want, tr)
    return tr(gettext_noop("{label}, {side}: {answer}")).format(
        label=tr(slot.finding.label), side=side, answer=phrase(slot.finding, leaf, want, tr)
    )


def without_side(leaf: Leaf, want: bool) -> str:
    """What the test asks, of whichever side."""
    kind, slot, *rest = structure(leaf)
    return str([kind, leaf.slot.finding_id if getattr(leaf.slot, "side", "") else slot, *rest, want])


def named_in(conditions: Iterable[Condition]) -> dict[str, Named]:
    """Every condition that clinicians have a name for, by its name."""
    found: dict[str, Named] = {}
    for condition in conditions:
        _collect(condition, found)
    return found


def _collect(condition: Condition, found: dict[str, Named]) -> None:
    match condition:
        case Named(name=name, part=part):
            found.setdefault(name, condition)
            _collect(part, found)
        case Not(part=part) | Certainly(part=part):
            _collect(part, found)
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                _collect(part, found)
