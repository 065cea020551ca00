"""The papers of a visit as PDF: handout, plan, a request for each test, letters; and the empty form."""

from dataclasses import replace
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe

from assessments import documents
from assessments.documents.downtime import downtime_form
from assessments.documents.handout import handout as handout_on_paper
from assessments.documents.leaf import Setting
from assessments.documents.letter import on_one_page
from assessments.documents.plan import plan as plan_on_paper
from assessments.knowledge import note as notes
from assessments.knowledge import papers
from assessments.models import Answer, Encounter, EventKind
from assessments.services.papers import accepted, order_line, visit_on_paper
from assessments.services.printing import copy_line, printed
from assessments.services.writing import translated
from assessments.views.opening import visit_for
from assessments.views.rows import label_of
from assessments.views.sealing import block
from clinic.models import Letterhead, Practice, Staff
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def handout(request: HttpRequest, pk: UUID) -> HttpResponse:
    by, visit, told = _opened(request, pk)
    if told is None:
        return redirect("note", pk)
    with override(told.note.language):
        pdf = handout_on_paper(papers.handout(told, translated), **setting(by=by, visit=visit))
    return _handed_out(pdf, "handout", by=by, visit=visit, recipient="patient")


@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    by, visit, told = _opened(request, pk)
    if told is None:
        return redirect("note", pk)
    with override(told.note.language):
        pdf = plan_on_paper(papers.plan(told, translated), **setting(by=by, visit=visit))
    return _handed_out(pdf, "plan", by=by, visit=visit, recipient="patient")


@require_safe
def requisition(request: HttpRequest, pk: UUID, order: UUID) -> HttpResponse:
    """Of a draft it says unsigned; what it lacks keeps back this order alone."""
    by, visit, told = _opened(request, pk)
    row = get_object_or_404(visit.orders.standing(), pk=order)
    if told is None:
        return redirect("note", pk)
    line = order_line(told, row)
    with override(told.note.language):
        if lacking := papers.lacking(told, line, translated):
            reading.opened(by=by, patient=visit.patient, of=row)
            named = {"test": translated(line.label), "lacking": lacking, "encounter": visit, "patient": visit.patient}
            return render(request, "papers/lacking.html", named | {"today": visit.visited_on}, status=422)
        if row.state == EventKind.CANCELLED:
            told = replace(told, across="CANCELLED")
        pdf = on_one_page(papers.requisition(_unsigned(told), line, translated), **setting(by=by, visit=visit))
    return _handed_out(pdf, "request", by=by, visit=visit, of=row, recipient=row.test)


@require_safe
def letter(request: HttpRequest, pk: UUID, referral: str) -> HttpResponse:
    by, visit, told = _opened(request, pk)
    if told is None:
        return redirect("note", pk)
    decision = accepted(told, referral)
    if decision is None or referral not in papers.REFERRALS:
        raise Http404
    with override(told.note.language):
        pdf = on_one_page(papers.letter(_unsigned(told), decision, translated), **setting(by=by, visit=visit))
    return _handed_out(pdf, "letter", by=by, visit=visit, recipient=referral)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The empty form; it names no patient, so nothing is written down."""
    staff_who_may(request, Act.PRINT)
    practice = Practice.current()
    form = papers.blank_form(translated)
    pdf = downtime_form(
        form,
        practice=practice.name,
        paper=practice.paper_size,
        language=get_language() or "en",
        letterhead=head(Letterhead.at(None)),
        tr=translated,
    )
    return inline(pdf, "visit.pdf")


def links(visit: Encounter, by: Staff) -> list[tuple[str, str]]:
    """What can be printed beside the note, and where; nothing for whoever may not print."""
    if not may(by, Act.PRINT):
        return []
    found = [
        (gettext("Handout for the patient"), reverse("handout-pdf", args=[visit.pk])),
        (gettext("Plan, step by step"), reverse("plan-pdf", args=[visit.pk])),
    ]
    for order in visit.orders.standing():
        words = gettext("Request: %(test)s") % {"test": label_of(order.test)}
        found.append((words, reverse("request-pdf", args=[visit.pk, order.pk])))
    letters = visit.decisions.standing().filter(item__in=papers.REFERRALS, answer=Answer.ACCEPTED)
    for decision in letters:
        words = gettext("Letter: %(department)s") % {"department": label_of(decision.item)}
        found.append((words, reverse("letter-pdf", args=[visit.pk, decision.item])))
    return [*found, (gettext("Blank paper form, for downtime"), reverse("blank-pdf"))]


def _opened(request: HttpRequest, pk: UUID) -> tuple[Staff, Encounter, papers.Visit | None]:
    """None in place of a note whose bytes cannot be read: its page says so."""
    by = staff_who_may(request, Act.PRINT)
    visit = visit_for(by, pk)
    try:
        told = visit_on_paper(visit, get_language() or "en")
    except notes.Unreadable:
        return by, visit, None
    return by, visit, replace(told, signature=block(visit.note)) if visit.is_signed else told


def _unsigned(told: papers.Visit) -> papers.Visit:
    """What goes to another clinician before signing is no draft of itself: it is used, and signed by hand."""
    return replace(told, across="UNSIGNED") if told.across == "DRAFT" else told


def setting(*, by: Staff, visit: Encounter | None = None, copy: str = "") -> Setting:
    """A signed visit prints under the head of the moment it was signed, everything else under today's."""
    practice = Practice.current()
    return {
        "paper": practice.paper_size,
        "copy_line": copy_line(by=by, practice=practice, copy=copy),
        "letterhead": head(Letterhead.at(visit.signed_at if visit and visit.is_signed else None)),
        "tr": translated,
    }


def head(letterhead: Letterhead) -> documents.Letterhead:
    return documents.Letterhead(lines=letterhead.lines, logo=bytes(letterhead.logo.png) if letterhead.logo else b"")


def _handed_out(
    pdf: bytes, paper: str, *, by: Staff, visit: Encounter, recipient: str, of: models.Model | None = None
) -> HttpResponse:
    """Written down before it leaves."""
    sha256 = visit.note.sha256 if visit.is_signed else ""
    printed(by=by, paper=paper, patient=visit.patient_id, of=of or visit, recipient=recipient, content_hash=sha256)
    return inline(pdf, f"{paper}.pdf")


def inline(pdf: bytes, name: str) -> HttpResponse:
    """The name tells nothing of the patient: it stays in the list of downloads."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )
