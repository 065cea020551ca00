"""What an event of the practice's own acts holds: signing in, accounts, factors, lists, papers, backups."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.services.printing import printed
from clinic.models import AuditEvent, Staff, StaffSession
from clinic.roles import Role
from clinic.services import accounting, codes, identity, practice, second_factor, sessions, staff
from tests import factories as people
from tests.assessments import factories
from tests.clinic.factors import app_of, recovery_codes
from tests.test_trail import ALWAYS, OBJECT, lacking

pytestmark = pytest.mark.django_db

CANARY = "Canaryword"
# Nobody is signed in when it is written.
SIGNED_IN = {"user_id", "user_name", "user_role", "session_ref"}
OF = {"object_type", "object_id"}
COUNT = {"count"}
LISTS = ("patients.like.listed", "visits.listed", "openings.listed", "report.listed", "audit.listed")
WANTED: dict[str, set[str]] = {
    "signed_in": OF,
    "signed_out": OF,
    "sign_in_failed": OF,
    "password.failed": OF,
    "session.expired": OF,
    "session.ended": OF | {"count"},
    "staff.created": OF | {"findings", "content_hash", "key"},
    "staff.updated": OF | {"findings", "content_hash", "key"},
    "staff.roles_changed": OF | {"findings", "key"},
    "staff.opened": OF | {"content_hash", "key"},
    "staff.closed": OF | {"content_hash", "key"},
    "staff.password_set": OF | {"key"},
    "staff.password_changed": OF,
    "second_factor.added": OF | {"findings"},
    "second_factor.removed": OF | {"findings"},
    "second_factor.reset": OF | {"findings", "reason", "key"},
    "second_factor.used": OF | {"findings"},
    "second_factor.failed": OF | {"findings"},
    "recovery_codes.made": OF | {"count"},
    "practice.updated": OF | {"revision_before", "revision_after", "findings", "content_hash", "key"},
    "patients.searched": {"search_hash", "count"},
    **dict.fromkeys(LISTS, COUNT),
    **dict.fromkeys(("print.handout", "print.plan", "print.request", "print.letter"), OBJECT | {"recipient"}),
    "record.backed_up": {"content_hash", "count"},
    "record.restored": {"content_hash", "count"},
}
BY_NOBODY = {"sign_in_failed", "second_factor.failed", "record.backed_up", "record.restored"}
# By a command at the server, whose event the tests of that command look at.
AT_THE_SERVER = {"record.backed_up", "record.restored"}


def wanted(action: str) -> set[str]:
    return WANTED[action] | ALWAYS - (SIGNED_IN if action in BY_NOBODY else set())


def at(client: Client, name: str, **fields: Any) -> None:
    """A page is opened, or a form on it sent."""
    answer = client.post(reverse(name), fields) if fields else client.get(reverse(name))
    assert answer.status_code < 400, (name, answer.status_code)


def everything_once() -> None:
    _signing_in(people.clinician(), Client())
    _accounts(people.superuser())
    _factors(people.clinician())
    _lists(Client())
    _papers(people.clinician())


def _signing_in(doctor: Staff, client: Client) -> None:
    at(client, "login", username=doctor.username, password="wrong")
    at(client, "login", username=doctor.username, password=people.PASSWORD)
    at(client, "logout", key=uuid.uuid4())
    client.force_login(doctor)
    StaffSession.objects.update(last_input_at=timezone.now() - 2 * sessions.IDLE)
    client.get("/")
    client.force_login(doctor)
    sessions.end_all(staff=doctor, by=doctor)
    with pytest.raises(identity.WrongPassword):
        identity.prove(doctor, "wrong")


def _accounts(root: Staff) -> None:
    somebody = people.staff(Role.ASSISTANT)
    given: dict[str, Any] = {"staff": somebody, "by": root}
    staff.update_staff(**given, changes={"registration_number": ("", CANARY)}, key=uuid.uuid4())
    staff.set_roles(**given, roles=[Role.CLINICIAN], key=uuid.uuid4())
    staff.set_password(**given, password="eight calm herons at dusk", key=uuid.uuid4())
    staff.change_password(staff=Staff.objects.get(pk=somebody.pk), old="eight calm herons at dusk", new=people.PASSWORD)
    for active in (False, True):
        staff.set_active(**given, active=active, key=uuid.uuid4())
    practice.update_practice(changes={"letterhead": ("", CANARY)}, by=root, key=uuid.uuid4())


def _factors(doctor: Staff) -> None:
    app = app_of(doctor)
    codes.use_code(staff=doctor, code=app.code())
    codes.use_code(staff=doctor, code=recovery_codes(doctor)[0])
    with pytest.raises(codes.WrongCode):
        codes.use_code(staff=doctor, code="000000")
    second_factor.remove(by=doctor, pk=app.pk, password=people.PASSWORD)
    app_of(doctor)
    second_factor.reset(staff=doctor, by=people.superuser(), reason="Lost", key=uuid.uuid4())


def _lists(client: Client) -> None:
    patient = people.patient(family_name=CANARY)
    client.force_login(people.supervisor())
    at(client, "patient-search", q=CANARY)
    known = {"given_name": patient.given_name, "family_name": CANARY, "birth_date": patient.birth_date.isoformat()}
    at(client, "patient-new", key=uuid.uuid4(), **known)
    at(client, "today")
    at(client, "reports")
    client.force_login(people.auditor())
    at(client, "audit")
    at(client, "openings")


def _papers(doctor: Staff) -> None:
    visit = factories.visit(by=doctor)
    for paper in ("handout", "plan", "request", "letter"):
        printed(by=doctor, paper=paper, patient=visit.patient_id, of=visit, recipient="patient")


def test_every_act_that_no_patient_s_report_tells_is_in_the_table() -> None:
    assert set(WANTED) == set(accounting.OTHERWISE)


@pytest.mark.usefixtures("at_a_desk")
def test_every_event_holds_what_it_has_to_and_nothing_that_was_typed() -> None:
    people.superuser()
    before = AuditEvent.objects.count()
    everything_once()
    events = [event for event in AuditEvent.objects.filter(seq__gt=before) if event.action in WANTED]
    assert set(WANTED) - AT_THE_SERVER - {event.action for event in events} == set()
    found = {event.action: lacking(event, wanted(event.action)) for event in events}
    assert {action: names for action, names in found.items() if names} == {}
    held = [str(event.sealed()) for event in events]
    for typed in (CANARY, people.PASSWORD, "eight calm herons"):
        assert [said for said in held if typed.lower() in said.lower()] == []
