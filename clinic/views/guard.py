"""Who may go on, asked first in every view: by role, so that the answer never tells whether a record exists."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from clinic.models import Patient, Staff
from clinic.refusals import NotAllowed
from clinic.roles import Act, may
from clinic.services import reading


def staff_who_may(request: HttpRequest, act: Act) -> Staff:
    """Raises NotAllowed, which the audit trail keeps and the person sees as "your role does not include this"."""
    if not isinstance(request.user, Staff) or not may(request.user, act):
        raise NotAllowed(act)
    return request.user


def patient_for(by: Staff, pk: UUID) -> Patient:
    """Absent and not open to `by` look the same; only the trail knows which it was."""
    patient = Patient.objects.visible_to(by).filter(pk=pk).first()
    if patient is None:
        raise absent(by, Patient.objects.filter(pk=pk).values_list("pk", flat=True))
    return patient


def absent(by: Staff, patients: QuerySet[Any, UUID]) -> Http404:
    """To be raised; what was asked for belongs to one of `patients`, if there is any."""
    if patient := patients.first():
        reading.denied(by=by, act=Act.SEE_CHART.value, patient=patient)
    return Http404()
