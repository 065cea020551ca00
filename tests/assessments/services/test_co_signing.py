"""A second name under a signed note: whose, under which words, once, and outside the seal."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from assessments.models import CoSignature, CoSignatureAsked, SignedNote
from assessments.services import co_signing, whole_record
from assessments.services.addenda import amend
from assessments.services.identity import WrongPassword
from assessments.services.signing import sign
from assessments.services.verifying import problems
from clinic import triggers
from clinic.canonical import sha256
from clinic.models import AuditEvent, Practice, Staff
from clinic.refusals import KeyReused, NotAllowed, Refused
from clinic.services.practice import update_practice
from clinic.services.restricting import restrict
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Staff:
    return people.clinician(display_name="Ann Reed")


@pytest.fixture
def senior() -> Staff:
    return people.supervisor(display_name="Bo Lind")


@pytest.fixture
def note(author: Staff) -> SignedNote:
    return factories.signed(by=author)


def signed_with(author: Staff, **fields: Any) -> SignedNote:
    visit = factories.visit(by=author, **factories.COMPLETE)
    given = {"password": people.PASSWORD, "key": uuid.uuid4(), **factories.read(visit)}
    return sign(encounter=visit, by=author, **given | fields)


def given(note: SignedNote, by: Staff, **fields: Any) -> CoSignature:
    usual = {"password": people.PASSWORD, "shown": note.sha256, "key": uuid.uuid4()}
    return co_signing.co_sign(note=note, by=by, **usual | fields)


def in_error(note: SignedNote, by: Staff) -> None:
    amend(note=note, kind="entered_in_error", text="x", by=by, key=uuid.uuid4(), password=people.PASSWORD)


def test_a_co_signature_says_who_in_which_role_when_as_what_and_under_which_words(
    note: SignedNote, senior: Staff
) -> None:
    before = (note.content, note.sha256, timezone.now())
    made = given(note, senior)
    assert (made.signer_name, made.signer_title, made.signer_role, made.meaning, made.note_sha256) == (
        "Bo Lind",
        "MD",
        "supervising clinician",
        "co_signer",
        note.sha256,
    )
    assert before[2] <= made.signed_at <= timezone.now()
    note.refresh_from_db()
    assert (note.content, note.sha256) == before[:2]
    assert problems(note) == whole_record.problems_of(note.pk) == []


def test_a_co_signature_is_one_event_with_its_hash(note: SignedNote, senior: Staff) -> None:
    made = given(note, senior)
    event = AuditEvent.objects.get(action="note.co_signed")
    assert (event.content_hash, event.user_id, event.patient_id) == (
        made.sha256,
        senior.pk,
        note.encounter.patient_id,
    )


def test_nobody_co_signs_their_own_note(senior: Staff) -> None:
    own = factories.signed(by=senior)
    with pytest.raises(Refused, match="your own note"):
        given(own, senior)
    assert not CoSignature.objects.exists()


def test_nobody_co_signs_twice_and_the_same_press_twice_is_one(note: SignedNote, senior: Staff) -> None:
    key = uuid.uuid4()
    assert given(note, senior, key=key) == given(note, senior, key=key)
    with pytest.raises(Refused, match="already"):
        given(note, senior)
    with pytest.raises(KeyReused):
        given(factories.signed(), senior, key=key)
    assert CoSignature.objects.count() == 1


def test_a_second_supervisor_may_co_sign_as_well(note: SignedNote, senior: Staff) -> None:
    given(note, senior)
    given(note, people.supervisor())
    assert note.co_signatures.count() == 2


def test_a_note_entered_in_error_is_not_co_signed(note: SignedNote, author: Staff, senior: Staff) -> None:
    in_error(note, author)
    with pytest.raises(Refused, match="in error"):
        given(note, senior)


def test_only_the_words_that_were_shown_are_co_signed(note: SignedNote, senior: Staff) -> None:
    with pytest.raises(co_signing.Altered):
        given(note, senior, shown="0" * 64)
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_signednote SET content = content || ' '")
    with pytest.raises(co_signing.Altered):
        given(note, senior)
    assert not CoSignature.objects.exists()


def test_a_clinician_does_not_co_sign(note: SignedNote) -> None:
    with pytest.raises(NotAllowed):
        given(note, people.clinician())


def test_a_wrong_password_signs_nothing_and_is_written_down(note: SignedNote, senior: Staff) -> None:
    with pytest.raises(WrongPassword):
        given(note, senior, password="guess")
    assert not CoSignature.objects.exists()
    assert AuditEvent.objects.filter(action="denied.co_sign", patient_id=note.encounter.patient_id).count() == 1


def test_the_author_asks_for_it_at_signing_or_later_and_it_waits_for_every_supervisor(
    author: Staff, senior: Staff
) -> None:
    asked = signed_with(author, co_sign=True)
    later = signed_with(author)
    signed_with(author)
    assert list(co_signing.waiting_for(senior)) == [asked]
    co_signing.ask(note=later, by=author, key=uuid.uuid4())
    assert list(co_signing.waiting_for(senior)) == [asked, later]
    assert list(co_signing.waiting_for(author)) == []
    given(asked, senior)
    in_error(later, author)
    assert list(co_signing.waiting_for(senior)) == []


def test_only_the_author_asks_and_once(note: SignedNote, author: Staff, senior: Staff) -> None:
    with pytest.raises(Refused, match="Ann Reed"):
        co_signing.ask(note=note, by=senior, key=uuid.uuid4())
    key = uuid.uuid4()
    assert [co_signing.ask(note=note, by=author, key=key).note_id for _ in range(2)] == [note.pk] * 2
    with pytest.raises(Refused, match="already"):
        co_signing.ask(note=note, by=author, key=uuid.uuid4())
    assert AuditEvent.objects.filter(action="note.co_signature_asked").count() == 1


def test_a_practice_can_want_every_note_co_signed_but_those_of_supervisors(author: Staff, senior: Staff) -> None:
    now = Practice.current().co_signed
    update_practice(changes={"co_signed": (now, "clinicians")}, by=people.superuser(), key=uuid.uuid4())
    note = signed_with(author)
    own = signed_with(senior)
    asked = CoSignatureAsked.objects.get()
    assert (asked.note, asked.by_policy) == (note, True)
    assert not CoSignatureAsked.objects.filter(note=own).exists()


def test_a_note_of_a_restricted_record_waits_for_its_own_team_only(author: Staff, senior: Staff) -> None:
    note = signed_with(author, co_sign=True)
    restrict(patient=note.encounter.patient, by=people.records_admin(), key=uuid.uuid4(), reason="A colleague")
    assert list(co_signing.waiting_for(senior)) == []


@pytest.mark.parametrize(
    "changed",
    ["signer_name = 'Somebody Else'", "signed_at = '2020-01-01 00:00:00'", "note_sha256 = 'X'", "sha256 = 'X'"],
)
def test_a_co_signature_altered_in_the_database_is_found(note: SignedNote, senior: Staff, changed: str) -> None:
    given(note, senior)
    assert problems(note) == []
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessments_cosignature SET {changed.replace('X', 'e' * 64)}")
    note = SignedNote.objects.get(pk=note.pk)
    assert [said.split(":")[0] for said in problems(note)] == ["A co-signature was altered"]


def test_a_co_signature_forged_whole_is_found_beside_the_trail(note: SignedNote, senior: Staff) -> None:
    made = given(note, senior)
    triggers.lower(connection)
    made.signer_name = "Somebody Else"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_cosignature SET signer_name = %s, sha256 = %s",
            [made.signer_name, sha256(made.stamped())],
        )
    assert problems(SignedNote.objects.get(pk=note.pk)) == []
    assert "than the co-signature" in "".join(whole_record.problems_of(note.pk))


@pytest.mark.parametrize("which", ["own", "other words"])
def test_the_database_itself_refuses_ones_own_and_other_words(note: SignedNote, senior: Staff, which: str) -> None:
    signer = note.signer if which == "own" else senior
    row = CoSignature(
        note=note,
        note_sha256=note.sha256 if which == "own" else "f" * 64,
        signer=signer,
        signer_name="x",
        signer_role="x",
        signed_at=timezone.now(),
        sha256="a" * 64,
    )
    with pytest.raises(IntegrityError, match="never another hash"), transaction.atomic():
        CoSignature.objects.bulk_create([row])
    triggers.lower(connection)
    CoSignature.objects.bulk_create([row])
