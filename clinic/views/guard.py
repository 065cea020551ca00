"""Who may go on, asked first in every view: by role, so that the answer never tells whether a record exists."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from clinic.models import Patient, Staff
from clinic.refusals import NotAllowed
from clinic.roles import Act, may


def staff_who_may(request: HttpRequest, act: Act) -> Staff:
    """Raises NotAllowed, which the audit trail keeps and the person sees as "your role does not include this"."""
    if not isinstance(request.user, Staff) or not may(request.user, act):
        raise NotAllowed(act)
    return request.user


def patient_for(by: Staff, pk: UUID) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(by), pk=pk)
