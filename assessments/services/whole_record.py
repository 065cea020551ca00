"""Whether every signed note of the record is what was signed: by itself, beside its visit, and beside the trail."""

from uuid import UUID

from django.utils.translation import gettext

from assessments.models import Encounter, SignedNote
from assessments.services.beside_the_trail import Trail, of_note
from assessments.services.verifying import problems


def note_ids() -> list[UUID]:
    return list(SignedNote.objects.order_by("signed_at", "pk").values_list("pk", flat=True))


def problems_of(pk: UUID) -> list[str]:
    """With what the trail tells of the same patient and the record lacks. Raises SignedNote.DoesNotExist."""
    trail = Trail(patient=SignedNote.objects.values_list("encounter__patient_id", flat=True).get(pk=pk))
    return [*_of(pk, trail), *(says for _event, says in trail.gone())]


def _of(pk: UUID, trail: Trail) -> list[str]:
    notes = SignedNote.objects.select_related("encounter", "co_signature_asked")
    note = notes.prefetch_related("addenda", "co_signatures").get(pk=pk)
    try:
        found = problems(note)
    except (ValueError, TypeError, KeyError, AttributeError):
        found = [gettext("What was kept at signing can no longer be read.")]
    return [*found, *of_note(note, trail)]


def signed_before(visit: UUID) -> list[str]:
    """What the trail tells of the signature of a visit that has no note; empty: it never was signed."""
    return [says for pk, says in Trail().unsigned() if pk == str(visit)]


def every_problem() -> list[str]:
    """About ten short queries for each note; the trail is read once for all of them."""
    notes, trail = note_ids(), Trail()
    found = [f"note {pk}: {says}" for pk in notes for says in _of(pk, trail)]
    bare = Encounter.objects.signed().filter(note=None).values_list("pk", flat=True)
    found += [f"visit {pk}: " + gettext("It is signed, and its note is gone.") for pk in bare]
    found += [f"visit {pk}: {says}" for pk, says in trail.unsigned()]
    return found + [f"audit event {event.seq}: {says}" for event, says in trail.gone()]
