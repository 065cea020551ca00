import uuid

import pytest

from clinic.models import AuditEvent, Staff
from clinic.refusals import Conflict, NeverDeleted, NotAllowed, Refused
from clinic.roles import Role
from clinic.services.staff import create_staff, set_active, set_password, set_roles, update_staff
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_member_of_staff_has_a_name_a_title_and_a_role() -> None:
    doctor = factories.clinician(display_name="Ngozi Eze", professional_title="MD", registration_number="7654321")
    assert (doctor.name_and_title, doctor.role, doctor.registration_number) == ("Ngozi Eze, MD", "clinician", "7654321")
    assert doctor.check_password(factories.PASSWORD)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.findings, event.object_id) == ("staff.created", ["clinician"], str(doctor.pk))


def test_a_short_password_a_taken_name_and_an_unknown_role_are_refused() -> None:
    factories.staff(username="eze")
    with pytest.raises(Refused) as taken:
        factories.staff(username="eze")
    assert taken.value.field == "username"
    with pytest.raises(Refused) as short:
        factories.staff(password="short")
    assert short.value.field == "password"
    with pytest.raises(ValueError, match="surgeon"):
        factories.staff("surgeon")  # type: ignore[arg-type]


def test_only_who_manages_staff_gives_roles_and_closes_accounts() -> None:
    person, doctor = factories.assistant(), factories.clinician()
    with pytest.raises(NotAllowed):
        set_roles(staff=person, roles=[Role.SUPERVISOR], by=doctor, key=uuid.uuid4())
    with pytest.raises(NotAllowed):
        set_active(staff=person, active=False, by=doctor, key=uuid.uuid4())
    with pytest.raises(NotAllowed):
        create_staff(by=person, key=uuid.uuid4(), username="x", password=factories.PASSWORD)


def test_a_change_of_roles_is_written_down_with_the_roles_now_held() -> None:
    person = factories.assistant()
    roles = [Role.SUPERVISOR, Role.AUDITOR]
    changed = set_roles(staff=person, roles=roles, by=factories.superuser(), key=uuid.uuid4())
    assert changed.roles == {Role.SUPERVISOR, Role.AUDITOR}
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.findings) == ("staff.roles_changed", ["auditor", "supervising_clinician"])
    assert event.user_role == "superuser"


def test_an_account_is_closed_and_never_deleted() -> None:
    person = factories.clinician()
    assert not set_active(staff=person, active=False, by=factories.superuser(), key=uuid.uuid4()).is_active
    with pytest.raises(NeverDeleted):
        person.delete()
    with pytest.raises(NeverDeleted):
        Staff.objects.all().delete()


def test_a_new_title_is_kept_and_two_people_changing_it_see_each_other() -> None:
    person, root = factories.clinician(), factories.superuser()
    changed = update_staff(staff=person, changes={"professional_title": ("MD", "MD, PhD")}, by=root, key=uuid.uuid4())
    assert changed.professional_title == "MD, PhD"
    with pytest.raises(Conflict):
        update_staff(staff=person, changes={"professional_title": ("MD", "DO")}, by=root, key=uuid.uuid4())
    with pytest.raises(Refused, match="is_superuser cannot be changed here"):
        update_staff(staff=person, changes={"is_superuser": (False, True)}, by=root, key=uuid.uuid4())


def test_a_refusal_says_in_words_what_the_role_lacks() -> None:
    with pytest.raises(NotAllowed, match="manage staff accounts and roles"):
        update_staff(staff=factories.superuser(), changes={}, by=factories.clinician(), key=uuid.uuid4())


def test_a_lost_password_is_replaced_by_who_manages_staff_and_never_by_a_weak_one() -> None:
    person, root = factories.clinician(), factories.superuser()
    with pytest.raises(Refused, match="too short"):
        set_password(staff=person, password="short", by=root, key=uuid.uuid4())
    with pytest.raises(NotAllowed):
        set_password(staff=person, password="nine loud geese at dusk", by=person, key=uuid.uuid4())
    changed = set_password(staff=person, password="nine loud geese at dusk", by=root, key=uuid.uuid4())
    assert changed.check_password("nine loud geese at dusk")
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.object_id) == ("staff.password_set", str(person.pk))
