"""The one page that steps in between: a finding that sends the patient to the emergency department."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.forms.release import EmergencyForm
from assessments.knowledge.investigations import EMERGENCY_DEPARTMENT
from assessments.models import Encounter
from assessments.services import decisions
from assessments.views.beside import beside
from assessments.views.opening import visit_for
from clinic.models import Staff
from clinic.refusals import Conflict, NotAllowed, Refused, Signed
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answered by a decision on the emergency department; until then the page of the visit leads here."""
    posted = request.method == "POST"
    by = staff_who_may(request, Act.DECIDE if posted else Act.SEE_CHART)
    visit = visit_for(by, pk)
    if visit.is_signed:
        return redirect("note", pk)
    back = reverse("encounter", args=[pk])
    if not posted:
        if not beside(visit, by)["interrupts"]:
            return redirect(back)
        return _page(request, visit, by, EmergencyForm(initial={"revision": visit.revision}))
    form, status = EmergencyForm(request.POST), 422
    if form.is_valid():
        try:
            decisions.decide(encounter=visit, item=EMERGENCY_DEPARTMENT.id, by=by, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
            if isinstance(why, Conflict | Signed):
                visit, status = visit_for(by, pk), 409
        else:
            return redirect(f"{back}#plan")
    return _page(request, visit, by, form, status=428 if form.lacks_revision else status)


def _page(request: HttpRequest, visit: Encounter, by: Staff, form: EmergencyForm, status: int = 200) -> HttpResponse:
    reading.opened(by=by, patient=visit.patient, of=visit)
    shown = beside(visit, by) | {"patient": visit.patient, "today": visit.visited_on, "form": form}
    shown["fields_at"] = reverse("encounter", args=[visit.pk])
    return render(request, "emergency/page.html", shown, status=status)
