"""The margin by itself, for whoever wants it anew; and what there is to say for one thing in it, once it is opened."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.views.beside import beside
from assessments.views.folding import folding
from assessments.views.opening import visit_for
from assessments.views.telling import Basis
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def guidance(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    visit = visit_for(by, pk)
    reading.opened(by=by, patient=visit.patient, of=visit)
    given = beside(visit, by)
    if id := request.GET.get("basis"):
        return render(request, "guidance/_laid.html", {"encounter": visit, "basis": _basis(given, id), "id": id})
    response = render(request, "guidance/_rail.html", given | folding(request))
    response["X-Revision"] = str(visit.revision)
    return response


def _basis(given: Mapping[str, Any], id: str) -> Basis:
    cards = {f"basis-{card.id}": card.basis for card in (*given["rail"].shown, *given["rail"].more)}
    of_rows = {f"plan-basis-{row.id}": row.basis for row in given["rows"]}
    found: Basis | None = (cards | of_rows).get(id)
    if found is None:
        raise Http404
    return found
