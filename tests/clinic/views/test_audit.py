"""The trail as an auditor reads it, and the report a patient takes home."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Patient, Practice, Staff
from clinic.services import reading
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician(display_name="Dr Ngozi Eze")


@pytest.fixture
def patient(doctor: Staff) -> Patient:
    made = factories.patient(by=factories.assistant(), given_name="Halina", family_name="Secretname", phone="555 0199")
    reading.opened(by=doctor, patient=made)
    return made


@pytest.fixture
def auditor() -> Client:
    client = Client()
    client.force_login(factories.auditor())
    return client


def rows(answer: Any) -> list[str]:
    return [row.event.action for row in answer.context["rows"]]


def test_the_trail_names_who_and_what_and_the_record_by_its_number(auditor: Client, patient: Patient) -> None:
    page = auditor.get("/audit/").content.decode()
    for said in ("Dr Ngozi Eze", "opened the record", patient.record_number):
        assert said in page
    for kept in ("Secretname", "Halina", "555 0199"):
        assert kept not in page


def test_reading_the_trail_is_written_into_it(auditor: Client) -> None:
    auditor.get("/audit/")
    event = AuditEvent.objects.first()
    assert event is not None
    assert event.action == "audit.listed"


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"person": "ngozi"}, ["chart.opened"]),
        ({"action": "chart"}, ["chart.opened"]),
        ({"action": "chart", "outcome": "denied"}, []),
        ({"outcome": "denied"}, ["denied.report"]),
        ({"patient": "NUMBER"}, ["chart.opened", "patient.created"]),
        ({"patient": "NUMBER", "until": "YESTERDAY"}, []),
        ({"patient": "NUMBER", "since": "TODAY", "until": "TODAY"}, ["chart.opened", "patient.created"]),
    ],
)
def test_the_trail_is_sought_through(
    auditor: Client, patient: Patient, doctor: Staff, sought: dict[str, str], found: list[str]
) -> None:
    reading.denied(by=factories.staff(), act="report")
    today = timezone.now().date()
    said = {
        "NUMBER": patient.record_number,
        "TODAY": today.isoformat(),
        "YESTERDAY": (today - timedelta(days=1)).isoformat(),
    }
    answer = auditor.post("/audit/", {name: said.get(value, value) for name, value in sought.items()})
    assert answer.status_code == 200
    assert rows(answer) == found


@pytest.mark.parametrize(
    "wrong", [{"patient": "no such number"}, {"since": "soon"}, {"action": "x' OR 1"}, {"outcome": "x"}]
)
def test_what_cannot_be_sought_is_said_and_nothing_is_listed(auditor: Client, wrong: dict[str, str]) -> None:
    answer = auditor.post("/audit/", wrong)
    assert (answer.status_code, rows(answer)) == (422, [])


@pytest.mark.parametrize("named", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_of_a_day_beyond_any_calendar_the_years_are_said(auditor: Client, named: str, day: str) -> None:
    answer = auditor.post("/audit/", {named: day})
    assert answer.status_code == 422
    assert answer.context["form"].errors[named] == [f"{day}: write a day of the years 1900 to 2999."]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_that_can_be_sought_are_found_in_every_zone(auditor: Client, zone: str) -> None:
    Practice.objects.update_or_create(defaults={"time_zone": zone})
    answer = auditor.post("/audit/", {"since": "1900-01-01", "until": "2999-12-31"})
    assert (answer.status_code, bool(rows(answer))) == (200, True)


def test_a_long_trail_comes_in_pages_at_the_same_cost(
    auditor: Client, patient: Patient, doctor: Staff, django_assert_max_num_queries: Any
) -> None:
    auditor.get("/audit/")
    with django_assert_max_num_queries(25) as few:
        auditor.get("/audit/")
    for _ in range(60):
        reading.opened(by=doctor, patient=patient)
    with django_assert_max_num_queries(len(few.captured_queries)):
        first = auditor.get("/audit/")
    assert len(rows(first)) == 50


def test_no_event_is_shown_twice_or_left_out_while_somebody_turns_the_pages(
    auditor: Client, patient: Patient, doctor: Staff
) -> None:
    for _ in range(120):
        reading.opened(by=doctor, patient=patient)
    page = auditor.get("/audit/")
    shown = [row.event.seq for row in page.context["rows"]]
    upto = shown[0]
    for number in ("2", "3"):
        # Each of these looks, and somebody at another desk, adds events of its own.
        reading.opened(by=doctor, patient=patient)
        page = auditor.post("/audit/", {"page": number, "upto": str(page.context["upto"])})
        shown += [row.event.seq for row in page.context["rows"]]
    assert shown == list(range(upto, 0, -1))
    assert f'name="upto" value="{upto}"' in page.content.decode()
    assert auditor.post("/audit/", {"upto": "3"}).context["rows"][0].event.seq > upto  # sought anew: the trail of now


def test_the_report_of_access_says_who_opened_one_record_and_is_written_down(
    auditor: Client, patient: Patient, doctor: Staff
) -> None:
    reading.opened(by=doctor, patient=factories.patient(given_name="Another"))
    led = auditor.post("/audit/", {"patient": patient.record_number, "report": "1"})
    assert led["Location"] == f"/patients/{patient.pk}/access/"
    answer = auditor.get(led["Location"])
    assert rows(answer) == ["chart.opened", "patient.created"]
    assert "Secretname" not in answer.content.decode()
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.patient_id, event.recipient) == ("access.reported", patient.pk, "patient")


def test_a_records_admin_s_report_names_the_patient(patient: Patient) -> None:
    client = Client()
    client.force_login(factories.records_admin())
    assert "Secretname" in client.get(f"/patients/{patient.pk}/access/").content.decode()
    assert f"/patients/{patient.pk}/access/" in client.get(f"/patients/{patient.pk}/").content.decode()
