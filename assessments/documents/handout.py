"""The handout on paper: large letters, one page or two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlab.platypus import Flowable, KeepTogether, Spacer

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note import Line, Part
from assessments.knowledge.papers import Leaf

from . import large
from .leaf import printed
from .text import paragraph

_URGENT = ("now", "emergency", "again")
# Read one after the other as a text; the others are lists.
_AS_TEXT = ("what", "no_scan", "now", "next")


def handout(leaf: Leaf, *, paper: str = "A4", copy_line: str = "", tr: Translate = str) -> bytes:
    """Equal arguments give equal bytes."""
    return printed(leaf, lambda: _story(leaf), paper=paper, copy_line=copy_line, tr=tr)


def _story(leaf: Leaf) -> Iterator[Flowable]:
    yield Spacer(0, 6)
    yield paragraph(leaf.title, large.TITLE)
    for part in leaf.parts:
        urgent = part.id in _URGENT
        heading = large.Heading(part.title, key=f"{leaf.id} {part.id}", urgent=urgent)
        pieces = [heading, *_pieces(part, urgent=urgent)]
        # A list of dangers is seen whole, or it is not read whole.
        yield from [KeepTogether(pieces)] if urgent or part.id == "next" else pieces


def _pieces(part: Part, *, urgent: bool) -> Iterator[Flowable]:
    if part.id in _AS_TEXT and part.id != "next":
        for labelled, lines in groupby(part.lines, key=lambda line: bool(line.label)):
            if labelled:
                yield from (piece for line in lines for piece in _labelled(line, urgent=urgent))
            else:
                yield large.said(" ".join(line.text for line in lines), urgent=urgent)
        return
    for line in part.lines:
        if line.id == "next_on":
            yield large.said(line.text)
            yield large.said(line.label, large.STRONG)
        elif line.label:
            yield from _labelled(line, urgent=urgent)
        else:
            yield _alone(line, part, urgent=urgent)


def _labelled(line: Line, *, urgent: bool) -> Iterator[Flowable]:
    """A label stands by itself above its words."""
    label = large.said(line.label, large.STRONG, urgent=urgent)
    label.keepWithNext, label.spaceAfter = bool(line.text), 0
    yield label
    if line.text:
        yield large.said(line.text, urgent=urgent)


def _alone(line: Line, part: Part, *, urgent: bool) -> Flowable:
    if part.id == "medicines":
        return large.said(line.text, large.BOXES if line.id.startswith("times_") else large.BODY)
    return large.said(line.text, mark="" if part.id in _AS_TEXT else large.BULLET, urgent=urgent)
