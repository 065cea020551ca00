"""The audit trail to read, and the report of who opened one patient's record, to be handed to that patient."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.forms.audit import TrailForm
from clinic.models import AuditEvent, Patient, Practice
from clinic.roles import Act
from clinic.services import accounting, reading
from clinic.services import audit as audit_trail
from clinic.views.guard import staff_who_may

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def trail(request: HttpRequest) -> HttpResponse:
    """What is sought is posted, and so is the page: an address would keep the record number."""
    by = staff_who_may(request, Act.READ_AUDIT)
    form = TrailForm(request.POST or None)
    sought = form.cleaned_data if form.is_valid() else {}
    if sought.get("report"):
        patient = accounting.patient_numbered(sought["patient"])
        if patient is not None:
            return redirect("patient-access", patient.pk)
    events = accounting.trail(**{name: sought.get(name) for name in accounting.FILTERS}) if not form.errors else None
    events = AuditEvent.objects.none() if events is None else events
    # Reading is an event too: the pages are of the trail as it was when the first of them was shown.
    upto = (sought.get("upto") if sought.get("page") else None) or audit_trail.anchor().seq
    page = Paginator(events.filter(seq__lte=upto), SHOWN).get_page(sought.get("page"))
    rows = accounting.told(page.object_list)
    reading.listed(by=by, action="audit.listed", count=len(rows))
    context = {"form": form, "page": page, "upto": upto, "rows": rows, "zone": Practice.current().time_zone}
    return render(request, "audit/page.html", context, status=422 if form.errors else 200)


@require_safe
def access(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.REPORT_ACCESS)
    patient = Patient.objects.filter(pk=pk).first()
    if patient is None:
        raise Http404
    rows = accounting.access_to(patient)
    accounting.reported(by=by, patient=patient)
    return render(
        request,
        "audit/access.html",
        {
            "patient": patient,
            "named": Patient.objects.visible_to(by).filter(pk=pk).exists(),
            "rows": rows,
            "today": Practice.current().today(),
            "zone": Practice.current().time_zone,
        },
    )
