"""Many names from one address: slowed, and still enough for a clinic that shares one."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
AT_ONE_ADDRESS = 100


def tried(username: str, password: str, address: str = HERE) -> int:
    return Client(REMOTE_ADDR=address).post("/sign-in/", {"username": username, "password": password}).status_code


def test_a_stranger_with_a_hundred_names_has_to_wait_for_every_name() -> None:
    doctor = factories.clinician()
    codes = [tried(f"name{number}", "Password1!") for number in range(AT_ONE_ADDRESS)]
    assert (codes[-1], set(codes[:-1])) == (429, {200})
    assert tried("another", "Password1!") == 429
    assert tried(doctor.username, factories.PASSWORD) == 429
    assert tried(doctor.username, factories.PASSWORD, ELSEWHERE) == 302


def test_thirty_colleagues_behind_one_address_may_each_mistype_three_times() -> None:
    for number in range(30):
        assert [tried(f"colleague{number}", "mistyped") for _ in range(3)] == [200] * 3
    assert tried(factories.clinician().username, factories.PASSWORD) == 302


def test_who_gets_in_does_not_clear_the_others_count() -> None:
    mine = factories.clinician()
    for number in range(AT_ONE_ADDRESS - 1):
        tried(f"name{number}", "Password1!")
    assert tried(mine.username, factories.PASSWORD) == 302
    assert tried("one more", "Password1!") == 429
