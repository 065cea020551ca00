"""The handout on paper: large letters, one page or two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Unpack

from reportlab.platypus import Flowable

from assessments.knowledge.note import Line, Part
from assessments.knowledge.papers import Leaf

from . import large
from .leaf import Setting, printed
from .pages import Together
from .text import paragraph

_URGENT = ("now", "emergency", "again")
# Read one after the other as a text; the others are lists.
_AS_TEXT = ("what", "no_scan", "now", "next")


# From airy to close: the first in which it takes no more than two pages.
LEADINGS = (17.0, 16.0, 15.0)
PAGES = 2


def handout(leaf: Leaf, **given: Unpack[Setting]) -> bytes:
    """Equal arguments give equal bytes. Its letters are never smaller than 13 points."""
    stories = [partial(_story, leaf, large.letters(leading)) for leading in LEADINGS]
    return printed(leaf, stories, most=PAGES, **given)


def _story(leaf: Leaf, letters: large.Letters) -> Iterator[Any]:
    yield paragraph(leaf.title, large.TITLE)
    for part in leaf.parts:
        urgent = part.id in _URGENT
        heading = large.Heading(part.title, key=f"{leaf.id} {part.id}", urgent=urgent)
        pieces = [heading, *_pieces(part, letters, urgent=urgent)]
        # A list of dangers is seen whole, or it is not read whole.
        yield from [Together(pieces)] if urgent or part.id == "next" else pieces


def _pieces(part: Part, letters: large.Letters, *, urgent: bool) -> Iterator[Flowable]:
    if part.id in _AS_TEXT and part.id != "next":
        for labelled, lines in groupby(part.lines, key=lambda line: bool(line.label)):
            if labelled:
                yield from (piece for line in lines for piece in _labelled(line, letters, urgent=urgent))
            else:
                yield large.said(" ".join(line.text for line in lines), letters.body, urgent=urgent)
        return
    for line in part.lines:
        if line.id == "next_on":
            yield large.said(line.text, letters.body)
            yield large.said(line.label, letters.strong)
        elif line.label:
            yield from _labelled(line, letters, urgent=urgent)
        else:
            yield _alone(line, part, letters, urgent=urgent)


def _labelled(line: Line, letters: large.Letters, *, urgent: bool) -> Iterator[Flowable]:
    """A label stands by itself above its words."""
    label = large.said(line.label, letters.strong, urgent=urgent)
    label.keepWithNext, label.spaceAfter = bool(line.text), 0
    yield label
    if line.text:
        yield large.said(line.text, letters.body, urgent=urgent)


def _alone(line: Line, part: Part, letters: large.Letters, *, urgent: bool) -> Flowable:
    if part.id == "medicines":
        return large.said(line.text, letters.boxes if line.id.startswith("times_") else letters.body)
    return large.said(line.text, letters.body, mark="" if part.id in _AS_TEXT else large.BULLET, urgent=urgent)
