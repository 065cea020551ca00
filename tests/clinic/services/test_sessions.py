"""How long somebody stays signed in, and what keeps a session alive."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Receipt, Staff, StaffSession
from clinic.services import sessions
from clinic.services.receipts import once
from clinic.services.staff import change_password, set_active, set_password
from tests import factories

pytestmark = pytest.mark.django_db

BY_SCRIPT = [
    {"X-Backchart-Background": "1"},
    {"HX-Request": "true"},
    {"Accept": "text/html; fragment"},
    {"Sec-Fetch-Mode": "cors"},
    {"Sec-Fetch-Mode": "same-origin"},
    {"Sec-Fetch-Mode": "no-cors"},
]


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


@pytest.fixture
def desk(doctor: Staff) -> Client:
    return signed_in(doctor)


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def row_of(client: Client) -> StaffSession:
    return StaffSession.objects.get(session_key=client.session.session_key)


def back_dated(client: Client, **past: timedelta) -> None:
    row = row_of(client)
    StaffSession.objects.filter(pk=row.pk).update(**{name: getattr(row, name) - ago for name, ago in past.items()})


def is_in(client: Client) -> bool:
    return client.get("/session/").json()["user"] is not None


def test_after_15_minutes_untouched_the_next_page_asks_who_it_is(desk: Client, doctor: Staff) -> None:
    back_dated(desk, last_input_at=timedelta(minutes=14, seconds=50))
    assert desk.get("/").status_code == 200
    back_dated(desk, last_input_at=timedelta(minutes=15))
    refused = desk.get("/")
    assert (refused.status_code, refused["Location"]) == (302, "/sign-in/?next=/")
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.user_id) == ("session.expired", doctor.pk)
    assert desk.get("/").status_code == 302


def test_after_12_hours_it_ends_however_busy_it_was(desk: Client) -> None:
    back_dated(desk, since=timedelta(hours=11, minutes=59))
    assert is_in(desk)
    back_dated(desk, since=timedelta(minutes=1))
    assert not is_in(desk)


def test_a_page_opened_by_a_person_begins_the_15_minutes_anew(desk: Client) -> None:
    back_dated(desk, last_input_at=timedelta(minutes=14))
    desk.get("/", headers={"Sec-Fetch-Mode": "navigate"})
    assert sessions.left(row_of(desk)) > timedelta(minutes=14, seconds=50)


@pytest.mark.parametrize("headers", BY_SCRIPT)
def test_what_a_script_sends_never_keeps_it_alive(desk: Client, headers: dict[str, str]) -> None:
    back_dated(desk, last_input_at=timedelta(minutes=14))
    before = row_of(desk).last_input_at
    for address in ("/", "/session/"):
        assert desk.get(address, headers=headers).status_code == 200
    desk.post(f"/visits/{uuid.uuid4()}/record/", headers=headers)
    assert row_of(desk).last_input_at == before


def test_a_key_pressed_on_a_page_keeps_it_alive(desk: Client, doctor: Staff) -> None:
    back_dated(desk, last_input_at=timedelta(minutes=14))
    told = desk.post("/session/here/", headers={"X-Backchart-Background": "1"}).json()
    assert told["user"] == str(doctor.pk)
    assert 890 <= told["left"] <= 900
    back_dated(desk, last_input_at=timedelta(minutes=16))
    assert desk.post("/session/here/").status_code == 302


def test_asking_how_long_it_lasts_does_not_prolong_it(desk: Client) -> None:
    back_dated(desk, last_input_at=timedelta(minutes=14))
    for _ in range(2):
        assert desk.get("/session/", headers={"Sec-Fetch-Mode": "cors"}).json()["left"] <= 60


def test_a_session_nobody_kept_a_row_of_is_over(desk: Client) -> None:
    row_of(desk).delete()
    assert not is_in(desk)


def test_a_session_key_of_somebody_else_s_row_is_over(desk: Client) -> None:
    StaffSession.objects.update(staff=factories.clinician())
    assert not is_in(desk)


def test_signing_out_leaves_no_row(desk: Client) -> None:
    desk.post("/sign-out/")
    assert StaffSession.objects.count() == 0


@pytest.mark.parametrize("how", ["closed", "password set", "password changed elsewhere"])
def test_a_closed_account_and_another_password_end_every_session(desk: Client, doctor: Staff, how: str) -> None:
    boss, other = factories.superuser(), signed_in(doctor)
    if how == "closed":
        set_active(staff=doctor, active=False, by=boss, key=uuid.uuid4())
    elif how == "password set":
        set_password(staff=doctor, password="eight calm herons wade", by=boss, key=uuid.uuid4())
    else:
        change_password(staff=doctor, old=factories.PASSWORD, new="eight calm herons wade")
    assert (StaffSession.objects.count(), Session.objects.count()) == (0, 0)
    if how == "closed":
        set_active(staff=doctor, active=True, by=boss, key=uuid.uuid4())
    assert not is_in(desk)
    assert not is_in(other)


def test_changing_one_s_password_goes_on_here_and_ends_elsewhere(desk: Client, doctor: Staff) -> None:
    other = signed_in(doctor)
    new = "eight calm herons wade"
    sent = {"key": uuid.uuid4(), "old": factories.PASSWORD, "password": new, "again": new}
    assert desk.post("/account/password/", sent).status_code == 302
    assert is_in(desk)
    assert not is_in(other)
    assert Staff.objects.get(pk=doctor.pk).check_password(new)


@pytest.mark.parametrize(
    "wrong",
    [
        {"old": "not it"},
        {"password": "short", "again": "short"},
        {"password": "passwordpassword", "again": "passwordpassword", "old": ""},
        {"again": "something else entirely"},
        {"password": "123456789012345678", "again": "123456789012345678", "old": "not it"},
    ],
)
def test_a_password_is_changed_only_by_who_knows_the_old_one_and_to_a_good_one(
    desk: Client, doctor: Staff, wrong: dict[str, str]
) -> None:
    new = "eight calm herons wade"
    sent: dict[str, Any] = {"key": uuid.uuid4(), "old": factories.PASSWORD, "password": new, "again": new}
    assert desk.post("/account/password/", sent | wrong).status_code == 422
    assert Staff.objects.get(pk=doctor.pk).check_password(factories.PASSWORD)
    assert is_in(desk)


def test_one_s_own_sessions_are_listed_and_ended(desk: Client, doctor: Staff) -> None:
    other = Client(headers={"User-Agent": "Firefox\x01 on the ward <b>"})
    other.force_login(doctor)
    other.get("/")
    StaffSession.objects.filter(session_key=other.session.session_key).update(device="Ward <b>")
    page = desk.get("/account/sessions/").content.decode()
    assert page.count(f'/{row_of(other).pk}/end/"') == 1
    assert "Ward &lt;b&gt;" in page
    assert desk.post(f"/account/sessions/{row_of(other).pk}/end/").status_code == 302
    assert not is_in(other)
    assert is_in(desk)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.user_id, event.count) == ("session.ended", doctor.pk, 1)


def test_all_one_s_other_sessions_are_ended_with_one_press(desk: Client, doctor: Staff) -> None:
    assert "/end-others/" not in desk.get("/account/sessions/").content.decode()
    others, stranger = [signed_in(doctor), signed_in(doctor)], signed_in(factories.clinician())
    assert 'action="/account/sessions/end-others/"' in desk.get("/account/sessions/").content.decode()
    for _ in range(2):
        assert desk.post("/account/sessions/end-others/")["Location"] == "/account/sessions/"
    assert [is_in(client) for client in (desk, stranger, *others)] == [True, True, False, False]
    event = AuditEvent.objects.get(action="session.ended")
    assert (event.user_id, event.object_id, event.count) == (doctor.pk, str(doctor.pk), 2)


def test_somebody_else_s_session_is_not_there_to_be_ended(desk: Client) -> None:
    other = signed_in(factories.clinician())
    assert desk.post(f"/account/sessions/{row_of(other).pk}/end/").status_code == 404
    assert is_in(other)


def test_the_same_person_signs_in_again_in_place(doctor: Staff) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/session/").json()["token"]
    sent = {"username": doctor.username, "password": factories.PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/session/sign-in/", sent | {"csrfmiddlewaretoken": ""}).status_code == 403
    told = client.post("/session/sign-in/", sent)
    assert (told.status_code, told.json()["user"]) == (200, str(doctor.pk))
    token = told.json()["token"]
    assert client.post("/session/here/", headers={"X-CSRFToken": token}).status_code == 200


def test_a_wrong_password_in_place_says_so_and_signs_nobody_in(doctor: Staff) -> None:
    client = Client()
    told = client.post("/session/sign-in/", {"username": doctor.username, "password": "wrong"})
    assert (told.status_code, told.json()["user"]) == (422, None)
    assert not is_in(client)


def test_rows_long_over_are_swept_when_somebody_signs_in(desk: Client, doctor: Staff) -> None:
    StaffSession.objects.update(since=timezone.now() - timedelta(hours=13))
    signed_in(doctor)
    assert StaffSession.objects.count() == 1


def test_what_nobody_needs_any_more_goes_when_somebody_signs_in(desk: Client, doctor: Staff) -> None:
    now = timezone.now()
    Session.objects.update(expire_date=now - timedelta(minutes=1))
    with time_machine.travel(now - timedelta(days=31)):
        once(key=uuid.uuid4(), by=doctor, action="tested", body=None, act=lambda: None)
    kept = uuid.uuid4()
    once(key=kept, by=doctor, action="tested", body=None, act=lambda: None)
    for ago, name in ((16, "old"), (14, "new")):
        with time_machine.travel(now - timedelta(minutes=ago)):
            AccessAttempt.objects.create(username=name, ip_address="203.0.113.7", failures_since_start=1)
    signed_in(doctor)
    assert Session.objects.filter(expire_date__lt=now).count() == 0
    assert Session.objects.count() == 1
    receipts = Receipt.objects.filter(action="tested")
    assert [receipt.key for receipt in receipts] == [kept]
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["new"]


def test_who_ended_a_session_is_in_the_trail(desk: Client, doctor: Staff) -> None:
    boss = factories.superuser()
    set_active(staff=doctor, active=False, by=boss, key=uuid.uuid4())
    event = AuditEvent.objects.get(action="session.ended")
    assert (event.user_id, event.object_id, event.count) == (boss.pk, str(doctor.pk), 1)


def test_a_password_changed_by_oneself_is_in_the_trail(desk: Client, doctor: Staff) -> None:
    new = "eight calm herons wade"
    desk.post("/account/password/", {"key": uuid.uuid4(), "old": factories.PASSWORD, "password": new, "again": new})
    event = AuditEvent.objects.get(action="staff.password_changed")
    assert (event.user_id, event.object_id) == (doctor.pk, str(doctor.pk))
