"""A supervising clinician's name under somebody else's signed note: asked for, waited for, given."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from assessments.models import AddendumKind, CoSignature, CoSignatureAsked, Encounter, SignedNote
from assessments.services.draft import pk_of
from assessments.services.identity import confirm
from assessments.services.verifying import hash_of
from clinic.canonical import sha256
from clinic.models import Practice, Staff
from clinic.models.practice import CoSigned
from clinic.refusals import Refused
from clinic.roles import Act, may
from clinic.services import audit, reading
from clinic.services.access import require
from clinic.services.receipts import once


class Altered(Refused):
    """What was shown is not, or no longer, what was signed."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            gettext("This is not the note that was signed; nothing was co-signed."),
            field="shown",
            value=shown,
            way_out=gettext(
                "Read the note again. If it says that it was altered, tell whoever looks after the records."
            ),
        )


def waiting_for(by: Staff) -> QuerySet[SignedNote]:
    """Asked for, not given by anybody yet, and not this person's own; the longest waiting first."""
    if not may(by, Act.CO_SIGN):
        return SignedNote.objects.none()
    return (
        SignedNote.objects.visible_to(by)
        .filter(co_signature_asked__isnull=False, co_signatures__isnull=True)
        .exclude(signer=by)
        .exclude(addenda__kind=AddendumKind.ENTERED_IN_ERROR)
        .order_by("co_signature_asked__asked_at")
    )


def asked_at_signing(note: SignedNote, *, by: Staff, asked: bool) -> bool:
    """In the transaction that signs. The practice's policy speaks of those who co-sign for nobody."""
    by_policy = Practice.current().co_signed == CoSigned.CLINICIANS and not may(by, Act.CO_SIGN)
    if asked or by_policy:
        _asked(note, by=by, by_policy=not asked)
    return asked or by_policy


def _asked(note: SignedNote, *, by: Staff, by_policy: bool = False) -> CoSignatureAsked:
    return CoSignatureAsked.objects.create(note=note, asked_by=by, by_policy=by_policy, asked_at=timezone.now())


@transaction.atomic
def ask(*, note: SignedNote | UUID, by: Staff, key: UUID) -> CoSignatureAsked:
    """After signing; only the author, and once."""
    require(by, Act.SIGN)
    pk = pk_of(note)

    def act() -> None:
        row = _held(pk)
        if row.signer_id != by.pk:
            raise Refused(
                gettext("This note was signed by %(name)s.") % {"name": row.signer_name},
                field="note",
                way_out=gettext("Its author can ask for a co-signature."),
            )
        _refuse_in_error(row)
        if CoSignatureAsked.objects.filter(note=row).exists() or row.co_signatures.exists():
            raise Refused(
                gettext("A co-signature was asked for already, or is there."),
                field="note",
                way_out=gettext("Nothing more needs to be done."),
            )
        asked = _asked(row, by=by)
        audit.append(
            action="note.co_signature_asked",
            by=by,
            patient=row.encounter.patient_id,
            of=asked,
            content_hash=row.sha256,
            key=key,
        )

    once(key=key, by=by, action="note.co_signature_asked", body={"note": pk}, act=act)
    return CoSignatureAsked.objects.get(note_id=pk)


def co_sign(*, note: SignedNote | UUID, by: Staff, password: str, shown: str, key: UUID) -> CoSignature:
    """`shown` is the hash of the note as it stood on the page: that is what is signed. Raises Altered when the note
    has another, or does not bear out its own."""
    require(by, Act.CO_SIGN)
    row = SignedNote.objects.select_related("encounter").prefetch_related("addenda").get(pk=pk_of(note))
    try:
        confirm(by, password, key=key)
    except Refused:
        # Outside the transaction that would be rolled back.
        reading.denied(by=by, act=Act.CO_SIGN.value, patient=row.encounter.patient_id)
        raise
    return _co_sign(row, by=by, shown=shown, key=key)


@transaction.atomic
def _co_sign(note: SignedNote, *, by: Staff, shown: str, key: UUID) -> CoSignature:
    def act() -> UUID:
        row = _held(note.pk)
        _refuse(row, by=by, shown=shown)
        made = CoSignature(
            note=row,
            note_sha256=shown,
            signer=by,
            signer_name=by.name,
            signer_title=by.professional_title,
            signer_role=by.role,
            signed_at=timezone.now(),
        )
        made.sha256 = sha256(made.stamped())
        made.save()
        audit.append(
            action="note.co_signed",
            by=by,
            patient=note.encounter.patient_id,
            of=made,
            content_hash=made.sha256,
            key=key,
        )
        return made.pk

    pk = once(key=key, by=by, action="note.co_signed", body={"note": note.pk, "shown": shown}, act=act)
    return CoSignature.objects.get(pk=pk)


def _held(pk: UUID) -> SignedNote:
    """As it stands; nobody else asks for a co-signature or gives one until this transaction ends.

    Held is the row of the visit: the note is evidence, and an account of the database that may not change it may not
    hold it either.
    """
    visit = SignedNote.objects.values_list("encounter_id", flat=True).get(pk=pk)
    Encounter.objects.select_for_update().values_list("pk").get(pk=visit)
    return SignedNote.objects.select_related("encounter").prefetch_related("addenda").get(pk=pk)


def _refuse(note: SignedNote, *, by: Staff, shown: str) -> None:
    if note.signer_id == by.pk:
        raise Refused(
            gettext("This is your own note: you signed it as its author."),
            field="note",
            way_out=gettext("Somebody else has to co-sign it."),
        )
    _refuse_in_error(note)
    if note.co_signatures.filter(signer=by).exists():
        raise Refused(
            gettext("You have co-signed this note already."),
            field="note",
            way_out=gettext("Nothing more needs to be done."),
        )
    if shown != note.sha256 or hash_of(note.content) != note.sha256:
        raise Altered(shown)


def _refuse_in_error(note: SignedNote) -> None:
    if note.entered_in_error:
        raise Refused(
            gettext("This note was entered in error and does not stand."),
            field="note",
            way_out=gettext("Co-sign the note that takes its place."),
        )
