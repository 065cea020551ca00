"""Which visit a page is about, and only for whoever may see it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from assessments.models import Encounter, SignedNote
from clinic.models import Staff


def visit_for(by: Staff, pk: UUID) -> Encounter:
    """Absent, discarded and forbidden look the same. With everything its answers are read from."""
    return get_object_or_404(Encounter.objects.visible_to(by).going_on().whole(), pk=pk)


def any_visit_for(by: Staff, pk: UUID) -> Encounter:
    """Also one that was discarded."""
    return get_object_or_404(Encounter.objects.visible_to(by).whole(), pk=pk)


def note_for(by: Staff, visit: UUID) -> SignedNote:
    notes = SignedNote.objects.visible_to(by).select_related("encounter__patient", "encounter__clinician", "signer")
    return get_object_or_404(notes.prefetch_related("addenda", "co_signatures"), encounter_id=visit)
