"""Restricting a record to its care team, and who is on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from clinic.forms.keyed import KeyedForm, in_words
from clinic.forms.patient import ReasonForm
from clinic.forms.restricting import NamingForm
from clinic.models import CareTeamMember, Patient, Staff
from clinic.refusals import NotAllowed, Refused
from clinic.roles import Act
from clinic.services import restricting
from clinic.views.guard import patient_for, staff_who_may
from clinic.views.patients import shown


@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RESTRICT)
    patient = patient_for(by, pk)
    if request.method != "POST":
        return _page(request, patient, by)
    return _reasoned(request, patient, by, act=restricting.restrict)


@require_POST
def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RESTRICT)
    return _reasoned(request, patient_for(by, pk), by, act=restricting.lift)


def _reasoned(request: HttpRequest, patient: Patient, by: Staff, *, act: object) -> HttpResponse:
    form = _reason(patient, request)
    if form.is_valid():
        try:
            act(patient=patient.pk, by=by, **form.cleaned_data)  # type: ignore[operator]
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
        else:
            return redirect("patient-restrict", patient.pk)
    return _page(request, patient, by, reason=form, status=422)


@require_POST
def name(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RESTRICT)
    patient = patient_for(by, pk)
    form = _naming(patient, request)
    if form.is_valid():
        try:
            staff = UUID(form.cleaned_data["staff"])
            restricting.name(patient=patient, staff=staff, by=by, key=form.cleaned_data["key"])
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
        else:
            return redirect("patient-restrict", pk)
    return _page(request, patient, by, naming=form, status=422)


@require_POST
def take_off(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Whoever takes themselves off may see nothing of it any more."""
    by = staff_who_may(request, Act.RESTRICT)
    patient = patient_for(by, pk)
    row = get_object_or_404(CareTeamMember, pk=member, patient=patient)
    form = KeyedForm(request.POST)
    problem = "" if form.is_valid() else in_words(form)
    if not problem:
        try:
            restricting.take_off(member=row, by=by, key=form.cleaned_data["key"])
        except NotAllowed:
            raise
        except Refused as why:
            problem = str(why)
    if problem:
        messages.error(request, problem)
    still_there = Patient.objects.visible_to(by).filter(pk=pk).exists()
    return redirect("patient-restrict", pk) if still_there else redirect("today")


def _reason(patient: Patient, request: HttpRequest | None = None) -> ReasonForm:
    restricted = patient.restricted_at is not None
    send = gettext("Open it to everybody again") if restricted else gettext("Restrict this record")
    form = ReasonForm(request.POST if request else None, send=send)
    form.helper.form_tag = False  # where it goes depends on what it does
    return form


def _naming(patient: Patient, request: HttpRequest | None = None) -> NamingForm:
    named = {member.staff_id for member in restricting.team_of(patient)}
    return NamingForm(request.POST if request else None, but=set(named))


def _page(
    request: HttpRequest,
    patient: Patient,
    by: Staff,
    *,
    reason: ReasonForm | None = None,
    naming: NamingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    return shown(
        request,
        "patient/restrict.html",
        patient,
        by,
        status=status,
        form=reason or _reason(patient),
        naming=naming or _naming(patient),
        team=restricting.team_of(patient),
        back_words=gettext("Back to the chart"),
    )
