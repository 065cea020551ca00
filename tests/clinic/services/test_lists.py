import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.models import AuditEvent, Patient, PatientMedicine
from clinic.refusals import Archived, NeverDeleted, NotAllowed, Refused
from clinic.services import lists
from clinic.services.patients import archive_patient
from tests import factories

pytestmark = pytest.mark.django_db


def key() -> uuid.UUID:
    return uuid.uuid4()


def state(patient: Patient) -> tuple[str | None, str | None]:
    patient.refresh_from_db()
    return patient.medicines_state, patient.allergies_state


def test_a_new_patient_was_asked_neither() -> None:
    assert state(factories.patient()) == (None, None)


def test_takes_none_and_none_known_are_answers_of_their_own() -> None:
    patient, by = factories.patient(), factories.assistant()
    lists.takes_no_medicines(patient=patient, by=by, key=key())
    assert state(patient) == ("none", None)
    lists.no_known_allergies(patient=patient, by=by, key=key())
    assert state(patient) == ("none", "none")


def test_a_medicine_is_kept_as_typed_with_its_ingredient_unknown() -> None:
    patient, by = factories.patient(), factories.assistant()
    medicine = lists.add_medicine(patient=patient, name=" Ibuprofen ", dose="400 mg", by=by, key=key())
    assert (medicine.name, medicine.dose, medicine.ingredient_code) == ("Ibuprofen", "400 mg", None)
    assert state(patient) == ("listed", None)


def test_a_medicine_added_after_takes_none_makes_it_a_list() -> None:
    patient, by = factories.patient(), factories.assistant()
    lists.takes_no_medicines(patient=patient, by=by, key=key())
    lists.add_medicine(patient=patient, name="Lithium", ingredient_code="6448", by=by, key=key())
    assert state(patient) == ("listed", None)


def test_takes_none_is_refused_while_the_list_has_a_line() -> None:
    patient, by = factories.patient(), factories.assistant()
    lists.add_medicine(patient=patient, name="Lithium", by=by, key=key())
    with pytest.raises(Refused, match="Lithium"):
        lists.takes_no_medicines(patient=patient, by=by, key=key())
    assert state(patient) == ("listed", None)


def test_stopping_the_last_medicine_leaves_the_question_open() -> None:
    patient, by = factories.patient(), factories.assistant()
    first = lists.add_medicine(patient=patient, name="Lithium", by=by, key=key())
    second = lists.add_medicine(patient=patient, name="Ibuprofen", by=by, key=key())
    stopped = lists.stop_medicine(medicine=first, on=date(2026, 1, 5), by=by, key=key())
    assert stopped.stopped == date(2026, 1, 5)
    assert state(patient) == ("listed", None)
    lists.strike_medicine(medicine=second, by=by, key=key())
    assert state(patient) == (None, None)
    assert PatientMedicine.objects.count() == 2
    lists.takes_no_medicines(patient=patient, by=by, key=key())
    assert state(patient) == ("none", None)


def test_a_medicine_taken_in_the_past_does_not_answer_what_is_taken_now() -> None:
    patient, by = factories.patient(), factories.assistant()
    lists.add_medicine(patient=patient, name="Lithium", stopped=date(2020, 1, 1), by=by, key=key())
    assert state(patient) == (None, None)


def test_a_medicine_taken_in_the_past_does_not_undo_takes_none() -> None:
    patient, by = factories.patient(), factories.assistant()
    lists.takes_no_medicines(patient=patient, by=by, key=key())
    lists.add_medicine(patient=patient, name="Lithium", stopped=date(2020, 1, 1), by=by, key=key())
    assert state(patient) == ("none", None)


def test_an_allergy_entered_in_error_is_struck_and_stays() -> None:
    patient, by = factories.patient(), factories.assistant()
    allergy = lists.add_allergy(patient=patient, substance="Naproxen", reaction="hives", by=by, key=key())
    assert state(patient) == (None, "listed")
    struck = lists.strike_allergy(allergy=allergy, by=by, key=key())
    assert not struck.is_current
    assert state(patient) == (None, None)
    with pytest.raises(NeverDeleted):
        struck.delete()


def test_stopping_twice_and_stopping_before_the_start_are_refused() -> None:
    patient, by = factories.patient(), factories.assistant()
    medicine = lists.add_medicine(patient=patient, name="Lithium", started=date(2025, 5, 1), by=by, key=key())
    with pytest.raises(Refused, match="2025-04-30 is before"):
        lists.stop_medicine(medicine=medicine, on=date(2025, 4, 30), by=by, key=key())
    with pytest.raises(Refused, match="has not come yet"):
        lists.stop_medicine(medicine=medicine, on=date.today() + timedelta(days=3), by=by, key=key())  # noqa: DTZ011
    lists.stop_medicine(medicine=medicine, on=date(2025, 6, 1), by=by, key=key())
    with pytest.raises(Refused, match="already stopped or marked"):
        lists.stop_medicine(medicine=medicine, on=date(2025, 6, 2), by=by, key=key())


def test_the_same_line_sent_twice_is_one_line() -> None:
    patient, by, same = factories.patient(), factories.assistant(), key()
    first = lists.add_medicine(patient=patient, name="Lithium", by=by, key=same)
    assert lists.add_medicine(patient=patient, name="Lithium", by=by, key=same) == first
    assert PatientMedicine.objects.count() == 1


def test_the_audit_trail_names_the_list_and_never_the_medicine() -> None:
    patient, by = factories.patient(), factories.assistant()
    medicine = lists.add_medicine(patient=patient, name="Lithium", by=by, key=key())
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.findings, event.object_id) == ("medicine.added", ["medicines"], str(medicine.pk))
    assert "Lithium" not in repr(event.sealed())


def test_an_archived_patients_lists_stand_still() -> None:
    patient, by = factories.patient(), factories.records_admin()
    archive_patient(patient=patient, by=by, key=key(), reason="moved away")
    with pytest.raises(Archived):
        lists.add_medicine(patient=patient, name="Lithium", by=by, key=key())


def test_an_auditor_keeps_no_lists() -> None:
    with pytest.raises(NotAllowed):
        lists.takes_no_medicines(patient=factories.patient(), by=factories.auditor(), key=key())


def test_the_database_refuses_a_nameless_medicine_and_a_stop_before_the_start() -> None:
    medicine = lists.add_medicine(
        patient=factories.patient(), name="Lithium", started=date(2025, 5, 1), by=factories.assistant(), key=key()
    )
    for assignment in ("name = ' '", "stopped = '2025-04-30'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE clinic_patientmedicine SET {assignment}")
    medicine.refresh_from_db()
    assert (medicine.name, medicine.stopped) == ("Lithium", None)
