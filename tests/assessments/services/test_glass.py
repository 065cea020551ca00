"""Openings of restricted records: at a desk only, and kept by the database itself."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.services import glass
from clinic import triggers
from clinic.models import Opening, Patient, Staff
from clinic.refusals import Refused
from tests import factories as people
from tests.assessments.restricted import at_a_desk, broken, with_visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Staff:
    return people.clinician(display_name="Dr Other")


@pytest.fixture
def patient() -> Patient:
    return with_visits(doctor=people.clinician())


def test_outside_of_a_session_nothing_is_opened(patient: Patient, other: Staff) -> None:
    who = glass.Named(number=patient.record_number)
    with pytest.raises(Refused, match="at a desk"):
        glass.break_glass(who=who, by=other, password=people.PASSWORD, reason="other", words="x", key=uuid.uuid4())


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": " \n"}, "words"),
        ({"reason": ""}, "reason"),
        ({"reason": "curious"}, "reason"),
    ],
    ids=repr,
)
def test_without_a_reason_in_words_nothing_is_opened(
    patient: Patient, other: Staff, said: dict[str, str], field: str
) -> None:
    who = glass.Named(number=patient.record_number)
    with pytest.raises(Refused) as refusal:
        glass.break_glass(
            who=who, by=other, password=people.PASSWORD, key=uuid.uuid4(), **{"reason": "other", "words": "x"} | said
        )
    assert refusal.value.field == field


@pytest.mark.parametrize("statement", ["UPDATE clinic_{} SET id = id", "DELETE FROM clinic_{}"])
@pytest.mark.parametrize("table", ["openingseen", "openingclosed", "opening"])
def test_the_database_itself_keeps_openings(patient: Patient, other: Staff, table: str, statement: str) -> None:
    broken(at_a_desk(other), patient)
    glass.closed(opening=Opening.objects.get(), by=other, key=uuid.uuid4())
    glass.looked_into(opening=Opening.objects.get(), by=people.auditor(), key=uuid.uuid4())

    def attack() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))

    with pytest.raises(IntegrityError, match="never"):
        attack()
    triggers.lower(connection)
    if (table, statement[:6]) != ("opening", "DELETE"):  # on which the other hangs
        attack()
