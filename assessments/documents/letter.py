"""A clinical paper of one page: it is set smaller before it grows a second one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Unpack

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from assessments.knowledge.note import Line, Part
from assessments.knowledge.papers import Leaf

from . import style
from .leaf import Setting, printed
from .lines import LabelledLine, PartTitle
from .pages import Together
from .text import paragraph

# The largest in which it fits one page.
SIZES = (10.0, 9.2, 8.4, 7.6, 6.8)
# Room for a name written by hand.
SIGN_HERE = 15 * mm


def on_one_page(leaf: Leaf, **given: Unpack[Setting]) -> bytes:
    """Equal arguments give equal bytes. What fits no page in the smallest letters is printed whole on several."""
    stories = [partial(_story, leaf, size) for size in SIZES]
    return printed(leaf, stories, most=1, **given)


def _story(leaf: Leaf, size: float) -> Iterator[Any]:
    body = ParagraphStyle(f"body {size}", parent=style.BODY, fontSize=size, leading=size * 1.36)
    yield paragraph(leaf.title, style.TITLE)
    *parts, last = leaf.parts
    for part in parts:
        yield from _part(part, leaf, body)
    yield Together([*_part(last, leaf, body), *_sign_here(last)])


def _part(part: Part, leaf: Leaf, body: ParagraphStyle) -> Iterator[Flowable]:
    yield PartTitle(part.title, key=f"{leaf.id} {part.id}", level=0)
    for line in part.lines:
        yield _line(line, body)


def _line(line: Line, body: ParagraphStyle) -> Flowable:
    strong = ParagraphStyle(f"{body.name} strong", parent=body, fontName=style.STRONG.fontName)
    quiet = ParagraphStyle(f"{body.name} label", parent=body, textColor=style.QUIET)
    if not line.label:
        return paragraph(line.text, strong)
    marked = line.abnormal is True
    return LabelledLine(
        line.label,
        line.text,
        abnormal=marked,
        label_style=strong if marked else quiet,
        text_style=strong if marked or line.id in ("test", "to") else body,
    )


def _sign_here(part: Part) -> list[Flowable]:
    return [SignHere()] if any(line.id == "unsigned" for line in part.lines) else []


class SignHere(Flowable):
    """A rule to write a name on."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, SIGN_HERE

    def draw(self) -> None:
        self.canv.setStrokeColor(style.INK)
        self.canv.setLineWidth(0.5)
        self.canv.line(style.LABEL_WIDTH, 4, self.width, 4)
