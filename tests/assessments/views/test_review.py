"""Review: the note as it will print, what it lacks, and whose it is to sign."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.writing import draft_note
from clinic.models import AuditEvent, Staff
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db


def complete(by: Staff, **answers) -> Encounter:
    return visits.visit(by=by, patient=people.patient(sex="female"), **{**COMPLETE, **answers})


def page_of(client: Client, visit: Encounter) -> str:
    return client.get(reverse("review", args=[visit.pk])).content.decode()


def test_every_line_of_the_note_stands_on_the_page(signed_in: Client, doctor: Staff) -> None:
    visit = complete(doctor)
    page = page_of(signed_in, visit)
    note = draft_note(Encounter.objects.whole().get(pk=visit.pk), "en")
    for line in (*note.band, *(line for part in note.parts for line in part.lines)):
        assert line.label in page
    assert 'data-watermark="DRAFT"' in page


def test_each_missing_answer_is_a_way_to_its_field(signed_in: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=people.patient(), pain_now=4)
    page = page_of(signed_in, visit)
    encounter = reverse("encounter", args=[visit.pk])
    assert f'href="{encounter}#f-duration_weeks"' in page
    assert f'href="{encounter}#f-saddle_numbness"' in page
    assert f'href="{reverse("patient-edit", args=[visit.patient_id])}"' in page
    assert reverse("sign", args=[visit.pk]) not in page


def test_flags_nobody_asked_stand_in_a_line_for_each_group_each_by_its_name(signed_in: Client, doctor: Staff) -> None:
    visit = complete(doctor, fever=None, saddle_numbness=None, osteoporosis=None)
    page = page_of(signed_in, visit)
    encounter = reverse("encounter", args=[visit.pk])
    assert "3 answers are still needed" in page
    emergency, serious = re.findall(r"<li>([^:<]*): (.*?)</li>", page[page.index("still needed") :])
    assert (emergency[0], serious[0]) == ("Emergency flags not asked (2)", "Flags of a serious cause not asked (1)")
    assert re.findall(rf'href="{encounter}#f-(\w+)"', emergency[1]) == ["saddle_numbness", "fever"]
    assert re.findall(rf'href="{encounter}#f-(\w+)"', serious[1]) == ["osteoporosis"]


def test_a_warning_does_not_keep_from_signing(signed_in: Client, doctor: Staff) -> None:
    visit = complete(doctor, reflex_ankle_left=1)
    page = page_of(signed_in, visit)
    assert "strength was not examined" in page
    assert reverse("sign", args=[visit.pk]) in page


def test_the_signer_is_named_with_role_before_signing(signed_in: Client, doctor: Staff) -> None:
    page = page_of(signed_in, complete(doctor))
    assert f"You sign as <b>{doctor.name_and_title}</b>, clinician" in page
    assert 'autocomplete="current-password"' in page


def test_the_visit_of_another_is_taken_over_before_it_is_signed(signed_in: Client, doctor: Staff) -> None:
    visit = complete(people.clinician(display_name="Dr Other"))
    page = page_of(signed_in, visit)
    assert "This is the visit of Dr Other." in page
    assert reverse("sign", args=[visit.pk]) not in page
    response = signed_in.post(reverse("take-over", args=[visit.pk]), {"key": uuid.uuid4(), "revision": visit.revision})
    assert response.url == reverse("review", args=[visit.pk])
    assert Encounter.objects.get(pk=visit.pk).clinician == doctor


def test_an_emergency_left_unanswered_is_said(signed_in: Client, doctor: Staff) -> None:
    page = page_of(signed_in, complete(doctor, saddle_numbness=True))
    assert "nobody has answered it" in page


def test_a_signed_visit_shows_its_note_instead(signed_in: Client, doctor: Staff) -> None:
    note = visits.signed(by=doctor, patient=people.patient(sex="female"))
    response = signed_in.get(reverse("review", args=[note.encounter_id]))
    assert response.url == reverse("note", args=[note.encounter_id])


def test_opening_the_review_is_written_down_and_kept_nowhere(signed_in: Client, doctor: Staff) -> None:
    visit = complete(doctor)
    response = signed_in.get(reverse("review", args=[visit.pk]))
    assert response["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(action="chart.opened", object_id=str(visit.pk)).count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("supervisor", 200), ("records_admin", 200), ("auditor", 403)],
)
def test_who_reads_the_review(client: Client, doctor: Staff, who: str, status: int) -> None:
    visit = complete(doctor)
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("review", args=[visit.pk])).status_code == status


def test_an_assistant_is_told_that_the_role_does_not_sign(client: Client, doctor: Staff) -> None:
    visit = complete(doctor)
    client.force_login(people.assistant())
    page = page_of(client, visit)
    assert "Your role may not sign visits." in page
    assert reverse("take-over", args=[visit.pk]) not in page


@pytest.mark.parametrize("who", ["assistant", "records_admin", "auditor"])
def test_who_may_not_take_over(client: Client, doctor: Staff, who: str) -> None:
    visit = complete(doctor)
    client.force_login(getattr(people, who)())
    for pk in (visit.pk, uuid.uuid4()):
        assert client.post(reverse("take-over", args=[pk])).status_code == 403


def test_an_absent_visit_is_not_found(signed_in: Client) -> None:
    assert signed_in.get(reverse("review", args=[uuid.uuid4()])).status_code == 404
    assert signed_in.post(reverse("take-over", args=[uuid.uuid4()])).status_code == 404


def test_the_review_costs_a_fixed_number_of_queries(
    signed_in: Client, doctor: Staff, django_assert_max_num_queries
) -> None:
    visit = complete(doctor)
    signed_in.get(reverse("review", args=[visit.pk]))
    with django_assert_max_num_queries(45):
        signed_in.get(reverse("review", args=[visit.pk]))
