"""The guidance on a visit as it stands."""

import uuid

import pytest

from assessments.models import Encounter
from assessments.services.advice import guidance_for
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


def test_the_guidance_reads_what_was_recorded() -> None:
    visit = factories.visit(**{**factories.COMPLETE, "slr_left": "positive", "fever": True})
    guidance = guidance_for(visit)
    assert guidance.urgency.word == "immediate"
    assert {"fever", "leg_spread"} <= {alert.rule.id for alert in guidance.alerts}


def test_a_visit_without_answers_is_undecided() -> None:
    assert guidance_for(factories.visit()).urgency.word == "undecided"


def test_the_practices_own_weeks_decide_when_care_was_tried_long_enough() -> None:
    tried = {"pain_reliever_otc": "no_help", "physical_therapy": "no_help"}
    visit = factories.visit(
        patient=people.patient(sex="female"),
        **{**factories.COMPLETE, "duration_weeks": 5, "spread_left": "calf", "tried": tried},
    )

    def fired() -> set[str]:
        return {alert.rule.id for alert in guidance_for(Encounter.objects.get(pk=visit.pk)).alerts}

    assert "persisting_leg" not in fired()
    update_practice(changes={"trial_weeks": (6, 4)}, by=people.superuser(), key=uuid.uuid4())
    assert "persisting_leg" in fired()
