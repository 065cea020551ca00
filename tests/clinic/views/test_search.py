"""Finding a patient."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.models import AuditEvent, Patient, Staff
from clinic.services import audit
from clinic.views.search import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db

SEARCH = "/patients/search/"


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


@pytest.fixture
def lukasz() -> Patient:
    return factories.patient(given_name="Łukasz", family_name="Wiśniewski", birth_date=date(1961, 4, 9))


def found(client: Client, text: str) -> list[Patient]:
    return client.post(SEARCH, {"q": text}).context["patients"]


@pytest.mark.parametrize("typed", ["wisniewski", "Łuk wiś", "1961-04-09", "9 April 1961", "BC-000001", "1"])
def test_a_patient_is_found_however_they_are_sought(client: Client, by: Staff, lukasz: Patient, typed: str) -> None:
    factories.patient(given_name="Ann", family_name="Smith", birth_date=date(1970, 1, 1))
    assert found(client, typed) == [lukasz]


def test_what_was_typed_stands_in_no_address(client: Client, by: Staff, lukasz: Patient) -> None:
    assert client.get(SEARCH, {"q": "wisniewski"}).status_code == 405
    page = client.post(SEARCH, {"q": "wisniewski"})
    assert page.status_code == 200
    assert "isniewski" not in "".join(part.split('"')[0] for part in page.content.decode().split('href="')[1:])


def test_a_search_is_written_down_by_a_hash_and_never_in_words(client: Client, by: Staff, lukasz: Patient) -> None:
    found(client, "wisniewski")
    event = AuditEvent.objects.get(action="patients.searched")
    assert (event.user_id, event.search_hash, event.count) == (by.pk, audit.search_hash("wisniewski"), 1)


def test_while_somebody_types_only_what_was_found_comes_back(client: Client, by: Staff, lukasz: Patient) -> None:
    page = client.post(SEARCH, {"q": "wis"}, headers={"HX-Request": "true"}).content.decode()
    assert "Wiśniewski" in page
    assert "<html" not in page


def test_a_visit_can_be_started_from_what_was_found(client: Client, by: Staff, lukasz: Patient) -> None:
    page = client.post(SEARCH, {"q": "wis"}).content.decode()
    assert reverse("visit-open", args=[lukasz.pk]) in page


def test_nobody_found_says_what_to_do(client: Client, by: Staff) -> None:
    assert "Nobody here matches." in client.post(SEARCH, {"q": "zebra"}).content.decode()


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 10_000, "<script>alert(1)</script>", "%_\\'\"", "٤٥٦", "\ud800"])
def test_whatever_is_typed_is_answered(client: Client, by: Staff, lukasz: Patient, typed: str) -> None:
    sent = urlencode({"q": typed}, errors="surrogatepass")
    answer = client.post(SEARCH, sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert answer.context["patients"] == []


def test_a_long_list_costs_no_more_questions_than_a_short_one_and_says_what_it_leaves_out(
    client: Client, by: Staff
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.post(SEARCH, {"q": "smith"})
        return len(queries)

    for number in range(2):
        factories.patient(given_name=f"Ann {number}", family_name="Smith", birth_date=date(1950, 1, 1 + number))
    few = asked()
    for number in range(SHOWN):
        factories.patient(given_name=f"Bea {number}", family_name="Smith", birth_date=date(1960, 1, 1 + number))
    assert asked() == few
    assert "and 2 more: type more of the name." in client.post(SEARCH, {"q": "smith"}).content.decode()


def test_somebody_signed_out_is_sent_to_the_door(client: Client) -> None:
    assert client.post(SEARCH, {"q": "a"}).url == f"/sign-in/?next={SEARCH}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", ["auditor", "nobody"])
def test_who_opens_no_charts_finds_nobody_and_the_attempt_is_kept(client: Client, role: str, lukasz: Patient) -> None:
    client.force_login(factories.auditor() if role == "auditor" else factories.staff())
    answer = client.post(SEARCH, {"q": "wisniewski"})
    assert (answer.status_code, "Wiśniewski" in answer.content.decode()) == (403, False)
    assert AuditEvent.objects.filter(action="denied.find_patients").count() == 1
