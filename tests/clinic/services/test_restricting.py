"""Restricting a record and lifting that; its care team."""

import uuid
from typing import Any

import pytest

from clinic.models import AuditEvent, CareTeamMember, Patient, Staff
from clinic.refusals import NotAllowed, Refused
from clinic.services import restricting
from tests import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Staff:
    return people.records_admin()


@pytest.fixture
def patient(office: Staff) -> Patient:
    return people.restricted(by=office)


def test_restricting_and_lifting_are_written_down_with_their_reason(patient: Patient, office: Staff) -> None:
    restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="Moved away")
    events = AuditEvent.objects.filter(action__in=["patient.restricted", "patient.unrestricted"]).order_by("seq")
    assert [(event.action, event.reason) for event in events] == [
        ("patient.restricted", "A member of staff"),
        ("patient.unrestricted", "Moved away"),
    ]
    assert [event.revision_after - event.revision_before for event in events] == [1, 1]
    with pytest.raises(Refused, match="open to all"):
        restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="x")


@pytest.mark.parametrize("who", [people.clinician, people.assistant, people.auditor])
def test_who_may_not_restrict_does_not(patient: Patient, who: Any) -> None:
    with pytest.raises(NotAllowed):
        restricting.lift(patient=patient, by=who(), key=uuid.uuid4(), reason="x")


def test_a_supervisor_who_restricts_a_record_stays_able_to_open_it() -> None:
    senior, made = people.supervisor(), people.patient()
    restricting.restrict(patient=made, by=senior, key=uuid.uuid4(), reason="x")
    assert Patient.objects.visible_to(senior).get() == made


def test_whoever_is_named_sees_it_and_no_longer_when_taken_off(patient: Patient, office: Staff) -> None:
    desk = people.assistant(display_name="Front Desk")
    member = restricting.name(patient=patient, staff=desk, by=office, key=uuid.uuid4())
    assert Patient.objects.visible_to(desk).exists()
    restricting.take_off(member=member, by=office, key=uuid.uuid4())
    assert not Patient.objects.visible_to(desk).exists()
    told = AuditEvent.objects.filter(action__startswith="care_team").order_by("seq").values_list("action", "recipient")
    assert list(told) == [("care_team.named", "Front Desk"), ("care_team.left", "Front Desk")]
    assert CareTeamMember.objects.filter(staff=desk, left_at__isnull=False).count() == 1


def test_who_opens_no_charts_is_not_named(patient: Patient, office: Staff) -> None:
    with pytest.raises(Refused, match="opens no charts"):
        restricting.name(patient=patient, staff=people.auditor(), by=office, key=uuid.uuid4())
