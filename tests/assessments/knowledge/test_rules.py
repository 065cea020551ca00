"""The rules one by one: what each suggests, considers and cites, and where its limits lie."""

from typing import Any

import pytest

from assessments.knowledge.causes import CAUSES
from assessments.knowledge.guidance import advise
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.rule import Rule, Urgency
from assessments.knowledge.rules import NO_ROUTINE_IMAGING, RULES
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER

BY_ID = {rule.id: rule for rule in RULES}
LATE = ["pain_reliever_otc", "physical_therapy"]
FAILED = {"tried": dict.fromkeys(LATE, "no_help")}

# rule: urgency; what it suggests; what it considers; who says so
TABLE = {
    "cauda_equina": ("immediate", "emergency_department mri_lumbar", "cauda_equina", "MAYO ACP11 BMJBP"),
    "worsening_weakness": (
        "immediate",
        "emergency_department mri_lumbar",
        "disk stenosis cauda_equina",
        "MAYO ACP11 VA22",
    ),
    "cord_signs": ("immediate", "emergency_department mri_whole_spine", "cord_compression cord_tumor", "GK MAYO"),
    "fever": (
        "immediate",
        "blood_tests blood_cultures urinalysis mri_lumbar emergency_department",
        "osteomyelitis infection pyelo",
        "MAYO IDSA15 ACP11",
    ),
    "infection_with_deficit": (
        "immediate",
        "emergency_department mri_whole_spine blood_tests blood_cultures",
        "osteomyelitis infection cord_compression",
        "IDSA15 ACP11 VA22",
    ),
    "cancer_with_deficit": (
        "immediate",
        "emergency_department mri_whole_spine",
        "cancer cord_compression",
        "ACP11 ACR21 VA22",
    ),
    "major_trauma": ("immediate", "emergency_department ct_lumbar", "fracture", "MAYO ACR21"),
    "minor_trauma": ("immediate", "xray_lumbar", "fracture sprain", "MAYO ACR21"),
    "aortic": ("immediate", "emergency_department aorta_imaging", "aortic_aneurysm", "CW GK"),
    "severe_deficit": ("urgent", "mri_lumbar spine_surgery_referral", "disk stenosis", "ACP11 VA22"),
    "both_legs": ("urgent", "mri_lumbar", "cauda_equina stenosis cord_compression", "BMJBP VA22 MAYO"),
    "cancer": ("urgent", "mri_lumbar mri_whole_spine blood_tests", "cancer cord_tumor", "ACR21 ACP11 MAYO"),
    "infection_risk": ("urgent", "blood_tests mri_lumbar", "osteomyelitis", "IDSA15 MAYO"),
    "fragility": ("urgent", "xray_lumbar", "osteoporosis fracture", "ACR21 ACP11 MAYO"),
    "kidney": ("urgent", "urinalysis", "pyelo stone aortic_aneurysm", "MAYO CW"),
    "weight_loss_with": ("urgent", "blood_tests xray_lumbar", "cancer osteomyelitis", "ACP11 MAYO"),
    "cannot_walk": ("urgent", "", "fracture disk cord_compression", "MAYO GK"),
    "weight_loss": ("soon", "blood_tests xray_lumbar", "cancer", "MAYO ACP11"),
    "night_pain_older": ("soon", "blood_tests xray_lumbar", "cancer", "ACP11 CW"),
    "percussion": ("soon", "xray_lumbar blood_tests", "fracture cancer osteomyelitis", "GK MAYO"),
    "not_eased": ("soon", "blood_tests", "", "MAYO"),
    "fragility_risk": ("soon", "xray_lumbar", "osteoporosis", "ACR21 ACP11"),
    "both_legs_sensory": ("soon", "", "stenosis cord_compression", "BMJBP MAYO GK"),
    "leg_weakness": ("soon", "", "disk sciatica", "MAYO NG59"),
    "inflammatory": ("soon", "rheumatology_referral blood_tests", "axspa sacroiliitis", "NG65 MAYO"),
    "inflammatory_three": ("soon", "hla_b27", "axspa", "NG65"),
    "prior_surgery": ("soon", "xray_lumbar mri_lumbar", "", "ACR21"),
    "pelvic": ("soon", "urology_or_gynecology_referral", "endometriosis", "MAYO"),
    "child": ("soon", "pediatric_referral", "listhesis infection cord_tumor", "NG59 GK"),
    "inflammatory_ask": ("routine", "", "axspa sacroiliitis", "NG65"),
    "leg_sensory": ("routine", "", "disk sciatica", "MAYO NG59"),
    "leg_spread": ("routine", "", "disk sciatica", "MAYO NG59"),
    "lasting": ("routine", "", "nonspecific oa", "MAYO"),
    "persisting_leg": ("routine", "mri_lumbar", "disk stenosis", "ACR21 ACP11 NG59"),
    "persisting_back": ("routine", "blood_tests xray_lumbar mri_lumbar", "oa cancer nonspecific", "ACP11 ACR21"),
    "nerve_studies": ("routine", "nerve_studies", "disk stenosis", "MAYO CW"),
    "stenosis": ("routine", "", "stenosis", "ACP11 MAYO"),
    "stenosis_persisting": ("routine", "mri_lumbar", "stenosis", "ACP11 ACR21"),
    "pregnancy_possible": ("routine", "pregnancy_test", "pregnancy", "ACOG723 GK"),
    "pregnancy": ("routine", "", "pregnancy", "MAYO GK"),
    "no_routine_imaging": ("routine", "", "strain sprain nonspecific", "ACR21 CW NG59 MAYO"),
}

