"""Patients in the admin: found without their name in an address, corrected with both values shown, archived."""

import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clinic.models import AuditEvent, Patient, PatientMedicine
from clinic.services import lists, patients
from tests import factories
from tests.clinic.admin.desk import controls, errors, page, send, signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clinic_patient_changelist")


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.records_admin())


def change(row: Any) -> str:
    return reverse(f"admin:clinic_{row._meta.model_name}_change", args=[row.pk])


def test_the_chart_opens_says_what_was_not_asked_and_is_written_down(desk: Client) -> None:
    patient = factories.patient()
    html = page(desk, change(patient))
    assert "Stone" in html
    assert html.count("not asked") >= 3
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.patient_id) == ("chart.opened", patient.pk)


def test_an_answer_none_is_not_the_same_as_not_asked(desk: Client) -> None:
    patient = factories.patient()
    lists.no_known_allergies(patient=patient, by=factories.assistant(), key=uuid.uuid4())
    html = page(desk, change(patient))
    assert '<div class="readonly">none</div>' in html
    assert '<div class="readonly">not asked</div>' in html


def test_a_name_is_corrected_through_the_service(desk: Client) -> None:
    patient = factories.patient()
    response = send(desk, change(patient), family_name="Ståhl")
    assert response.status_code == 302
    patient.refresh_from_db()
    assert (patient.family_name, patient.revision) == ("Ståhl", 2)
    assert Patient.objects.search("stahl").get() == patient
    assert AuditEvent.objects.filter(action="patient.updated", patient_id=patient.pk).get().findings == ["family_name"]


def test_a_page_gone_stale_shows_both_values_and_then_lets_choose(desk: Client) -> None:
    patient = factories.patient(phone="1")
    stale = controls(desk.get(change(patient)))
    patients.update_patient(patient=patient, changes={"phone": ("1", "2")}, by=factories.assistant(), key=uuid.uuid4())
    response = desk.post(change(patient), stale | {"phone": "3"})
    [said] = errors(response)["phone"]
    assert "“2”" in said
    assert "“3”" in said
    assert Patient.objects.get().phone == "2"
    assert desk.post(change(patient), controls(response)).status_code == 302
    assert Patient.objects.get().phone == "3"


def test_what_somebody_else_changed_elsewhere_on_the_page_stays(desk: Client) -> None:
    patient = factories.patient(phone="1")
    stale = controls(desk.get(change(patient)))
    patients.update_patient(patient=patient, changes={"phone": ("1", "2")}, by=factories.assistant(), key=uuid.uuid4())
    assert desk.post(change(patient), stale | {"given_name": "Adele"}).status_code == 302
    patient.refresh_from_db()
    assert (patient.phone, patient.given_name) == ("2", "Adele")


def test_a_birth_date_that_has_not_come_is_refused_at_its_field(desk: Client) -> None:
    patient = factories.patient()
    assert list(errors(send(desk, change(patient), birth_date="2190-01-01"))) == ["birth_date"]
    assert Patient.objects.get().birth_date == date(1980, 2, 3)


def test_a_page_without_what_stood_on_it_is_refused(desk: Client) -> None:
    patient = factories.patient()
    for broken in ("", "no json", "[]", "{}"):
        assert "was" in errors(send(desk, change(patient), phone="5", was=broken))
    assert Patient.objects.get().phone == ""


def test_a_medicine_is_added_then_stopped_and_struck(desk: Client) -> None:
    patient = factories.patient()
    added = {"medicines-TOTAL_FORMS": "1", "medicines-0-name": "Naproxen", "medicines-0-dose": "250 mg"}
    assert send(desk, change(patient), **added).status_code == 302
    [medicine] = PatientMedicine.objects.all()
    assert str(medicine) == "Naproxen, 250 mg"
    assert "Naproxen" in page(desk, change(patient))
    assert "current" in page(desk, change(medicine))
    assert send(desk, change(medicine), stopped="2020-01-01").status_code == 302
    medicine.refresh_from_db()
    assert medicine.stopped == date(2020, 1, 1)
    assert send(desk, change(medicine), struck=["on"]).status_code == 302
    medicine.refresh_from_db()
    assert medicine.struck_at is not None
    assert desk.post(change(medicine), {"struck": "on"}).status_code == 403


