"""The margin by itself, for whoever wants it anew."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.views.beside import beside
from assessments.views.opening import visit_for
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def guidance(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    visit = visit_for(by, pk)
    reading.opened(by=by, patient=visit.patient, of=visit)
    response = render(request, "guidance/_rail.html", beside(visit, by))
    response["X-Revision"] = str(visit.revision)
    return response
