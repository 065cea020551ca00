"""The catalogue of findings against the names and limits that other programs rely on."""

import hashlib
import re
from pathlib import Path
from typing import Any as Anything

import pytest

from assessments.knowledge.causes import CAUSES
from assessments.knowledge.findings import COMPUTED, FINDINGS, SECTIONS, SLOTS
from assessments.knowledge.findings.red_flags import EMERGENCY_FLAGS, RED_FLAGS, SERIOUS_FLAGS
from assessments.knowledge.investigations import INVESTIGATIONS
from assessments.knowledge.sources import SOURCES
from assessments.knowledge.vocabulary import Choice, Finding, Number, Several

LOINC = "http://loinc.org"
CARD = Path(__file__).parent / "questionnaire_shingles.txt"

Contract = tuple[Anything, ...]
YES_NO: Contract = ("yes_no",)
TEXT: Contract = ("text",)


def measure(lowest: float, highest: float) -> Contract:
    return ("measure", lowest, highest)


def scale(highest: int) -> Contract:
    return ("scale", 0, highest)


def choice(*values: str) -> Contract:
    return ("choice", *values)


def several(*values: str) -> Contract:
    return ("several", *values)


def sided(contract: Contract) -> Contract:
    return (*contract, "right and left")


ABILITY = choice("normal", "limited_by_pain", "limited_by_spasm", "unable")
MOVEMENT = choice("full", "limited_by_pain", "limited_by_spasm", "limited_by_stiffness")
LEGS = choice("none", "right", "left", "both")
SIGN = choice("negative", "positive")
WALK = choice("able", "weak", "unable")
REGIONS = ["lumbar_centre", "saddle"] + [
    f"{region}_{side}"
    for region in (
        "thoracic",
        "lumbar",
        "buttock",
        "thigh_back",
        "calf",
        "sole",
        "groin",
        "hip",
        "thigh_front",
        "shin_inner",
        "shin_outer",
        "foot_top",
        "foot_outer",
    )
    for side in ("right", "left")
]

