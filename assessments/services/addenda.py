"""Adding to a signed note: the note stays, and what is added is stamped on its own."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from assessments.models import Addendum, AddendumKind, SignedNote
from assessments.services.draft import pk_of
from assessments.services.identity import NotProved, confirm
from clinic.canonical import sha256
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import audit, reading
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.text import clean

LONGEST = 5000


def amend(*, note: SignedNote | UUID, kind: str, text: str, by: Staff, key: UUID, password: str) -> Addendum:
    """ "Entered in error" needs its reason in `text`, like every other kind its words."""
    require(by, Act.AMEND)
    row = SignedNote.objects.select_related("encounter").get(pk=pk_of(note))
    if kind not in AddendumKind.values:
        raise Refused(
            gettext("kind: “%(value)s” is not one of the answers.") % {"value": kind},
            field="kind",
            value=kind,
            way_out=gettext("Choose one of %(known)s.") % {"known": ", ".join(AddendumKind.values)},
        )
    words = clean(text, field="text", limit=LONGEST, required=True)
    try:
        confirm(by, password, key=key)
    except NotProved:
        reading.denied(by=by, act=Act.AMEND.value, patient=row.encounter.patient_id)
        raise
    return _add(row, kind=kind, text=words, by=by, key=key)


@transaction.atomic
def _add(note: SignedNote, *, kind: str, text: str, by: Staff, key: UUID) -> Addendum:
    def act() -> UUID:
        addendum = Addendum(
            note=note,
            kind=kind,
            text=text,
            author=by,
            author_name=by.name,
            author_title=by.professional_title,
            author_role=by.role,
            written_at=timezone.now(),
        )
        addendum.sha256 = sha256(addendum.stamped())
        addendum.save()
        audit.append(
            action=f"note.{kind}",
            by=by,
            patient=note.encounter.patient_id,
            of=addendum,
            content_hash=addendum.sha256,
            key=key,
        )
        return addendum.pk

    made = once(key=key, by=by, action="note.amended", body={"note": note.pk, "kind": kind, "text": text}, act=act)
    return Addendum.objects.get(pk=made)
