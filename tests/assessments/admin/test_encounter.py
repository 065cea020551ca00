"""Visits in the admin: found by what a records admin asks for, read as a whole, printed together."""

import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from assessments.models import Encounter, SignedNote
from assessments.services import batches
from assessments.services.addenda import amend
from assessments.services.decisions import decide
from assessments.services.discarding import discard
from assessments.services.orders import order
from clinic import triggers
from clinic.models import AuditEvent, Staff
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db
LIST = listing(Encounter)


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.records_admin())


def ordered(visit: Encounter, by: Staff, test: str = "mri_lumbar", urgency: str = "urgent") -> Encounter:
    order(
        encounter=visit,
        test=test,
        urgency=urgency,
        reason="weakness",
        by=by,
        key=uuid.uuid4(),
        revision=Encounter.objects.get(pk=visit.pk).revision,
    )
    return Encounter.objects.get(pk=visit.pk)


def shown(desk: Client, **chosen: str) -> list[Encounter]:
    return list(desk.get(LIST, chosen).context["cl"].result_list)


def printed(desk: Client, *chosen: Encounter) -> Any:
    return desk.post(LIST, {"action": "print_notes", "_selected_action": [str(visit.pk) for visit in chosen]})


def test_a_draft_reads_as_a_whole_and_says_what_was_not_asked(desk: Client) -> None:
    by = factories.clinician()
    visit = ordered(visits.visit(by=by, pain_now=6), by)
    decide(encounter=visit, item="heat", answer="declined", by=by, key=uuid.uuid4(), revision=visit.revision)
    html = page(desk, change(visit))
    assert "Ada Stone" in html
    assert "not signed" in html
    assert html.count("not asked") == 2  # medicines and allergies
    assert "1 of " in html
    assert "declined" in html
    for name in ("pain", "nerve_roots", "conclusion"):
        assert change(getattr(visit, name)) in html
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.object_id, event.patient_id) == ("chart.opened", str(visit.pk), visit.patient_id)


def test_a_signed_visit_leads_to_its_note_and_takes_no_write(desk: Client) -> None:
    note = visits.signed()
    assert change(note) in page(desk, change(note.encounter))
    assert desk.post(change(note.encounter), {"status": "draft"}).status_code == 403
    assert Encounter.objects.get().is_signed


def test_visits_are_found_by_clinician_state_disposition_test_and_urgency(desk: Client) -> None:
    by, other = factories.clinician(), factories.clinician()
    draft = ordered(visits.visit(by=by), by)
    signed = visits.signed(by=other).encounter
    nobodys = visits.visit(by=factories.assistant())
    assert shown(desk, status="draft", clinician=str(by.pk)) == [draft]
    assert shown(desk, clinician=str(other.pk)) == [signed]
    assert shown(desk, clinician="unknown") == [nobodys]
    assert shown(desk, clinician="nonsense") == []
    assert shown(desk, disposition="home") == [signed]
    assert set(shown(desk, disposition="unknown")) == {draft, nobodys}
    assert shown(desk, test="mri_lumbar", urgency="urgent") == [draft]
    assert shown(desk, urgency="routine") == []
    assert shown(desk, visited_on__year=str(draft.visited_on.year + 1)) == []


def test_the_list_says_what_was_ordered_and_what_was_not_asked(desk: Client) -> None:
    by = factories.clinician()
    ordered(visits.visit(by=by), by)
    html = page(desk, LIST)
    assert "(urgent)" in html
    assert "not asked" in html
    assert AuditEvent.objects.order_by("-seq")[0].action == "encounter.listed"


def test_a_visit_entered_in_error_says_so(desk: Client) -> None:
    by = factories.clinician()
    note = visits.signed(by=by)
    amend(note=note, kind="entered_in_error", text="x", by=by, key=uuid.uuid4(), password=factories.PASSWORD)
    assert "entered in error" in page(desk, LIST)
    assert "entered in error" in page(desk, change(note.encounter))


def test_visits_are_found_by_their_patient(desk: Client) -> None:
    visit = visits.visit(patient=factories.patient(family_name="Ørsted"))
    visits.visit()
    assert list(desk.get(desk.post(LIST, {"sought": "orsted"}).url).context["cl"].result_list) == [visit]


