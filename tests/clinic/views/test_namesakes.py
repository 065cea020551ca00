"""Who is marked because somebody else here has a like name."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.models import Patient, Staff
from clinic.services.restricting import restrict
from clinic.views.namesakes import has_namesake, mark_namesakes
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Staff:
    return factories.assistant()


def named(given: str, family: str) -> Patient:
    return factories.patient(given_name=given, family_name=family)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Jan", "Kowalski"), ("Jan", "Kowalski"), True),
        (("Jan", "Kowalski"), ("Kowalski", "JAN"), True),
        (("Lan", "Nguyen"), ("Thị Lan", "Nguyễn"), True),
        (("Jan", "Kowalski"), ("Janina", "Kowalski"), False),
        (("Jan", "Kowalski"), ("Jan", "Nowak"), False),
        (("Jan", "Jan"), ("Jan", "Kowalski"), False),
    ],
)
def test_two_whose_names_can_be_taken_for_each_other_are_both_marked(
    one: tuple[str, str], other: tuple[str, str], alike: bool, by: Staff
) -> None:
    pair = [named(*one), named(*other)]
    assert [has_namesake(patient, by) for patient in pair] == [alike, alike]
    mark_namesakes(pair, by)
    assert [patient.has_namesake for patient in pair] == [alike, alike]  # type: ignore[attr-defined]


def test_in_a_list_somebody_is_marked_for_one_who_is_not_on_it(by: Staff) -> None:
    named("Lan", "Nguyen")
    longer = named("Thị Lan", "Nguyễn")
    mark_namesakes([longer], by)
    assert longer.has_namesake  # type: ignore[attr-defined]


def test_nobody_is_their_own_namesake(by: Staff) -> None:
    patient = named("Jan", "Kowalski")
    mark_namesakes([patient, Patient.objects.get(pk=patient.pk)], by)
    assert not patient.has_namesake  # type: ignore[attr-defined]


def test_a_list_is_marked_with_one_question_to_the_database(by: Staff) -> None:
    patients = [named(f"Ann{number}", "Smith") for number in "abc"]
    assert by.role  # asked once for each person
    with CaptureQueriesContext(
        connection,
    ) as asked:
        mark_namesakes(patients, by)
    assert len(asked) == 1


def test_a_restricted_namesake_is_not_given_away(by: Staff) -> None:
    office = factories.records_admin()
    here, hidden = named("Jan", "Kowalski"), named("Jan", "Kowalski")
    restrict(patient=hidden, by=office, key=uuid.uuid4(), reason="A member of staff")
    assert [has_namesake(here, one) for one in (by, office)] == [False, True]
    mark_namesakes([here], by)
    assert not here.has_namesake  # type: ignore[attr-defined]
