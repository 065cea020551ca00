"""The course of a patient's pain: in words, as a drawing true to the calendar, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from assessments.knowledge.change import Change
from assessments.knowledge.findings.pain import PAIN_NOW

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 18, 14, 30


@dataclass(frozen=True, kw_only=True)
class Score:
    on: date
    pain: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A score at its place in the drawing; `says` is empty where the day would be printed over its neighbour's."""

    x: float
    y: float
    pain: int
    says: date | None


@dataclass(frozen=True, kw_only=True)
class Course:
    scores: tuple[Score, ...]
    words: str
    marks: tuple[Mark, ...]
    levels: tuple[tuple[int, float], ...]

    @property
    def line(self) -> str:
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)


def course_of(scores: Sequence[Score]) -> Course | None:
    """None before a second visit with a score: one point is no course."""
    in_time = tuple(sorted(scores, key=lambda score: score.on))
    if len(in_time) < 2:
        return None
    return Course(
        scores=in_time,
        words=in_words(in_time[0], in_time[-1]),
        marks=_marks(in_time),
        levels=tuple((level, _height(level)) for level in (0, 5, 10)),
    )


def in_words(first: Score, last: Score) -> str:
    told = gettext("Pain %(first)d to %(last)d in %(time)s") % {
        "first": first.pain,
        "last": last.pain,
        "time": _time(first.on, last.on),
    }
    points = abs(first.pain - last.pain)
    if not points:
        return gettext("%(told)s: unchanged.") % {"told": told}
    by = ngettext("%(n)d point", "%(n)d points", points) % {"n": points}
    if last.pain > first.pain:
        return gettext("%(told)s: up %(by)s, worse.") % {"told": told, "by": by}
    share = points / first.pain
    matters = Change(finding=PAIN_NOW, then=first.pain, now=last.pain).meaningful
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


def _marks(scores: Sequence[Score]) -> tuple[Mark, ...]:
    whole = max(1, (scores[-1].on - scores[0].on).days)
    marks: list[Mark] = []
    printed = -1000.0
    for score in scores:
        x = round(LEFT + 24 + (score.on - scores[0].on).days / whole * (WIDTH - LEFT - RIGHT - 48), 1)
        room = x - printed >= 84
        marks.append(Mark(x=x, y=_height(score.pain), pain=score.pain, says=score.on if room else None))
        printed = x if room else printed
    return tuple(marks)
