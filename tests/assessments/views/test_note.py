"""The signed note on the screen: as it was signed, with what came after, and marked if it does not stand."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.knowledge.note import read
from assessments.models import Addendum, SignedNote
from assessments.services.orders import order
from clinic import triggers
from clinic.models import AuditEvent, Patient, Staff
from clinic.services.patients import update_patient
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Mo Weaver")


@pytest.fixture
def patient() -> Patient:
    return people.patient(sex="female")


@pytest.fixture
def note(doctor: Staff, patient: Patient) -> SignedNote:
    visit = visits.visit(by=doctor, patient=patient, **COMPLETE)
    order(
        encounter=visit,
        test="hla_b27",
        urgency="routine",
        reason="Family history",
        by=doctor,
        key=uuid.uuid4(),
        revision=visit.revision,
    )
    return visits.sign_now(visit, by=doctor)


def page_of(client: Client, note: SignedNote) -> str:
    return client.get(reverse("note", args=[note.encounter_id])).content.decode()


def test_every_line_that_was_signed_stands_on_the_page(signed_in: Client, note: SignedNote) -> None:
    page = page_of(signed_in, note)
    words = read(note.content_bytes)
    for line in (*words.band, *(line for part in words.parts for line in part.lines)):
        assert line.label in page


def test_a_note_keeps_the_name_of_its_day(signed_in: Client, patient: Patient, note: SignedNote) -> None:
    update_patient(
        patient=patient, changes={"family_name": ("Stone", "Brook")}, by=people.assistant(), key=uuid.uuid4()
    )
    page = page_of(signed_in, note)
    assert "Ada Stone" in page
    assert "word for word as signed" in page


def test_the_signature_block_is_whole(signed_in: Client, note: SignedNote) -> None:
    page = page_of(signed_in, note)
    for words in ("Dr Mo Weaver", "clinician", "author", "UTC", note.sha256, str(note.encounter_id), "2026.11"):
        assert words in page


def test_a_note_altered_behind_the_program_is_seen(signed_in: Client, note: SignedNote) -> None:
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_signednote SET content = REPLACE(content, 'routine', 'urgent') WHERE id = %s",
            [note.pk.hex if connection.vendor == "sqlite" else note.pk],
        )
    page = page_of(signed_in, note)
    assert "This is not what was signed" in page
    assert "word for word as signed" not in page


def test_words_that_cannot_be_read_are_not_made_up(signed_in: Client, note: SignedNote) -> None:
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_signednote SET content = 'gone' WHERE id = %s",
            [note.pk.hex if connection.vendor == "sqlite" else note.pk],
        )
    page = page_of(signed_in, note)
    assert "The words of this note cannot be read" in page
    response = signed_in.get(reverse("note-pdf", args=[note.encounter_id]))
    assert response.url == reverse("note", args=[note.encounter_id])


def add(client: Client, note: SignedNote, **fields):
    given = {"key": uuid.uuid4(), "kind": "addendum", "text": "Phoned.", "password": people.PASSWORD, **fields}
    return client.post(reverse("addendum-new", args=[note.encounter_id]), given)


@pytest.mark.parametrize("kind", ["addendum", "late_entry", "correction"])
def test_words_are_added_under_a_signature_of_their_own(signed_in: Client, note: SignedNote, kind: str) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        assert add(signed_in, note, kind=kind, key=key).status_code == 302
    [addendum] = Addendum.objects.all()
    page = page_of(signed_in, note)
    assert (addendum.kind, addendum.text) == (kind, "Phoned.")
    assert addendum.sha256 in page


def test_entered_in_error_lies_over_the_note(signed_in: Client, note: SignedNote) -> None:
    add(signed_in, note, kind="entered_in_error", text="Wrong patient")
    page = page_of(signed_in, note)
    assert 'data-watermark="ENTERED IN ERROR"' in page
    assert "Wrong patient" in page


@pytest.mark.parametrize(
    "bad",
    [
        {"password": "not the one at all"},
        {"password": ""},
        {"text": "  "},
        {"text": "x" * 5001},
        {"text": "\x00"},
        {"kind": "deleted"},
        {"key": "x"},
    ],
    ids=repr,
)
def test_an_addendum_that_cannot_be_is_refused_and_keeps_its_words(
    signed_in: Client, note: SignedNote, bad: dict[str, str]
) -> None:
    response = add(signed_in, note, **bad)
    assert (response.status_code, Addendum.objects.count()) == (422, 0)
    if "text" not in bad:
        assert "Phoned." in response.content.decode()


def happens(client: Client, note: SignedNote, **fields):
    [one] = note.encounter.orders.all()
    on = note.encounter.visited_on.isoformat()
    given = {"key": uuid.uuid4(), "kind": "resulted", "on": on, "text": "Negative", "abnormal": "no", **fields}
    return client.post(reverse("order-event", args=[note.encounter_id, one.pk]), given)


def test_a_result_is_added_after_signing_and_changes_no_signed_word(signed_in: Client, note: SignedNote) -> None:
    assert happens(signed_in, note).status_code == 302
    page = page_of(signed_in, note)
    assert "Result is back" in page
    assert "Negative" in page
    assert "word for word as signed" in page


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("scheduled", {"text": "", "abnormal": ""}), ("cancelled", {"text": "Moved away", "abnormal": ""})],
)
def test_a_test_is_given_a_day_or_called_off(
    signed_in: Client, note: SignedNote, kind: str, fields: dict[str, str]
) -> None:
    assert happens(signed_in, note, kind=kind, **fields).status_code == 302
    assert note.encounter.orders.get().state == kind


@pytest.mark.parametrize(
    "bad",
    [{"kind": "x"}, {"on": "2001-01-01"}, {"on": "soon"}, {"text": ""}, {"kind": "scheduled"}, {"abnormal": "x"}],
    ids=repr,
)
def test_an_event_that_cannot_be_is_refused_in_words(signed_in: Client, note: SignedNote, bad: dict[str, str]) -> None:
    assert happens(signed_in, note, **bad).status_code == 422
    assert note.encounter.orders.get().state == "ordered"


def test_an_order_of_another_visit_takes_no_event_here(signed_in: Client, doctor: Staff, note: SignedNote) -> None:
    other = visits.signed(by=doctor, patient=people.patient(sex="male"))
    [one] = note.encounter.orders.all()
    assert signed_in.post(reverse("order-event", args=[other.encounter_id, one.pk])).status_code == 404


def test_a_draft_has_no_note_yet(signed_in: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor)
    response = signed_in.get(reverse("note", args=[visit.pk]))
    assert response.url == reverse("review", args=[visit.pk])
    for name in ("addendum-new",):
        assert signed_in.post(reverse(name, args=[visit.pk])).status_code == 404


def test_opening_a_note_is_written_down(signed_in: Client, note: SignedNote) -> None:
    page_of(signed_in, note)
    assert AuditEvent.objects.filter(action="chart.opened", object_id=str(note.pk)).count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("supervisor", 200), ("records_admin", 200), ("auditor", 403)],
)
def test_who_reads_a_note(client: Client, note: SignedNote, who: str, status: int) -> None:
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("note", args=[note.encounter_id])).status_code == status


@pytest.mark.parametrize("who", ["assistant", "records_admin", "auditor"])
def test_who_may_not_add_to_a_note(client: Client, note: SignedNote, who: str) -> None:
    client.force_login(getattr(people, who)())
    [one] = note.encounter.orders.all()
    for pk in (note.encounter_id, uuid.uuid4()):
        assert client.post(reverse("addendum-new", args=[pk])).status_code == 403
        assert client.post(reverse("order-event", args=[pk, one.pk])).status_code == 403


def test_who_may_not_add_is_shown_no_form(client: Client, note: SignedNote) -> None:
    client.force_login(people.assistant())
    page = page_of(client, note)
    assert reverse("addendum-new", args=[note.encounter_id]) not in page
    assert "/event/" not in page


def test_an_absent_note_is_not_found(signed_in: Client) -> None:
    assert signed_in.get(reverse("note", args=[uuid.uuid4()])).status_code == 404


def test_a_note_costs_a_fixed_number_of_queries(
    signed_in: Client, note: SignedNote, django_assert_max_num_queries
) -> None:
    for number in range(3):
        add(signed_in, note, text=f"Line {number}")
    with django_assert_max_num_queries(35):
        page_of(signed_in, note)