# Columns, form fields, rules, JSON, FHIR link ids and CSV columns go by these. Add to them; never rename or reuse one.
CONTRACT: dict[str, dict[str, Contract]] = {
    "who": {
        "age": measure(0, 120),
        "sex": choice("female", "male", "other"),
    },
    "pain": {
        "duration_weeks": measure(0, 5200),
        "pain_now": scale(10),
        "pain_worst": scale(10),
        "pain_average": scale(10),
        "peg_enjoyment": scale(10),
        "peg_activity": scale(10),
        "pain_pattern": choice("constant", "intermittent"),
        "pain_course": choice("improving", "same", "worsening"),
        "pain_quality": several("ache", "shooting", "burning", "stabbing"),
        "pain_regions": several(*REGIONS),
        "spread": sided(choice("none", "buttock", "thigh", "calf", "foot")),
        "worse_with": several("bending", "twisting", "lifting", "standing", "walking", "sitting", "coughing"),
        "better_with": several("rest", "movement", "sitting_or_stooping", "lying", "heat"),
        "eased_by_rest": YES_NO,
        "night_pain": YES_NO,
    },
    "emergency_flags": {
        "bladder_change": YES_NO,
        "bowel_change": YES_NO,
        "saddle_numbness": YES_NO,
        "sexual_dysfunction": YES_NO,
        "weakness_worsening": YES_NO,
        "bilateral_deficit": YES_NO,
        "fever": YES_NO,
        "trauma": choice("none", "minor", "major"),
        "tearing_or_pulsating": YES_NO,
        "sudden_collapse": YES_NO,
    },
    "serious_flags": {
        "weight_loss": YES_NO,
        "cancer_history": YES_NO,
        "infection_risk": several(
            "iv_drugs",
            "immunosuppressed",
            "recent_infection",
            "recent_spinal_procedure",
            "dialysis",
            "tb_exposure",
        ),
        "steroid_use": YES_NO,
        "osteoporosis": YES_NO,
        "urinary_symptoms": YES_NO,
        "pelvic_cycle_pain": YES_NO,
    },
    "legs": {
        "leg_weakness": LEGS,
        "leg_numbness": LEGS,
        "leg_tingling": LEGS,
        "walking_leg_pain": YES_NO,
    },
    "history": {
        "prior_injury": YES_NO,
        "prior_injury_detail": TEXT,
        "prior_spine_surgery": YES_NO,
        "function_limited": YES_NO,
        "function_limits": several("sitting", "standing", "walking", "lifting", "sleep", "work", "self_care", "social"),
        "function_detail": TEXT,
        "other_symptoms": TEXT,
        "heavy_work": YES_NO,
        "exercises_regularly": YES_NO,
        "exercise_types": TEXT,
        "phq_interest": scale(3),
        "phq_down": scale(3),
        "gad_nervous": scale(3),
        "gad_worry": scale(3),
        "rmdq_score": measure(0, 24),
        "start_back_total": measure(0, 9),
        "start_back_psych": measure(0, 5),
        "odi_score": measure(0, 100),
        "promis_pain_interference": measure(20, 85),
        "sleeps_well": YES_NO,
        "stressors": TEXT,
        "patient_questions": TEXT,
        "companion_present": YES_NO,
        "smoking": choice("never", "former", "current"),
        "cigarettes_per_day": measure(0, 200),
        "lifts_with_back": YES_NO,
        "poor_posture": YES_NO,
        "tried": ("tried",),
        "morning_stiffness": YES_NO,
        "onset_age": measure(0, 120),
        "wakes_second_half": YES_NO,
        "buttock_pain_alternating": YES_NO,
        "nsaid_helps_48h": YES_NO,
        "family_spondyloarthritis": YES_NO,
        "arthritis_history": YES_NO,
        "enthesitis_history": YES_NO,
        "psoriasis_history": YES_NO,
    },
    "background": {
        "pregnancy": choice("not_applicable", "no", "possible", "yes"),
        "pregnancy_weeks": measure(0, 45),
        "kidney_disease": YES_NO,
        "ulcer_or_gi_bleed": YES_NO,
        "heart_disease": YES_NO,
        "heart_failure": YES_NO,
        "hypertension": YES_NO,
        "liver_disease": YES_NO,
        "diabetes": YES_NO,
        "nsaid_allergy": YES_NO,
        "anticoagulant": YES_NO,
        "narrow_angle_glaucoma": YES_NO,
        "urinary_retention": YES_NO,
        "arrhythmia_or_recent_mi": YES_NO,
        "sleep_apnea": YES_NO,
        "substance_use_disorder": YES_NO,
        "heavy_alcohol": YES_NO,
        "safety_critical_work": YES_NO,
        "implanted_device": YES_NO,
        "contrast_allergy": YES_NO,
        "maoi_use": YES_NO,
        "ssri_or_snri_use": YES_NO,
        "sedative_use": YES_NO,
        "ace_arb_and_diuretic": YES_NO,
        "lithium_or_methotrexate": YES_NO,
        "medications": ("names",),
        "allergies": ("names",),
    },
    "examination": {
        "temperature_c": measure(30, 45),
        "systolic_bp": measure(40, 300),
        "diastolic_bp": measure(20, 200),
        "pulse": measure(20, 250),
        "weight_kg": measure(1, 500),
        "height_cm": measure(40, 260),
        "sits": ABILITY,
        "stands": ABILITY,
        "walks": ABILITY,
        "lifts_legs": ABILITY,
        "gait": choice("normal", "antalgic", "unsteady", "foot_drop"),
        "deformity": choice("none", "scoliosis", "kyphosis", "step_off"),
        "tenderness": several("midline", "paraspinal", "sacroiliac"),
        "spinal_percussion_pain": YES_NO,
        "muscle_spasm": YES_NO,
        "flexion": MOVEMENT,
        "extension": MOVEMENT,
        "side_bend": sided(MOVEMENT),
        "rotation": sided(MOVEMENT),
        "schober_cm": measure(0, 20),
        "slr": sided(SIGN),
        "slr_angle": sided(measure(0, 90)),
        "crossed_slr": sided(SIGN),
        "femoral_stretch": sided(SIGN),
        "faber": sided(SIGN),
        "sacroiliac_tests_positive": scale(5),
        "flank_tenderness": sided(YES_NO),
        "abdominal_mass": YES_NO,
    },
    "nerve_roots": {
        **{f"strength_{root}": sided(scale(5)) for root in ("l2", "l3", "l4", "l5", "s1")},
        **{
            f"sensation_{root}": sided(choice("normal", "reduced", "absent")) for root in ("l2", "l3", "l4", "l5", "s1")
        },
        "reflex_knee": sided(scale(4)),
        "reflex_ankle": sided(scale(4)),
        "plantar": sided(choice("down", "up")),
        "clonus": sided(YES_NO),
        "perianal_sensation": choice("normal", "reduced"),
        "anal_tone": choice("normal", "reduced"),
        "strength_fallen": YES_NO,
        "heel_walk": sided(WALK),
        "toe_walk": sided(WALK),
    },
    "conclusion": {
        "impression": several(*(cause.id for cause in CAUSES)),
        "impression_note": TEXT,
        "disposition": choice("home", "review", "referred", "emergency"),
        "review_in_weeks": measure(0, 52),
        "imaging_purpose": choice("injection_considered", "surgery_considered", "none"),
        "blood_tests_raised": YES_NO,
    },
}
EVERY_FINDING = [finding for section in SECTIONS for finding in section.findings]