# answers on which a rule fires, and the nearest ones on which it is ruled out or waits
EDGES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("cauda_equina", {"strength_l2_right": 3, "strength_s1_left": 0}, {"strength_l2_right": 3, "strength_s1_right": 0}),
    ("cauda_equina", {"anal_tone": "reduced"}, {"anal_tone": "normal"}),
    ("cord_signs", {"gait": "unsteady", "reflex_ankle_left": 3}, {"gait": "antalgic", "reflex_ankle_left": 4}),
    ("cord_signs", {"clonus_right": True}, {"gait": "unsteady", "reflex_ankle_left": 2}),
    ("fever", {"temperature_c": 38.0}, {"temperature_c": 37.9}),
    (
        "cancer_with_deficit",
        {"cancer_history": True, "walks": "unable"},
        {"cancer_history": True, "walks": "limited_by_pain"},
    ),
    (
        "cancer_with_deficit",
        {"cancer_history": True, "leg_tingling": "both"},
        {"cancer_history": True, "leg_tingling": "left"},
    ),
    (
        "infection_with_deficit",
        {"infection_risk": ("dialysis",), "toe_walk_left": "weak"},
        {"infection_risk": (), "toe_walk_left": "weak"},
    ),
    ("aortic", {"age": 60, "systolic_bp": 99}, {"age": 60, "systolic_bp": 100}),
    ("aortic", {"abdominal_mass": True}, {"age": 59, "systolic_bp": 80}),
    ("severe_deficit", {"strength_l3_left": 3}, {"strength_l3_left": 4}),
    ("severe_deficit", {"heel_walk_right": "unable"}, {"heel_walk_right": "weak"}),
    ("both_legs", {"strength_l3_left": 4, "strength_l5_right": 4}, {"strength_l3_left": 4, "strength_l5_left": 4}),
    ("both_legs", {"heel_walk_left": "weak", "toe_walk_right": "unable"}, {"heel_walk_left": "unable"}),
    ("fragility", {"age": 75, "tenderness": ("midline",)}, {"age": 74, "sex": "female", "tenderness": ("midline",)}),
    (
        "fragility",
        {"age": 65, "sex": "other", "trauma": "minor"},
        {"age": 64, "sex": "male", "trauma": "minor"},
    ),
    ("kidney", {"flank_tenderness_left": True}, {"flank_tenderness_left": False}),
    ("weight_loss_with", {"weight_loss": True, "age": 50}, {"weight_loss": True, "age": 49, "night_pain": False}),
    ("cannot_walk", {"stands": "unable"}, {"stands": "limited_by_spasm"}),
    (
        "night_pain_older",
        {"night_pain": True, "age": 50, "duration_weeks": 6},
        {"night_pain": True, "age": 50, "duration_weeks": 5, "pain_course": "same"},
    ),
    ("percussion", {"spinal_percussion_pain": True, "age": 50}, {"spinal_percussion_pain": True, "age": 49}),
    ("not_eased", {"pain_now": 7, "eased_by_rest": False}, {"pain_now": 6, "eased_by_rest": False}),
    (
        "both_legs_sensory",
        {"sensation_l4_left": "reduced", "sensation_s1_right": "absent"},
        {"sensation_l4_left": "reduced", "sensation_s1_left": "absent"},
    ),
    ("both_legs_sensory", {"spread_left": "foot", "spread_right": "calf"}, {"spread_left": "foot"}),
    ("leg_weakness", {"strength_l4_left": 4}, {"strength_l4_left": 3}),
    ("leg_weakness", {"toe_walk_left": "weak"}, {"toe_walk_left": "unable"}),
    ("leg_weakness", {"leg_weakness": "right"}, {"leg_weakness": "both"}),
    ("prior_surgery", {"prior_spine_surgery": True, "duration_weeks": 11}, {"prior_spine_surgery": True}),
    ("child", {"age": 17}, {"age": 18}),
    ("leg_sensory", {"reflex_knee_left": 1}, {"reflex_knee_left": 2}),
    ("leg_sensory", {"leg_numbness": "left"}, {"leg_numbness": "both"}),
    ("leg_spread", {"femoral_stretch_left": "positive"}, {"spread_left": "thigh"}),
    ("lasting", {"duration_weeks": 4}, {"duration_weeks": 3}),
    (
        "persisting_leg",
        {"spread_left": "calf", "duration_weeks": 6, **FAILED},
        {"spread_left": "calf", "duration_weeks": 5, **FAILED},
    ),
    ("persisting_back", {"age": 51, "duration_weeks": 6, **FAILED}, {"age": 50, "duration_weeks": 6, **FAILED}),
    (
        "nerve_studies",
        {"reflex_ankle_left": 1, "duration_weeks": 6, "tried": {"heat": "partly"}},
        {"reflex_ankle_left": 1, "duration_weeks": 6, "tried": {"heat": "helped"}},
    ),
    ("stenosis", {"walking_leg_pain": True, "age": 50}, {"walking_leg_pain": True, "age": 49}),
    ("inflammatory_ask", {"age": 44, "duration_weeks": 13, "schober_cm": 4.9}, {"age": 44, "duration_weeks": 12}),
    (
        "inflammatory_ask",
        {"age": 70, "onset_age": 44, "duration_weeks": 13, "sacroiliac_tests_positive": 3},
        {"age": 70, "onset_age": 45, "duration_weeks": 13, "sacroiliac_tests_positive": 3},
    ),
    ("pregnancy_possible", {"pregnancy": "possible"}, {"pregnancy": "yes"}),
]


