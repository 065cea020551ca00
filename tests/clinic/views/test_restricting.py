"""The pages about a restricted record: who restricts it, registers it a second time, corrects it, reads its report."""

import uuid

import pytest
from django.urls import reverse

from clinic.models import AuditEvent, Patient, Staff
from clinic.roles import Role
from clinic.services import patients, restricting
from tests import factories as people
from tests.clinic.admin.desk import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Own")


@pytest.fixture
def other() -> Staff:
    return people.clinician(display_name="Dr Other")


@pytest.fixture
def office() -> Staff:
    return people.records_admin()


@pytest.fixture
def patient(doctor: Staff) -> Patient:
    return people.restricted(by=people.records_admin(), team=[doctor])


def test_the_office_restricts_names_and_lifts_on_one_page(office: Staff, other: Staff, doctor: Staff) -> None:
    made, client = people.patient(), signed_in(office)
    there = reverse("patient-restrict", args=[made.pk])
    client.post(there, {"key": uuid.uuid4(), "reason": "Known in town"})
    client.post(reverse("care-team-name", args=[made.pk]), {"key": uuid.uuid4(), "staff": other.pk})
    assert Patient.objects.visible_to(other).get() == made
    assert not Patient.objects.visible_to(doctor).exists()
    page = client.get(there).content.decode()
    assert other.name in page
    member = made.care_team.get()
    client.post(reverse("care-team-leave", args=[made.pk, member.pk]), {"key": uuid.uuid4()})
    assert not Patient.objects.visible_to(other).exists()
    client.post(reverse("patient-unrestrict", args=[made.pk]), {"key": uuid.uuid4(), "reason": "No more"})
    assert Patient.objects.visible_to(doctor).get() == made
    assert client.post(there, {"key": uuid.uuid4(), "reason": ""}).status_code == 422


def test_a_restricted_patient_is_not_registered_twice_nor_shown(patient: Patient, other: Staff) -> None:
    client = signed_in(other)
    typed = {
        "key": uuid.uuid4(),
        "given_name": "canary",
        "family_name": "HIDDEN",
        "birth_date": patient.birth_date.isoformat(),
        "sex": "",
        "seen": "x",
    }
    page = client.post(reverse("patient-new"), typed)
    assert "ask the records office" in page.content.decode()
    assert patient.record_number not in page.content.decode()
    assert Patient.objects.count() == 1
    assert AuditEvent.objects.filter(action="denied.register_again", patient_id=patient.pk).count() == 1
    # Somebody who shares only the name or the day learns nothing, and is registered.
    client.post(reverse("patient-new"), typed | {"given_name": "Carla"})
    client.post(reverse("patient-new"), typed | {"birth_date": "1999-01-01", "key": uuid.uuid4()})
    assert Patient.objects.count() == 3


def test_correcting_a_restricted_record_is_for_its_team(patient: Patient, other: Staff, doctor: Staff) -> None:
    """The services ask for the role; which record, the page asks, by the one rule."""
    edit = reverse("patient-edit", args=[patient.pk])
    assert signed_in(other).post(edit, {}).status_code == 404
    assert signed_in(doctor).get(edit).status_code == 200
    changes = {"phone": (patient.phone, "555 0100")}
    assert patients.update_patient(patient=patient, changes=changes, by=doctor, key=uuid.uuid4()).phone == "555 0100"


def test_an_auditor_who_treats_too_does_not_learn_the_name_from_the_report(patient: Patient) -> None:
    both = people.staff(Role.CLINICIAN, Role.AUDITOR)
    page = signed_in(both).get(reverse("patient-access", args=[patient.pk])).content.decode()
    assert patient.record_number in page
    assert "Canary" not in page


def test_a_page_sent_with_a_key_of_another_act_takes_nobody_off_and_says_why(office: Staff, doctor: Staff) -> None:
    made, client, key = people.patient(), signed_in(office), uuid.uuid4()
    named = restricting.name(patient=made, staff=doctor, by=office, key=key)
    answer = client.post(reverse("care-team-leave", args=[made.pk, named.pk]), {"key": key}, follow=True)
    assert "This save was already made with other content. Reload the page" in answer.content.decode()
    assert [member.staff for member in restricting.team_of(made)] == [doctor]
    answer = client.post(reverse("care-team-leave", args=[made.pk, named.pk]), {}, follow=True)
    assert "This page was incomplete. Send it again." in answer.content.decode()
