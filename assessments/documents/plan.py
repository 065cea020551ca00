"""The plan on paper: the steps one below the other on a line, the one that is lit filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Unpack

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from assessments.knowledge.note import Line, Part
from assessments.knowledge.papers import Leaf

from . import large, style
from .fonts import BOLD
from .leaf import Setting, printed
from .lines import outline
from .text import paragraph, plain

_QUIET = ParagraphStyle("step later", parent=large.STRONG, textColor=style.QUIET)
_RADIUS, _INDENT, _GAP = 11.0, 38.0, 9.0


def plan(leaf: Leaf, **given: Unpack[Setting]) -> bytes:
    """Equal arguments give equal bytes."""
    return printed(leaf, [lambda: _story(leaf)], **given)


def _story(leaf: Leaf) -> Iterator[Flowable]:
    yield paragraph(leaf.title, large.TITLE)
    where, *steps = leaf.parts
    yield large.Heading(where.title, key=f"{leaf.id} {where.id}")
    for line in where.lines:
        yield large.said(line.text, large.STRONG if line.id == "here" else large.BODY)
    yield Spacer(0, 10)
    for place, part in enumerate(steps):
        yield Step(part, key=f"{leaf.id} {part.id}", last=place == len(steps) - 1)


class Step(Flowable):
    """A step's number in a circle on the line, and its words beside it. Breaks between its lines."""

    def __init__(self, part: Part, *, key: str, last: bool, begun: bool = False, words: list[Any] | None = None):
        super().__init__()
        self.part, self.key, self.last, self.begun = part, key, last, begun
        self.lit = part.id.endswith("_here")
        self.number = part.id.split("_")[1]
        self.words = [*self._words()] if words is None else words

    def _words(self) -> Iterator[Any]:
        yield paragraph(self.part.title, large.STRONG if self.lit else _QUIET)
        for line in self.part.lines:
            yield paragraph(_told(line), large.BODY)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = sum(word.wrap(width - _INDENT, 10_000)[1] for word in self.words) + _GAP
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        taken, fits = 0.0, 0
        for word in self.words:
            tall = word.wrap(width - _INDENT, 10_000)[1]
            if taken + tall > height:
                break
            taken, fits = taken + tall, fits + 1
        first, rest = self.words[:fits], self.words[fits:]
        if rest and fits < len(self.words):
            parts = rest[0].split(width - _INDENT, height - taken)
            if len(parts) > 1:
                first, rest = [*first, parts[0]], [*parts[1:], *rest[1:]]
        if not first or not rest:
            return []
        return [
            Step(self.part, key=self.key, last=False, begun=self.begun, words=first),
            Step(self.part, key=self.key, last=self.last, begun=True, words=rest),
        ]

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        if not self.last:
            canvas.setStrokeColor(style.RULE)
            canvas.setLineWidth(1.4)
            canvas.line(_RADIUS + 2, top if self.begun else top - 2 * _RADIUS, _RADIUS + 2, 0)
        if not self.begun:
            self._circle(top - _RADIUS)
            outline(canvas, self.part.title, self.key, 0, top=top)
        for word in self.words:
            top -= word.height
            word.drawOn(canvas, _INDENT, top)

    def _circle(self, middle: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(style.INK)
        canvas.setFillColor(style.INK if self.lit else style.PAPER_WHITE)
        canvas.setLineWidth(1.4)
        canvas.circle(_RADIUS + 2, middle, _RADIUS, stroke=1, fill=1)
        canvas.setFillColor(style.PAPER_WHITE if self.lit else style.INK)
        canvas.setFont(BOLD, 12)
        canvas.drawCentredString(_RADIUS + 2, middle - 4.3, plain(self.number, BOLD))
        canvas.restoreState()


def _told(line: Line) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text
