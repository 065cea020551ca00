"""Every vignette is advised as its sentence says, and every rule and every place on the ladder has one."""

import pytest

from assessments.knowledge.ladder import RUNGS, Rung, Status
from assessments.knowledge.rule import Rule
from assessments.knowledge.rules import RULES
from tests.vignettes.emergency import EMERGENCY
from tests.vignettes.inflammatory import INFLAMMATORY
from tests.vignettes.ladder import LADDER
from tests.vignettes.lasting import LASTING
from tests.vignettes.legs import LEGS
from tests.vignettes.reassurance import REASSURANCE
from tests.vignettes.serious import SERIOUS
from tests.vignettes.visit import Vignette

VIGNETTES = (*EMERGENCY, *LEGS, *SERIOUS, *INFLAMMATORY, *LASTING, *REASSURANCE, *LADDER)


@pytest.mark.parametrize("told", VIGNETTES, ids=str)
def test_vignette(told: Vignette) -> None:
    advice = told.advice()
    assert (advice.urgency.word, advice.urgency_at_least) == (told.urgency, told.at_least)
    assert tuple(alert.rule.id for alert in advice.alerts) == told.rules
    assert {one.test.id for one in advice.suggested} == set(told.tests)
    assert {one.test.id for one in advice.suggested if one.offered} == set(told.offered)
    assert tuple(one.test.id for one in advice.avoided) == told.against
    assert tuple(one.referral.id for one in advice.referrals) == told.referrals
    assert advice.on_hold is told.on_hold
    assert {id: advice.statuses[id].value for id in told.statuses} == told.statuses
    if told.causes is not None:
        assert tuple(one.cause.id for one in advice.causes) == told.causes
    if told.step is not None:
        assert advice.step == told.step
    if told.asks_first:
        assert advice.ask_next[0].finding.id == told.asks_first


def test_each_sentence_is_told_once() -> None:
    sentences = [told.sentence for told in VIGNETTES]
    assert len(sentences) == len(set(sentences)) >= 45


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_vignette(rule: Rule) -> None:
    assert [told.sentence for told in VIGNETTES if rule.id in told.rules]


def possible(rung: Rung) -> set[str]:
    """Where on the ladder a treatment can stand, as its row is written."""
    if rung.never_suggested:
        return set()
    always_open = rung.treatment.id in ("stay_active", "heat", "back_care")
    return {
        status.value
        for status, can_be in (
            (Status.SUGGESTED, not rung.only_available),
            (Status.AVAILABLE, rung.only_available or bool(rung.caution)),
            (Status.AVOID, bool(rung.avoid)),
            (Status.HELD, not always_open),
        )
        if can_be
    }


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.treatment.id)
def test_every_place_a_treatment_can_have_has_a_vignette(rung: Rung) -> None:
    told = {one.statuses.get(rung.treatment.id) for one in VIGNETTES}
    assert possible(rung) <= told
