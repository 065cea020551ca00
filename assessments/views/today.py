"""The day: what this clinician left open, and who is here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import Encounter
from clinic.models import Practice, Staff
from clinic.roles import Act, acts
from clinic.services import reading
from clinic.views.namesakes import mark_namesakes

LEFT_OPEN_SHOWN = 20


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The door behind the sign-in: whoever opens no chart is told what else there is."""
    allowed = acts(request.user)
    if Act.FIND_PATIENTS not in allowed or not isinstance(request.user, Staff):
        return render(request, "today/elsewhere.html", {"may": {act.value for act in allowed}})
    practice = Practice.current()
    day = practice.today()
    visits = Encounter.objects.visible_to(request.user).select_related("patient", "clinician")
    drafts = list(visits.drafts().filter(clinician=request.user).order_by("visited_on", "opened_at")[:LEFT_OPEN_SHOWN])
    of_the_day = list(visits.filter(visited_on=day).order_by("opened_at"))
    mark_namesakes([visit.patient for visit in drafts + of_the_day])
    reading.listed(by=request.user, action="visits.listed", count=len({*drafts, *of_the_day}))
    return render(
        request,
        "today/page.html",
        {"today": day, "drafts": drafts, "visits": of_the_day, "zone": practice.time_zone},
    )
