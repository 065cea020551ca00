"""The body map on paper: front and back in outline, the marked regions hatched."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

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
_OPERATORS = {"M": "m", "C": "c", "Z": "h"}
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
        marked = tuple(region.path for region in regions if region.id in self.marked)
        unmarked = tuple(region.path for region in regions if self.empty and region.id not in self.marked)
        placed = f"{self.scale:.5f} 0 0 {-self.scale:.5f} {offset:.3f} {self.height:.3f} cm"
        self.canv.saveState()
        self.canv.addLiteral(f"{placed} {_view(marked, unmarked, self.scale)}")
        self.canv.restoreState()


@lru_cache(maxsize=256)
def _view(marked: tuple[str, ...], unmarked: tuple[str, ...], scale: float) -> str:
    """As operators of the page: drawn on every paper, and always the same."""
    ink, rule = (f"{colour.red:.4f} {colour.green:.4f} {colour.blue:.4f} RG" for colour in (style.INK, style.RULE))
    thin = [f"{rule} {0.35 / scale:.3f} w {_path(path)} S" for path in unmarked]
    strong = [_hatched(path, scale) for path in marked]
    return " ".join((ink, f"{0.7 / scale:.3f} w {_path(OUTLINE)} S", *thin, ink, *strong))


def _hatched(path: str, scale: float) -> str:
    """Lines across it, and its edge: seen in black and white, and on a copy of a copy."""
    left, top, right, bottom = _bounds(path)
    tall, at, lines = bottom - top, left - (bottom - top), []
    while at < right:
        lines.append(f"{at:.2f} {bottom:.2f} m {at + tall:.2f} {top:.2f} l S")
        at += max(_HATCH, 1.9 / scale)
    edge = f"{0.9 / scale:.3f} w {_path(path)} S"
    return f"q {_path(path)} W n {0.8 / scale:.3f} w {' '.join(lines)} Q {edge}"


@cache
def _commands(path: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """M, C and Z with their numbers; a C may carry several curves."""
    return tuple(
        (letter, tuple(float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)))
        for letter, numbers in _COMMAND.findall(path)
    )


@cache
def _path(path: str) -> str:
    """Each command with its numbers, in the page's own notation."""
    drawn = []
    for letter, numbers in _commands(path):
        each = 6 if letter == "C" else max(len(numbers), 1)
        for place in range(0, max(len(numbers), 1), each):
            words = [f"{number:g}" for number in numbers[place : place + each]]
            drawn.append(" ".join([*words, _OPERATORS[letter]]))
    return " ".join(drawn)


@cache
def _bounds(path: str) -> tuple[float, float, float, float]:
    numbers = [number for _, several in _commands(path) for number in several]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
