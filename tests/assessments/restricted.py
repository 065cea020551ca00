"""A restricted record for tests, and opening it by emergency access as a browser would."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from clinic.models import Patient, Staff
from clinic.services import restricting
from tests import factories as people
from tests.assessments import factories

CANARIES = ("Canary", "Hidden", "Canarium", "555 0199")


def registered() -> Patient:
    fields = {"given_name": "Canary", "family_name": "Hidden", "phone": "555 0199", "sex": "female"}
    return people.patient(by=people.assistant(), **fields)


def restricted(patient: Patient, *, by: Staff) -> Patient:
    restricting.restrict(patient=patient, by=by, key=uuid.uuid4(), reason="A member of staff")
    return Patient.objects.get(pk=patient.pk)


def with_visits(*, doctor: Staff) -> Patient:
    """Restricted, with a signed visit and a draft."""
    patient = registered()
    factories.signed(by=doctor, patient=patient)
    factories.visit(by=doctor, patient=patient)
    return restricted(patient, by=people.records_admin())


def at_a_desk(person: Staff) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def broken(client: Client, patient: Patient, **typed: Any) -> Any:
    usual = {
        "key": uuid.uuid4(),
        "number": patient.record_number,
        "reason": "covering",
        "words": "On call tonight",
        "password": people.PASSWORD,
    }
    sent = {name: value for name, value in (usual | typed).items() if value is not None}
    return client.post(reverse("glass"), sent)
