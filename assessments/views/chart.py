"""A patient's chart: who they are, their lists, their visits and the course of their pain."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Addendum, AddendumKind, Encounter
from assessments.services.papers import course
from assessments.services.visits import open_encounter
from assessments.views.course import course_of
from clinic.forms.keyed import KeyedForm
from clinic.models import Patient, Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import patient_for, staff_who_may
from clinic.views.lists import lists_of


@require_safe
def chart(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    return _page(request, patient_for(by, pk), by)


def _page(request: HttpRequest, patient: Patient, by: Staff, **faults: object) -> HttpResponse:
    reading.opened(by=by, patient=patient)
    return render(request, "patient/chart.html", chart_of(patient, by) | faults)


def chart_of(patient: Patient, by: Staff) -> dict[str, object]:
    struck = Addendum.objects.filter(note__encounter=OuterRef("pk"), kind=AddendumKind.ENTERED_IN_ERROR)
    visits = list(
        Encounter.objects.visible_to(by)
        .filter(patient=patient)
        .select_related("clinician", "pain")
        .annotate(in_error=Exists(struck))
    )
    standing = set(Encounter.objects.standing().filter(patient=patient).values_list("pk", flat=True))
    return lists_of(patient, by) | {
        "visits": visits,
        "drafts": [visit for visit in visits if not visit.is_closed],
        "course": course_of(course([visit for visit in visits if visit.pk in standing])),
    }


@require_POST
def open_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_INTAKE)
    patient = patient_for(by, pk)
    form = KeyedForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(gettext("This page was incomplete."), way_out=gettext("Press “Start visit” again."))
        visit = open_encounter(patient=patient, by=by, key=form.cleaned_data["key"])
    except Refused as why:
        return _page(request, patient, by, problem=str(why))
    return redirect("encounter", visit.pk)
