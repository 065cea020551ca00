"""The ladder: what rules a treatment out, what takes care with it, and what waits until it was asked."""

import pytest

from assessments.knowledge.conditions import Condition
from assessments.knowledge.guidance import advise
from assessments.knowledge.ladder import RUNG_BY_ID, RUNGS, Rung, Status, current_step
from assessments.knowledge.treatments import TREATMENTS
from tests.vignettes.visit import Answers, no_red_flags, visit, well, woman

# The table of cautions as decided, told a second time: answers that bring each, by treatment.
OLD, YOUNG, PREGNANT, EARLY, POSSIBLE = (
    {"age": 65},
    {"age": 24},
    {"pregnancy": "yes", "pregnancy_weeks": 20},
    {"pregnancy": "yes", "pregnancy_weeks": 19},
    {"pregnancy": "possible"},
)
WEEK_UNKNOWN = {"pregnancy": "yes"}
INFECTION, FEVER = {"infection_risk": ["tb_exposure"]}, {"fever": True}


def yes(*ids: str) -> tuple[Answers, ...]:
    return tuple({id: True} for id in ids)


NSAID_AVOID = (
    *yes("nsaid_allergy", "ulcer_or_gi_bleed", "anticoagulant", "kidney_disease", "heart_failure"),
    *yes("arrhythmia_or_recent_mi", "lithium_or_methotrexate", "ace_arb_and_diuretic"),
    PREGNANT,
    WEEK_UNKNOWN,
)
NSAID_CAUTION = (
    *yes("heart_disease", "liver_disease", "heavy_alcohol", "steroid_use", "ssri_or_snri_use"),
    OLD,
    POSSIBLE,
    EARLY,
)
NEEDLE = (*yes("anticoagulant"), INFECTION, FEVER, POSSIBLE, PREGNANT)
AVOID: dict[str, tuple[Answers, ...]] = {
    "pain_reliever_otc": NSAID_AVOID,
    "nsaid_prescription": NSAID_AVOID,
    "acetaminophen": yes("liver_disease", "heavy_alcohol"),
    "muscle_relaxant": (
        OLD,
        *yes("safety_critical_work", "sedative_use", "maoi_use", "arrhythmia_or_recent_mi", "heart_failure"),
        *yes("narrow_angle_glaucoma", "urinary_retention", "bladder_change", "liver_disease"),
    ),
    "duloxetine": yes(
        "maoi_use", "liver_disease", "heavy_alcohol", "kidney_disease", "narrow_angle_glaucoma", "ssri_or_snri_use"
    ),
    "tricyclic": (
        *yes("maoi_use", "arrhythmia_or_recent_mi", "narrow_angle_glaucoma", "urinary_retention", "bladder_change"),
        OLD,
    ),
    "opioid_short": yes("substance_use_disorder", "sedative_use", "maoi_use"),
    "steroid_injection": NEEDLE,
    "radiofrequency_ablation": (*NEEDLE, *yes("implanted_device")),
    "nerve_stimulator": NEEDLE,
    "tens": (*yes("implanted_device"), POSSIBLE, PREGNANT),
    "chiropractic": (
        *yes("bladder_change", "weakness_worsening", "fever", "sudden_collapse", "cancer_history"),
        *(
            {"trauma": "minor"},
            {"trauma": "major"},
            {"leg_weakness": "both"},
            {"clonus": {"left": True}},
            {"strength_l5": {"left": 3}},
            INFECTION,
        ),
        *yes("steroid_use", "osteoporosis", "weight_loss"),
        {"age": 75, "tenderness": ["midline"]},
    ),
}
CAUTION: dict[str, tuple[Answers, ...]] = {
    "pain_reliever_otc": NSAID_CAUTION,
    "nsaid_prescription": NSAID_CAUTION,
    "acetaminophen": yes("anticoagulant"),
    "muscle_relaxant": (*yes("ssri_or_snri_use", "sleep_apnea", "heavy_alcohol"), POSSIBLE, PREGNANT),
    "duloxetine": (*yes("hypertension", "urinary_retention", "anticoagulant"), YOUNG, OLD, POSSIBLE, PREGNANT),
    "tricyclic": (*yes("ssri_or_snri_use", "sedative_use", "heart_disease"), YOUNG, POSSIBLE, PREGNANT),
    "opioid_short": (*yes("sleep_apnea", "heavy_alcohol"), OLD, POSSIBLE, PREGNANT),
    "steroid_injection": yes("diabetes", "contrast_allergy"),
    "radiofrequency_ablation": yes("prior_spine_surgery"),
    "nerve_stimulator": yes("prior_spine_surgery"),
    "acupuncture": yes("anticoagulant"),
    "chiropractic": (*yes("anticoagulant"), POSSIBLE, PREGNANT),
}
SAFE = visit(woman(40), no_red_flags, well, prior_spine_surgery=False)


def slots(answers: Answers) -> Answers:
    """Answers by slot."""
    told: Answers = {}
    for id, value in answers.items():
        if isinstance(value, dict) and id != "tried":
            told |= {f"{id}_{side}": one for side, one in value.items()}
        else:
            told[id] = tuple(value) if isinstance(value, list) else value
    return told


def pairs(table: dict[str, tuple[Answers, ...]]) -> list[tuple[str, Answers]]:
    return [(treatment, answers) for treatment, several in table.items() for answers in several]


def met(condition: Condition, answers: Answers) -> bool:
    return condition.holds(slots({**SAFE, **answers})) is True


@pytest.mark.parametrize(("treatment", "answers"), pairs(AVOID), ids=str)
def test_what_rules_a_treatment_out(treatment: str, answers: Answers) -> None:
    assert met(RUNG_BY_ID[treatment].avoided, answers)
    status = advise(slots({**SAFE, **answers})).statuses[treatment]
    assert status is (Status.NEVER_SUGGESTED if treatment == "opioid_short" else Status.AVOID)


