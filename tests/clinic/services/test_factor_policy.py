"""Whom the practice asks for a second factor."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from clinic.models import Practice, Staff, StaffSession
from clinic.roles import Role
from clinic.services.factor_policy import has_one, lacks_one, reviewed, wanted_of
from clinic.services.practice import update_practice
from clinic.services.staff import set_roles
from tests import factories
from tests.clinic.factors import app_of

pytestmark = pytest.mark.django_db

EVERYBODY = [
    (factories.clinician, True),
    (factories.supervisor, True),
    (factories.records_admin, True),
    (factories.auditor, True),
    (factories.superuser, True),
    (factories.assistant, False),
    (factories.staff, False),
]


def policy(now: str) -> None:
    was = Practice.current().second_factor_for
    update_practice(changes={"second_factor_for": (was, now)}, by=factories.superuser(), key=uuid.uuid4())


def must_enrol(client: Client) -> bool:
    return StaffSession.objects.get(session_key=client.session.session_key).must_enrol


def at_a_desk(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(("who", "asked"), EVERYBODY)
def test_signers_and_the_records_office_are_asked_where_nothing_else_was_said(
    who: Callable[[], Staff], asked: bool, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = "signers"
    assert wanted_of(who()) is asked


def test_codes_for_recovery_are_no_second_factor_by_themselves() -> None:
    person = factories.clinician()
    policy("all")
    app_of(person)
    assert has_one(person)
    Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).delete()
    assert Authenticator.objects.get(user_id=person.pk).type == Authenticator.Type.RECOVERY_CODES
    assert lacks_one(person)


@pytest.mark.parametrize("who", [who for who, _ in EVERYBODY])
def test_everybody_or_nobody_is_asked_as_the_practice_says(who: Callable[[], Staff]) -> None:
    person = who()
    policy("all")
    assert wanted_of(person)
    policy("nobody")
    assert not wanted_of(person)


def test_only_who_lacks_one_has_to_add_one() -> None:
    policy("signers")
    doctor = factories.clinician()
    assert must_enrol(at_a_desk(doctor))
    app_of(doctor)
    assert not must_enrol(at_a_desk(doctor))


def test_another_policy_holds_for_who_is_signed_in_already() -> None:
    doctor, helper = at_a_desk(factories.clinician()), at_a_desk(factories.assistant())
    policy("signers")
    assert (must_enrol(doctor), must_enrol(helper)) == (True, False)
    policy("all")
    assert must_enrol(helper)


def test_another_role_holds_for_who_is_signed_in_already() -> None:
    person = factories.assistant()
    client = at_a_desk(person)
    policy("signers")
    set_roles(staff=person, roles=[Role.CLINICIAN], by=factories.superuser(), key=uuid.uuid4())
    assert must_enrol(client)


def test_another_policy_costs_no_more_where_more_people_are_signed_in(django_assert_num_queries: Any) -> None:
    policy("signers")
    with_one = factories.clinician()
    app_of(with_one)
    for _ in range(2):
        desks = [at_a_desk(who) for who in (factories.clinician(), factories.assistant(), with_one)]
        StaffSession.objects.update(must_enrol=False)
        with django_assert_num_queries(4):
            reviewed()
        assert [must_enrol(desk) for desk in desks] == [True, False, False]


def test_a_policy_that_is_none_is_refused() -> None:
    with pytest.raises(Exception, match="second_factor_for"):
        policy("strangers")