def contract(finding: Finding) -> Contract:
    limits: tuple[Anything, ...] = ()
    match finding:
        case Number():
            limits = (finding.lowest, finding.highest)
        case Choice() | Several():
            limits = finding.values
    return (finding.kind, *limits, "right and left") if finding.sided else (finding.kind, *limits)


def named(finding: Finding) -> str:
    return finding.id


def digit_of(number: str) -> int:
    """The LOINC check digit, modulus 10: every second digit from the right counts double."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number))]
    return -sum(sum(map(int, str(digit))) for digit in doubled) % 10


@pytest.mark.parametrize("section", CONTRACT)
def test_findings_keep_the_names_kinds_and_limits_that_others_rely_on(section: str) -> None:
    there = {finding.id: contract(finding) for one in SECTIONS if one.id == section for finding in one.findings}
    assert {name: there.get(name) for name in CONTRACT[section]} == CONTRACT[section]


def test_sections_come_in_the_order_of_the_visit() -> None:
    assert [section.id for section in SECTIONS] == list(CONTRACT)


def test_no_two_findings_or_sides_share_a_name() -> None:
    names = [slot.id for finding in EVERY_FINDING for slot in finding.slots()] + [one.id for one in COMPUTED]
    sided_names = [finding.id for finding in EVERY_FINDING if finding.sided]
    assert len(set(names + sided_names)) == len(names + sided_names)
    assert set(SLOTS) | {one.id for one in COMPUTED} == set(names)
    assert list(FINDINGS) == [finding.id for finding in EVERY_FINDING]


@pytest.mark.parametrize("finding", [*EVERY_FINDING, *COMPUTED], ids=named)
def test_every_finding_has_a_name_for_machines_a_label_for_people_and_a_source(finding: Finding) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", finding.id)
    assert finding.label.strip() == finding.label != ""
    assert finding.source.source in SOURCES
    assert finding.source.section.strip()


@pytest.mark.parametrize("finding", [one for one in EVERY_FINDING if isinstance(one, Choice | Several)], ids=named)
def test_every_option_has_a_label_of_its_own(finding: Choice | Several) -> None:
    assert all(option.label.strip() for option in finding.options)
    assert len({option.label for option in finding.options}) == len(finding.options) == len(set(finding.values))


@pytest.mark.parametrize("finding", EVERY_FINDING, ids=named)
def test_what_reads_as_normal_is_an_answer_that_is_allowed(finding: Finding) -> None:
    assert [finding.allowed(value) for value in finding.normal] == list(finding.normal)


def test_labels_are_told_apart_within_a_section() -> None:
    assert [
        section.id
        for section in SECTIONS
        if len({finding.label for finding in section.findings}) < len(section.findings)
    ] == []


def test_every_red_flag_has_an_answer_that_clears_it() -> None:
    assert RED_FLAGS == EMERGENCY_FLAGS + SERIOUS_FLAGS
    assert [flag.id for flag in EMERGENCY_FLAGS] == list(CONTRACT["emergency_flags"])
    assert [flag.id for flag in SERIOUS_FLAGS] == list(CONTRACT["serious_flags"])
    assert all(len(flag.normal) == 1 for flag in RED_FLAGS)


def test_the_check_digit_of_a_known_code_is_right_and_a_slip_is_seen() -> None:
    assert digit_of("72514") == 3
    assert digit_of("2160") == 0
    assert digit_of("72541") != 3


@pytest.mark.parametrize(
    "number",
    [
        code.code
        for coded in (*EVERY_FINDING, *COMPUTED, *INVESTIGATIONS)
        for code in coded.codes
        if code.system == LOINC
    ],
)
def test_every_loinc_code_passes_its_check_digit(number: str) -> None:
    body, _, digit = number.partition("-")
    assert digit == str(digit_of(body))


def test_no_code_stands_for_two_findings() -> None:
    codes = [code for coded in (*EVERY_FINDING, *INVESTIGATIONS) for code in coded.codes]
    assert len(set(codes)) == len(codes)


def runs_of(text: str, length: int = 4) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:12] for run in runs}


@pytest.mark.parametrize("finding", [*EVERY_FINDING, *COMPUTED], ids=named)
def test_the_wording_of_questionnaires_stays_on_their_own_cards(finding: Finding) -> None:
    said = " / ".join((finding.label, finding.help))
    assert not runs_of(said) & set(CARD.read_text().split())
