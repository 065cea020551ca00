import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group

from clinic.models import Patient, Staff
from clinic.roles import MAY, SAYS, SUPERUSER_MAY, Act, Role, acts, may
from clinic.services.staff import set_active, set_roles
from tests import factories

pytestmark = pytest.mark.django_db


def test_there_is_a_group_for_every_role_after_migrating() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says_and_nothing_else(role: Role) -> None:
    assert acts(factories.staff(role)) == MAY[role]


def test_every_role_has_a_row_and_every_act_has_words() -> None:
    assert set(MAY) == set(Role)
    assert set(SAYS) == set(Act)


def test_every_act_of_the_table_is_asked_for_by_the_program() -> None:
    files = [file for app in ("clinic", "assessments") for file in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    asked = {
        act for file in files if file.name != "roles.py" for act in re.findall(r"\bAct\.([A-Z_]+)", file.read_text())
    }
    assert asked == {act.name for act in Act}


def test_only_clinicians_sign_and_only_supervisors_co_sign() -> None:
    assert {role for role in Role if Act.SIGN in MAY[role]} == {Role.CLINICIAN, Role.SUPERVISOR}
    assert {role for role in Role if Act.CO_SIGN in MAY[role]} == {Role.SUPERVISOR}


def test_who_reads_the_audit_trail_opens_no_chart() -> None:
    assert MAY[Role.AUDITOR] == {Act.READ_AUDIT, Act.REPORT_ACCESS, Act.REVIEW_OPENINGS}
    assert {role for role in Role if Act.READ_AUDIT in MAY[role]} == {Role.AUDITOR}


def test_only_who_keeps_the_records_sees_a_restricted_one_unasked_and_no_assistant_breaks_the_glass() -> None:
    assert {role for role in Role if Act.SEE_RESTRICTED in MAY[role]} == {Role.RECORDS_ADMIN}
    assert {role for role in Role if Act.BREAK_GLASS in MAY[role]} == {Role.CLINICIAN, Role.SUPERVISOR}
    assert {role for role in Role if Act.RESTRICT in MAY[role]} == {Role.SUPERVISOR, Role.RECORDS_ADMIN}
    assert {role for role in Role if Act.REVIEW_OPENINGS in MAY[role]} == {Role.SUPERVISOR, Role.AUDITOR}


def test_nobody_may_anything_without_a_role_or_an_open_account() -> None:
    closed = factories.clinician()
    closed = set_active(staff=closed, active=False, by=factories.superuser(), key=uuid.uuid4())
    for person in (AnonymousUser(), factories.staff(), closed):
        assert acts(person) == frozenset()


def test_a_superuser_sets_the_practice_up_but_opens_no_chart() -> None:
    root = factories.superuser()
    assert acts(root) == SUPERUSER_MAY == {Act.MANAGE_STAFF, Act.MANAGE_PRACTICE}
    factories.patient()
    assert not Patient.objects.visible_to(root).exists()


def test_a_group_that_is_no_role_gives_nothing() -> None:
    person = factories.staff()
    person.groups.add(Group.objects.create(name="choir"))
    assert acts(Staff.objects.get(pk=person.pk)) == frozenset()


def test_a_role_taken_away_is_gone_at_once() -> None:
    person = factories.clinician()
    assert may(person, Act.SIGN)
    set_roles(staff=person, roles=[Role.ASSISTANT], by=factories.superuser(), key=uuid.uuid4())
    assert acts(person) == MAY[Role.ASSISTANT]


def test_two_roles_add_up() -> None:
    person = factories.staff(Role.CLINICIAN, Role.AUDITOR)
    assert acts(person) == MAY[Role.CLINICIAN] | MAY[Role.AUDITOR]
    assert person.role == "clinician, auditor"
