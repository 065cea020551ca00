"""Breaking the glass on the page: by whom, with what said, where and for how long it opens; who is told."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Encounter
from assessments.services import glass
from clinic import triggers
from clinic.models import AuditEvent, Opening, OpeningClosed, OpeningSeen, Patient, Staff
from clinic.services import restricting
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.restricted import at_a_desk, broken, with_visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Own")


@pytest.fixture
def other() -> Staff:
    return people.clinician(display_name="Dr Other")


@pytest.fixture
def patient(doctor: Staff) -> Patient:
    return with_visits(doctor=doctor)


def test_a_clinician_opens_it_with_a_reason_here_and_nowhere_else(patient: Patient, other: Staff) -> None:
    client, elsewhere = at_a_desk(other), at_a_desk(other)
    chart = reverse("patient", args=[patient.pk])
    answer = broken(client, patient)
    assert (answer.status_code, answer["Location"]) == (302, chart)
    page = client.get(chart).content.decode()
    assert "Canary Hidden" in page
    assert "opened by emergency access" in page
    assert "On call tonight" in page
    assert elsewhere.get(chart).status_code == 404
    assert at_a_desk(people.clinician()).get(chart).status_code == 404
    event = AuditEvent.objects.get(action="glass.broken")
    assert (event.user_id, event.patient_id, event.reason) == (
        other.pk,
        patient.pk,
        "covering for a colleague: On call tonight",
    )
    assert event.session_ref == Opening.objects.get().session_ref != ""


def test_the_banner_stands_on_every_page_of_that_chart(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    draft, signed = (Encounter.objects.get(patient=patient, status=status) for status in ("draft", "signed"))
    addresses = [reverse(name, args=[patient.pk]) for name in ("patient", "patient-edit", "patient-lists")]
    addresses += [reverse(name, args=[draft.pk]) for name in ("encounter", "review", "plan", "visit-discard")]
    addresses += [reverse("note", args=[signed.pk])]
    without = [address for address in addresses if b"opened by emergency access" not in client.get(address).content]
    assert without == []


def test_after_four_hours_or_signing_out_it_is_closed(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    opening = Opening.objects.get()
    assert opening.until - opening.opened_at == timedelta(hours=4)
    chart = reverse("patient", args=[patient.pk])
    triggers.lower(connection)
    models.QuerySet(Opening).update(opened_at=timezone.now() - timedelta(hours=5), until=timezone.now())
    assert client.get(chart).status_code == 404
    models.QuerySet(Opening).update(until=timezone.now() + timedelta(hours=1))
    assert client.get(chart).status_code == 200
    client.post(reverse("logout"))
    client.force_login(other)
    assert client.get(chart).status_code == 404


def test_it_is_found_by_the_full_name_and_birth_date_too(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    by_name = {"number": "", "name": "Hidden Canary", "birth_date": patient.birth_date.isoformat()}
    assert broken(client, patient, **by_name).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "BC-999999"}, "number"),
        ({"number": "", "name": "Canary", "birth_date": "1980-02-03"}, "number"),
        ({"number": "", "name": "Canary Hidden", "birth_date": "1980-02-04"}, "number"),
        ({"number": "", "name": "Canary Hidden"}, "__all__"),
        ({"password": "guess"}, "password"),
        ({"password": ""}, "password"),
        ({"reason": "curious"}, "reason"),
        ({"words": "  "}, "words"),
        ({"key": None}, "key"),
    ],
)
def test_what_does_not_fit_opens_nothing(patient: Patient, other: Staff, typed: dict[str, Any], field: str) -> None:
    answer = broken(at_a_desk(other), patient, **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Opening.objects.exists()
    told = answer.content.decode().replace(str(typed.get("name", "-")), "")
    assert "Hidden" not in told
    assert answer.content.decode().count(patient.record_number) == (typed.get("number") is None)  # as it was typed


def test_a_wrong_password_and_a_record_that_is_not_there_are_written_down(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient, password="guess")
    broken(client, patient, number="BC-999999")
    denied = AuditEvent.objects.filter(action="denied.break_glass").order_by("seq")
    assert [event.patient_id for event in denied] == [patient.pk, None]


@pytest.mark.parametrize("who", [people.assistant, people.records_admin, people.auditor, people.superuser])
def test_nobody_but_a_clinician_breaks_the_glass(patient: Patient, who: Any) -> None:
    assert broken(at_a_desk(who()), patient).status_code == 403
    assert not Opening.objects.exists()


def test_sent_twice_it_is_opened_once_and_an_open_record_needs_no_breaking(
    patient: Patient, other: Staff, doctor: Staff
) -> None:
    client, key = at_a_desk(other), uuid.uuid4()
    for _ in range(2):
        assert broken(client, patient, key=key).status_code == 302
    assert Opening.objects.count() == 1
    assert broken(at_a_desk(doctor), patient).status_code == 302
    assert Opening.objects.count() == 1


def starts_a_visit(client: Client, patient: Patient) -> Encounter:
    client.post(reverse("visit-open", args=[patient.pk]), {"key": uuid.uuid4()})
    return Encounter.objects.get(patient=patient, opened_by__display_name="Dr Other")


def test_a_visit_started_in_need_is_signed_within_the_hours_and_joins_nobody_to_the_team(
    patient: Patient, other: Staff, doctor: Staff
) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    visit = starts_a_visit(client, patient)
    visits.recorded(visit, by=other, **visits.COMPLETE)
    sent = {"key": uuid.uuid4(), "password": people.PASSWORD, **visits.read(visit)}
    assert client.post(reverse("sign", args=[visit.pk]), sent).status_code == 302
    note = reverse("note", args=[visit.pk])
    assert client.get(note).status_code == 200
    closes(client, Opening.objects.get())
    assert client.get(note).status_code == 404
    assert [member.staff for member in restricting.team_of(patient)] == [doctor]
    office = people.records_admin()
    restricting.name(patient=patient, staff=other, by=office, key=uuid.uuid4())
    assert client.get(note).status_code == 200


def test_a_visit_taken_over_in_need_joins_nobody_to_the_team(patient: Patient, other: Staff, doctor: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    draft = Encounter.objects.get(patient=patient, status="draft")
    sent = {"key": uuid.uuid4(), "revision": draft.revision}
    assert client.post(reverse("take-over", args=[draft.pk]), sent).status_code == 302
    assert Encounter.objects.get(pk=draft.pk).clinician == other
    assert [member.staff for member in restricting.team_of(patient)] == [doctor]


# Closing it early


def closes(client: Client, opening: Opening, **sent: Any) -> int:
    status: int = client.post(reverse("opening-close", args=[opening.pk]), {"key": uuid.uuid4()} | sent).status_code
    return status


def test_whoever_opened_it_closes_it_early_with_one_press(patient: Patient, other: Staff) -> None:
    client, chart = at_a_desk(other), reverse("patient", args=[patient.pk])
    broken(client, patient)
    opening, key = Opening.objects.get(), uuid.uuid4()
    assert f'action="{reverse("opening-close", args=[opening.pk])}"' in client.get(chart).content.decode()
    assert (closes(client, opening, key=""), client.get(chart).status_code) == (302, 200)
    for _ in range(2):
        assert closes(client, opening, key=key) == 302
    closes(client, opening)
    assert client.get(chart).status_code == 404
    assert not Patient.objects.visible_to(other).exists()
    event = AuditEvent.objects.get(action="glass.closed")
    end = OpeningClosed.objects.get()
    assert (event.user_id, event.patient_id, event.object_id) == (other.pk, patient.pk, str(end.pk))
    assert end.opening == opening
    broken(client, patient)  # needed again: opened again, with a reason
    assert client.get(chart).status_code == 200
    assert b"closed at" in at_a_desk(people.auditor()).get(reverse("openings")).content


def test_it_is_closed_at_another_desk_too(patient: Patient, other: Staff) -> None:
    client, elsewhere = at_a_desk(other), at_a_desk(other)
    broken(client, patient)
    assert closes(elsewhere, Opening.objects.get()) == 302
    assert client.get(reverse("patient", args=[patient.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "answer"),
    [(people.clinician, 404), (people.supervisor, 404), (people.records_admin, 403), (people.auditor, 403)],
)
def test_nobody_else_closes_it_nor_does_looking_into_it(patient: Patient, other: Staff, who: Any, answer: int) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    opening = Opening.objects.get()
    assert closes(at_a_desk(who()), opening) == answer
    glass.looked_into(opening=opening, by=people.auditor(), key=uuid.uuid4())
    assert client.get(reverse("patient", args=[patient.pk])).status_code == 200
    with pytest.raises(Opening.DoesNotExist):
        glass.closed(opening=opening, by=people.supervisor(), key=uuid.uuid4())
    assert not OpeningClosed.objects.exists()


def test_one_that_is_over_is_not_closed_once_more(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    triggers.lower(connection)
    models.QuerySet(Opening).update(opened_at=timezone.now() - timedelta(hours=5), until=timezone.now())
    assert closes(client, Opening.objects.get()) == 302
    assert not OpeningClosed.objects.exists()
    assert not AuditEvent.objects.filter(action="glass.closed").exists()


# Afterwards


def test_auditors_and_supervisors_are_told_until_one_has_looked_into_it(patient: Patient, other: Staff) -> None:
    broken(at_a_desk(other), patient)
    auditor, senior = at_a_desk(people.auditor(display_name="Aud Itor")), at_a_desk(people.supervisor())
    for client in (auditor, senior):
        for name in ("today", "openings"):
            page = client.get(reverse(name)).content.decode()
            assert "On call tonight" in page
            assert patient.record_number in page
            assert "Canary" not in page
    opening = Opening.objects.get()
    for _ in range(2):
        auditor.post(reverse("opening-seen", args=[opening.pk]), {"key": uuid.uuid4()})
    seen = OpeningSeen.objects.get()
    assert (seen.opening, seen.by_name) == (opening, "Aud Itor")
    assert AuditEvent.objects.filter(action="glass.looked_into").count() == 1
    for client in (auditor, senior):
        assert "On call tonight" not in client.get(reverse("today")).content.decode()
        assert "Aud Itor" in client.get(reverse("openings")).content.decode()


def test_nobody_looks_into_their_own(patient: Patient) -> None:
    senior = people.supervisor()
    client = at_a_desk(senior)
    broken(client, patient)
    client.post(reverse("opening-seen", args=[Opening.objects.get().pk]), {"key": uuid.uuid4()})
    assert not OpeningSeen.objects.exists()
    assert "On call tonight" not in client.get(reverse("today")).content.decode()


def test_the_patient_s_own_report_says_who_broke_the_glass_and_why(patient: Patient, other: Staff) -> None:
    broken(at_a_desk(other), patient)
    page = at_a_desk(people.records_admin()).get(reverse("patient-access", args=[patient.pk])).content.decode()
    assert "opened the restricted record by emergency access" in page
    assert "covering for a colleague: On call tonight" in page
    assert "Dr Other" in page


def test_a_page_sent_with_a_key_of_another_act_closes_nothing_and_says_why(patient: Patient, other: Staff) -> None:
    client, key = at_a_desk(other), uuid.uuid4()
    broken(client, patient, key=key)
    answer = client.post(reverse("opening-close", args=[Opening.objects.get().pk]), {"key": key}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("patient", args=[patient.pk]), 302)]
    assert "This save was already made with other content. Reload the page" in page
    assert not OpeningClosed.objects.exists()
