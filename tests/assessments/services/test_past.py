"""Earlier visits of the same patient."""

import uuid
from datetime import date
from typing import Any

import pytest

from assessments.models import Encounter
from assessments.services.addenda import amend
from assessments.services.past import last_answers, pain_series
from assessments.services.writing import draft_note
from clinic.models import Patient, Staff
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db
FIRST, SECOND, TODAY = date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def patient() -> Patient:
    return people.patient(sex="female")


def test_the_last_answers_are_those_of_the_last_signed_visit(clinician: Staff, patient: Patient) -> None:
    factories.signed(by=clinician, patient=patient, on=SECOND, pain_now=5)
    factories.signed(by=clinician, patient=patient, on=FIRST, pain_now=8)
    factories.visit(by=clinician, patient=patient, on=SECOND, pain_now=1)
    factories.signed(by=clinician, on=SECOND, pain_now=2)
    today = factories.visit(by=clinician, patient=patient, on=TODAY)
    found = last_answers(today)
    assert found is not None
    assert (found["pain_now"], found["disposition"]) == (5, "home")


def test_the_first_visit_has_no_past(clinician: Staff, patient: Patient) -> None:
    today = factories.visit(by=clinician, patient=patient, on=FIRST)
    factories.signed(by=clinician, patient=patient, on=SECOND)
    assert last_answers(today) is None


def test_pain_over_time_runs_from_the_first_visit_in_one_query(
    clinician: Staff, patient: Patient, django_assert_num_queries: Any
) -> None:
    factories.signed(by=clinician, patient=patient, on=SECOND, pain_now=3, pain_average=4)
    factories.signed(
        by=clinician, patient=patient, on=FIRST, pain_now=6, pain_average=6, peg_enjoyment=5, peg_activity=4
    )
    wrong = factories.signed(by=clinician, patient=patient, on=TODAY, pain_now=0)
    amend(
        note=wrong,
        kind="entered_in_error",
        text="Other patient.",
        by=clinician,
        key=uuid.uuid4(),
        password=people.PASSWORD,
    )
    with django_assert_num_queries(1):
        series = pain_series(patient)
    assert [(one.visited_on, one.pain_now, one.pain_average, one.pain_worst, one.peg) for one in series] == [
        (FIRST, 6, 6, None, 5.0),
        (SECOND, 3, 4, None, None),
    ]


def test_the_note_says_how_the_pain_went_since_the_last_visit(clinician: Staff, patient: Patient) -> None:
    factories.signed(by=clinician, patient=patient, on=FIRST, pain_now=6)
    today = factories.visit(by=clinician, patient=patient, on=TODAY, pain_now=3)
    [plan, *_] = draft_note(Encounter.objects.get(pk=today.pk), "en").parts
    assert [line.text for line in plan.lines if line.id == "course"] == [
        "Pain 6 to 3 since 5 January 2026: down 3 (50 %), a meaningful improvement."
    ]
