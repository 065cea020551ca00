"""Medicines and allergies, kept from the chart."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.models import AuditEvent, ListState, Patient, PatientMedicine, Practice, Staff
from clinic.services import lists, restricting
from tests import factories
from tests.clinic.views.forms import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.assistant()
    client.force_login(person)
    return person


@pytest.fixture
def patient(by: Staff) -> Patient:
    return factories.patient(by=by)


def press(client: Client, patient: Patient, name: str, pk: uuid.UUID | None = None, /, **typed: str) -> HttpResponse:
    """From the page of the lists, as a browser would."""
    address = reverse(name, args=[pk or patient.pk])
    page = client.get(reverse("patient-lists", args=[patient.pk])).content
    return client.post(address, sent(page, address, **typed))  # type: ignore[return-value]


def ibuprofen(patient: Patient, by: Staff) -> PatientMedicine:
    return lists.add_medicine(patient=patient, name="Ibuprofen", by=by, key=uuid.uuid4())


def test_a_medicine_is_added_with_its_dose_and_day(client: Client, by: Staff, patient: Patient) -> None:
    answer = press(client, patient, "medicine-add", name="Ibuprofen", dose="400 mg", started="7 March 2020")
    assert answer["Location"] == f"/patients/{patient.pk}/"
    [line] = patient.medicines.all()
    assert (line.name, line.dose, line.started.isoformat()) == ("Ibuprofen", "400 mg", "2020-03-07")
    patient.refresh_from_db()
    assert patient.medicines_state == ListState.LISTED


def test_nothing_typed_for_since_is_unknown(client: Client, by: Staff, patient: Patient) -> None:
    press(client, patient, "medicine-add", name="Ibuprofen", started="  ")
    assert [line.started for line in patient.medicines.all()] == [None]


def test_pressing_twice_adds_once(client: Client, by: Staff, patient: Patient) -> None:
    address = reverse("medicine-add", args=[patient.pk])
    form = sent(client.get(reverse("patient-lists", args=[patient.pk])).content, address, name="Ibuprofen")
    assert [client.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert patient.medicines.count() == 1


def test_a_stopped_medicine_stays_in_sight_and_leaves_the_question_open(
    client: Client, by: Staff, patient: Patient
) -> None:
    line = ibuprofen(patient, by)
    press(client, patient, "medicine-stop", line.pk)
    line.refresh_from_db()
    patient.refresh_from_db()
    assert (line.stopped, patient.medicines_state) == (Practice.current().today(), None)
    assert "Ibuprofen" in client.get(reverse("patient-lists", args=[patient.pk])).content.decode()


def test_what_was_entered_in_error_is_struck_not_deleted(client: Client, by: Staff, patient: Patient) -> None:
    line = ibuprofen(patient, by)
    allergy = lists.add_allergy(patient=patient, substance="Penicillin", by=by, key=uuid.uuid4())
    press(client, patient, "medicine-strike", line.pk)
    press(client, patient, "allergy-strike", allergy.pk)
    line.refresh_from_db()
    allergy.refresh_from_db()
    assert (line.is_current, allergy.is_current) == (False, False)


def test_an_allergy_is_added(client: Client, by: Staff, patient: Patient) -> None:
    press(client, patient, "allergy-add", substance="Penicillin", reaction="rash")
    assert [str(line) for line in patient.allergies.all()] == ["Penicillin: rash"]


@pytest.mark.parametrize(
    ("name", "state"), [("medicines-none", "medicines_state"), ("allergies-none", "allergies_state")]
)
def test_none_is_an_answer_of_its_own(client: Client, by: Staff, patient: Patient, name: str, state: str) -> None:
    assert press(client, patient, name).status_code == 302
    patient.refresh_from_db()
    assert getattr(patient, state) == ListState.NONE


def test_none_is_refused_while_something_is_listed_and_the_page_says_why(
    client: Client, by: Staff, patient: Patient
) -> None:
    ibuprofen(patient, by)
    answer = client.post(reverse("medicines-none", args=[patient.pk]), {"key": str(uuid.uuid4())})
    assert (answer.status_code, "the list still has Ibuprofen" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 10_000}, "at most 200 characters"),
        ({"name": "a\x00"}, "Null characters are not allowed."),
        ({"name": "Ibuprofen", "started": "7/3/20"}, "more than one way"),
        ({"name": "Ibuprofen", "key": "x"}, "This page was incomplete."),
    ],
)
def test_what_cannot_be_right_is_said_beside_what_was_typed(
    client: Client, by: Staff, patient: Patient, typed: dict[str, str], says: str
) -> None:
    answer = press(client, patient, "medicine-add", **typed)
    assert (answer.status_code, says in answer.content.decode()) == (200, True)
    assert patient.medicines.count() == 0


def test_a_medicine_is_not_taken_since_tomorrow(client: Client, by: Staff, patient: Patient) -> None:
    tomorrow = (Practice.current().today() + timedelta(days=1)).isoformat()
    answer = press(client, patient, "medicine-add", name="Ibuprofen", started=tomorrow)
    assert "has not come yet" in answer.content.decode()


def test_a_button_of_a_broken_page_does_nothing_and_says_so(client: Client, by: Staff, patient: Patient) -> None:
    line = ibuprofen(patient, by)
    answer = client.post(reverse("medicine-stop", args=[line.pk]), {})
    assert "Nothing was saved; press again." in answer.content.decode()
    line.refresh_from_db()
    assert line.is_current


def test_inside_a_page_only_the_lists_come_back(client: Client, by: Staff, patient: Patient) -> None:
    address = reverse("allergies-none", args=[patient.pk])
    page = client.post(address, {"key": str(uuid.uuid4())}, headers={"HX-Request": "true"}).content.decode()
    assert "none known" in page
    assert "<html" not in page


def test_many_lines_cost_no_more_questions_than_few(client: Client, by: Staff, patient: Patient) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("patient-lists", args=[patient.pk]))
        return len(queries)

    def add() -> None:
        ibuprofen(patient, by)
        lists.add_allergy(patient=patient, substance="Penicillin", by=by, key=uuid.uuid4())

    add()
    few = asked()
    for _ in range(5):
        add()
    assert asked() == few


NAMES = ("medicine-add", "medicines-none", "medicine-stop", "medicine-strike", "allergy-add", "allergies-none")


@pytest.mark.parametrize("name", [*NAMES, "allergy-strike"])
def test_who_may_not_is_refused_alike_whether_the_line_exists_or_not(client: Client, name: str) -> None:
    by = factories.assistant()
    patient = factories.patient(by=by)
    line = ibuprofen(patient, by)
    there = line.pk if name in ("medicine-stop", "medicine-strike") else patient.pk
    for person in (factories.auditor(), factories.staff()):
        client.force_login(person)
        answers = [client.post(reverse(name, args=[pk]), {"key": str(uuid.uuid4())}) for pk in (there, uuid.uuid4())]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize("name", [*NAMES, "allergy-strike", "patient-lists"])
def test_somebody_signed_out_is_sent_to_the_door(client: Client, name: str) -> None:
    answer = client.post(reverse(name, args=[uuid.uuid4()]), {})
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_line_that_is_not_there_is_not_there(client: Client, by: Staff) -> None:
    for name in NAMES:
        assert client.post(reverse(name, args=[uuid.uuid4()]), {"key": str(uuid.uuid4())}).status_code == 404


@pytest.mark.parametrize("name", ["medicine-stop", "medicine-strike", "allergy-strike"])
def test_a_line_that_is_not_open_to_somebody_is_absent_to_them_and_the_try_is_written_down(
    client: Client, by: Staff, patient: Patient, name: str
) -> None:
    medicine = ibuprofen(patient, by)
    allergy = lists.add_allergy(patient=patient, substance="Penicillin", by=by, key=uuid.uuid4())
    restricting.restrict(patient=patient, by=factories.records_admin(), key=uuid.uuid4(), reason="x")
    line = allergy if name == "allergy-strike" else medicine
    hidden, nowhere = (client.post(reverse(name, args=[pk])) for pk in (line.pk, uuid.uuid4()))
    assert (hidden.status_code, hidden.content) == (nowhere.status_code, nowhere.content) == (404, nowhere.content)
    denied = AuditEvent.objects.filter(action="denied.see_chart")
    assert [(event.user_id, event.patient_id) for event in denied] == [(by.pk, patient.pk)]
