"""Accounts: opened, given roles, closed; each through the service and into the trail."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clinic.models import AuditEvent, Staff
from clinic.roles import Role
from clinic.services import staff as staff_service
from clinic.services.factor_policy import has_one
from tests import factories
from tests.clinic.admin.desk import controls, errors, page, send, signed_in
from tests.clinic.factors import app_of, recovery_codes

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clinic_staff_changelist")
ADD = reverse("admin:clinic_staff_add")


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.superuser())


def change(person: Staff) -> str:
    return reverse("admin:clinic_staff_change", args=[person.pk])


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("-seq").values_list("action", flat=True))


def test_an_account_is_opened_with_its_roles(desk: Client) -> None:
    page(desk, ADD)
    given = {"username": "ines", "password": "four slow herons by noon", "roles": ["clinician", "records admin"]}
    assert send(desk, ADD, **given).status_code == 302
    made = Staff.objects.get(username="ines")
    assert made.roles == {Role.CLINICIAN, Role.RECORDS_ADMIN}
    assert made.check_password("four slow herons by noon")
    assert actions()[0] == "staff.created"


def test_a_weak_password_is_refused_at_its_field(desk: Client) -> None:
    assert list(errors(send(desk, ADD, username="ines", password="short"))) == ["password"]
    assert not Staff.objects.filter(username="ines").exists()


def test_a_taken_username_is_refused_at_its_field(desk: Client) -> None:
    given = {"username": factories.clinician().username, "password": "four slow herons by noon"}
    assert list(errors(send(desk, ADD, **given))) == ["username"]


def test_details_roles_and_a_closed_account_are_saved_and_told_apart_in_the_trail(desk: Client) -> None:
    person = factories.clinician()
    html = page(desk, change(person))
    assert "Person" in html
    values = controls(desk.get(change(person))) | {"display_name": "Dr Ines Alba", "roles": ["auditor"]}
    del values["is_active"]
    assert desk.post(change(person), values).status_code == 302
    now = Staff.objects.get(pk=person.pk)
    assert (now.name, now.roles, now.is_active) == ("Dr Ines Alba", {Role.AUDITOR}, False)
    assert {"staff.updated", "staff.roles_changed", "staff.closed"} <= set(actions())


def test_roles_changed_meanwhile_are_shown_beside_those_sent(desk: Client) -> None:
    person = factories.clinician()
    stale = controls(desk.get(change(person)))
    staff_service.set_roles(staff=person, roles=[Role.SUPERVISOR], by=factories.superuser(), key=uuid.uuid4())
    response = desk.post(change(person), stale | {"roles": ["auditor"]})
    [said] = errors(response)["roles"]
    assert "“supervising clinician”" in said
    assert "“auditor”" in said
    assert Staff.objects.get(pk=person.pk).roles == {Role.SUPERVISOR}
    assert desk.post(change(person), controls(response)).status_code == 302
    assert Staff.objects.get(pk=person.pk).roles == {Role.AUDITOR}


def test_a_lost_password_is_replaced_and_ends_the_sessions(desk: Client) -> None:
    person = factories.records_admin()
    theirs = signed_in(person)
    assert theirs.get(reverse("admin:index")).status_code == 200
    assert send(desk, change(person), password="nine loud geese at dusk").status_code == 302
    assert Staff.objects.get(pk=person.pk).check_password("nine loud geese at dusk")
    assert actions()[0] == "staff.password_set"
    assert theirs.get(reverse("admin:index")).status_code == 302


def test_nobody_closes_their_own_account(desk: Client) -> None:
    own = factories.superuser()
    values = controls(desk.get(change(own)))
    del values["is_active"]
    assert list(errors(desk.post(change(own), values))) == ["is_active"]
    assert Staff.objects.get(pk=own.pk).is_active


def test_a_save_without_a_change_is_not_called_saved(desk: Client) -> None:
    assert "__all__" in errors(send(desk, change(factories.clinician())))


def test_somebody_who_does_not_manage_staff_is_refused(desk: Client) -> None:
    person = factories.clinician()
    for other in (factories.records_admin(), factories.auditor()):
        client = signed_in(other)
        assert client.get(change(person)).status_code == 403
        assert client.post(change(person), {"roles": ["supervising clinician"]}).status_code == 403
        assert client.post(ADD, {"username": "ines"}).status_code == 403
    assert Staff.objects.get(pk=person.pk).roles == {Role.CLINICIAN}


def test_staff_are_found_by_folded_name_and_by_role(desk: Client) -> None:
    person = factories.clinician(display_name="Łucja Żak")
    factories.assistant()
    found = desk.get(desk.post(LIST, {"sought": "lucja zak"}).url)
    assert list(found.context["cl"].result_list) == [person]
    assert list(desk.get(LIST, {"role": "clinician"}).context["cl"].result_list) == [person]


def test_a_password_cannot_be_guessed_at_from_the_address(desk: Client) -> None:
    assert desk.get(LIST, {"password__startswith": "md5"}).status_code == 400


def test_a_longer_list_asks_no_more_questions(
    desk: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    for _each in range(3):
        factories.clinician()
    page(desk, LIST)
    with django_assert_max_num_queries(30) as few:
        page(desk, LIST)
    for _each in range(17):
        factories.clinician()
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, LIST)


def test_a_lost_second_factor_is_reset_with_a_reason_and_its_secret_is_never_shown(desk: Client) -> None:
    person = factories.clinician()
    app = app_of(person)
    html = page(desk, change(person))
    assert "authenticator app" in html
    assert app.secret not in html
    assert not any(code in html for code in recovery_codes(person))
    assert send(desk, change(person), reason="telephone lost; came in person").status_code == 302
    event = AuditEvent.objects.get(action="second_factor.reset")
    assert (event.user_name, event.object_id, event.reason) == (
        "root",
        str(person.pk),
        "telephone lost; came in person",
    )
    assert not has_one(person)


def test_a_reset_of_nothing_and_of_one_s_own_are_refused_at_their_field(desk: Client) -> None:
    assert list(errors(send(desk, change(factories.clinician()), reason="x"))) == ["reason"]
    own = factories.superuser()
    app_of(own)
    assert list(errors(send(desk, change(own), reason="x"))) == ["reason"]
    assert has_one(own)
