"""The day: what this clinician left open, and who is here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import Encounter
from assessments.services.co_signing import waiting_for
from assessments.services.glass import not_looked_into
from assessments.services.reviews import overdue
from clinic.models import Opening, Practice, Staff
from clinic.roles import Act, acts, may
from clinic.services import reading
from clinic.views.namesakes import mark_namesakes

LEFT_OPEN_SHOWN = 20


def openings_for(by: Staff) -> list[Opening]:
    """Of restricted records, that nobody has looked into yet: for those whose task that is. An event, like any list."""
    if not may(by, Act.REVIEW_OPENINGS):
        return []
    found = list(not_looked_into(by)[:LEFT_OPEN_SHOWN])
    if found:
        reading.listed(by=by, action="openings.listed", count=len(found))
    return found


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The door behind the sign-in: whoever opens no chart is told what else there is."""
    allowed = acts(request.user)
    if Act.FIND_PATIENTS not in allowed or not isinstance(request.user, Staff):
        told = openings_for(request.user) if isinstance(request.user, Staff) else []
        shown = {"openings": told, "zone": Practice.current().time_zone}
        return render(request, "today/elsewhere.html", shown)
    practice = Practice.current()
    day = practice.today()
    visits = Encounter.objects.visible_to(request.user).going_on().select_related("patient", "clinician")
    drafts = list(visits.drafts().filter(clinician=request.user).order_by("visited_on", "opened_at")[:LEFT_OPEN_SHOWN])
    of_the_day = list(visits.filter(visited_on=day).order_by("opened_at"))
    to_co_sign = list(waiting_for(request.user).select_related("encounter__patient")[:LEFT_OPEN_SHOWN])
    late = list(overdue(request.user, day)[: LEFT_OPEN_SHOWN + 1])
    mark_namesakes([visit.patient for visit in drafts + of_the_day + late[:LEFT_OPEN_SHOWN]], request.user)
    listed = {*drafts, *of_the_day, *late[:LEFT_OPEN_SHOWN], *(note.encounter for note in to_co_sign)}
    reading.listed(by=request.user, action="visits.listed", count=len(listed))
    return render(
        request,
        "today/page.html",
        {
            "today": day,
            "drafts": drafts,
            "visits": of_the_day,
            "overdue": late[:LEFT_OPEN_SHOWN],
            "more_overdue": len(late) > LEFT_OPEN_SHOWN,
            "to_co_sign": to_co_sign,
            "openings": openings_for(request.user),
            "zone": practice.time_zone,
        },
    )
