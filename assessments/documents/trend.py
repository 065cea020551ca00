"""Pain over the visits on paper, true to the calendar: a dot for each visit that recorded it, named by its day."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reportlab.platypus import Flowable

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note import Past
from assessments.knowledge.note.dates import MONTHS
from assessments.knowledge.words import gettext_noop

from . import style
from .fonts import BOLD, REGULAR
from .text import plain

# Two points are a sentence; from the third on there is a line to see.
WORTH_DRAWING = 3
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 30.0, 9.0, 12.0
_TALLEST = 58.0


def says_something(scores: Sequence[Past]) -> bool:
    return len([one for one in scores if one.pain_now is not None]) >= WORTH_DRAWING


class Trend(Flowable):
    """Days that would be printed over each other are left out, but never the first and the last."""

    def __init__(self, scores: Sequence[Past], *, tr: Translate, tall: float = _TALLEST) -> None:
        super().__init__()
        self.scores = sorted((one for one in scores if one.pain_now is not None), key=lambda one: one.visited_on)
        self.tr, self.height = tr, tall

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, 6.2)
        canvas.setFillColor(style.QUIET)
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.35)
        for level in (0, 5, 10):
            canvas.line(_LEFT, self._y(level), self.width - _RIGHT, self._y(level))
            canvas.drawRightString(_LEFT - 5, self._y(level) - 2.2, str(level))
        canvas.drawString(0, self._y(5) - 2.2, plain(self.tr(gettext_noop("Pain"))))
        points = [(self._x(one), self._y(one.pain_now or 0)) for one in self.scores]
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(1.1)
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            canvas.line(x, y, to_x, to_y)
        self._dots(points)
        self._days(points)

    def _dots(self, points: list[tuple[float, float]]) -> None:
        canvas = self.canv
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, 6.6)
        for one, (x, y) in zip(self.scores, points, strict=True):
            canvas.circle(x, y, 2.1, stroke=0, fill=1)
            canvas.drawCentredString(x, y + (4 if (one.pain_now or 0) < 9 else -9), str(one.pain_now))

    def _days(self, points: list[tuple[float, float]]) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, 6.2)
        canvas.setFillColor(style.QUIET)
        words = [self._day(one) for one in self.scores]
        wide = [canvas.stringWidth(word, REGULAR, 6.2) / 2 + 4 for word in words]
        last, end = len(words) - 1, -1000.0
        for place, (x, _) in enumerate(points):
            free = x - wide[place] >= end and (place == last or x + wide[place] <= points[last][0] - wide[last])
            if place in (0, last) or free:
                canvas.drawCentredString(x, 2, words[place])
                end = x + wide[place]

    def _day(self, one: Past) -> str:
        day = one.visited_on
        return plain(f"{day.day} {self.tr(MONTHS[day.month - 1])[:3]} {day.year}")

    def _x(self, one: Past) -> float:
        whole = (self.scores[-1].visited_on - self.scores[0].visited_on).days or 1
        share = (one.visited_on - self.scores[0].visited_on).days / whole
        return _LEFT + 24 + share * (self.width - _LEFT - _RIGHT - 48)

    def _y(self, pain: int) -> float:
        return _BOTTOM + pain / 10 * (self.height - _BOTTOM - _TOP)
