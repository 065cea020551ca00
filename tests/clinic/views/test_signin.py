"""The door: what it says, and how often it may be tried."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

TRIES = 10
WRONG = "not the password"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def tried(username: str, password: str = WRONG, address: str = HERE, to: str = "/sign-in/") -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=address).post(to, {"username": username, "password": password})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("to", ["/sign-in/", "/session/sign-in/"])
def test_after_ten_wrong_passwords_even_the_right_one_waits(to: str) -> None:
    doctor = factories.clinician()
    codes = [tried(doctor.username, to=to)[0] for _ in range(TRIES)]
    assert codes[-1] == 429
    assert 429 not in codes[:-1]
    code, words = tried(doctor.username, factories.PASSWORD, to=to)
    assert (code, "Try again in 15 minutes" in words) == (429, True)
    assert Client(REMOTE_ADDR=HERE).post(to, {"username": doctor.username, "password": "x"})["Retry-After"] == "900"


def test_a_stranger_elsewhere_locks_nobody_out() -> None:
    doctor = factories.clinician()
    for _ in range(TRIES):
        tried(doctor.username, address=ELSEWHERE)
    assert tried(doctor.username, factories.PASSWORD, ELSEWHERE)[0] == 429
    assert tried(doctor.username, factories.PASSWORD, HERE)[0] == 302


def test_a_colleague_at_the_same_address_is_not_locked_out() -> None:
    doctor, other = factories.clinician(), factories.clinician()
    for _ in range(TRIES):
        tried(doctor.username)
    assert tried(other.username, factories.PASSWORD)[0] == 302


def test_waiting_lasts_15_minutes_and_trying_meanwhile_does_not_prolong_it() -> None:
    doctor = factories.clinician()
    for _ in range(TRIES):
        tried(doctor.username)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    assert tried(doctor.username)[0] == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1, seconds=1))
    assert tried(doctor.username, factories.PASSWORD)[0] == 302


def test_nine_wrong_ones_and_a_right_one_begin_anew() -> None:
    doctor = factories.clinician()
    for _ in range(2):
        for _ in range(TRIES - 1):
            assert tried(doctor.username)[0] == 200
        assert tried(doctor.username, factories.PASSWORD)[0] == 302


def test_a_name_that_exists_and_one_that_does_not_get_the_same_answers() -> None:
    doctor = factories.clinician(username="present")
    closed = factories.clinician(username="dormant")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)

    def answers(name: str, password: str) -> list[tuple[int, str]]:
        return [
            (code, words.replace(name, "NAME")) for code, words in (tried(name, password) for _ in range(TRIES + 1))
        ]

    def without_tokens(told: list[tuple[int, str]]) -> list[tuple[int, int]]:
        return [(code, len(words)) for code, words in told]

    absent = without_tokens(answers("missing", WRONG))
    assert without_tokens(answers(doctor.username, WRONG)) == absent
    assert without_tokens(answers(closed.username, factories.PASSWORD)) == absent


def test_what_was_typed_as_a_name_is_kept_nowhere() -> None:
    tried("my password, by mistake")
    [kept] = AccessAttempt.objects.values()
    assert "mistake" not in repr(kept)
    assert WRONG not in repr(kept)
