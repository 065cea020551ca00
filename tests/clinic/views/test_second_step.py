"""Signing in with a second factor: at the door and over a covered page."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client

from clinic.models import AuditEvent, Staff, StaffSession
from clinic.services.staff import change_password
from tests import factories
from tests.clinic.factors import App, app_of, recovery_codes

pytestmark = pytest.mark.django_db
TRIES = 10
STEP = "/sign-in/second-step/"


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


@pytest.fixture
def app(doctor: Staff) -> App:
    return app_of(doctor)


def password(client: Client, person: Staff, given: str = factories.PASSWORD, onward: str = "") -> Any:
    return client.post("/sign-in/", {"username": person.username, "password": given, "next": onward})


def is_in(client: Client) -> bool:
    return client.get("/session/").json()["user"] is not None


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("-seq").values_list("action", flat=True))


def test_the_password_alone_signs_nobody_in(doctor: Staff, app: App) -> None:
    client = Client()
    answer = password(client, doctor)
    assert (answer.status_code, answer["Location"]) == (302, STEP)
    assert not is_in(client)
    assert client.get("/").status_code == 302
    assert "signed_in" not in actions()
    assert not StaffSession.objects.exists()


def test_the_code_then_does_and_leads_on_to_where_one_was_going(doctor: Staff, app: App) -> None:
    client = Client()
    password(client, doctor, onward="/knowledge/")
    assert "Second step" in client.get(STEP).content.decode()
    answer = client.post(STEP, {"code": app.code()})
    assert (answer.status_code, answer["Location"]) == (302, "/knowledge/")
    assert is_in(client)
    assert actions()[:2] == ["signed_in", "second_factor.used"]


@pytest.mark.parametrize("onward", ["", "https://elsewhere.example/", "//elsewhere.example", "encounter"])
def test_it_leads_nowhere_else(doctor: Staff, app: App, onward: str) -> None:
    client = Client()
    password(client, doctor, onward=onward)
    assert client.post(STEP, {"code": app.code()})["Location"] in ("/", "encounter")


def test_a_recovery_code_does_as_well_and_once(doctor: Staff, app: App) -> None:
    [code, *_] = recovery_codes(doctor)
    for entered in (True, False):
        client = Client()
        password(client, doctor)
        assert (client.post(STEP, {"code": code}).status_code == 302) is entered
        assert is_in(client) is entered


@pytest.mark.parametrize("sent", [{}, {"code": ""}, {"code": "000000"}, {"credential": "{"}, {"credential": "{}"}])
def test_a_wrong_code_says_so_and_signs_nobody_in(doctor: Staff, app: App, sent: dict[str, str]) -> None:
    client = Client()
    password(client, doctor)
    assert client.post(STEP, sent).status_code == 422
    assert not is_in(client)
    assert client.post(STEP, {"code": app.code()}).status_code == 302


def test_after_ten_wrong_codes_it_waits_and_the_count_of_passwords_stays(doctor: Staff, app: App) -> None:
    client = Client()
    password(client, doctor)
    for _ in range(TRIES):
        assert client.post(STEP, {"code": "no"}).status_code == 422
    answer = client.post(STEP, {"code": app.code()})
    assert answer.status_code == 429
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "Try again in 15 minutes" in answer.content.decode()
    assert password(Client(), doctor).status_code == 302
    assert actions().count("second_factor.failed") == TRIES + 1  # the one that had to wait is told as well


def test_the_code_typed_is_kept_nowhere(doctor: Staff, app: App) -> None:
    client = Client()
    password(client, doctor)
    client.post(STEP, {"code": "987654"})
    assert "987654" not in repr(list(AccessAttempt.objects.values()))
    assert "987654" not in repr(list(AuditEvent.objects.values()))


def test_without_the_password_there_is_no_second_step(doctor: Staff, app: App) -> None:
    client = Client()
    assert client.get(STEP)["Location"] == "/sign-in/"
    assert client.post(STEP, {"code": app.code()})["Location"] == "/sign-in/"
    assert not is_in(client)
    assert client.post("/session/sign-in/second-step/", {"code": app.code()}).status_code == 410


def test_the_second_step_waits_five_minutes_and_no_longer(doctor: Staff, app: App) -> None:
    client = Client()
    password(client, doctor)
    with time_machine.travel(time.time() + timedelta(minutes=5, seconds=2).total_seconds(), tick=True):
        assert client.post(STEP, {"code": app.code()})["Location"] == "/sign-in/"
        assert not is_in(client)


@pytest.mark.parametrize("what", ["another password", "a closed account"])
def test_what_changes_between_the_steps_ends_them(doctor: Staff, app: App, what: str) -> None:
    client = Client()
    password(client, doctor)
    if what == "another password":
        change_password(staff=doctor, old=factories.PASSWORD, new="eight calm herons wade")
    else:
        Staff.objects.filter(pk=doctor.pk).update(is_active=False)
    assert client.post(STEP, {"code": app.code()})["Location"] == "/sign-in/"
    assert not is_in(client)


def test_a_session_planted_before_is_not_the_one_that_is_signed_in(doctor: Staff, app: App) -> None:
    client = Client()
    client.get("/sign-in/")
    client.session.save()
    password(client, doctor)
    between = client.session.session_key
    client.post(STEP, {"code": app.code()})
    assert client.session.session_key != between
    assert is_in(client)


def test_in_place_the_second_step_is_asked_as_well(doctor: Staff, app: App) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/session/").json()["token"]
    given = {"username": doctor.username, "password": factories.PASSWORD, "csrfmiddlewaretoken": token}
    told = client.post("/session/sign-in/", given).json()
    assert told == {"user": None, "second": True, "question": ""}
    assert not is_in(client)
    to = "/session/sign-in/second-step/"
    assert client.post(to, {"code": app.code()}).status_code == 403
    wrong = client.post(to, {"code": "000000", "csrfmiddlewaretoken": token})
    assert (wrong.status_code, wrong.json()["user"], wrong.json()["second"]) == (422, None, True)
    assert "not right" in wrong.json()["problem"]
    told = client.post(to, {"code": app.code(), "csrfmiddlewaretoken": token}).json()
    assert told["user"] == str(doctor.pk)
    assert is_in(client)


def test_the_office_has_the_same_door(app: App, doctor: Staff) -> None:
    client = Client()
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/")["Location"].startswith("/sign-in/")


def test_a_short_password_whose_factor_is_gone_opens_nothing_but_adding_another(doctor: Staff) -> None:
    app_of(doctor)
    short = "calm otters!"
    change_password(staff=doctor, old=factories.PASSWORD, new=short)
    Authenticator.objects.filter(user=doctor).delete()
    for to in ("/sign-in/", "/session/sign-in/"):
        client = Client()
        client.post(to, {"username": doctor.username, "password": short})
        assert is_in(client)
        assert client.get("/")["Location"] == "/account/second-factor/"
