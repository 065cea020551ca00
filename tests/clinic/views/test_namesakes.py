"""Who is marked because somebody else here has a like name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.models import Patient
from clinic.views.namesakes import has_namesake, mark_namesakes
from tests import factories

pytestmark = pytest.mark.django_db


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
    one: tuple[str, str], other: tuple[str, str], alike: bool
) -> None:
    pair = [named(*one), named(*other)]
    assert [has_namesake(patient) for patient in pair] == [alike, alike]
    mark_namesakes(pair)
    assert [patient.has_namesake for patient in pair] == [alike, alike]  # type: ignore[attr-defined]


def test_in_a_list_somebody_is_marked_for_one_who_is_not_on_it() -> None:
    named("Lan", "Nguyen")
    longer = named("Thị Lan", "Nguyễn")
    mark_namesakes([longer])
    assert longer.has_namesake  # type: ignore[attr-defined]


def test_nobody_is_their_own_namesake() -> None:
    patient = named("Jan", "Kowalski")
    mark_namesakes([patient, Patient.objects.get(pk=patient.pk)])
    assert not patient.has_namesake  # type: ignore[attr-defined]


def test_a_list_is_marked_with_one_question_to_the_database() -> None:
    patients = [named(f"Ann{number}", "Smith") for number in "abc"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        mark_namesakes(patients)
    assert len(asked) == 1
