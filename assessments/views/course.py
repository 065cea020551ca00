"""The course over a patient's visits: in words, as a drawing true to the calendar, and as a table."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from assessments.knowledge.change import Change
from assessments.knowledge.findings.pain import PAIN_NOW
from assessments.knowledge.note import Past
from assessments.knowledge.papers.course import RESULTED, Lane, Timeline
from assessments.services.writing import translated

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 18, 14, 30
# Below the days: a row for the tests, and one for each treatment, its name over its bar.
ROW, GOES_ON = 36, 12
# Letters of a name take so much of the width, on average; it begins so far from the middle of its mark.
LETTER, BESIDE = 7.0, 11


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A score at its place in the drawing; `says` is empty where the day would be printed over its neighbour's."""

    x: float
    y: float
    pain: int
    says: date | None


@dataclass(frozen=True, kw_only=True)
class Bar:
    x: float
    width: float
    goes_on: bool

    @property
    def end(self) -> float:
        return round(self.x + self.width, 1)


@dataclass(frozen=True, kw_only=True)
class Row:
    """Of one treatment, from the top of the drawing."""

    y: float
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class Tested:
    """`resulted`: a full mark. Named before or behind it, or not where the name would be printed over another."""

    x: float
    resulted: bool
    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """A line of the table."""

    on: date
    pain: int | None
    events: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    words: str
    marks: tuple[Mark, ...]
    levels: tuple[tuple[int, float], ...]
    tests: tuple[Tested, ...]
    rows: tuple[Row, ...]
    days: tuple[Day, ...]
    width: ClassVar[int] = WIDTH
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = WIDTH - RIGHT
    levels_x: ClassVar[int] = LEFT - 8
    days_y: ClassVar[int] = HEIGHT - 6
    beside: ClassVar[int] = BESIDE

    @property
    def line(self) -> str:
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)

    @property
    def tests_y(self) -> int:
        return HEIGHT + ROW // 2

    @property
    def height(self) -> int:
        return HEIGHT + ROW * (len(self.rows) + bool(self.tests))


def course_of(told: Timeline) -> Course | None:
    """None before a second visit with a score: one point is no course."""
    if len(told.scores) < 2:
        return None
    top = HEIGHT + ROW * bool(told.tests)
    return Course(
        words=in_words(told.scores[0], told.scores[-1]),
        marks=_marks(told),
        levels=tuple((level, _height(level)) for level in (0, 5, 10)),
        tests=_tests(told),
        rows=tuple(
            Row(y=top + place * ROW, name=_short(translated(lane.label)), bars=_bars(lane, told))
            for place, lane in enumerate(told.lanes)
        ),
        days=_days(told),
    )


def in_words(first: Past, last: Past) -> str:
    was, now = first.pain_now or 0, last.pain_now or 0
    told = gettext("Pain %(first)d to %(last)d in %(time)s") % {
        "first": was,
        "last": now,
        "time": _time(first.visited_on, last.visited_on),
    }
    points = abs(was - now)
    if not points:
        return gettext("%(told)s: unchanged.") % {"told": told}
    by = ngettext("%(n)d point", "%(n)d points", points) % {"n": points}
    if now > was:
        return gettext("%(told)s: up %(by)s, worse.") % {"told": told, "by": by}
    share = points / was
    matters = Change(finding=PAIN_NOW, then=was, now=now).meaningful
    said = (
        gettext("%(told)s: down %(by)s (%(percent)d %%), a meaningful improvement.")
        if matters
        else gettext("%(told)s: down %(by)s (%(percent)d %%), less than patients usually notice.")
    )
    return said % {"told": told, "by": by, "percent": round(share * 100)}


def _time(first: date, last: date) -> str:
    days = (last - first).days
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    weeks = round(days / 7)
    if weeks < 27:
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    months = round(days / 30.44)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def _height(pain: int) -> float:
    return round(TOP + (10 - pain) * (HEIGHT - TOP - BOTTOM) / 10, 1)


def _x(day: date, told: Timeline) -> float:
    whole = max(1, (told.last - told.first).days)
    return round(LEFT + 24 + (day - told.first).days / whole * (WIDTH - LEFT - RIGHT - 48), 1)


def _marks(told: Timeline) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    printed = -1000.0
    for score in told.scores:
        x, pain = _x(score.visited_on, told), score.pain_now or 0
        room = x - printed >= 84
        marks.append(Mark(x=x, y=_height(pain), pain=pain, says=score.visited_on if room else None))
        printed = x if room else printed
    return tuple(marks)


def _tests(told: Timeline) -> tuple[Tested, ...]:
    found: list[Tested] = []
    free_from = 0.0
    places = [_x(test.on, told) for test in told.tests]
    for place, (test, x) in enumerate(zip(told.tests, places, strict=True)):
        says, following = test.says(translated), places[place + 1] if place + 1 < len(places) else WIDTH + 60.0
        wide = BESIDE + len(says) * LETTER
        behind = x + wide <= following - BESIDE
        before = not behind and x - wide >= free_from
        free_from = x + (wide if behind else BESIDE)
        found.append(
            Tested(
                x=x,
                resulted=test.kind == RESULTED,
                before=says if before else "",
                behind=says if behind else "",
            )
        )
    return tuple(found)


def _short(name: str) -> str:
    """Without what explains it: a line of the drawing is as wide as a telephone. The table has all of it."""
    return re.split(r"[:(]", name)[0].strip()


def _bars(lane: Lane, told: Timeline) -> tuple[Bar, ...]:
    """One that no later visit ended goes on past the last day."""
    bars = []
    for stretch in lane.stretches:
        start, end = _x(stretch.start, told), _x(stretch.end or told.last, told)
        width = max(2.0, end - start) + (0 if stretch.end else GOES_ON)
        bars.append(Bar(x=start, width=round(width, 1), goes_on=stretch.end is None))
    return tuple(bars)


def _days(told: Timeline) -> tuple[Day, ...]:
    events: dict[date, list[str]] = defaultdict(list)
    for lane in told.lanes:
        for stretch in lane.stretches:
            events[stretch.start].append(gettext("%(treatment)s: agreed on") % {"treatment": translated(lane.label)})
            if stretch.end:
                events[stretch.end].append(gettext("%(treatment)s: no longer") % {"treatment": translated(lane.label)})
    for test in told.tests:
        events[test.on].append(test.says(translated))
    rows: list[Day] = []
    for score in told.scores:
        rows.append(Day(on=score.visited_on, pain=score.pain_now, events=tuple(events.pop(score.visited_on, ()))))
    rows += [Day(on=day, pain=None, events=tuple(happened)) for day, happened in events.items()]
    return tuple(sorted(rows, key=lambda row: row.on))
