"""Adding to a signed note."""

import uuid
from typing import Any

import pytest
from django.db import connection

from assessments.models import Addendum, SignedNote
from assessments.services.addenda import amend
from assessments.services.identity import WrongPassword
from assessments.services.verifying import problems
from clinic import triggers
from clinic.models import AuditEvent, Staff
from clinic.refusals import KeyReused, NotAllowed, Refused
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Staff:
    return people.clinician(display_name="Ann Reed", professional_title="MD")


@pytest.fixture
def note(clinician: Staff) -> SignedNote:
    return factories.signed(by=clinician)


def amended(note: SignedNote, by: Staff, **fields: Any) -> Addendum:
    given = {"kind": "correction", "text": "Left, not right.", "key": uuid.uuid4(), "password": people.PASSWORD}
    return amend(note=note, by=by, **given | fields)


def test_an_addendum_is_stamped_and_leaves_the_note_as_it_was(note: SignedNote, clinician: Staff) -> None:
    before = (note.content, note.sha256)
    made = amended(note, clinician)
    assert (made.kind, made.text, made.author_name, made.author_title, made.author_role) == (
        "correction",
        "Left, not right.",
        "Ann Reed",
        "MD",
        "clinician",
    )
    note.refresh_from_db()
    assert (note.content, note.sha256) == before
    assert not note.entered_in_error
    event = AuditEvent.objects.get(action="note.correction")
    assert (event.content_hash, event.patient_id) == (made.sha256, note.encounter.patient_id)
    assert "Left" not in repr(event.sealed())


def test_entered_in_error_shows_on_the_note(note: SignedNote, clinician: Staff) -> None:
    amended(note, clinician, kind="entered_in_error", text="Other patient.")
    assert SignedNote.objects.get().entered_in_error


@pytest.mark.parametrize("field", ["kind", "text", "password"])
def test_what_is_missing_is_named(note: SignedNote, clinician: Staff, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        amended(note, clinician, **{field: " "})
    assert refusal.value.field == field
    assert not Addendum.objects.exists()


def test_a_wrong_password_is_written_down(note: SignedNote, clinician: Staff) -> None:
    with pytest.raises(WrongPassword):
        amended(note, clinician, password="guess")
    assert AuditEvent.objects.filter(action="denied.amend").count() == 1


@pytest.mark.parametrize("who", [people.assistant, people.records_admin, people.auditor])
def test_only_clinicians_amend(note: SignedNote, who: Any) -> None:
    with pytest.raises(NotAllowed):
        amended(note, who())


def test_the_same_addendum_sent_twice_is_added_once(note: SignedNote, clinician: Staff) -> None:
    key = uuid.uuid4()
    assert amended(note, clinician, key=key) == amended(note, clinician, key=key)
    with pytest.raises(KeyReused):
        amended(note, clinician, key=key, text="Right after all.")
    assert Addendum.objects.count() == 1


def test_an_altered_addendum_is_found_out(note: SignedNote, clinician: Staff) -> None:
    amended(note, clinician)
    assert problems(SignedNote.objects.get()) == []
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_addendum SET author_name = 'Nobody'")
    [found] = problems(SignedNote.objects.get())
    assert found.startswith("An addendum was altered: correction, Nobody")
