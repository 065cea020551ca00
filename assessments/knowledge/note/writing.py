"""Writes the note: assessment and plan, history, examination, sources. Nothing is printed that is not in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..conditions import Answers, Translate
from ..guidance import Guidance
from ..words import gettext_noop
from .citing import Cited
from .content import DecisionLine, Heading, Line, Note, OrderLine, Past, ReleaseLine
from .dates import in_words, with_weekday
from .history_and_examination import allergies, examination, history
from .plan import plan


def write(
    *,
    heading: Heading,
    answers: Answers,
    advice: Guidance,
    orders: Sequence[OrderLine] = (),
    decisions: Sequence[DecisionLine] = (),
    releases: Sequence[ReleaseLine] = (),
    past: Sequence[Past] = (),
    together: Collection[str] = (),
    tr: Translate = str,
    language: str = "en",
) -> Note:
    """`together` holds the slots that were set normal in one act; the note says so."""
    cited = Cited()
    parts = (
        plan(
            answers=answers,
            heading=heading,
            advice=advice,
            orders=orders,
            decisions=decisions,
            releases=releases,
            past=past,
            cited=cited,
            tr=tr,
        ),
        history(answers, heading, tr),
        examination(answers, advice.alerts, together, cited, tr),
        cited.part(advice.knowledge_version, tr),
    )
    return Note(
        language=language,
        knowledge_version=advice.knowledge_version,
        title=tr(gettext_noop("Back pain visit")),
        heading=heading,
        band=_band(heading, tr),
        parts=tuple(part for part in parts if part.lines),
    )


def _band(heading: Heading, tr: Translate) -> tuple[Line, ...]:
    age = tr(gettext_noop("{years} years")).format(years=heading.age) if heading.age is not None else ""
    lines = (
        Line(id="patient", label=tr(gettext_noop("Patient")), text=heading.patient),
        Line(id="born", label=tr(gettext_noop("Born")), text=in_words(heading.birth_date, tr)),
        Line(
            id="age_and_sex",
            label=tr(gettext_noop("Age, sex")),
            text=", ".join(one for one in (age, heading.sex) if one),
        ),
        Line(id="record", label=tr(gettext_noop("Record")), text=heading.record_number),
        Line(id="visited", label=tr(gettext_noop("Visit")), text=with_weekday(heading.visited_on, tr)),
        Line(
            id="clinician",
            label=tr(gettext_noop("Clinician")),
            text=", ".join(one for one in (heading.clinician, heading.clinician_title) if one),
        ),
        allergies(heading, tr),
    )
    return tuple(line for line in lines if line.text)
