"""The body map on paper: front and back in outline, the marked regions hatched."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from reportlab.platypus import Flowable

from assessments.knowledge.body_map import BACK, FRONT, HEIGHT, OUTLINE, WIDTH, Region
from assessments.knowledge.conditions import Translate
from assessments.knowledge.words import gettext_noop

from . import style
from .fonts import REGULAR
from .text import plain

# In the map's own units.
_BETWEEN = 115
_SIZE = 5.6
# For the words, which are wider than the figure; in points.
_PAD = 6.0
_HATCH = 5.0
_COMMAND = re.compile(r"([MCZ])([^MCZ]*)")


class BodyFigure(Flowable):
    """As tall as asked; under each view stand the patient's right and left, on the side where they are drawn."""

    def __init__(self, marked: Collection[str], *, tall: float, tr: Translate, empty: bool = False) -> None:
        super().__init__()
        self.marked, self.tr, self.empty = frozenset(marked), tr, empty
        self.scale = (tall - style.SMALL.leading) / HEIGHT
        self.height = tall
        self.width = self.scale * (2 * WIDTH + _BETWEEN) + 2 * _PAD

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        right, left = self.tr(gettext_noop("right")), self.tr(gettext_noop("left"))
        views = (
            (FRONT, self.tr(gettext_noop("front")), right, left),
            (BACK, self.tr(gettext_noop("back")), left, right),
        )
        for place, (regions, name, on_the_left, on_the_right) in enumerate(views):
            offset = _PAD + place * (WIDTH + _BETWEEN) * self.scale
            self._view(regions, offset)
            words = plain(f"{on_the_left} · {name} · {on_the_right}")
            self.canv.setFont(REGULAR, _SIZE)
            self.canv.setFillColor(style.QUIET)
            self.canv.drawCentredString(offset + WIDTH * self.scale / 2, 1, words)

    def _view(self, regions: tuple[Region, ...], offset: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.transform(self.scale, 0, 0, -self.scale, offset, self.height)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.7 / self.scale)
        canvas.drawPath(_path(canvas, OUTLINE), stroke=1, fill=0)
        for region in regions:
            if region.id in self.marked:
                self._hatched(region)
            elif self.empty:
                canvas.setStrokeColor(style.RULE)
                canvas.setLineWidth(0.35 / self.scale)
                canvas.drawPath(_path(canvas, region.path), stroke=1, fill=0)
        canvas.restoreState()

    def _hatched(self, region: Region) -> None:
        """Lines across it, and its edge: seen in black and white, and on a copy of a copy."""
        canvas = self.canv
        left, top, right, bottom = _bounds(region.path)
        canvas.saveState()
        canvas.clipPath(_path(canvas, region.path), stroke=0, fill=0)
        canvas.setLineWidth(0.8 / self.scale)
        tall, at = bottom - top, left - (bottom - top)
        while at < right:
            canvas.line(at, bottom, at + tall, top)
            at += max(_HATCH, 1.9 / self.scale)
        canvas.restoreState()
        canvas.setLineWidth(0.9 / self.scale)
        canvas.drawPath(_path(canvas, region.path), stroke=1, fill=0)


@cache
def _commands(path: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """M, C and Z with their numbers; a C may carry several curves."""
    return tuple(
        (letter, tuple(float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)))
        for letter, numbers in _COMMAND.findall(path)
    )


def _path(canvas: Any, path: str) -> Any:
    drawn = canvas.beginPath()
    for letter, numbers in _commands(path):
        if letter == "M":
            drawn.moveTo(*numbers)
        elif letter == "C":
            for place in range(0, len(numbers), 6):
                drawn.curveTo(*numbers[place : place + 6])
        else:
            drawn.close()
    return drawn


@cache
def _bounds(path: str) -> tuple[float, float, float, float]:
    numbers = [number for _, several in _commands(path) for number in several]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
