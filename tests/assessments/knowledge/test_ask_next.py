"""What to ask next: what settles the urgency, then what a fired rule asks for, then what could still change most."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.knowledge.findings import FINDINGS
from assessments.knowledge.findings.red_flags import RED_FLAGS
from assessments.knowledge.guidance import Guidance, advise
from assessments.knowledge.rule import Urgency
from tests.assessments.knowledge.proofs.visits import values_of, visits
from tests.vignettes.visit import man, no_red_flags, visit, well, without, woman

ALL_ABSENT = {id: tuple(value) if isinstance(value, list) else value for id, value in no_red_flags.items()}


def asked(**answers: Any) -> list[str]:
    return [one.finding.id for one in advise(answers).ask_next]


def could_change(finding: str, advice: Guidance) -> tuple[str, ...]:
    return next(one.could_change for one in advice.ask_next if one.finding.id == finding)


def test_before_anything_else_age_sex_and_every_red_flag_are_asked() -> None:
    first = asked()[: len(RED_FLAGS) + 2]
    assert set(first) == {"age", "sex", *(flag.id for flag in RED_FLAGS)}
    assert all("urgency" in could_change(id, advise({})) for id in first)
    assert first.index("bladder_change") < first.index("weight_loss")


def test_weak_or_tingling_legs_ask_first_whether_it_is_new_on_both_sides() -> None:
    for answers in ({"leg_weakness": "both"}, {"leg_tingling": "both"}, {"leg_numbness": "both"}):
        assert asked(**answers)[0] == "bilateral_deficit"


def test_a_leg_symptom_or_sign_asks_for_strength() -> None:
    settled = visit(woman(40), ALL_ABSENT)
    for answers in (
        {"leg_numbness": "left"},
        {"spread_left": "foot"},
        {"slr_left": "positive"},
        {"reflex_knee_left": 1},
    ):
        assert asked(**settled, **answers)[0] == "strength_l2"


def test_one_side_examined_still_asks_for_the_other() -> None:
    answers = visit(woman(40), ALL_ABSENT, spread_left="foot", strength_l2_left=5)
    assert asked(**answers)[0] == "strength_l2"
    assert asked(**answers, strength_l2_right=5)[0] == "strength_l3"


def test_morning_stiffness_asks_the_other_features() -> None:
    answers = visit(woman(30), ALL_ABSENT, duration_weeks=20, morning_stiffness=True)
    features = {
        *("better_with", "wakes_second_half", "buttock_pain_alternating", "nsaid_helps_48h", "arthritis_history"),
        *("family_spondyloarthritis", "enthesitis_history", "psoriasis_history"),
    }
    assert features <= set(asked(**answers)[:9])
    assert could_change("psoriasis_history", advise(answers)) == (
        "rule:inflammatory",
        "rule:inflammatory_three",
        "rule:inflammatory_ask",
    )


def test_once_it_is_an_emergency_nothing_is_asked_for_the_urgency() -> None:
    advice = advise({"age": 40, "sex": "male", "bladder_change": True})
    assert not any("urgency" in one.could_change for one in advice.ask_next)


def test_what_is_not_asked_of_men_is_not_asked_of_men() -> None:
    answers = visit(
        man(40), without(ALL_ABSENT, "pelvic_cycle_pain"), {k: v for k, v in well.items() if k != "pregnancy"}
    )
    assert not {"pelvic_cycle_pain", "pregnancy"} & set(asked(**answers, pain_now=5, tried={}))
    assert "pregnancy" in asked(**{**answers, "sex": "female"}, pain_now=5, tried={})


def test_what_a_treatment_waits_for_is_asked() -> None:
    advice = advise(visit(woman(40), ALL_ABSENT, pain_now=5, tried={}))
    assert could_change("nsaid_allergy", advice) == ("treatment:pain_reliever_otc", "treatment:acetaminophen")
    assert "step" in could_change("tried", advise(visit(woman(40), ALL_ABSENT)))


def test_what_an_order_waits_for_is_asked() -> None:
    failed = {"pain_reliever_otc": "no_help", "physical_therapy": "no_help"}
    advice = advise(visit(woman(40), ALL_ABSENT, spread_left="foot", duration_weeks=8, tried=failed))
    assert could_change("imaging_purpose", advice) == ("test:mri_lumbar",)


def test_what_is_answered_is_not_asked_again() -> None:
    assert not {"age", "fever"} & set(asked(age=40, fever=False))


@settings(max_examples=100)
@given(answers=visits(), data=st.data())
def test_what_is_undecided_asks_something_and_answering_it_all_decides(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    advice = advise(answers)
    unknown = {slot.id for ask in advice.ask_next for slot in ask.finding.slots() if answers.get(slot.id) is None}
    assert len({ask.finding.id for ask in advice.ask_next}) == len(advice.ask_next)
    assert all(
        ask.could_change and any(answers.get(slot.id) is None for slot in ask.finding.slots())
        for ask in advice.ask_next
    )
    if advice.urgency is not Urgency.UNDECIDED:
        return
    assert advice.ask_next
    finding = {slot.id: one for one in FINDINGS.values() for slot in one.slots()}
    after = advise(answers | {id: data.draw(values_of(finding[id]), id) for id in sorted(unknown)})
    assert after.urgency is not Urgency.UNDECIDED
