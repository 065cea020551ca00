"""Registering a patient, correcting who they are, archiving them and bringing them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from clinic.canonical import sha256
from clinic.forms.patient import CorrectPatientForm, PatientForm, ReasonForm
from clinic.models import Patient, Practice, Receipt, Staff
from clinic.names import fold_name
from clinic.refusals import Conflict, Refused
from clinic.roles import Act
from clinic.services import patients, reading
from clinic.views.guard import patient_for, staff_who_may
from clinic.views.namesakes import has_namesake, mark_namesakes

ALIKE_SHOWN = 10


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = staff_who_may(request, Act.MANAGE_PATIENTS)
    form = PatientForm(request.POST or None)
    alike: list[Patient] = []
    if request.method == "POST" and form.is_valid():
        alike, hidden = might_be(form, by), is_hidden(form, by)
        if hidden:
            form.add_error(None, hidden)
        elif not alike or request.POST.get("seen") == sha256([row.pk for row in alike]):
            try:
                patient = patients.create_patient(by=by, key=form.cleaned_data["key"], **form.fields_of_patient())
            except Refused as why:
                form.refused(why)
            else:
                messages.success(request, gettext("Registered."))
                return redirect("patient", patient.pk)
    return render(
        request,
        "patient/new.html",
        {
            "form": form,
            "alike": [] if form.non_field_errors() else alike,
            "seen": sha256([row.pk for row in alike]),
            "today": Practice.current().today(),
            "back": reverse("today"),
            "back_words": gettext("Cancel"),
        },
    )


def might_be(form: PatientForm, by: Staff) -> list[Patient]:
    """Who is here already and could be the same person; nobody when this very form was acted on before."""
    if Receipt.objects.filter(key=form.cleaned_data["key"]).exists():
        return []
    names = {name: form.cleaned_data[name] for name in ("given_name", "family_name", "birth_date")}
    alike = list(Patient.objects.visible_to(by).like(**names)[:ALIKE_SHOWN])
    mark_namesakes(alike, by)
    if alike:
        reading.listed(by=by, action="patients.like.listed", count=len(alike))
    return alike


def is_hidden(form: PatientForm, by: Staff) -> str:
    """What to say when exactly these details stand on a record that `by` does not find; "" when they do not.

    Said to nobody who does not know the whole name and the birth date, and written down: better than two records.
    """
    given = form.cleaned_data
    name = fold_name(given["given_name"], given["family_name"])
    same = Patient.objects.filter(search_name=name, birth_date=given["birth_date"]).exclude(restricted_at=None)
    there = same.exclude(pk__in=Patient.objects.visible_to(by).values("pk")).first()
    if there is None or Receipt.objects.filter(key=given["key"]).exists():
        return ""
    reading.denied(by=by, act="register_again", patient=there)
    return gettext(
        "Nothing was saved. A record with the same name and date of birth is here and is not open to you: "
        "ask the records office before you register anybody by this name."
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.MANAGE_PATIENTS)
    patient = patient_for(by, pk)
    form = CorrectPatientForm(request.POST or None, patient=patient)
    if request.method == "POST" and form.is_valid():
        try:
            patients.update_patient(patient=pk, changes=form.changes(), by=by, key=form.cleaned_data["key"])
        except Conflict as conflict:
            form.show_both(conflict)
        except Refused as why:
            form.refused(why)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("patient", pk)
    return shown(request, "patient/edit.html", patient, by, form=form)


def shown(
    request: HttpRequest, template: str, patient: Patient, by: Staff, *, status: int = 200, **given: object
) -> HttpResponse:
    """A page about one patient, headed with who that is; it leads back to the chart."""
    reading.opened(by=by, patient=patient)
    context = {
        "patient": patient,
        "has_namesake": has_namesake(patient, by),
        "today": Practice.current().today(),
        "back": reverse("patient", args=[patient.pk]),
        "back_words": gettext("Cancel"),
    }
    return render(request, template, context | given, status=status)


@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.ARCHIVE_PATIENTS)
    patient = patient_for(by, pk)
    form = ReasonForm(request.POST or None, send=gettext("Archive this record"))
    if request.method == "POST" and form.is_valid():
        try:
            patients.archive_patient(patient=pk, by=by, **form.cleaned_data)
        except Refused as why:
            form.refused(why)
        else:
            messages.success(request, gettext("Archived. The record is still found by searching."))
            return redirect("patient", pk)
    return shown(request, "patient/archive.html", patient, by, form=form, archiving=True)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.ARCHIVE_PATIENTS)
    patient = patient_for(by, pk)
    form = ReasonForm(request.POST or None, send=gettext("Bring this record back"))
    if request.method == "POST" and form.is_valid():
        try:
            patients.restore_patient(patient=pk, by=by, **form.cleaned_data)
        except Refused as why:
            form.refused(why)
        else:
            messages.success(request, gettext("Back from the archive."))
            return redirect("patient", pk)
    return shown(request, "patient/archive.html", patient, by, form=form, archiving=False)
