"""The draft's note, exactly as it would print, beside what it still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.signing import SignForm
from assessments.knowledge.findings.red_flags import EMERGENCY_FLAGS, SERIOUS_FLAGS
from assessments.models import Encounter
from assessments.services.completeness import Remark, missing, warnings
from assessments.services.writing import draft_note, shown_as
from assessments.views.beside import unanswered_of
from assessments.views.chips import Chip, field_of, to_ask
from assessments.views.opening import any_visit_for
from assessments.views.papers import links
from clinic.models import Staff
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may

FLAG_GROUPS = (
    (_("Emergency flags not asked"), EMERGENCY_FLAGS),
    (_("Flags of a serious cause not asked"), SERIOUS_FLAGS),
)


@dataclass(frozen=True, kw_only=True)
class NotAsked:
    """Flags of one group that are still open: one line, each by its name."""

    words: object
    flags: tuple[Chip, ...]


@require_safe
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    visit = any_visit_for(by, pk)
    if visit.is_closed:
        return redirect("note", pk)
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
    reading.opened(by=by, patient=visit.patient, of=visit)
    return render(request, "review/page.html", _context(visit, by, form) | {"problem": problem}, status=status)


def _apart(left: Sequence[Remark]) -> tuple[list[Chip], list[NotAsked]]:
    """What is missing: single answers, and the flags by their group."""
    flags = {flag.id for _words, group in FLAG_GROUPS for flag in group}
    single = [Chip(text=one.message, href=field_of(one.finding)) for one in left if one.finding not in flags]
    return single, list(_not_asked({one.finding for one in left}))


def _not_asked(left: set[str]) -> Iterable[NotAsked]:
    for words, group in FLAG_GROUPS:
        if chips := to_ask(flag for flag in group if flag.id in left):
            yield NotAsked(words=words, flags=chips)


def _context(visit: Encounter, by: Staff, form: SignForm | None) -> dict[str, Any]:
    left = missing(visit)
    single, not_asked = _apart(left)
    note = draft_note(visit, get_language() or "en")
    return {
        "encounter": visit,
        "patient": visit.patient,
        "today": visit.visited_on,
        "note": note,
        "missing": left,
        "single": single,
        "not_asked": not_asked,
        "warnings": [Chip(text=one.message, href=field_of(one.finding)) for one in warnings(visit)],
        "interrupts": unanswered_of(visit),
        "may_sign": may(by, Act.SIGN),
        "papers": links(visit, by),
        "is_own": visit.clinician_id == by.pk,
        "form": form or SignForm(initial={"revision": visit.revision, "shown": shown_as(note)}),
    }
