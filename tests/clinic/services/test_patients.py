import uuid
from datetime import date
from typing import Any

import pytest
import time_machine

from clinic.models import AuditEvent, Numbering, Patient
from clinic.refusals import Archived, Conflict, KeyReused, NotAllowed, Refused
from clinic.services.patients import archive_patient, create_patient, restore_patient, update_patient
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_registered_patient_has_a_number_of_the_practice_and_nothing_answered() -> None:
    patient = factories.patient(given_name=" Łukasz ", family_name="Żółw")
    assert patient.record_number == "BC-000001"
    assert patient.name == "Łukasz Żółw"
    assert (patient.sex, patient.medicines_state, patient.allergies_state, patient.archived_at) == (None,) * 4
    assert patient.revision == 1


def test_record_numbers_follow_each_other_and_pass_over_one_that_is_taken() -> None:
    factories.patient()
    Patient.objects.update(record_number="BC-000002")
    assert factories.patient().record_number == "BC-000003"
    assert Numbering.objects.get(series="patient").last == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("given_name", " "),
        ("given_name", "x" * 151),
        ("given_name", "A\x00da"),
        ("family_name", "..."),
        ("family_name", "\ud83d"),
        ("birth_date", date(1889, 12, 31)),
        ("birth_date", date(2026, 3, 2)),
        ("birth_date", None),
        ("birth_date", "1980-02-03"),
        ("sex", "f"),
        ("email", "nobody"),
        ("phone", "1" * 51),
        ("address", "Street\x00"),
    ],
)
@time_machine.travel("2026-03-01T12:00:00Z")
def test_what_cannot_be_is_refused_by_field_with_a_way_out(field: str, value: object) -> None:
    with pytest.raises(Refused) as refused:
        factories.patient(**{field: value})
    assert refused.value.field == field
    assert refused.value.way_out
    assert not Patient.objects.exists()


@time_machine.travel("2026-03-01T12:00:00Z")
def test_a_child_born_today_can_be_registered() -> None:
    assert factories.patient(birth_date=date(2026, 3, 1)).age_on(date(2026, 3, 1)) == 0


def test_the_same_registration_sent_twice_makes_one_patient() -> None:
    by, key = factories.assistant(), uuid.uuid4()
    fields: dict[str, Any] = {"given_name": "Ada", "family_name": "Stone", "birth_date": date(1980, 2, 3)}
    first = create_patient(by=by, key=key, **fields)
    assert create_patient(by=by, key=key, **fields) == first
    assert Patient.objects.count() == 1
    assert AuditEvent.objects.filter(action="patient.created").count() == 1
    with pytest.raises(KeyReused):
        create_patient(by=by, key=key, **fields | {"given_name": "Eve"})


def test_two_patients_may_share_name_and_birth_date() -> None:
    assert factories.patient() != factories.patient()


def test_an_auditor_registers_nobody() -> None:
    with pytest.raises(NotAllowed):
        factories.patient(by=factories.auditor())
    assert not Patient.objects.exists()


def test_a_correction_is_kept_found_and_written_down_without_its_words() -> None:
    patient, by = factories.patient(), factories.assistant()
    after = update_patient(
        patient=patient, changes={"family_name": ("Stone", "Łąka"), "sex": (None, "female")}, by=by, key=uuid.uuid4()
    )
    assert (after.family_name, after.sex, after.revision) == ("Łąka", "female", 2)
    assert list(Patient.objects.search("laka")) == [patient]
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.findings) == ("patient.updated", ["family_name", "sex"])
    assert (event.revision_before, event.revision_after, event.patient_id) == (1, 2, patient.pk)
    assert "ąka" not in repr(event.sealed())


def test_two_people_correcting_different_fields_both_keep_their_work() -> None:
    patient, by = factories.patient(), factories.assistant()
    update_patient(patient=patient, changes={"phone": ("", "555 0100")}, by=by, key=uuid.uuid4())
    after = update_patient(patient=patient, changes={"sex": (None, "male")}, by=by, key=uuid.uuid4())
    assert (after.phone, after.sex) == ("555 0100", "male")


def test_two_people_correcting_the_same_field_are_shown_both_values() -> None:
    patient, by = factories.patient(), factories.assistant()
    update_patient(patient=patient, changes={"phone": ("", "555 0100")}, by=by, key=uuid.uuid4())
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict) as conflict:
        update_patient(
            patient=patient, changes={"phone": ("", "555 0199"), "sex": (None, "male")}, by=by, key=uuid.uuid4()
        )
    clash = conflict.value.clashes["phone"]
    assert (clash.was, clash.now, clash.mine) == ("", "555 0100", "555 0199")
    patient.refresh_from_db()
    assert (patient.phone, patient.sex, patient.revision) == ("555 0100", None, 2)
    assert AuditEvent.objects.count() == events


def test_two_people_making_the_same_correction_do_not_clash() -> None:
    patient, by = factories.patient(), factories.assistant()
    for _ in range(2):
        after = update_patient(patient=patient, changes={"phone": ("", "555 0100")}, by=by, key=uuid.uuid4())
    assert after.phone == "555 0100"


def test_changing_nothing_writes_nothing() -> None:
    patient, by = factories.patient(), factories.assistant()
    events = AuditEvent.objects.count()
    after = update_patient(patient=patient, changes={"given_name": ("Ada", " Ada ")}, by=by, key=uuid.uuid4())
    assert (after.revision, AuditEvent.objects.count()) == (1, events)


@pytest.mark.parametrize("field", ["record_number", "id", "archived_at", "revision", "medicines_state", "created_by"])
def test_what_is_the_practices_own_cannot_be_changed_as_a_detail(field: str) -> None:
    patient = factories.patient()
    with pytest.raises(Refused):
        update_patient(patient=patient, changes={field: (None, "x")}, by=factories.assistant(), key=uuid.uuid4())


def test_an_archived_patient_stays_is_found_and_comes_back_unchanged() -> None:
    patient, by = factories.patient(), factories.records_admin()
    archived = archive_patient(patient=patient, by=by, key=uuid.uuid4(), reason="moved away")
    assert archived.archived_at is not None
    assert not Patient.objects.current().exists()
    assert list(Patient.objects.search("stone")) == [patient]
    with pytest.raises(Archived):
        update_patient(patient=patient, changes={"phone": ("", "1")}, by=by, key=uuid.uuid4())
    restored = restore_patient(patient=patient, by=by, key=uuid.uuid4(), reason="came back")
    assert restored.archived_at is None
    assert list(AuditEvent.objects.values_list("action", "reason")[:2]) == [
        ("patient.restored", "came back"),
        ("patient.archived", "moved away"),
    ]


def test_archiving_needs_a_reason_and_the_right() -> None:
    patient = factories.patient()
    with pytest.raises(Refused, match="reason is empty"):
        archive_patient(patient=patient, by=factories.records_admin(), key=uuid.uuid4(), reason=" ")
    with pytest.raises(NotAllowed):
        archive_patient(patient=patient, by=factories.clinician(), key=uuid.uuid4(), reason="moved away")
