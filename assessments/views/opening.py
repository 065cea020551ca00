"""Which visit a page is about, and only for whoever may see it."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from assessments.models import Encounter, SignedNote
from clinic.models import Staff
from clinic.views.guard import absent


def visit_for(by: Staff, pk: UUID) -> Encounter:
    """Absent, discarded and forbidden look the same. With everything its answers are read from."""
    visit = any_visit_for(by, pk)
    if visit.is_discarded:
        raise Http404
    return visit


def any_visit_for(by: Staff, pk: UUID) -> Encounter:
    """Also one that was discarded."""
    visit = Encounter.one(pk)
    if visit is None or not visit.patient.is_open_to(by):
        raise absent(by, _hidden(by, pk))
    return visit


def _hidden(by: Staff, visit: UUID) -> QuerySet[Encounter, UUID]:
    """Whose visit it is, when it is not open to `by`."""
    there = Encounter.objects.filter(pk=visit).exclude(pk__in=Encounter.objects.visible_to(by).filter(pk=visit))
    return there.values_list("patient_id", flat=True)


def note_for(by: Staff, visit: UUID) -> SignedNote:
    notes = SignedNote.objects.visible_to(by).select_related("encounter__patient", "encounter__clinician", "signer")
    note = notes.prefetch_related("addenda", "co_signatures").filter(encounter_id=visit).first()
    if note is None:
        raise absent(by, _hidden(by, visit))
    return note
