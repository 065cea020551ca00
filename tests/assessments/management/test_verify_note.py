"""Signed notes asked from the command line whether they are still what was signed."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import Encounter, SignedNote
from assessments.services.addenda import amend
from assessments.services.advice import guidance_for
from assessments.services.showing import showed
from assessments.services.verifying import hash_of
from clinic import triggers
from clinic.canonical import canonical
from tests import factories
from tests.assessments import factories as visits

pytestmark = pytest.mark.django_db


def asked(*said: str) -> str:
    out = StringIO()
    try:
        call_command("verify_note", *said, stdout=out)
    except CommandError as why:
        return f"exit {why.returncode}: {why}"
    return out.getvalue()


@pytest.fixture
def note() -> SignedNote:
    doctor = factories.clinician()
    signed = visits.signed(by=doctor)
    amend(note=signed, kind="addendum", text="Called back.", by=doctor, key=uuid.uuid4(), password=factories.PASSWORD)
    return signed


def tampered(statement: str, *values: object) -> None:
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_note_is_named_by_its_own_id_or_its_visit_s(note: SignedNote) -> None:
    for one in (note.pk, note.encounter_id):
        assert asked(str(one)) == "1 signed note, each as it was signed.\n"
    visits.signed()
    assert asked("--all") == "2 signed notes, each as it was signed.\n"


def test_what_is_no_signed_note_is_no_success(note: SignedNote) -> None:
    draft = visits.visit()
    assert asked(str(draft.pk)) == f"exit 2: {draft.pk}: no signed note. It is a draft."
    assert asked(str(uuid.uuid4())).endswith("Nothing here has that id.")
    assert asked() == asked(str(note.pk), "--all") == "exit 2: Name one note, or say --all."


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE assessments_signednote SET content = content || ' '", "The note's words are not the ones"),
        (
            "UPDATE assessments_signednote SET basis = basis || ' '",
            "What the note was written from is not what was kept",
        ),
        ("UPDATE assessments_signednote SET basis = '[]'", "What was kept at signing can no longer be read."),
        (
            "UPDATE assessments_painassessment SET pain_now = 0",
            "The visit's rows were altered after signing: pain_now.",
        ),
        ("UPDATE assessments_addendum SET text = 'Called twice.'", "An addendum was altered"),
        ("DELETE FROM clinic_auditevent WHERE action = 'visit.signed'", "knows of no signature of this visit"),
        ("UPDATE clinic_auditevent SET user_id = NULL WHERE action = 'visit.signed'", "another signer"),
        ("UPDATE assessments_addendum SET sha256 = 'ab'", "another hash than the addendum"),
    ],
)
def test_what_was_altered_is_named(note: SignedNote, statement: str, said: str) -> None:
    tampered(statement)
    told = asked("--all")
    assert told.startswith("exit 1: note ")
    assert said in told


def test_a_note_forged_with_a_hash_to_fit_does_not_fit_the_trail(note: SignedNote) -> None:
    forged = note.content.replace("Ada", "Eve")
    tampered(
        "UPDATE assessments_signednote SET content = %s, sha256 = %s",
        forged,
        hashlib.sha256(forged.encode()).hexdigest(),
    )
    assert asked("--all").endswith(f"note {note.pk}: The audit trail names another hash than the note.")


def test_a_signed_visit_without_its_note_is_named(note: SignedNote) -> None:
    tampered("DELETE FROM assessments_addendum")
    tampered("DELETE FROM assessments_signednote")
    assert asked("--all") == f"exit 1: visit {note.encounter_id}: It is signed, and its note is gone."


@pytest.fixture
def read() -> SignedNote:
    """The note of a visit whose suggestions were on a page before it was signed."""
    doctor = factories.clinician()
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    showed(visit, guidance_for(visit))
    return visits.sign_now(visit, by=doctor)


def test_a_note_that_says_when_its_suggestions_were_shown_is_as_it_was_signed(read: SignedNote) -> None:
    assert json.loads(read.basis)["shown"]
    assert asked("--all") == asked(str(read.pk)) == "1 signed note, each as it was signed.\n"


def test_of_suggestions_made_to_look_as_if_shown_at_another_time_it_is_told(read: SignedNote) -> None:
    shown = Encounter.objects.get(pk=read.encounter_id).shown or {}
    name, told = min(shown.items())
    year_before = told | {"at": datetime(2025, 1, 2, tzinfo=UTC).isoformat()}
    tampered("UPDATE assessments_encounter SET shown = %s", json.dumps(shown | {name: year_before}))
    says = "When the suggestions of the visit were shown was altered after signing."
    assert asked(str(read.pk)) == asked("--all") == f"exit 1: note {read.pk}: {says}"


def test_a_note_signed_before_such_times_were_kept_is_as_it_was_signed(note: SignedNote) -> None:
    basis = json.loads(note.basis)
    del basis["shown"]
    kept = canonical(basis).decode()
    tampered("UPDATE assessments_signednote SET basis = %s, basis_sha256 = %s", kept, hash_of(kept))
    assert asked("--all") == asked(str(note.pk)) == "1 signed note, each as it was signed.\n"
