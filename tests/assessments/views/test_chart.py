"""A patient's chart."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.addenda import amend
from assessments.services.decisions import decide
from assessments.services.orders import order, result
from clinic.models import AuditEvent, Patient, Practice, Staff
from clinic.services import lists, patients
from tests import factories
from tests.assessments.factories import COMPLETE, sign_now, signed, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


@pytest.fixture
def patient() -> Patient:
    return factories.patient(sex="female")


def seen(patient: Patient, by: Staff, pain: int, weeks_ago: int):  # type: ignore[no-untyped-def]
    on = Practice.current().today() - timedelta(weeks=weeks_ago)
    return signed(by=by, patient=patient, on=on, pain_now=pain)


def chart(client: Client, patient: Patient) -> str:
    return client.get(reverse("patient", args=[patient.pk])).content.decode()


def test_the_three_states_of_the_lists_read_differently(client: Client, by: Staff, patient: Patient) -> None:
    page = chart(client, patient)
    assert "Nobody has answered yet whether this patient has an allergy." in page
    lists.no_known_allergies(patient=patient, by=by, key=uuid.uuid4())
    page = chart(client, patient)
    assert "none known" in page
    assert "Nobody has answered yet whether this patient has an allergy." not in page
    lists.add_allergy(patient=patient, substance="Penicillin", reaction="rash", by=by, key=uuid.uuid4())
    page = chart(client, patient)
    assert "Penicillin (rash)</dd>" in page
    assert "none known" not in page


def test_the_course_of_the_pain_is_told_drawn_and_tabled(client: Client, by: Staff, patient: Patient) -> None:
    seen(patient, by, 6, 6)
    assert "The course is drawn from the second signed visit on." in chart(client, patient)
    seen(patient, by, 3, 0)
    page = chart(client, patient)
    assert "Pain 6 to 3 in 6 weeks: down 3 points (50 %), a meaningful improvement." in page
    assert page.count('<circle class="mark"') == 2
    assert page.count('<td class="number">') == 2


def test_what_was_agreed_on_and_asked_for_stands_below_the_line_of_the_pain(
    client: Client, by: Staff, patient: Patient
) -> None:
    on = Practice.current().today() - timedelta(weeks=6)
    first = visit(by=by, patient=patient, on=on, **COMPLETE | {"pain_now": 6})
    given = {"encounter": first, "by": by}
    decide(item="heat", answer="accepted", key=uuid.uuid4(), revision=first.revision, **given)
    now = Encounter.objects.get(pk=first.pk).revision
    row = order(
        test="xray_lumbar", urgency="soon", reason="Fell from a ladder", key=uuid.uuid4(), revision=now, **given
    )
    sign_now(Encounter.objects.get(pk=first.pk), by=by)
    result(order=row, on=on + timedelta(days=9), text="No fracture.", abnormal=False, by=by, key=uuid.uuid4())
    seen(patient, by, 3, 0)
    page = " ".join(chart(client, patient).split())
    assert page.count('<rect class="lane"') == 1
    for said in ("Heat</text>", "Heat: agreed on; ", "Heat: no longer", "X-ray, lumbar spine: result"):
        assert said in page, said


def test_a_visit_entered_in_error_is_marked_and_leaves_the_course(client: Client, by: Staff, patient: Patient) -> None:
    seen(patient, by, 6, 6)
    wrong = seen(patient, by, 9, 3)
    seen(patient, by, 3, 0)
    amend(
        note=wrong,
        kind="entered_in_error",
        text="Another patient.",
        by=by,
        key=uuid.uuid4(),
        password=factories.PASSWORD,
    )
    page = client.get(reverse("patient", args=[patient.pk]))
    assert [mark.pain for mark in page.context["course"].marks] == [6, 3]
    assert "entered in error" in page.content.decode()


def test_a_draft_is_pointed_out_and_is_no_part_of_the_course(client: Client, by: Staff, patient: Patient) -> None:
    seen(patient, by, 6, 6)
    draft = visit(by=by, patient=patient, pain_now=2)
    page = client.get(reverse("patient", args=[patient.pk]))
    assert page.context["course"] is None
    assert page.context["drafts"] == [draft]


def test_an_archived_record_takes_no_visit(client: Client, by: Staff, patient: Patient) -> None:
    patients.archive_patient(patient=patient, by=factories.supervisor(), key=uuid.uuid4(), reason="moved away")
    assert "Start visit" not in chart(client, patient)
    answer = client.post(reverse("visit-open", args=[patient.pk]), {"key": str(uuid.uuid4())})
    assert (answer.status_code, "This record is archived." in answer.content.decode()) == (200, True)


def test_opening_a_chart_is_written_down(client: Client, by: Staff, patient: Patient) -> None:
    chart(client, patient)
    event = AuditEvent.objects.get(action="chart.opened")
    assert (event.user_id, event.patient_id) == (by.pk, patient.pk)


def test_the_auditor_who_tries_is_refused_and_written_down(client: Client, patient: Patient) -> None:
    client.force_login(factories.auditor())
    answers = [client.get(reverse("patient", args=[pk])) for pk in (patient.pk, uuid.uuid4())]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content
    assert AuditEvent.objects.filter(action="denied.see_chart").count() == 2


def test_an_absent_patient_is_not_there(client: Client, by: Staff) -> None:
    assert client.get(reverse("patient", args=[uuid.uuid4()])).status_code == 404


def test_somebody_signed_out_is_sent_to_the_door(client: Client, patient: Patient) -> None:
    assert client.get(reverse("patient", args=[patient.pk])).status_code == 302


def test_a_long_history_costs_no_more_questions_than_a_short_one(client: Client, by: Staff, patient: Patient) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            chart(client, patient)
        return len(queries)

    seen(patient, by, 6, 6)
    short = asked()
    for weeks_ago in (5, 4, 3):
        seen(patient, by, 5, weeks_ago)
    assert asked() == short