def test_every_rule_is_in_the_table_once() -> None:
    assert [rule.id for rule in RULES if rule is not NO_ROUTINE_IMAGING] == [
        *sorted((id for id in TABLE if id != "no_routine_imaging"), key=[rule.id for rule in RULES].index)
    ]
    assert len({rule.id for rule in RULES}) == len(RULES) == len(TABLE)


@pytest.mark.parametrize("id", TABLE)
def test_a_rule_is_as_urgent_as_decided_and_suggests_considers_and_cites_what_was_decided(id: str) -> None:
    urgency, suggests, considers, sources = TABLE[id]
    rule = BY_ID[id]
    assert rule.urgency.word == urgency
    assert {one.what.id for one in rule.suggestions} == set(suggests.split())
    assert [one.cause.id for one in rule.considers] == considers.split()
    keys = {"GK" if citation.key.startswith("G") else citation.key for citation in rule.sources}
    assert keys == set(sources.split())


@pytest.mark.parametrize(("id", "fires", "not_yet"), EDGES, ids=str)
def test_a_rule_fires_at_its_limit_and_not_before(id: str, fires: dict[str, Any], not_yet: dict[str, Any]) -> None:
    assert BY_ID[id].fires.holds(fires) is True
    assert BY_ID[id].fires.holds(not_yet) is not True


def test_the_last_rule_looks_at_every_rule_that_scans_or_is_urgent_and_at_both_legs() -> None:
    named = {rule.id for rule in NO_ROUTINE_IMAGING.unless_fired}
    scans = {"xray_lumbar", "mri_lumbar", "ct_lumbar", "mri_whole_spine"}
    urgent = {id for id, row in TABLE.items() if row[0] in ("immediate", "urgent")}
    assert named == urgent | {"both_legs_sensory"} | {id for id, row in TABLE.items() if scans & set(row[1].split())}
    assert RULES[-1] is NO_ROUTINE_IMAGING
    assert [test.id for test in NO_ROUTINE_IMAGING.avoid] == ["xray_lumbar", "mri_lumbar", "ct_lumbar"]


def test_every_immediate_rule_but_a_minor_injury_holds_the_ladder() -> None:
    immediate = {rule for rule in RULES if rule.urgency is Urgency.IMMEDIATE}
    assert set(HOLDS_THE_LADDER) == immediate - {BY_ID["minor_trauma"]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_names_is_in_the_catalogues(rule: Rule) -> None:
    assert all(one.what in (*INVESTIGATIONS, *REFERRALS) for one in rule.suggestions)
    assert all(one.cause in CAUSES for one in rule.considers)


def test_a_practice_that_waits_longer_scans_later() -> None:
    answers = {"spread_left": "calf", "duration_weeks": 8, **FAILED}
    fired = {
        weeks: "persisting_leg" in {rule.id for rule in advise(answers, trial_weeks=weeks).fired}
        for weeks in (4, 6, 8, 9, 12)
    }
    assert fired == {4: True, 6: True, 8: True, 9: False, 12: False}


def test_fever_goes_to_the_emergency_department_with_a_second_sign_only() -> None:
    def sent(**answers: Any) -> bool:
        return bool(advise({"fever": True, **answers}).interrupts)

    assert not sent()
    assert not sent(systolic_bp=100, infection_risk=(), spinal_percussion_pain=False)
    assert sent(systolic_bp=99)
    assert sent(infection_risk=("tb_exposure",))
    assert sent(spinal_percussion_pain=True)
    assert sent(leg_weakness="left")
