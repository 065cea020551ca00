"""The signature block of a signed note and of what is printed from it, and the stamps of what was added since."""

from django.utils.translation import gettext, override

from assessments import documents
from assessments.documents.seal import added, signature
from assessments.models import Addendum, CoSignature, CoSignatureAsked, SignedNote
from assessments.services.writing import translated
from clinic.models import Practice
from clinic.roles import in_words


def seal(note: SignedNote, practice: Practice) -> documents.Seal:
    return documents.Seal(
        signer=", ".join(part for part in (note.signer_name, note.signer_title) if part),
        role=in_words(note.signer_role),
        meaning=str(note.get_meaning_display()),
        signed_at=note.signed_at,
        time_zone=practice.time_zone,
        encounter=str(note.encounter_id),
        content_hash=note.sha256,
        software=software(note),
        co_signed=tuple(_second(one) for one in note.co_signatures.all()),
        waits=co_signature_waits(note),
    )


def _second(given: CoSignature) -> documents.Second:
    return documents.Second(
        signer=", ".join(part for part in (given.signer_name, given.signer_title) if part),
        role=in_words(given.signer_role),
        meaning=str(given.get_meaning_display()),
        signed_at=given.signed_at,
        content_hash=given.note_sha256,
    )


def co_signature_waits(note: SignedNote) -> bool:
    asked = CoSignatureAsked.objects.filter(note=note).exists()
    return asked and not note.co_signatures.all() and not note.entered_in_error


def software(note: SignedNote) -> str:
    return gettext("Backchart, guidance %(version)s") % {"version": note.knowledge_version}


def stamp(addendum: Addendum, practice: Practice) -> documents.Stamp:
    return documents.Stamp(
        kind=addendum.kind,
        text=addendum.text,
        author=", ".join(part for part in (addendum.author_name, addendum.author_title) if part),
        role=in_words(addendum.author_role),
        at=addendum.written_at,
        time_zone=practice.time_zone,
        content_hash=addendum.sha256,
    )


def block(note: SignedNote) -> tuple[tuple[str, str], ...]:
    """Label and words of each line, in the note's language: who signed it, and what was added to it since."""
    practice = Practice.current()
    with override(note.language):
        later = [
            (gettext("Added later"), f"{added(stamp(one, practice), translated)}. {one.text}")
            for one in note.addenda.all()
        ]
        return (*signature(seal(note, practice), translated), *later)