@pytest.mark.parametrize(("treatment", "answers"), pairs(CAUTION), ids=str)
def test_what_takes_care(treatment: str, answers: Answers) -> None:
    assert met(RUNG_BY_ID[treatment].cautioned, answers)
    assert not met(RUNG_BY_ID[treatment].avoided, answers) or answers in AVOID.get(treatment, ())


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.treatment.id)
def test_nothing_else_is_held_against_a_treatment(rung: Rung) -> None:
    assert not met(rung.avoided, {})
    assert not met(rung.cautioned, {})
    allowed = {slot for table in (AVOID, CAUTION) for answers in table.get(rung.treatment.id, ()) for slot in answers}
    read = {slot.finding_id for condition in (rung.avoided, rung.cautioned) for slot in condition.reads()}
    named = allowed | ({"age", "sex", "pregnancy", "pregnancy_weeks"} if "pregnancy" in allowed else set())
    if rung.treatment.id != "chiropractic":  # it reads whole rules
        assert read <= named


def with_pain(**answers: object) -> Answers:
    return slots(visit(SAFE, pain_now=5, duration_weeks=2, tried={}, **answers))


def status(treatment: str, answers: Answers) -> str:
    return advise(answers).statuses[treatment].value


def test_an_unknown_caution_holds_the_item_even_beside_one_that_is_there() -> None:
    answers = with_pain(heart_disease=True)
    assert status("pain_reliever_otc", answers) == "available"
    answers["liver_disease"] = None
    assert status("pain_reliever_otc", answers) == "held"
    (item,) = (item for item in advise(answers).items if item.treatment.id == "pain_reliever_otc")
    assert item.missing == ("liver_disease",)
    assert [caution.because[0].finding for caution in item.cautions] == ["heart_disease"]


def test_an_item_whose_row_can_no_longer_be_met_does_not_wait() -> None:
    answers = with_pain()
    answers["pain_now"], answers["nsaid_allergy"] = 0, None
    assert status("pain_reliever_otc", answers) == "later"


def test_what_was_tried_is_not_suggested_again_and_what_is_ruled_out_is_said_first() -> None:
    answers = {**with_pain(), "tried": {"pain_reliever_otc": "helped", "heat": "no_help"}}
    assert [status(one, answers) for one in ("pain_reliever_otc", "heat", "topical")] == ["tried", "tried", "suggested"]
    assert status("pain_reliever_otc", {**answers, "kidney_disease": True}) == "avoid"


@pytest.mark.parametrize(
    ("tried", "step"),
    [
        (None, 1),
        ({}, 1),
        ({"heat": "helped"}, 1),
        ({"stay_active": "no_help"}, 1),
        ({"heat": "partly"}, 2),
        ({"physical_therapy": "no_help"}, 1),
        ({"topical": "no_help", "physical_therapy": "partly"}, 3),
        ({"topical": "no_help", "massage": "partly"}, 2),
        ({"topical": "no_help", "massage": "partly", "yoga": "no_help"}, 3),
        ({"topical": "no_help", "physical_therapy": "partly", "opioid_short": "partly"}, 4),
        ({"heat": "no_help", "physical_therapy": "partly", "tricyclic": "partly", "steroid_injection": "partly"}, 5),
    ],
    ids=str,
)
def test_the_current_step_is_the_lowest_not_tried_and_not_enough(tried: dict[str, str] | None, step: int) -> None:
    assert current_step({"tried": tried}) == step


def test_a_treatment_that_helped_by_mouth_leaves_no_room_for_a_relaxant() -> None:
    answers = {**with_pain(), "tried": {"topical": "no_help", "nsaid_prescription": "helped"}}
    assert status("muscle_relaxant", answers) == "later"
    assert status("muscle_relaxant", {**answers, "tried": {"topical": "no_help"}}) == "suggested"
    assert status("muscle_relaxant", {**answers, "tried": {"topical": "no_help"}, "pain_now": 7}) == "later"


def test_pregnancy_is_asked_of_patients_not_male_between_10_and_55_only() -> None:
    unasked = {id: value for id, value in with_pain().items() if id != "pregnancy"}
    assert status("pain_reliever_otc", unasked) == "held"
    assert status("pain_reliever_otc", {**unasked, "sex": "other"}) == "held"
    assert status("pain_reliever_otc", {**unasked, "sex": "male"}) == "suggested"
    assert status("pain_reliever_otc", {**unasked, "age": 56}) == "suggested"
    assert status("pain_reliever_otc", {**unasked, "age": 56, "pregnancy": "yes"}) == "avoid"


def test_an_unknown_age_holds_medicines_and_every_higher_step() -> None:
    tried = {"pain_reliever_otc": "no_help", "physical_therapy": "no_help", "tricyclic": "no_help"}
    answers = {**with_pain(), "age": None, "tried": tried, "duration_weeks": 30, "spread_left": "calf"}
    held = [one.id for one in TREATMENTS if status(one.id, answers) == "held"]
    assert {"topical", "nsaid_prescription", "duloxetine"} <= set(held)
    assert {"steroid_injection", "radiofrequency_ablation", "nerve_stimulator", "surgery"} <= set(held)
    assert status("massage", answers) == "available"


def test_every_treatment_has_one_rung_and_every_status_is_a_condition() -> None:
    assert [rung.treatment for rung in RUNGS] == list(TREATMENTS)
    for rung in RUNGS:
        assert all(isinstance(condition, Condition) for _, condition in rung.statuses)
        assert rung.statuses[-1][1].holds({}) is True
