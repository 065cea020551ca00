"""Lays finished pieces on pages before anything is drawn: what belongs together stays together, and pages are counted.

The library's own way sets a paper twice to know how many pages it has; here it is drawn once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.platypus import Flowable


class Together:
    """Pieces that stay on one page, wherever one page can hold them."""

    def __init__(self, pieces: Iterable[Any]) -> None:
        self.pieces = list(pieces)


class Placed(NamedTuple):
    """`bottom` is its lower edge, from the lower edge of the frame."""

    piece: Flowable
    bottom: float


Page = list[Placed]


class _Laid:
    """The page being filled, and those before it."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.pages: list[Page] = [[]]
        self._begin()

    def _begin(self) -> None:
        self.room, self.after = self.height, 0.0

    @property
    def is_empty(self) -> bool:
        return not self.pages[-1]

    def turn(self) -> None:
        self.pages.append([])
        self._begin()

    def gap(self, piece: Any) -> float:
        return 0.0 if self.is_empty else max(self.after, piece.getSpaceBefore())

    def needs(self, pieces: Sequence[Any], *, afresh: bool = False) -> float:
        """From where the page is filled, or from its top, to the lower edge of the last one."""
        total, after, first = 0.0, self.after, afresh or self.is_empty
        for piece in pieces:
            total += (0.0 if first else max(after, piece.getSpaceBefore())) + piece.wrap(self.width, self.height)[1]
            after, first = piece.getSpaceAfter(), False
        return total

    def place(self, pieces: Iterable[Any]) -> None:
        for piece in pieces:
            self.room -= self.gap(piece) + piece.wrap(self.width, self.height)[1]
            self.after = piece.getSpaceAfter()
            self.pages[-1].append(Placed(piece, self.room))

    def parted(self, pieces: Sequence[Any]) -> list[Any]:
        """The last of them in the parts that this page and the next can hold; empty where it cannot be parted."""
        *heads, last = pieces
        taken = self.needs(heads)
        before = max(heads[-1].getSpaceAfter(), last.getSpaceBefore()) if heads else self.gap(last)
        free = self.room - taken - before
        parts: list[Any] = last.split(self.width, free) if free > 0 else []
        return parts if len(parts) > 1 else []


def laid(pieces: Iterable[Any], *, width: float, height: float) -> list[Page]:
    """A piece marked keepWithNext goes with what follows it. Raises ValueError for one that no page can hold."""
    waiting, on = deque(pieces), _Laid(width, height)
    while waiting:
        group, whole = _group(waiting)
        if on.needs(group) <= on.room + 1e-6:
            on.place(group)
        elif not whole and (parts := on.parted(group)):
            on.place([*group[:-1], parts[0]])
            waiting.extendleft(reversed(parts[1:]))
        elif not on.is_empty and on.needs(group, afresh=True) <= height:
            waiting.appendleft(Together(group) if whole else _Run(group))
            on.turn()
        elif len(group) > 1:
            waiting.extendleft(reversed([_Run([piece]) for piece in group]))
        elif not on.is_empty:
            waiting.appendleft(_Run(group))
            on.turn()
        else:
            raise ValueError(f"No page of {width:.0f} by {height:.0f} points holds {group[0]!r} and it cannot part")
    return on.pages


class _Run(Together):
    """Grouped already; it may be parted."""


def _group(waiting: deque[Any]) -> tuple[list[Any], bool]:
    """What is to be placed next, and whether it was asked to stay whole."""
    first = waiting.popleft()
    if isinstance(first, Together):
        return first.pieces, not isinstance(first, _Run)
    group = [first]
    while group[-1].getKeepWithNext() and waiting and not isinstance(waiting[0], Together):
        group.append(waiting.popleft())
    if group[-1].getKeepWithNext() and waiting:
        return [*group, *waiting.popleft().pieces], True
    return group, False
