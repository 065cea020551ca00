"""Earlier visits of the same patient: the last answers, and pain over time. Only what was signed and still stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from assessments.knowledge.findings.instruments import PEG_SCORE
from assessments.models import Encounter
from assessments.services.draft import pk_of
from clinic.models import Patient


@dataclass(frozen=True, kw_only=True)
class PainPoint:
    """0 to 10; None was not asked."""

    encounter: UUID
    visited_on: date
    pain_now: int | None
    pain_worst: int | None
    pain_average: int | None
    peg: float | None


def last_answers(encounter: Encounter) -> Mapping[str, Any] | None:
    """Of the last signed visit up to this one's day; None without one."""
    last = Encounter.objects.before(encounter).whole().first()
    return last.answers() if last else None


def pain_series(patient: Patient | UUID) -> tuple[PainPoint, ...]:
    """The earliest first. One query."""
    visits = (
        Encounter.objects.standing()
        .filter(patient_id=pk_of(patient))
        .select_related("pain")
        .order_by("visited_on", "signed_at")
    )
    return tuple(
        PainPoint(
            encounter=visit.pk,
            visited_on=visit.visited_on,
            pain_now=visit.pain.pain_now,
            pain_worst=visit.pain.pain_worst,
            pain_average=visit.pain.pain_average,
            peg=PEG_SCORE.value(visit.pain.answers()),
        )
        for visit in visits
    )
