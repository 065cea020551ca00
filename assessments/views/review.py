"""The draft's note, exactly as it would print, beside what it still lacks."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.forms.signing import SignForm
from assessments.models import Encounter
from assessments.services.completeness import missing, warnings
from assessments.services.writing import draft_note
from assessments.views.beside import unanswered_of
from assessments.views.chips import Chip, field_of
from assessments.views.opening import any_visit_for
from assessments.views.papers import links
from clinic.models import Staff
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    visit = any_visit_for(by, pk)
    if visit.is_closed:
        return redirect("note", pk)
    reading.opened(by=by, patient=visit.patient, of=visit)
    return shown(request, visit, by)


def shown(
    request: HttpRequest,
    visit: Encounter,
    by: Staff,
    *,
    form: SignForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    return render(request, "review/page.html", _context(visit, by, form) | {"problem": problem}, status=status)


def _context(visit: Encounter, by: Staff, form: SignForm | None) -> dict[str, Any]:
    return {
        "encounter": visit,
        "patient": visit.patient,
        "today": visit.visited_on,
        "note": draft_note(visit, get_language() or "en"),
        "missing": [Chip(text=one.message, href=field_of(one.finding)) for one in missing(visit)],
        "warnings": [Chip(text=one.message, href=field_of(one.finding)) for one in warnings(visit)],
        "interrupts": unanswered_of(visit),
        "may_sign": may(by, Act.SIGN),
        "papers": links(visit, by),
        "is_own": visit.clinician_id == by.pk,
        "form": form or SignForm(initial={"revision": visit.revision}),
    }