def test_a_medicine_with_a_future_start_is_refused_and_nothing_of_the_save_stays(desk: Client) -> None:
    patient = factories.patient()
    added = {"medicines-TOTAL_FORMS": "1", "medicines-0-name": "Naproxen", "medicines-0-started": "2190-01-01"}
    response = send(desk, change(patient), phone="9", **added)
    assert response.status_code == 200
    assert "has not come yet" in response.content.decode()
    assert (Patient.objects.get().phone, PatientMedicine.objects.count()) == ("", 0)


def test_the_answer_none_is_given_on_the_page(desk: Client) -> None:
    patient = factories.patient()
    assert send(desk, change(patient), no_medicines=["on"], no_allergies=["on"]).status_code == 302
    patient.refresh_from_db()
    assert (patient.medicines_state, patient.allergies_state) == ("none", "none")


def test_archiving_wants_a_reason_and_closes_the_page_for_changes(desk: Client) -> None:
    patient = factories.patient()
    chosen = {"action": "archive", "_selected_action": [str(patient.pk)], "reason": ""}
    assert "reason is empty" in desk.post(LIST, chosen, follow=True).content.decode()
    desk.post(LIST, chosen | {"reason": "moved away"})
    patient.refresh_from_db()
    assert patient.archived_at is not None
    assert AuditEvent.objects.get(action="patient.archived").reason == "moved away"
    assert "View patient" in page(desk, change(patient))
    assert desk.post(change(patient), {"phone": "1"}).status_code == 403
    desk.post(LIST, chosen | {"action": "restore", "reason": "came back"})
    patient.refresh_from_db()
    assert patient.archived_at is None


@pytest.mark.parametrize("typed", ["stahl", "Ståhl ada", "BC-000002", "1985-03-07"])
def test_a_patient_is_found_and_the_address_holds_no_name(desk: Client, typed: str) -> None:
    factories.patient()
    factories.patient(family_name="Ståhl", birth_date=date(1985, 3, 7))
    response = desk.post(LIST, {"sought": typed})
    assert response.status_code == 302
    for word in typed.split():
        assert word not in response.url
    found = desk.get(response.url)
    assert [row.family_name for row in found.context["cl"].result_list] == ["Ståhl"]
    assert found.context["cl"].sought == typed
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.count) == ("patients.searched", 1)


def test_words_put_into_the_address_by_hand_find_nobody(desk: Client) -> None:
    factories.patient()
    assert list(desk.get(LIST, {"q": "Stone"}).context["cl"].result_list) == []


def test_nobody_is_added_or_deleted_in_the_admin(desk: Client) -> None:
    patient = factories.patient()
    assert desk.get(reverse("admin:clinic_patient_add")).status_code == 403
    desk.post(f"{LIST}{patient.pk}/delete/", {"post": "yes"})
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [str(patient.pk)], "post": "yes"})
    assert Patient.objects.filter(pk=patient.pk).exists()


def test_an_unknown_patient_is_nobody(desk: Client) -> None:
    assert desk.get(reverse("admin:clinic_patient_change", args=[uuid.uuid4()])).status_code == 302


@pytest.mark.parametrize("name", ["patient", "patientmedicine", "patientallergy"])
def test_a_longer_list_asks_no_more_questions(
    desk: Client, name: str, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    by = factories.assistant()

    def more(count: int) -> None:
        for _each in range(count):
            patient = factories.patient(by=by)
            lists.add_medicine(patient=patient, name="Naproxen", by=by, key=uuid.uuid4())
            lists.add_allergy(patient=patient, substance="Latex", by=by, key=uuid.uuid4())

    address = reverse(f"admin:clinic_{name}_changelist")
    more(3)
    page(desk, address)
    with django_assert_max_num_queries(40) as few:
        page(desk, address)
    more(17)
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, address)


@pytest.mark.parametrize(
    "was",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"birth_date": "2026-02-30"}',
        '{"birth_date": ["1980-02-03"]}',
        '{"given_name": "\\ud800"}',
        '{"given_name": "\\u0000"}',
        '{"phone": {"a": {"b": 1}}}',
        '{"phone": [[]]}',
        '{"phone": NaN}',
        '{"phone": 1e400}',
    ],
    ids=lambda was: was[:30],
)
def test_what_cannot_have_stood_on_the_page_is_refused(desk: Client, was: str) -> None:
    patient = factories.patient()
    values = controls(desk.get(change(patient)))
    try:
        stood = json.dumps(json.loads(values["was"]) | json.loads(was))
    except (RecursionError, ValueError):
        stood = was
    assert "was" in errors(desk.post(change(patient), values | {"phone": "5", "was": stood}))
    assert Patient.objects.get().phone == ""
