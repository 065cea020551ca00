"""When a visit was last saved."""

import uuid

import pytest

from assessments.models import Encounter
from assessments.services.decisions import decide
from assessments.services.saves import last_saved
from clinic.models import AuditEvent, Outcome
from tests import factories as people
from tests.assessments.factories import recorded, visit

pytestmark = pytest.mark.django_db


def latest() -> AuditEvent:
    return AuditEvent.objects.filter(outcome=Outcome.DONE).order_by("-seq")[0]


def test_a_visit_just_opened_was_not_saved_yet() -> None:
    assert last_saved(visit()) is None


def test_it_was_saved_when_the_last_answer_was() -> None:
    by = people.clinician()
    seen = visit(by=by, pain_now=6)
    recorded(seen, by=by, pain_now=5)
    assert last_saved(Encounter.objects.get(pk=seen.pk)) == latest().recorded_at


def test_a_press_in_the_plan_is_a_save_too() -> None:
    by = people.clinician()
    seen = visit(by=by, pain_now=6)
    decide(encounter=seen, item="stay_active", answer="accepted", by=by, key=uuid.uuid4(), revision=seen.revision)
    assert latest().object_type == "assessments.treatmentdecision"
    assert last_saved(Encounter.objects.get(pk=seen.pk)) == latest().recorded_at


def test_another_visit_of_the_same_patient_at_the_same_revision_says_nothing_of_this_one() -> None:
    by, patient = people.clinician(), people.patient(sex="female")
    seen = visit(by=by, patient=patient, pain_now=6)
    when = latest().recorded_at
    other = visit(by=by, patient=patient, pain_now=3)
    assert other.revision == seen.revision
    assert (last_saved(seen), last_saved(other)) == (when, latest().recorded_at)
