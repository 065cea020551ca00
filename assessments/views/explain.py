"""One suggestion laid open, beside it or as a page of its own."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.knowledge import about, version
from assessments.services.advice import guidance_for
from assessments.views.explaining import DIRECTIONS, known, laid_open, same_page
from assessments.views.opening import visit_for
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def explain(request: HttpRequest, pk: UUID, id: str) -> HttpResponse:
    """Of a signed visit as today's guidance would read its answers, which is said."""
    by = staff_who_may(request, Act.SEE_CHART)
    visit = visit_for(by, pk)
    if not known(id):
        raise Http404
    reading.opened(by=by, patient=visit.patient, of=visit)
    guidance = guidance_for(visit)
    fragment = request.headers.get("HX-Request") == "true"
    page = reverse("encounter", args=[pk])
    stays = fragment and same_page(request.headers.get("HX-Current-URL", ""), page)
    return render(
        request,
        "guidance/_explained.html" if fragment else "guidance/explain.html",
        {
            "encounter": visit,
            "patient": visit.patient,
            "today": visit.visited_on,
            "guidance": guidance,
            "laid": laid_open(guidance, id),
            "fields_at": "" if stays else page,
            "directions": DIRECTIONS,
            "about": about,
            "version": version,
        },
    )
