"""People and patients for tests, made through the services as a practice would make them."""

import itertools
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from clinic.models import Patient, Staff
from clinic.roles import Role
from clinic.services import patients, restricting
from clinic.services import staff as staff_service

PASSWORD = "seven quiet otters at dawn"
_count = itertools.count(1)


def superuser() -> Staff:
    """As `manage.py createsuperuser` makes one; the same one within a test."""
    return Staff.objects.filter(username="root").first() or Staff.objects.create_superuser(
        username="root", password=PASSWORD
    )


def staff(*roles: Role, **fields: Any) -> Staff:
    number = next(_count)
    given = {
        "username": f"person{number}",
        "password": PASSWORD,
        "display_name": f"Person {number}",
        "professional_title": "MD" if Role.CLINICIAN in roles or Role.SUPERVISOR in roles else "",
    }
    return staff_service.create_staff(by=superuser(), key=uuid.uuid4(), roles=roles, **given | fields)


def clinician(**fields: Any) -> Staff:
    return staff(Role.CLINICIAN, **fields)


def assistant(**fields: Any) -> Staff:
    return staff(Role.ASSISTANT, **fields)


def supervisor(**fields: Any) -> Staff:
    return staff(Role.SUPERVISOR, **fields)


def records_admin(**fields: Any) -> Staff:
    return staff(Role.RECORDS_ADMIN, **fields)


def auditor(**fields: Any) -> Staff:
    return staff(Role.AUDITOR, **fields)


def patient(*, by: Staff | None = None, **fields: Any) -> Patient:
    given: dict[str, Any] = {"given_name": "Ada", "family_name": "Stone", "birth_date": date(1980, 2, 3)}
    return patients.create_patient(by=by or assistant(), key=uuid.uuid4(), **given | fields)


def restricted(*, by: Staff, team: Iterable[Staff] = ()) -> Patient:
    """Somebody whose record only `team` finds, each of them in it as by a visit."""
    made = patient(given_name="Canary", family_name="Hidden")
    restricting.restrict(patient=made, by=by, key=uuid.uuid4(), reason="A member of staff")
    for person in team:
        restricting.joined(patient=made, staff=person)
    return Patient.objects.get(pk=made.pk)
