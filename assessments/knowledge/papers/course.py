"""The course over the visits: pain, which treatment was agreed on from when to when, which test was asked for when."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..conditions import Translate
from ..note import Past
from ..treatments import TREATMENTS
from ..words import gettext_noop

ORDERED, RESULTED = "ordered", "resulted"
LABELS = {treatment.id: treatment.label for treatment in TREATMENTS}


@dataclass(frozen=True, kw_only=True)
class Test:
    """`kind` says whether it was asked for that day, or its result is of that day."""

    __test__ = False  # a test of the patient

    on: date
    label: str
    kind: str

    def says(self, tr: Translate = str) -> str:
        words = gettext_noop("{test}: result") if self.kind == RESULTED else gettext_noop("{test}: asked for")
        return tr(words).format(test=tr(self.label))


@dataclass(frozen=True, kw_only=True)
class Told:
    """One visit as far as the course goes: `treatments` are the ids of those agreed on."""

    on: date
    pain: int | None
    treatments: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From the visit that agreed on it to the next one that did not; `end` is None while no later visit tells."""

    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True)
class Lane:
    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    scores: tuple[Past, ...] = ()
    lanes: tuple[Lane, ...] = ()
    tests: tuple[Test, ...] = ()

    @property
    def first(self) -> date:
        return min(self._days())

    @property
    def last(self) -> date:
        return max(self._days())

    def _days(self) -> Iterable[date]:
        """Of visits and tests."""
        yield from (score.visited_on for score in self.scores)
        yield from (test.on for test in self.tests)
        for lane in self.lanes:
            for stretch in lane.stretches:
                yield from (day for day in (stretch.start, stretch.end) if day)


def timeline(visits: Iterable[Told]) -> Timeline:
    """Treatments in the order in which they were first agreed on. Labels are untranslated."""
    in_time = sorted(visits, key=lambda visit: visit.on)
    return Timeline(
        scores=tuple(Past(visited_on=visit.on, pain_now=visit.pain) for visit in in_time if visit.pain is not None),
        lanes=tuple(
            Lane(label=LABELS[treatment], stretches=_stretches(treatment, in_time))
            for treatment in dict.fromkeys(itertools.chain.from_iterable(visit.treatments for visit in in_time))
            if treatment in LABELS
        ),
        tests=tuple(sorted((test for visit in in_time for test in visit.tests), key=lambda test: test.on)),
    )


def _stretches(treatment: str, visits: Sequence[Told]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    start: date | None = None
    for visit in visits:
        if treatment in visit.treatments:
            start = start or visit.on
        elif start:
            found.append(Stretch(start=start, end=visit.on))
            start = None
    return (*found, Stretch(start=start, end=None)) if start else tuple(found)
