"""Visits for tests, made through the services as a practice would make them."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation

from assessments.models import Encounter, SignedNote
from assessments.services.draft import Saved
from assessments.services.record import record
from assessments.services.signing import sign
from assessments.services.visits import open_encounter
from assessments.services.writing import draft_note, shown_as
from clinic.models import Patient, Staff
from tests import factories

COMPLETE: Mapping[str, Any] = {
    "duration_weeks": 3,
    "pain_now": 6,
    "bladder_change": False,
    "bowel_change": False,
    "saddle_numbness": False,
    "sexual_dysfunction": False,
    "weakness_worsening": False,
    "bilateral_deficit": False,
    "fever": False,
    "trauma": "none",
    "tearing_or_pulsating": False,
    "sudden_collapse": False,
    "weight_loss": False,
    "cancer_history": False,
    "infection_risk": (),
    "steroid_use": False,
    "osteoporosis": False,
    "urinary_symptoms": False,
    "pelvic_cycle_pain": False,
    "disposition": "home",
}


def visit(
    *, by: Staff | None = None, patient: Patient | None = None, on: date | None = None, **answers: Any
) -> Encounter:
    by = by or factories.clinician()
    opened = open_encounter(patient=patient or factories.patient(sex="female"), by=by, key=uuid.uuid4(), visited_on=on)
    if answers:
        recorded(opened, by=by, **answers)
    return Encounter.objects.get(pk=opened.pk)


def recorded(encounter: Encounter, *, by: Staff, **answers: Any) -> Saved:
    """As a page would that was loaded just now."""
    now = Encounter.objects.get(pk=encounter.pk)
    known = now.answers()
    return record(
        encounter=now,
        changes={slot: (known.get(slot), value) for slot, value in answers.items()},
        by=by,
        key=uuid.uuid4(),
        revision=now.revision,
    )


def signed(
    *, by: Staff | None = None, patient: Patient | None = None, on: date | None = None, **answers: Any
) -> SignedNote:
    by = by or factories.clinician()
    return sign_now(visit(by=by, patient=patient, on=on, **{**COMPLETE, **answers}), by=by)


def sign_now(draft: Encounter, *, by: Staff) -> SignedNote:
    return sign(encounter=draft, by=by, password=factories.PASSWORD, key=uuid.uuid4(), **read(draft))


def read(draft: Encounter | uuid.UUID, language: str = "") -> dict[str, Any]:
    """What the review page, read now, says to its form."""
    now = Encounter.objects.get(pk=getattr(draft, "pk", draft))
    note = draft_note(now, language or translation.get_language() or "en")
    return {"revision": now.revision, "shown": shown_as(note)}
