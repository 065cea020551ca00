"""A patient's medicines and allergies: added, stopped, struck, or answered with "none"."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from clinic.forms.keyed import KeyedForm
from clinic.forms.lists import AllergyForm, MedicineForm
from clinic.models import Patient, PatientAllergy, PatientMedicine, Practice, Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import lists, reading
from clinic.views.guard import absent, patient_for, staff_who_may
from clinic.views.namesakes import has_namesake


def lists_of(patient: Patient, by: Staff) -> dict[str, object]:
    """What patient/_lists.html shows, alone or in a page."""
    return {
        "patient": patient,
        "has_namesake": has_namesake(patient, by),
        "medicines": sorted(patient.medicines.all(), key=lambda line: not line.is_current),
        "allergies": sorted(patient.allergies.all(), key=lambda line: not line.is_current),
        "medicine_form": MedicineForm(),
        "allergy_form": AllergyForm(),
        "today": Practice.current().today(),
    }


def answer(request: HttpRequest, pk: UUID, by: Staff, **faults: object) -> HttpResponse:
    """The two lists as they now stand, alone or in their page; without a fault and without htmx, the chart."""
    if request.headers.get("HX-Request") == "true":
        return _shown(request, "patient/_lists.html", patient_for(by, pk), by, **faults)
    if faults:
        return _shown(request, "patient/lists.html", patient_for(by, pk), by, **faults)
    return redirect("patient", pk)


def _shown(request: HttpRequest, template: str, patient: Patient, by: Staff, **faults: object) -> HttpResponse:
    reading.opened(by=by, patient=patient)
    return render(request, template, lists_of(patient, by) | faults)


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    return _shown(request, "patient/lists.html", patient_for(by, pk), by)


@require_POST
def add_medicine(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = patient_for(by, pk)
    form = MedicineForm(request.POST)
    if form.is_valid():
        try:
            lists.add_medicine(patient=patient, by=by, **form.cleaned_data)
        except Refused as why:
            form.refused(why)
    return answer(request, pk, by, **({"medicine_form": form} if form.errors else {}))


@require_POST
def add_allergy(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = patient_for(by, pk)
    form = AllergyForm(request.POST)
    if form.is_valid():
        try:
            lists.add_allergy(patient=patient, by=by, **form.cleaned_data)
        except Refused as why:
            form.refused(why)
    return answer(request, pk, by, **({"allergy_form": form} if form.errors else {}))


def _whose(line: UUID, lines: Any, by: Staff) -> UUID:
    """The patient in whose list it stands."""
    patient: UUID | None = lines.visible_to(by).filter(pk=line).values_list("patient_id", flat=True).first()
    if patient is None:
        raise absent(by, lines.filter(pk=line).values_list("patient_id", flat=True))
    return patient


def _act(request: HttpRequest, pk: UUID, by: Staff, act: Callable[[UUID], object]) -> HttpResponse:
    """One press of a button."""
    form = KeyedForm(request.POST)
    if not form.is_valid():
        return answer(request, pk, by, problem=gettext("This page was incomplete. Nothing was saved; press again."))
    try:
        act(form.cleaned_data["key"])
    except Refused as why:
        return answer(request, pk, by, problem=str(why))
    return answer(request, pk, by)


@require_POST
def stop_medicine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """As of today."""
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = _whose(pk, PatientMedicine.objects, by)
    today = Practice.current().today()
    return _act(request, patient, by, lambda key: lists.stop_medicine(medicine=pk, on=today, by=by, key=key))


@require_POST
def strike_medicine(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = _whose(pk, PatientMedicine.objects, by)
    return _act(request, patient, by, lambda key: lists.strike_medicine(medicine=pk, by=by, key=key))


@require_POST
def strike_allergy(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = _whose(pk, PatientAllergy.objects, by)
    return _act(request, patient, by, lambda key: lists.strike_allergy(allergy=pk, by=by, key=key))


@require_POST
def no_medicines(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = patient_for(by, pk)
    return _act(request, pk, by, lambda key: lists.takes_no_medicines(patient=patient, by=by, key=key))


@require_POST
def no_allergies(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_LISTS)
    patient = patient_for(by, pk)
    return _act(request, pk, by, lambda key: lists.no_known_allergies(patient=patient, by=by, key=key))
