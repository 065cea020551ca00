"""Advice as a whole: how urgent, for what reason, by whom, and what is not said."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from assessments.knowledge.guidance import Guidance, advise
from assessments.knowledge.investigations import CT_LUMBAR, MRI_LUMBAR, XRAY_LUMBAR
from assessments.knowledge.items import Item
from assessments.knowledge.ladder import Status
from assessments.knowledge.rule import Urgency
from tests.assessments.knowledge.proofs.visits import released, visits, weeks
from tests.vignettes.visit import no_red_flags, visit, well, woman

ALL_ABSENT = {id: tuple(value) if isinstance(value, list) else value for id, value in no_red_flags.items()}
SETTLED = visit(woman(40), ALL_ABSENT, well)


def item(advice: Guidance, treatment: str) -> Item:
    return next(one for one in advice.items if one.treatment.id == treatment)


def remarks(advice: Guidance, rule: str) -> list[str]:
    return [one.text for alert in advice.alerts if alert.rule.id == rule for one in alert.remarks]


@pytest.mark.parametrize(
    ("answers", "urgency", "at_least"),
    [
        ({}, "undecided", False),
        (SETTLED, "routine", False),
        ({**SETTLED, "age": None}, "undecided", False),
        ({**SETTLED, "sex": None}, "undecided", False),
        ({"duration_weeks": 10}, "undecided", False),
        ({"weight_loss": True}, "soon", True),
        ({**SETTLED, "weight_loss": True}, "soon", False),
        ({"cancer_history": True}, "urgent", True),
        ({**SETTLED, "cancer_history": True}, "urgent", False),
        ({"fever": True}, "immediate", False),
        ({**SETTLED, "fever": True}, "immediate", False),
        ({"leg_weakness": "left"}, "soon", True),
    ],
)
def test_how_urgent_and_whether_it_may_still_be_more(answers: dict[str, Any], urgency: str, at_least: bool) -> None:
    advice = advise(answers)
    assert (advice.urgency.word, advice.urgency_at_least) == (urgency, at_least)


def test_undecided_stands_above_routine_and_below_soon() -> None:
    assert Urgency.ROUTINE < Urgency.UNDECIDED < Urgency.SOON < Urgency.URGENT < Urgency.IMMEDIATE


def test_only_the_emergency_department_interrupts() -> None:
    assert [alert.rule.id for alert in advise({"trauma": "minor"}).interrupts] == []
    assert [alert.rule.id for alert in advise({"fever": True}).interrupts] == []
    assert [alert.rule.id for alert in advise({"cancer_history": True}).interrupts] == []
    assert [alert.rule.id for alert in advise({"trauma": "major", "fever": True}).interrupts] == ["major_trauma"]


def test_a_minor_injury_and_a_released_emergency_leave_the_ladder_open() -> None:
    assert not advise({"trauma": "minor"}).on_hold
    assert advise({"fever": True}).on_hold
    assert not advise({"fever": True}, released=("fever",)).on_hold
    assert advise({"fever": True, "trauma": "major"}, released=("fever",)).on_hold


def test_on_hold_the_ladder_says_which_findings_hold_it_and_what_unlocks_it() -> None:
    stay_active = item(advise({"fever": True, "bladder_change": False}), "stay_active")
    assert stay_active.status is Status.LATER
    assert [because.finding for because in stay_active.because] == ["fever"]
    assert "releases the hold" in stay_active.unlocks


def test_under_18_what_comes_later_is_written_for_adults() -> None:
    child = advise({**SETTLED, "age": 12, "pain_now": 5, "tried": {}})
    assert item(child, "pain_reliever_otc").unlocks == item(child, "massage").unlocks == "Written for adults."
    assert item(child, "physical_therapy").unlocks != "Written for adults."


def test_a_reason_to_take_it_is_not_given_for_what_is_ruled_out() -> None:
    ruled_out = item(advise({**SETTLED, "pain_now": 5, "tried": {}, "kidney_disease": True}), "pain_reliever_otc")
    assert ruled_out.status is Status.AVOID
    assert ruled_out.reason == ""
    assert [caution.text for caution in ruled_out.cautions] == ["Kidney disease can get worse."]
    assert [because.finding for because in ruled_out.because] == ["kidney_disease"]


def test_what_nobody_recorded_is_no_reason() -> None:
    nothing_known = advise({})
    assert {one.reason for one in nothing_known.items if one.status is Status.HELD} == {""}
    assert item(nothing_known, "duloxetine").unlocks.startswith("After 12 weeks")
    helped = advise({"age": 30, "tried": {"muscle_relaxant": "helped"}, "pain_now": 9, "duration_weeks": 60})
    assert item(helped, "muscle_relaxant").reason == "Tried already, and not suggested again."


def test_an_opioid_is_shown_with_the_conditions_of_choosing_it() -> None:
    assert item(advise(SETTLED), "opioid_short").unlocks == "Only by the clinician's own choice, after the rest failed."


def test_the_emergency_department_is_suggested_for_what_came_on_top_of_the_fever() -> None:
    advice = advise({"age": 45, "sex": "female", "fever": True, "systolic_bp": 85})
    (referral,) = advice.referrals
    assert [one.finding for one in referral.because] == ["fever", "systolic_bp"]
    (interrupting,) = advice.interrupts
    assert interrupting.because == referral.because
    assert "With this besides the fever, consider the emergency department now." in remarks(advice, "fever")
    assert advise({"fever": True}).interrupts == ()


@pytest.mark.parametrize("sign", ["weakness_worsening", "strength_fallen"])
def test_growing_weakness_goes_to_surgery_as_soon_as_it_is_urgent_once_the_hold_is_released(sign: str) -> None:
    on_hold, freed = advise({**SETTLED, sign: True}), advise({**SETTLED, sign: True}, released=("worsening_weakness",))
    assert [one.referral.id for one in on_hold.referrals] == ["emergency_department"]
    surgery = next(one for one in freed.referrals if one.referral.id == "spine_surgery_referral")
    assert surgery.urgency is Urgency.IMMEDIATE
    assert [rule.id for rule in surgery.rules] == ["worsening_weakness"]
    assert [one.finding for one in surgery.because] == [sign]


def test_a_referral_that_the_ladder_brings_is_routine_and_gives_its_reason() -> None:
    tried = {"heat": "no_help", "physical_therapy": "no_help", "duloxetine": "no_help"}
    advice = advise({**SETTLED, "spread_right": "calf", "duration_weeks": 20, "tried": tried})
    surgery = next(one for one in advice.referrals if one.referral.id == "spine_surgery_referral")
    assert (surgery.urgency, surgery.rules) == (Urgency.ROUTINE, ())
    assert surgery.reason.startswith("Severe or growing weakness, or leg pain")


def test_a_lumbar_ct_is_no_stand_in_where_the_cord_is_in_question() -> None:
    def cautions(**answers: Any) -> dict[str, list[str]]:
        return {one.test.id: [said.text for said in one.cautions] for one in advise(answers).suggested}

    cord = cautions(age=40, sex="female", plantar_right="up", implanted_device=True)["mri_whole_spine"]
    assert not any("CT of the lumbar spine is the alternative" in text for text in cord)
    assert any("radiology chooses the CT" in text for text in cord)
    roots = cautions(age=40, sex="female", saddle_numbness=True)["mri_lumbar"]
    assert any("CT of the lumbar spine is the alternative" in text for text in roots)


def test_no_scan_is_said_with_its_way_out_and_what_was_not_examined() -> None:
    (xray, mri, ct) = advise(SETTLED).avoided
    assert [one.test for one in (xray, mri, ct)] == [XRAY_LUMBAR, MRI_LUMBAR, CT_LUMBAR]
    assert "6 weeks" in mri.until
    assert {"strength_l5", "temperature_c", "gait"} <= set(mri.unexamined)
    assert {"fever", "trauma", "age"} <= {because.finding for because in mri.because}


def test_leg_signs_alone_are_said_to_need_no_scan_yet_with_the_reassurance_only() -> None:
    said = "Leg signs alone are no reason for a scan before 6 weeks of care."
    assert remarks(advise({**SETTLED, "spread_left": "calf"}), "no_routine_imaging") == [said]
    assert remarks(advise(SETTLED), "no_routine_imaging") == []
    assert not any(said in json.dumps(advise(one).as_json()) for one in ({"spread_left": "calf"}, {}))


def test_a_test_that_reassurance_still_waits_for_is_undecided() -> None:
    waiting = {one.test.id: one.missing for one in advise({**SETTLED, "weight_loss": None}).undecided}
    assert waiting["ct_lumbar"] == ("weight_loss",)


def test_a_medicine_that_holds_up_the_bladder_is_named_beside_the_alert_never_instead() -> None:
    taking = {"medications": ("Amitriptyline 25 mg", "ramipril")}
    said = "A medicine on the list can also cause urinary retention; that rules nothing else out."
    with_drug = advise({"bladder_change": True, **taking})
    assert said in remarks(with_drug, "cauda_equina")
    assert with_drug.urgency is Urgency.IMMEDIATE
    (because,) = with_drug.alerts[0].remarks[-1].because
    assert because.value == ("Amitriptyline 25 mg",)
    assert said not in remarks(advise({"bladder_change": True, "medications": ("ramipril",)}), "cauda_equina")
    assert said not in remarks(advise({"saddle_numbness": True, **taking}), "cauda_equina")


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"leg_weakness": "left"}, "leg_weakness"),
        ({"strength_l5_left": 2}, "severe_deficit"),
        ({"leg_weakness": "both"}, "both_legs"),
        ({"gait": "unsteady"}, "cannot_walk"),
        ({"saddle_numbness": True}, "cauda_equina"),
    ],
)
def test_an_anticoagulant_with_a_deficit_brings_a_word_on_bleeding(answers: dict[str, Any], rule: str) -> None:
    said = [text for text in remarks(advise({**answers, "anticoagulant": True}), rule) if "bleed" in text]
    assert len(said) == 1
    assert not [text for text in remarks(advise({**answers, "anticoagulant": False}), rule) if "bleed" in text]


def test_pregnancy_is_a_caution_on_rays_and_takes_no_test_away() -> None:
    answers = {"cancer_history": True, "trauma": "major", "pregnancy": "yes", "prior_spine_surgery": True}
    tests = {one.test.id: one for one in advise({**answers, "pain_course": "worsening"}).suggested}
    assert {"xray_lumbar", "ct_lumbar", "mri_lumbar"} <= set(tests)
    for rays in ("xray_lumbar", "ct_lumbar"):
        assert "MRI or ultrasound is preferred" in tests[rays].cautions[0].text
    assert not any("Pregnant" in one.text for one in tests["mri_lumbar"].cautions)


@pytest.mark.parametrize(("device", "words"), [(True, "which make and model"), (None, "not asked"), (False, "")])
def test_an_implanted_device_asks_which_and_leaves_the_mri(device: bool | None, words: str) -> None:
    (mri,) = (one for one in advise({"bladder_change": True, "implanted_device": device}).suggested)
    assert mri.test is MRI_LUMBAR
    alternative = "Where MRI is impossible, CT of the lumbar spine is the alternative."
    assert [one.text == alternative or words in one.text for one in mri.cautions] == ([True, True] if words else [])


def test_kidneys_and_contrast_annotate() -> None:
    answers = {"bladder_change": True, "implanted_device": False, "kidney_disease": True, "contrast_allergy": True}
    (mri,) = advise(answers).suggested
    assert len(mri.cautions) == 2


def test_a_cause_is_listed_with_what_points_to_it() -> None:
    causes = {one.cause.id: one.because for one in advise({"age": 62, "urinary_symptoms": True}).causes}
    assert [because.finding for because in causes["aortic_aneurysm"]] == ["urinary_symptoms", "age"]
    assert [because.finding for because in causes["pyelo"]] == ["urinary_symptoms"]


def test_scores_are_worked_out_only_when_every_item_was_answered() -> None:
    whole = advise(
        {
            "phq_interest": 0,
            "phq_down": 0,
            "gad_nervous": 1,
            "pain_average": 4,
            "peg_enjoyment": 4,
            "peg_activity": 5,
            "weight_kg": 70,
            "height_cm": 170.5,
        }
    ).derived
    assert whole == {"phq2": 0, "gad2": None, "peg": 4.3, "bmi": 24.1, "ng65_count": None}


def test_the_nine_features_are_counted_once_all_are_known() -> None:
    rest = {
        "wakes_second_half": True,
        "buttock_pain_alternating": True,
        "nsaid_helps_48h": True,
        "family_spondyloarthritis": True,
        "arthritis_history": True,
        "enthesitis_history": True,
        "psoriasis_history": True,
    }
    assert advise({"age": 30, "better_with": ("movement",), **rest}).derived["ng65_count"] == 9
    assert advise({"age": 50, "onset_age": 50, "better_with": (), **rest}).derived["ng65_count"] == 7
    assert advise({"age": 50, "better_with": (), **rest}).derived["ng65_count"] is None


@settings(max_examples=150)
@given(answers=visits(), freed=released, trial_weeks=weeks)
def test_all_that_is_said_has_a_reason_and_a_source(
    answers: dict[str, Any], freed: tuple[str, ...], trial_weeks: int
) -> None:
    advice = advise(answers, released=freed, trial_weeks=trial_weeks)
    said = [*advice.alerts, *advice.suggested, *advice.avoided, *advice.referrals]
    assert all(one.because and one.sources for one in said)
    assert all(one.reason for one in advice.referrals)
    assert all(one.because for one in advice.causes)
    assert all(one.missing for one in advice.undecided)
    for one in advice.items:
        assert one.sources
        assert bool(one.missing) is (one.status is Status.HELD)
        waits = one.status is Status.HELD and not one.reason
        assert bool(one.unlocks) is (waits or one.status in (Status.LATER, Status.NEVER_SUGGESTED))
        if one.status in (Status.AVOID, Status.TRIED):
            assert one.because
        if one.status is Status.AVOID:
            assert one.cautions
        assert one.reason or one.unlocks or one.cautions
    every = [because for one in (*said, *advice.causes, *advice.items) for because in one.because]
    assert all(because.words for because in every)
    assert {because.finding for because in every} <= {*answers_by_finding(answers), "phq2", "gad2", "bmi"}
    assert json.loads(json.dumps(advice.as_json(), allow_nan=False)) == advice.as_json()


def answers_by_finding(answers: dict[str, Any]) -> set[str]:
    return {id.removesuffix("_left").removesuffix("_right") for id in answers} | set(answers)


@settings(max_examples=60)
@given(answers=visits())
def test_every_test_carries_the_cautions_that_apply(answers: dict[str, Any]) -> None:
    for one in advise(answers).suggested:
        due = [remark.text for remark in one.test.cautions if remark.when.holds(answers) is True]
        assert [caution.text for caution in one.cautions] == due


def test_the_answers_are_left_as_they_were() -> None:
    answers = {"fever": True, "tried": {"heat": "helped"}}
    advise(answers).as_json()
    assert answers == {"fever": True, "tried": {"heat": "helped"}}
