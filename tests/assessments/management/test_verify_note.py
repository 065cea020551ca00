"""Signed notes asked from the command line whether they are still what was signed."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.models import SECTIONS, Encounter, SignedNote
from assessments.services.addenda import amend
from assessments.services.advice import guidance_for
from assessments.services.co_signing import ask, co_sign
from assessments.services.orders import order, result
from assessments.services.showing import showed
from assessments.services.signing import sign
from assessments.services.verifying import hash_of
from clinic import triggers
from clinic.canonical import canonical, sha256
from clinic.services import audit
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
    assert asked("--all").startswith(f"exit 1: visit {note.encounter_id}: It is signed, and its note is gone.\n")


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


@pytest.fixture
def full() -> SignedNote:
    """With everything that can come after: a co-signature asked for and given, an error marked, a test's result."""
    doctor = factories.clinician(display_name="Ann Reed")
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    given: dict[str, Any] = {"by": doctor, "key": uuid.uuid4(), "revision": visit.revision}
    wanted = order(encounter=visit, test="hla_b27", urgency="routine", reason="x", **given)
    note = visits.sign_now(visit, by=doctor)
    ask(note=note, by=doctor, key=uuid.uuid4())
    co_sign(note=note, by=factories.supervisor(), password=factories.PASSWORD, shown=note.sha256, key=uuid.uuid4())
    result(order=wanted, on=visit.visited_on, text="Negative", by=doctor, key=uuid.uuid4())
    amend(
        note=note, kind="entered_in_error", text="Not hers.", by=doctor, key=uuid.uuid4(), password=factories.PASSWORD
    )
    return SignedNote.objects.get()


def test_a_note_with_all_that_came_after_it_is_as_it_was_signed(full: SignedNote) -> None:
    assert asked("--all") == asked(str(full.pk)) == "1 signed note, each as it was signed.\n"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM assessments_addendum", "tells of an addendum of {day} by Ann Reed, and it is gone."),
        ("DELETE FROM assessments_cosignature", "tells of a co-signature of {day}"),
        ("DELETE FROM assessments_cosignatureasked", "tells that Ann Reed asked for a co-signature on {day}"),
        ("DELETE FROM assessments_testevent", "tells what became of a test, recorded on {day} by Ann Reed"),
        (
            "UPDATE assessments_testevent SET text = 'Positive'",
            "another hash than what was recorded of a test on {day}",
        ),
        ("UPDATE assessments_signednote SET signer_name = 'Eve Reed'", "names the signer otherwise than the note"),
        ("UPDATE assessments_signednote SET signer_title = 'Professor'", "words name another title than its signature"),
        ("UPDATE assessments_signednote SET signer_role = 'auditor'", "names another role of the signer"),
        (
            "UPDATE assessments_signednote SET signed_at = '2026-01-02 03:04:05'",
            "The visit names another time of signing than the note.",
        ),
        (
            "UPDATE assessments_signednote SET signed_at = '2026-01-02 03:04:05'",
            "The audit trail names another time of signing than the note.",
        ),
        (
            "UPDATE assessments_encounter SET status = 'draft', signed_at = NULL",
            "The note is signed, and its visit is marked “draft”.",
        ),
        ("UPDATE clinic_auditevent SET patient_id = NULL WHERE action = 'visit.signed'", "another patient"),
    ],
)
def test_what_is_gone_or_signed_otherwise_than_the_trail_tells_is_named(
    full: SignedNote, statement: str, said: str
) -> None:
    day = full.signed_at.date().isoformat()
    tampered(statement)
    for told in (asked("--all"), asked(str(full.pk))):
        assert told.startswith("exit 1: ")
        assert said.format(day=day) in told


def test_a_signature_that_is_no_longer_its_author_s_is_named(note: SignedNote) -> None:
    triggers.lower(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE assessments_signednote DROP CONSTRAINT signednote_meaning_author")
        cursor.execute("UPDATE assessments_signednote SET meaning = 'co_signer'")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert asked("--all").endswith("The note does not say that it was signed by its author.")


def test_a_forgery_does_not_pass_by_an_event_added_to_bear_it_out(note: SignedNote) -> None:
    """The chain has no secret: whoever writes to the database can add to it, but nothing before what is there."""
    forged = note.content.replace("Ada", "Eve")
    hash = hash_of(forged)
    tampered("UPDATE assessments_signednote SET content = %s, sha256 = %s", forged, hash)
    with transaction.atomic():
        visit = note.encounter
        audit.append(action="visit.signed", by=note.signer, patient=visit.patient_id, of=visit, content_hash=hash)
    assert audit.verify() == []
    told = asked("--all")
    assert "The audit trail tells 2 times that this visit was signed; it can be signed once." in told
    assert "The audit trail names another hash than the note." in told


def test_an_addendum_forged_with_an_event_of_its_own_is_named(note: SignedNote) -> None:
    addendum = note.addenda.get()
    addendum.text = "Called twice."
    hash = sha256(addendum.stamped())
    tampered("UPDATE assessments_addendum SET text = %s, sha256 = %s", addendum.text, hash)
    with transaction.atomic():
        audit.append(
            action="note.addendum", by=note.signer, patient=note.encounter.patient_id, of=addendum, content_hash=hash
        )
    told = asked("--all")
    assert "another hash than the addendum" in told
    assert "tells more than once of what was written on" in told


def test_asked_for_at_signing_a_co_signature_that_is_gone_is_named() -> None:
    doctor = factories.clinician()
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    password = factories.PASSWORD
    note = sign(encounter=visit, by=doctor, password=password, key=uuid.uuid4(), co_sign=True, **visits.read(visit))
    assert asked("--all") == "1 signed note, each as it was signed.\n"
    tampered("DELETE FROM assessments_cosignatureasked")
    says = "The audit trail tells that a co-signature was asked for at signing, and that is gone."
    assert asked("--all") == asked(str(note.pk)) == f"exit 1: note {note.pk}: {says}"


@pytest.mark.parametrize("visit_too", [False, True], ids=["its note gone", "gone with its note"])
def test_a_visit_that_was_signed_and_is_a_draft_again_or_gone_is_named(visit_too: bool) -> None:
    note = visits.signed(by=factories.clinician(display_name="Ann Reed"))
    visit, day = note.encounter_id, note.signed_at.date().isoformat()
    tampered("DELETE FROM assessments_signednote")
    tampered("UPDATE assessments_encounter SET status = 'draft', signed_at = NULL")
    says = f"It was signed on {day} by Ann Reed; its note is gone, and it is marked “draft”."
    if visit_too:
        for model in (*SECTIONS, Encounter):
            tampered(f"DELETE FROM {model._meta.db_table}")
        says = f"It was signed on {day} by Ann Reed, and it is gone with its note."
    assert asked("--all") == asked(str(visit)) == f"exit 1: visit {visit}: {says}"


def test_the_trail_is_read_once_for_all_notes(note: SignedNote) -> None:
    visits.signed()
    visits.signed()
    with CaptureQueriesContext(connection) as queries:
        assert asked("--all") == "3 signed notes, each as it was signed.\n"
    of_the_trail = [one["sql"] for one in queries.captured_queries if 'FROM "clinic_auditevent"' in one["sql"]]
    assert len(of_the_trail) == 1
