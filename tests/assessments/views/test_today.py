"""The day."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Encounter
from assessments.services import reviews
from assessments.services.discarding import discard
from assessments.views.follow_up import follow_up
from clinic.models import AuditEvent, Patient, Practice, Staff
from tests import factories
from tests.assessments.factories import COMPLETE, sign_now, signed, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


def named(given: str) -> Patient:
    return factories.patient(given_name=given, family_name="Stone", sex="female")


def test_what_this_clinician_left_open_comes_first_the_oldest_before_the_rest(client: Client, by: Staff) -> None:
    day = Practice.current().today()
    now = visit(by=by, patient=named("Ann"))
    old = visit(by=by, patient=named("Bea"), on=day - timedelta(days=9))
    of_another = visit(patient=named("Cleo"))
    visit(patient=named("Dora"), on=day - timedelta(days=9))
    done = signed(by=by, patient=named("Eve")).encounter
    page = client.get("/")
    assert page.context["drafts"] == [old, now]
    assert page.context["visits"] == [now, of_another, done]


def test_an_empty_day_says_what_to_do(client: Client, by: Staff) -> None:
    assert "No visit was opened today. Find the patient above" in client.get("/").content.decode()


def test_two_with_like_names_carry_a_mark(client: Client, by: Staff) -> None:
    visit(by=by, patient=named("Ann"))
    assert "similar name" not in client.get("/").content.decode()
    visit(by=by, patient=named("Ann Marie"))
    assert client.get("/").content.decode().count("similar name") == 4


def test_the_list_is_written_down_with_its_length(client: Client, by: Staff) -> None:
    visit(by=by)
    client.get("/")
    event = AuditEvent.objects.get(action="visits.listed")
    assert (event.user_id, event.count) == (by.pk, 1)


def test_a_full_day_costs_no_more_questions_than_a_quiet_one(client: Client, by: Staff) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    visit(by=by, patient=named("Ann"))
    quiet = asked()
    for given in ("Bea", "Cleo", "Dora"):
        visit(by=by, patient=named(given))
    assert asked() == quiet


def seen(by: Staff, given: str, weeks_ago: int, **answers: object) -> Encounter:
    on = Practice.current().today() - timedelta(weeks=weeks_ago)
    draft = visit(by=by, patient=named(given), on=on, **{**COMPLETE, "disposition": "review", **answers})
    return sign_now(draft, by=by).encounter


def overdue(client: Client) -> list[tuple[str, date]]:
    return [(one.patient.given_name, one.due_on) for one in client.get("/").context["overdue"]]


def test_a_review_that_did_not_happen_is_named_from_a_week_after_its_day(client: Client, by: Staff) -> None:
    day = Practice.current().today()
    seen(by, "Ann", 10, review_in_weeks=4)
    seen(by, "Bea", 5, review_in_weeks=4)
    seen(by, "Cleo", 4, review_in_weeks=4)  # due today
    seen(by, "Dora", 30)  # none planned
    assert overdue(client) == [("Bea", day - timedelta(weeks=1)), ("Ann", day - timedelta(weeks=6))]
    assert client.get("/").content.decode().count("was due") == 2


def test_a_patient_who_came_since_is_not_overdue_and_one_who_came_by_mistake_is(client: Client, by: Staff) -> None:
    first = seen(by, "Ann", 10, review_in_weeks=4)
    seen_again = visit(by=by, patient=first.patient)
    assert overdue(client) == []
    discard(encounter=seen_again, by=by, key=uuid.uuid4(), revision=seen_again.revision, reason="Other patient.")
    assert [name for name, _ in overdue(client)] == ["Ann"]


def test_the_last_visit_counts_and_not_one_before_it(client: Client, by: Staff) -> None:
    first = seen(by, "Ann", 30, review_in_weeks=4)
    later = visit(by=by, patient=first.patient, on=Practice.current().today() - timedelta(weeks=2), **COMPLETE)
    sign_now(later, by=by)
    assert overdue(client) == []


def test_reviews_of_others_and_of_archived_patients_are_not_named(client: Client, by: Staff) -> None:
    seen(factories.clinician(), "Ann", 10, review_in_weeks=4)
    gone = seen(by, "Bea", 10, review_in_weeks=4)
    Patient.objects.filter(pk=gone.patient_id).update(archived_at=gone.signed_at)
    assert overdue(client) == []


def test_the_page_and_the_visit_agree_on_what_is_overdue(client: Client, by: Staff) -> None:
    first = seen(by, "Ann", 10, review_in_weeks=4)
    assert [name for name, _ in overdue(client)] == ["Ann"]
    told = follow_up(visit(by=by, patient=first.patient), {})
    assert told is not None
    assert (told.is_late, "overdue by 6 weeks" in told.review) == (True, True)


def test_a_long_list_of_reviews_costs_one_question(client: Client, by: Staff) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    seen(by, "Ann", 10, review_in_weeks=4)
    few = asked()
    for given in ("Bea", "Cleo", "Dora"):
        seen(by, given, 12, review_in_weeks=2)
    assert asked() == few
    day = Practice.current().today()
    with CaptureQueriesContext(connection) as queries:
        assert len(list(reviews.overdue(by, day))) == 4
    assert len(queries) == 1


@pytest.mark.parametrize("who", ["auditor", "nobody"])
def test_who_opens_no_charts_sees_no_patient_here(client: Client, who: str) -> None:
    visit(patient=named("Ann"))
    client.force_login(factories.auditor() if who == "auditor" else factories.staff())
    page = client.get("/")
    assert (page.status_code, "Stone" in page.content.decode()) == (200, False)
    assert "Your account opens no charts." in page.content.decode()


def test_somebody_signed_out_is_sent_to_the_door(client: Client) -> None:
    assert client.get("/")["Location"] == "/sign-in/?next=/"


# Starting a visit ----------------------------------------------------------------------------------------------------


def test_pressing_start_twice_opens_one_visit(client: Client, by: Staff) -> None:
    patient = factories.patient()
    address, key = reverse("visit-open", args=[patient.pk]), {"key": str(uuid.uuid4())}
    first, second = client.post(address, key), client.post(address, key)
    made = patient.encounters.get()
    assert first["Location"] == second["Location"] == f"/visits/{made.pk}/"
    assert (made.clinician, made.visited_on) == (by, Practice.current().today())


def test_a_broken_page_opens_no_visit_and_says_so(client: Client, by: Staff) -> None:
    patient = factories.patient()
    page = client.post(reverse("visit-open", args=[patient.pk]), {"key": "x"}).content.decode()
    assert "This page was incomplete. Press “Start visit” again." in page
    assert not patient.encounters.exists()


def test_who_may_not_start_a_visit_is_refused_alike_for_any_record(client: Client) -> None:
    client.force_login(factories.records_admin())
    answers = [
        client.post(reverse("visit-open", args=[pk]), {"key": str(uuid.uuid4())})
        for pk in (factories.patient().pk, uuid.uuid4())
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content
