"""What is missing for signing, and what is worth a second look."""

import pytest

from assessments.models import Encounter
from assessments.services.completeness import Remark, missing, warnings
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


def test_nothing_is_missing_from_a_complete_visit() -> None:
    assert missing(factories.visit(**factories.COMPLETE)) == []


@pytest.mark.parametrize("finding", ["pain_now", "duration_weeks", "disposition", "infection_risk", "fever"])
def test_each_required_answer_is_missed(finding: str) -> None:
    visit = factories.visit(**{**factories.COMPLETE, finding: None})
    assert [one.finding for one in missing(visit)] == [finding]


def test_a_man_is_not_asked_about_the_cycle() -> None:
    answers = {**factories.COMPLETE, "pelvic_cycle_pain": None}
    assert missing(factories.visit(patient=people.patient(sex="male"), **answers)) == []


def test_the_reason_of_one_group_does_not_close_the_other() -> None:
    answers = {**factories.COMPLETE, "fever": None, "weight_loss": None, "emergency_open_reason": "Aphasia"}
    assert missing(factories.visit(**answers)) == [
        Remark(
            "serious_flags",
            "weight_loss",
            "Weight loss without explanation: unanswered. Ask, or write why it stays open.",
        )
    ]


def test_strength_not_examined_with_a_reduced_reflex_is_worth_a_second_look() -> None:
    visit = factories.visit(reflex_ankle_left=1, strength_l5_left=4)
    [warning] = [one for one in warnings(visit) if one.section == "nerve_roots"]
    assert warning.finding == "strength_l2"
    assert "Strength S1" in warning.message
    assert "Strength L5" not in warning.message


@pytest.mark.parametrize("answers", [{"reflex_ankle_left": 2}, {"reflex_knee_left": 3}, {}])
def test_a_reflex_that_is_not_reduced_raises_no_question(answers: dict[str, int]) -> None:
    assert warnings(factories.visit(**answers)) == []


def test_a_flag_denied_and_found_later_is_worth_a_second_look() -> None:
    visit = factories.visit(fever=False, temperature_c=38.5)
    assert warnings(visit) == [
        Remark("emergency_flags", "fever", "Fever was denied, yet the temperature is 38 °C or more.")
    ]


def test_warnings_keep_nobody_from_signing() -> None:
    note = factories.signed(reflex_ankle_left=1)
    assert warnings(Encounter.objects.get(pk=note.encounter_id))
