"""What was corrected can be read as it was before: details of patients, of staff and of the practice."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from clinic import triggers
from clinic.models import Patient, Practice, Staff
from clinic.refusals import NeverChanged, NeverDeleted
from clinic.services import lists, patients, restricting, staff
from clinic.services.earlier import corrections
from clinic.services.practice import update_practice
from tests import factories
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db

HISTORY = ("HistoricalPatient", "HistoricalPractice", "HistoricalStaff")


def corrected(patient: Patient, by: Staff, **changes: Any) -> Patient:
    now = {name: (getattr(Patient.objects.get(pk=patient.pk), name), value) for name, value in changes.items()}
    return patients.update_patient(patient=patient, changes=now, by=by, key=uuid.uuid4())


def said(row: Any) -> list[tuple[str, str, str]]:
    return [(one.label, one.was, one.now) for one in corrections(row)]


def test_a_name_written_over_by_mistake_can_be_read_again() -> None:
    by, patient = factories.assistant(), factories.patient(given_name="Ada", family_name="Stone")
    assert said(patient) == []
    corrected(patient, by, family_name="Brook", phone="555")
    corrected(patient, by, family_name="Rivers")
    assert said(Patient.objects.get(pk=patient.pk)) == [
        ("family name", "Brook", "Rivers"),
        ("family name", "Stone", "Brook"),
        ("phone", "nothing", "555"),
    ]


def test_lists_the_archive_and_the_restriction_are_among_it_and_a_count_of_saves_is_not() -> None:
    office, patient = factories.records_admin(), factories.patient()
    lists.takes_no_medicines(patient=patient, by=office, key=uuid.uuid4())
    restricting.restrict(patient=patient, by=office, key=uuid.uuid4(), reason="x")
    labels = [one.label for one in corrections(patient)]
    assert labels == ["restricted", "medicines known"]


def test_signing_in_is_no_correction_of_a_person_and_a_password_is_kept_nowhere_twice(client: Client) -> None:
    person = factories.clinician()
    client.force_login(person)
    changes = {"professional_title": (person.professional_title, "DPT")}
    staff.update_staff(staff=person, changes=changes, by=factories.superuser(), key=uuid.uuid4())
    staff.set_active(staff=person, active=False, by=factories.superuser(), key=uuid.uuid4())
    assert said(person) == [("active", "yes", "no"), ("professional title", "MD", "DPT")]
    kept = {field.name for field in apps.get_model("clinic", "HistoricalStaff")._meta.fields}
    assert {"password", "last_login"} & kept == set()


def test_the_policy_of_the_practice_before_it_was_changed() -> None:
    by = factories.superuser()
    for name in ("Riverside", "Hillside"):
        update_practice(changes={"name": (Practice.current().name, name)}, by=by, key=uuid.uuid4())
    assert said(Practice.current()) == [
        ("name of the practice", "Riverside", "Hillside"),
        ("name of the practice", "nothing", "Riverside"),
    ]


def test_who_corrected_it_stands_on_the_page_of_the_admin() -> None:
    office, patient = factories.records_admin(display_name="Rec Ords"), factories.patient()
    client = signed_in(office)
    there = f"/admin/clinic/patient/{patient.pk}/change/"
    assert "nothing was corrected yet" in page(client, there)
    edit = client.get(f"/patients/{patient.pk}/edit/").context["form"]
    typed = {name: edit.initial.get(name) or "" for name in edit.fields} | {"key": uuid.uuid4(), "phone": "555 0101"}
    client.post(f"/patients/{patient.pk}/edit/", typed | {"birth_date": patient.birth_date.isoformat()})
    assert "Rec Ords: phone: nothing → 555 0101" in page(client, there)


@pytest.mark.parametrize("name", HISTORY)
def test_what_was_before_is_never_changed_itself(name: str) -> None:
    by = factories.superuser()
    factories.patient()
    update_practice(changes={"name": ("", "Riverside")}, by=by, key=uuid.uuid4())
    model: Any = apps.get_model("clinic", name)
    row = model.objects.first()
    with pytest.raises(NeverChanged):
        row.save()
    with pytest.raises(NeverDeleted):
        row.delete()

    def attack(statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    statements = (f"UPDATE {model._meta.db_table} SET history_type = '~'", f"DELETE FROM {model._meta.db_table}")
    for statement in statements:
        with pytest.raises(IntegrityError, match="never"):
            attack(statement)
    triggers.lower(connection)
    for statement in statements:
        attack(statement)
