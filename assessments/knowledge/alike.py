"""Changes told once: what would count on the right and on the left alike is one line, not two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .conditions import Leaf, Slot, Translate
from .explanation import Change
from .plain_words import side_words, without_side
from .rule import Urgency
from .ways import EITHER_SIDE, Literal
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One answer in words, and the first place where it is given."""

    words: str
    slot: Slot


@dataclass(frozen=True, kw_only=True)
class Told:
    rule: str
    title: str
    urgency: Urgency
    wanted: tuple[Wanted, ...]


def told_once(changes: Sequence[Change], tr: Translate = str) -> tuple[Told, ...]:
    """In the order given, each group where its first stood."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault(tuple(sorted(_key(literal) for literal in change.literals)), []).append(change)
    return tuple(told for group in groups.values() for told in _told(group, tr))


def _key(literal: Literal) -> str:
    leaf = literal.leaf
    return without_side(leaf, literal.want) if isinstance(leaf, Leaf) else leaf.says(literal.want)


def _side(literal: Literal) -> str:
    return getattr(literal.leaf.slot, "side", "") if isinstance(literal.leaf, Leaf) else ""


def _told(group: list[Change], tr: Translate) -> list[Told]:
    first = group[0]
    sided = [literal for literal in first.literals if _side(literal)]
    if len(group) != 2 or not _mirrored(*group):
        return [_one(change, tuple(literal.says(tr) for literal in change.literals)) for change in group]
    if len(sided) == 1:
        sides = {sided[0]: tr(EITHER_SIDE)}
    elif _side(sided[0]) == _side(sided[1]):
        sides = dict.fromkeys(sided, tr(gettext_noop("same side")))
    else:
        words = gettext_noop("one side"), gettext_noop("the other side")
        sides = {literal: tr(word) for literal, word in zip(sided, words, strict=True)}
    said = (
        side_words(literal.leaf, sides[literal], tr, want=literal.want)
        if literal in sides and isinstance(literal.leaf, Leaf)
        else literal.says(tr)
        for literal in first.literals
    )
    return [_one(first, tuple(said))]


def _mirrored(one: Change, other: Change) -> bool:
    """The same findings, each on the other side."""
    first = sorted((_key(literal), _side(literal)) for literal in one.literals)
    second = sorted((_key(literal), _side(literal)) for literal in other.literals)
    return all(
        (here == there == "") or {here, there} == {"right", "left"}
        for (_, here), (_, there) in zip(first, second, strict=True)
    )


def _one(change: Change, words: tuple[str, ...]) -> Told:
    return Told(
        rule=change.rule,
        title=change.title,
        urgency=change.urgency,
        wanted=tuple(
            Wanted(words=said, slot=literal.slot) for said, literal in zip(words, change.literals, strict=True)
        ),
    )
