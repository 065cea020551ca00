"""The pieces of a paper for patients: large letters, marks in the margin, a bar beside what is urgent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from . import style
from .lines import outline
from .text import paragraph

BODY = ParagraphStyle("large", parent=style.BODY, fontSize=13, leading=16)
STRONG = ParagraphStyle("large strong", parent=BODY, fontName=style.STRONG.fontName)
TITLE = ParagraphStyle("large title", parent=STRONG, fontSize=18, leading=23)
PART = ParagraphStyle("large part", parent=STRONG, fontSize=13.5, leading=17, textColor=style.ACCENT)
URGENT = ParagraphStyle("large urgent", parent=PART, textColor=style.INK)
BULLET, INDENT = "•", 14
BAR = 3.2


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Of one size, more or less far apart."""

    body: ParagraphStyle
    strong: ParagraphStyle
    boxes: ParagraphStyle


def letters(leading: float) -> Letters:
    return Letters(
        body=ParagraphStyle(f"large {leading}", parent=BODY, leading=leading),
        strong=ParagraphStyle(f"large strong {leading}", parent=STRONG, leading=leading),
        boxes=ParagraphStyle(f"large boxes {leading}", parent=BODY, leading=leading + 3),
    )


class Heading(Flowable):
    """A part's title, with its entry in the outline. An urgent one stands in ink beside a bar."""

    def __init__(self, title: str, *, key: str, urgent: bool = False) -> None:
        super().__init__()
        self.keepWithNext = True
        self.spaceBefore, self.spaceAfter = 8, 1.5
        self.title, self.key, self.urgent = title, key, urgent
        self.text = paragraph(title, URGENT if urgent else PART)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.text.wrap(width - self._indent, height)[1]
        return width, self.height

    @property
    def _indent(self) -> float:
        return INDENT if self.urgent else 0

    def draw(self) -> None:
        if self.urgent:
            bar(self.canv, self.height + 2, below=2)
        self.text.drawOn(self.canv, self._indent, 0)
        outline(self.canv, self.title, self.key, 0, top=self.height)


class Said(Flowable):
    """Words beside a mark in the margin, or beside the bar of what is urgent; breaks where its words do."""

    def __init__(self, text: Any, *, mark: str = "", urgent: bool = False, first: bool = True) -> None:
        super().__init__()
        self.spaceAfter = 2
        self.text, self.urgent, self.first = text, urgent, first
        self.mark = mark

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.text.wrap(width - self._indent, height)[1]
        return width, self.height

    @property
    def _indent(self) -> float:
        return (INDENT if self.urgent else 0) + (INDENT if self.mark else 0)

    def split(self, width: float, height: float) -> list[Any]:
        parts = self.text.split(width - self._indent, height)
        return [
            Said(part, mark=self.mark, urgent=self.urgent, first=self.first and not place)
            for place, part in enumerate(parts)
        ]

    def draw(self) -> None:
        if self.urgent:
            bar(self.canv, self.height + self.spaceAfter, below=self.spaceAfter)
        if self.mark and self.first:
            mark = paragraph(self.mark, self.text.style)
            mark.wrap(INDENT, self.height)
            mark.drawOn(self.canv, self._indent - INDENT, self.height - mark.height)
        self.text.drawOn(self.canv, self._indent, 0)


def bar(canvas: Any, height: float, *, below: float) -> None:
    canvas.saveState()
    canvas.setFillColor(style.INK)
    canvas.rect(0, -below, BAR, height, stroke=0, fill=1)
    canvas.restoreState()


def said(text: str, style: ParagraphStyle = BODY, *, mark: str = "", urgent: bool = False) -> Said:
    return Said(paragraph(text, style), mark=mark, urgent=urgent)
