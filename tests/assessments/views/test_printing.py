"""Notes on paper: the frozen words, for whom, and written down."""

import uuid
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import SignedNote
from clinic.models import AuditEvent, Staff
from tests import factories as people
from tests.assessments import factories as visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Mo Weaver")


@pytest.fixture
def note(doctor: Staff) -> SignedNote:
    return visits.signed(by=doctor, patient=people.patient(sex="female"))


def words_of(response) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages)


def test_a_signed_note_prints_with_patient_signer_and_hash(signed_in: Client, note: SignedNote) -> None:
    response = signed_in.get(reverse("note-pdf", args=[note.encounter_id]))
    words = words_of(response)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="note.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert "Ada Stone" in words
    assert "Dr Mo Weaver" in words
    assert note.sha256 in words.replace(" ", "")
    assert "DRAFT" not in words


def test_a_copy_says_for_whom_it_is(signed_in: Client, note: SignedNote) -> None:
    response = signed_in.get(reverse("note-pdf", args=[note.encounter_id]), {"copy": "patient"})
    assert "Copy for the patient" in words_of(response)
    [event] = AuditEvent.objects.filter(action="print.note")
    assert (event.recipient, event.content_hash, event.object_id) == ("patient", note.sha256, str(note.pk))


def test_a_copy_for_nobody_known_is_not_printed(signed_in: Client, note: SignedNote) -> None:
    response = signed_in.get(reverse("note-pdf", args=[note.encounter_id]), {"copy": "Ada Stone"})
    assert response.status_code == 404
    assert AuditEvent.objects.filter(action="print.note").count() == 0


def test_a_note_entered_in_error_says_so_on_paper(signed_in: Client, note: SignedNote) -> None:
    signed_in.post(
        reverse("addendum-new", args=[note.encounter_id]),
        {"key": uuid.uuid4(), "kind": "entered_in_error", "text": "Wrong patient", "password": people.PASSWORD},
    )
    words = words_of(signed_in.get(reverse("note-pdf", args=[note.encounter_id])))
    assert "ENTERED IN ERROR" in words
    assert "Wrong patient" in words


def test_a_draft_prints_as_a_draft(signed_in: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, pain_now=4)
    response = signed_in.get(reverse("draft-pdf", args=[visit.pk]))
    assert "DRAFT" in words_of(response)
    assert AuditEvent.objects.filter(action="print.draft", object_id=str(visit.pk)).count() == 1


def test_the_draft_of_a_signed_visit_is_its_note(signed_in: Client, note: SignedNote) -> None:
    response = signed_in.get(reverse("draft-pdf", args=[note.encounter_id]))
    assert response.url == reverse("note-pdf", args=[note.encounter_id])


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("records_admin", 200), ("auditor", 403), ("superuser", 403)],
)
def test_who_prints(client: Client, note: SignedNote, who: str, status: int) -> None:
    visit = visits.visit(patient=note.encounter.patient)
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("note-pdf", args=[note.encounter_id])).status_code == status
    assert client.get(reverse("draft-pdf", args=[visit.pk])).status_code == status


@pytest.mark.parametrize("name", ["note-pdf", "draft-pdf"])
def test_what_is_not_there_is_not_printed(signed_in: Client, name: str) -> None:
    assert signed_in.get(reverse(name, args=[uuid.uuid4()])).status_code == 404
