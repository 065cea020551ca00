"""Whether every signed note of the record is what was signed: by itself, beside its visit, and beside the trail."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext

from assessments.models import Encounter, SignedNote
from assessments.services.verifying import problems
from clinic.models import AuditEvent


def note_ids() -> list[UUID]:
    return list(SignedNote.objects.order_by("signed_at", "pk").values_list("pk", flat=True))


def problems_of(pk: UUID) -> list[str]:
    """Raises SignedNote.DoesNotExist."""
    note = SignedNote.objects.select_related("encounter").get(pk=pk)
    try:
        found = problems(note)
    except (ValueError, TypeError, KeyError, AttributeError):
        found = [gettext("What was kept at signing can no longer be read.")]
    return [*found, *_beside_the_trail(note)]


def _beside_the_trail(note: SignedNote) -> Iterator[str]:
    """The chain of events keeps each hash a second time, where a change of the note does not reach it."""
    signed = AuditEvent.objects.filter(action="visit.signed", object_id=str(note.encounter_id)).first()
    if signed is None:
        yield gettext("The audit trail knows of no signature of this visit.")
    elif signed.content_hash != note.sha256:
        yield gettext("The audit trail names another hash than the note.")
    elif signed.user_id != note.signer_id:
        yield gettext("The audit trail names another signer than the note.")
    later = AuditEvent.objects.filter(
        object_type__in=["assessments.addendum", "assessments.cosignature"], patient_id=note.encounter.patient_id
    )
    written = dict(later.values_list("object_id", "content_hash"))
    for addendum in note.addenda.all():
        if written.get(str(addendum.pk)) != addendum.sha256:
            yield gettext("The audit trail names another hash than the addendum of %(day)s.") % {
                "day": addendum.written_at.date()
            }
    for second in note.co_signatures.all():
        if written.get(str(second.pk)) != second.sha256:
            yield gettext("The audit trail names another hash than the co-signature of %(day)s.") % {
                "day": second.signed_at.date()
            }


def every_problem() -> list[str]:
    """About ten short queries for each note."""
    found = [f"note {pk}: {says}" for pk in note_ids() for says in problems_of(pk)]
    bare = Encounter.objects.signed().filter(note=None).values_list("pk", flat=True)
    return found + [f"visit {pk}: " + gettext("It is signed, and its note is gone.") for pk in bare]
