"""Writing a draft from the visit that a page has in hand: read once, and again where somebody wrote it meanwhile."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.models import Encounter
from assessments.services.decisions import decide
from assessments.services.discarding import discard
from assessments.services.draft import Saved
from assessments.services.record import record
from clinic.canonical import sha256
from clinic.models import AuditEvent, Staff
from clinic.refusals import Conflict, Discarded, Refused
from clinic.services import lists, patients
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db
LAST_SECTION = '"assessments_conclusion"'


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def pk(clinician: Staff) -> uuid.UUID:
    return factories.visit(by=clinician, on=date(2026, 3, 16)).pk


def in_hand(pk: uuid.UUID) -> Encounter:
    visit = Encounter.one(pk)
    assert visit is not None
    return visit


def save(visit: Encounter | uuid.UUID, by: Staff, *, revision: int = 1, **changes: Any) -> Saved:
    return record(encounter=visit, changes=changes, by=by, key=uuid.uuid4(), revision=revision)


def test_a_visit_in_hand_is_written_without_being_read_again(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    with CaptureQueriesContext(connection) as asked:
        saved = save(visit, clinician, pain_now=(None, 6))
    assert not [one["sql"] for one in asked if one["sql"].startswith("SELECT") and LAST_SECTION in one["sql"]]
    assert saved.visit is visit
    assert (visit.revision, visit.answers()) == (2, in_hand(pk).answers())


def test_one_that_was_written_meanwhile_is_read_again(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    save(pk, clinician, fever=(None, False))
    saved = save(visit, clinician, pain_now=(None, 6))
    assert saved.revision == 3
    assert saved.visit is not None
    assert saved.visit.answers() == in_hand(pk).answers()
    assert (saved.visit.answers()["fever"], saved.visit.answers()["pain_now"]) == (False, 6)


def test_what_was_answered_meanwhile_is_not_written_over(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    save(pk, clinician, pain_now=(None, 8))
    with pytest.raises(Conflict):
        save(visit, clinician, pain_now=(None, 6))
    assert in_hand(pk).answers()["pain_now"] == 8


def test_a_decision_meanwhile_counts_as_written(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    decide(encounter=pk, item="stay_active", answer="accepted", by=clinician, key=uuid.uuid4(), revision=1)
    assert save(visit, clinician, pain_now=(None, 6)).revision == 3


def test_what_the_chart_says_since_counts(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    lists.add_medicine(patient=visit.patient_id, name="Naproxen", by=clinician, key=uuid.uuid4())
    saved = save(visit, clinician, pain_now=(None, 6))
    assert saved.visit is not None
    assert saved.visit.answers()["medications"] == ("Naproxen",)
    told = AuditEvent.objects.get(action="visit.recorded").content_hash
    assert told == sha256(in_hand(pk).answers())


def test_a_birth_date_put_right_meanwhile_sets_the_age(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    put_right = {"birth_date": (visit.patient.birth_date, date(1961, 5, 2))}
    patients.update_patient(patient=visit.patient_id, changes=put_right, by=clinician, key=uuid.uuid4())
    saved = save(visit, clinician, pain_now=(None, 6))
    assert saved.visit is not None
    assert (saved.visit.age_years, in_hand(pk).age_years) == (64, 64)


def test_one_that_was_discarded_meanwhile_is_not_written(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)
    discard(encounter=pk, by=clinician, key=uuid.uuid4(), revision=1, reason="opened for another patient")
    with pytest.raises(Discarded):
        save(visit, clinician, pain_now=(None, 6))
    assert "pain_now" not in in_hand(pk).answers()


def test_after_what_was_undone_in_the_same_press_the_record_is_as_it_was(pk: uuid.UUID, clinician: Staff) -> None:
    visit = in_hand(pk)

    @transaction.atomic
    def both() -> None:
        save(visit, clinician, pain_now=(None, 6))
        raise Refused("The second half of the press.", field="test", way_out="")

    with pytest.raises(Refused):
        both()
    again = in_hand(pk)
    assert (again.revision, "pain_now" in again.answers()) == (1, False)
    assert save(visit, clinician, fever=(None, False)).revision == 2