def test_notes_chosen_together_print_as_one_file_and_each_is_an_event(desk: Client) -> None:
    one = visits.signed(patient=factories.patient(family_name="Alder", sex="female"), pain_now=6)
    two = visits.signed(patient=factories.patient(family_name="Birch", sex="male"), pain_now=2)
    response = printed(desk, two.encounter, one.encounter)
    assert response["Content-Type"] == "application/pdf"
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages)
    assert text.index("Ada Alder") < text.index("Ada Birch")
    for note in (one, two):
        assert note.sha256 in "".join(text.split())
    assert "DRAFT" not in text
    assert "None" not in text
    events = AuditEvent.objects.filter(action="print.note")
    assert {(event.patient_id, event.content_hash) for event in events} == {
        (note.encounter.patient_id, note.sha256) for note in (one, two)
    }


def test_a_draft_among_them_is_named_and_nothing_is_printed(desk: Client) -> None:
    signed = visits.signed().encounter
    draft = visits.visit(patient=factories.patient(family_name="Oakley"))
    response = printed(desk, signed, draft)
    assert response.status_code == 302
    html = desk.get(response.url).content.decode()
    assert f"not signed: Ada Oakley ({draft.patient.record_number})" in html
    assert not AuditEvent.objects.filter(action="print.note").exists()
    assert "Oakley" not in str(response.cookies)


def test_a_note_that_cannot_be_read_is_named_and_nothing_is_printed(desk: Client) -> None:
    one, two = visits.signed().encounter, visits.signed().encounter
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_signednote SET content = 'x' WHERE encounter_id = %s",
            [SignedNote._meta.get_field("id").get_db_prep_value(two.pk, connection)],
        )
    response = printed(desk, one, two)
    assert response.status_code == 302
    assert f"The note of {two} cannot be read" in desk.get(response.url).content.decode()
    assert not AuditEvent.objects.filter(action="print.note").exists()


def test_more_notes_than_a_worker_prints_at_once_go_to_a_page_of_their_own(
    desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(batches, "PORTION", 1)
    response = printed(desk, visits.signed().encounter, visits.signed().encounter)
    assert "0 of 2 notes" in desk.get(response.url).content.decode()
    assert not AuditEvent.objects.filter(action="print.note").exists()


def test_more_notes_than_one_file_can_be_are_refused(
    desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(batches, "PORTION", 1)
    monkeypatch.setattr(batches, "MOST", 1)
    response = printed(desk, visits.signed().encounter, visits.signed().encounter)
    assert "2 notes cannot be one file" in desk.get(response.url).content.decode()


def test_other_bulk_actions_do_not_exist(desk: Client) -> None:
    signed = visits.signed().encounter
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [str(signed.pk)], "post": "yes"})
    desk.post(LIST, {"form-TOTAL_FORMS": "1", "form-0-id": str(signed.pk), "form-0-status": "draft", "_save": "Save"})
    assert Encounter.objects.get() == signed
    assert SignedNote.objects.count() == 1


def test_a_longer_list_asks_no_more_questions(
    desk: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    by = factories.clinician()

    def more(count: int) -> None:
        for _each in range(count):
            ordered(visits.visit(by=by), by)

    more(3)
    page(desk, LIST)
    with django_assert_max_num_queries(35) as few:
        page(desk, LIST)
    more(17)
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, LIST)


def test_a_discarded_visit_says_why_and_takes_no_write() -> None:
    both = factories.staff(Role.CLINICIAN, Role.RECORDS_ADMIN)
    desk, visit = signed_in(both), visits.visit(by=both)
    assert 'name="_save"' in page(desk, change(visit.pain))
    discard(encounter=visit, by=both, key=uuid.uuid4(), revision=visit.revision, reason="Opened twice")
    assert "Opened twice" in page(desk, change(visit))
    assert 'name="_save"' not in page(desk, change(visit.pain))
    assert desk.post(change(visit.pain), {"pain_now": "3"}).status_code == 403
