"""The course on paper, true to the calendar: pain as a line, treatments as lanes below it, tests as marks between."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note.dates import MONTHS
from assessments.knowledge.papers.course import RESULTED, Lane, Timeline
from assessments.knowledge.words import gettext_noop

from . import style
from .fonts import BOLD, REGULAR
from .text import plain

# Two points are a sentence; from the third on there is a line to see.
WORTH_DRAWING = 3
_SIZE = 6.2
_LEFT, _RIGHT, _TOP, _BOTTOM = 116.0, 8.0, 9.0, 12.0
_INSET = 24.0
_PAIN = 38.0
_LANE = 8.4
# The latest ones: more would push the note off its page. The others are counted.
MOST_LANES = 6


def says_something(course: Timeline) -> bool:
    return len(course.scores) >= WORTH_DRAWING


class Trend(Flowable):
    """Days and names that would be printed over each other are left out, but never the first and the last day."""

    def __init__(self, course: Timeline, *, tr: Translate) -> None:
        super().__init__()
        self.course, self.tr = course, tr
        self.lanes = course.lanes[-MOST_LANES:]
        self.more = len(course.lanes) - len(self.lanes)
        # From the top: pain, tests, lanes, days.
        self.tests_tall = _LANE if course.tests else 0.0
        self.below = _BOTTOM + _LANE * (len(self.lanes) + bool(self.more))
        self.height = _TOP + _PAIN + 4 + self.tests_tall + self.below

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self._levels()
        self._line()
        self._tests()
        self._lanes()
        self._days()

    def _levels(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(style.QUIET)
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.35)
        for level in (0, 5, 10):
            canvas.line(_LEFT, self._y(level), self.width - _RIGHT, self._y(level))
            canvas.drawRightString(_LEFT - 5, self._y(level) - 2.2, str(level))
        canvas.drawString(0, self._y(5) - 2.2, plain(self.tr(gettext_noop("Pain"))))

    def _line(self) -> None:
        canvas = self.canv
        scores = self.course.scores
        points = [(self.x(one.visited_on), self._y(one.pain_now or 0)) for one in scores]
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(1.1)
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            canvas.line(x, y, to_x, to_y)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, 6.6)
        for one, (x, y) in zip(scores, points, strict=True):
            canvas.circle(x, y, 2.1, stroke=0, fill=1)
            canvas.drawCentredString(x, y + (4 if (one.pain_now or 0) < 9 else -9), str(one.pain_now))

    def _tests(self) -> None:
        """An empty mark where one was asked for, a full one where its result is of; named where there is room."""
        if not self.course.tests:
            return
        canvas, y = self.canv, self.below + 2.5
        self._label(self.tr(gettext_noop("Tests")), y)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.7)
        for test in self.course.tests:
            x = self.x(test.on)
            resulted = test.kind == RESULTED
            mark = canvas.beginPath()
            mark.moveTo(x - 2.3, y)
            mark.lineTo(x, y + 2.8)
            mark.lineTo(x + 2.3, y)
            mark.lineTo(x, y - 2.8)
            mark.close()
            canvas.setFillColor(style.INK if resulted else style.PAPER_WHITE)
            canvas.drawPath(mark, stroke=1, fill=1)
        self._names_of_tests(y)

    def _names_of_tests(self, y: float) -> None:
        """To the right of their mark, or to the left, where no other mark or name is in the way."""
        canvas, free_from = self.canv, _LEFT
        canvas.setFillColor(style.INK)
        canvas.setFont(REGULAR, _SIZE)
        places = [self.x(test.on) for test in self.course.tests]
        for place, (test, x) in enumerate(zip(self.course.tests, places, strict=True)):
            following = places[place + 1] if place + 1 < len(places) else self.width + 4
            words = plain(test.says(self.tr))
            wide = canvas.stringWidth(words, REGULAR, _SIZE)
            if x + 4.5 + wide <= following - 4:
                canvas.drawString(x + 4.5, y - 2.2, words)
                free_from = x + 4.5 + wide + 4
            else:
                if x - 4.5 - wide >= free_from:
                    canvas.drawString(x - 4.5 - wide, y - 2.2, words)
                free_from = x + 6.5

    def _lanes(self) -> None:
        canvas, y = self.canv, self.below - 5.5
        for lane in self.lanes:
            self._label(self.tr(lane.label), y)
            for start, end, goes_on in self._drawn(lane):
                canvas.setFillColor(style.QUIET)
                canvas.rect(start, y - 1.6, max(end - start, 2.0), 3.2, stroke=0, fill=1)
                if goes_on:
                    tip = canvas.beginPath()
                    tip.moveTo(end, y - 3)
                    tip.lineTo(end + 5, y)
                    tip.lineTo(end, y + 3)
                    tip.close()
                    canvas.drawPath(tip, stroke=0, fill=1)
            y -= _LANE
        if self.more:
            self._label(self.tr(gettext_noop("and {n} before")).format(n=self.more), y)

    def _drawn(self, lane: Lane) -> Iterator[tuple[float, float, bool]]:
        """One that no later visit ended goes on past the last day."""
        for stretch in lane.stretches:
            last = stretch.end or self.course.last
            yield self.x(stretch.start), self.x(last) + (0 if stretch.end else 6), stretch.end is None

    def _label(self, words: str, y: float) -> None:
        """Cut at the word that no longer fits, with a sign that it was."""
        canvas = self.canv
        canvas.setFillColor(style.QUIET)
        canvas.setFont(REGULAR, _SIZE)
        said = plain(words)
        while canvas.stringWidth(said, REGULAR, _SIZE) > _LEFT - 6 and " " in said:
            said = f"{said.removesuffix('…').rpartition(' ')[0].rstrip(',;')}…"
        canvas.drawString(0, y - 2.2, said)

    def _days(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(style.QUIET)
        days = sorted({one.visited_on for one in self.course.scores} | {self.course.first, self.course.last})
        words = [self._day(day) for day in days]
        wide = [canvas.stringWidth(word, REGULAR, _SIZE) / 2 + 4 for word in words]
        last, end = len(words) - 1, -1000.0
        for place, day in enumerate(days):
            x = self.x(day)
            free = x - wide[place] >= end and (place == last or x + wide[place] <= self.x(days[-1]) - wide[last])
            if place in (0, last) or free:
                canvas.drawCentredString(x, 2, words[place])
                end = x + wide[place]

    def _day(self, day: date) -> str:
        return plain(f"{day.day} {self.tr(MONTHS[day.month - 1])[:3]} {day.year}")

    def x(self, day: date) -> float:
        whole = (self.course.last - self.course.first).days or 1
        share = (day - self.course.first).days / whole
        return _LEFT + _INSET + share * (self.width - _LEFT - _RIGHT - 2 * _INSET)

    def _y(self, pain: int) -> float:
        return self.below + self.tests_tall + 4 + pain / 10 * _PAIN
