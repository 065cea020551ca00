"""Asking again who it is: how often, and what counts as an answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from clinic.context import RequestContext, request_context
from clinic.models import AuditEvent, Staff
from clinic.services.codes import TooOften, WrongCode
from clinic.services.identity import WrongPassword, prove, prove_password
from clinic.services.staff import change_password
from tests import factories
from tests.clinic.factors import app_of, recovery_codes

pytestmark = pytest.mark.django_db
TRIES = 10
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    token = request_context.set(RequestContext(source_address=HERE))
    yield
    request_context.reset(token)


def latest() -> AuditEvent:
    event = AuditEvent.objects.first()
    assert event is not None
    return event


def wrong(doctor: Staff, times: int = TRIES) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            prove(doctor, "not the password")


def at_the_door(doctor: Staff, address: str, password: str = factories.PASSWORD) -> int:
    given = {"username": doctor.username, "password": password}
    return Client(REMOTE_ADDR=address).post("/sign-in/", given).status_code


def test_the_right_password_is_an_answer(doctor: Staff) -> None:
    prove(doctor, factories.PASSWORD)


def test_a_wrong_password_is_written_down_without_the_password(doctor: Staff) -> None:
    wrong(doctor, 1)
    event = latest()
    assert (event.action, event.outcome, event.user_id) == ("password.failed", "failed", doctor.pk)
    assert (event.source_address, "not the" in repr(event.sealed())) == (HERE, False)


def test_after_ten_wrong_ones_the_right_one_waits_and_is_told_how_long(doctor: Staff) -> None:
    wrong(doctor)
    with pytest.raises(TooOften, match="Try again in 15 minutes"):
        prove(doctor, factories.PASSWORD)
    assert latest().action == "password.failed"
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    prove(doctor, factories.PASSWORD)


def test_asked_again_and_at_the_door_count_together(doctor: Staff) -> None:
    wrong(doctor, TRIES - 1)
    assert at_the_door(doctor, HERE, "wrong") == 429
    with pytest.raises(TooOften):
        prove(doctor, factories.PASSWORD)


def test_somebody_at_another_address_is_not_made_to_wait(doctor: Staff) -> None:
    wrong(doctor)
    assert at_the_door(doctor, ELSEWHERE) == 302
    request_context.set(RequestContext(source_address=ELSEWHERE))
    prove(doctor, factories.PASSWORD)


def test_a_right_answer_begins_the_count_anew(doctor: Staff) -> None:
    for _ in range(2):
        wrong(doctor, TRIES - 1)
        prove(doctor, factories.PASSWORD)


def test_a_code_of_the_app_is_an_answer_instead(doctor: Staff) -> None:
    app = app_of(doctor)
    prove(doctor, app.code())
    assert latest().action == "second_factor.used"


def test_a_code_is_an_answer_even_when_the_password_has_to_wait(doctor: Staff) -> None:
    app = app_of(doctor)
    wrong(doctor)
    prove(doctor, app.code())


def test_a_code_is_no_answer_twice(doctor: Staff) -> None:
    app = app_of(doctor)
    code = app.code()
    prove(doctor, code)
    with pytest.raises(WrongCode):
        prove(doctor, code)


def test_a_recovery_code_is_for_the_door_only(doctor: Staff) -> None:
    app_of(doctor)
    with pytest.raises(WrongPassword):
        prove(doctor, recovery_codes(doctor)[0])


def test_six_digits_of_somebody_without_an_app_are_a_wrong_password(doctor: Staff) -> None:
    with pytest.raises(WrongPassword):
        prove(doctor, "123456")


def test_a_code_does_not_change_a_password(doctor: Staff) -> None:
    app = app_of(doctor)
    with pytest.raises(WrongPassword):
        change_password(staff=doctor, old=app.code(), new="eight calm herons wade")
    with pytest.raises(WrongPassword):
        prove_password(doctor, app.code())


def test_guessing_the_old_password_of_an_open_session_is_slowed_as_well(doctor: Staff) -> None:
    for _ in range(TRIES):
        with pytest.raises(WrongPassword):
            change_password(staff=doctor, old="guess", new="eight calm herons wade")
    with pytest.raises(TooOften):
        change_password(staff=doctor, old=factories.PASSWORD, new="eight calm herons wade")
