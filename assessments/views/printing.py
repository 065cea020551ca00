"""Notes as PDF: the signed one from its frozen bytes, the draft with its watermark."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments import documents
from assessments.knowledge import note as notes
from assessments.models import Encounter
from assessments.services.papers import course_until
from assessments.services.printing import printed
from assessments.services.writing import draft_note
from assessments.views.opening import note_for, visit_for
from assessments.views.papers import inline, setting
from assessments.views.sealing import seal, stamp
from clinic.models import Practice
from clinic.roles import Act
from clinic.views.guard import staff_who_may

# For whom a copy is, in an address that names nobody.
COPIES = {
    "patient": _("Copy for the patient"),
    "clinician": _("Copy for another clinician"),
    "insurer": _("Copy for an insurer"),
}


@require_safe
def note_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.PRINT)
    note = note_for(by, pk)
    copy = request.GET.get("copy", "")
    if copy and copy not in COPIES:
        raise Http404
    practice = Practice.current()
    try:
        content = notes.read(note.content_bytes)
    except notes.Unreadable:
        return redirect("note", pk)
    with override(note.language):
        pdf = documents.encounter_note(
            content,
            seal=seal(note, practice),
            addenda=[stamp(addendum, practice) for addendum in note.addenda.all()],
            **figures(visit_for(by, pk)),
            **setting(by=by, visit=note.encounter, copy=str(COPIES[copy]) if copy else ""),
        )
    printed(
        by=by,
        paper="note",
        patient=note.encounter.patient_id,
        of=note,
        recipient=copy or "record",
        content_hash=note.sha256,
    )
    return inline(pdf, "note.pdf")


@require_safe
def draft_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.PRINT)
    visit = visit_for(by, pk)
    if visit.is_signed:
        return redirect("note-pdf", pk)
    content = draft_note(visit, get_language() or "en")
    pdf = documents.encounter_note(content, seal=None, **figures(visit), **setting(by=by, visit=visit))
    printed(by=by, paper="draft", patient=visit.patient_id, of=visit, recipient="draft")
    return inline(pdf, "draft.pdf")


def figures(visit: Encounter) -> dict[str, Any]:
    """What is drawn beside the words: where it hurts, and the course of this visit and those before."""
    return {"marked": tuple(visit.pain.pain_regions or ()), "course": course_until(visit)}
