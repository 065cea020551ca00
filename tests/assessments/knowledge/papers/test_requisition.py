"""Requests and letters: what they say, what they warn of, and what keeps one of them back."""

import pytest

from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.papers import Leaf, lacking, letter, requisition
from assessments.knowledge.papers.referral import QUESTIONS
from tests.assessments.documents.on_paper import SIGNED, ordered, visit_on_paper


def lines(leaf: Leaf, part: str) -> dict[str, str]:
    return {line.id: line.text for one in leaf.parts if one.id == part for line in one.lines}


def test_a_request_says_what_why_how_soon_and_who_asks() -> None:
    order = ordered("mri_lumbar", note="Tall patient")
    visit = visit_on_paper({"imaging_purpose": "surgery_considered"}, orders=(order,), signature=SIGNED)
    leaf = requisition(visit, order, str)
    assert lines(leaf, "what") == {
        "test": "MRI, lumbar spine",
        "urgency": "soon (1 to 2 weeks)",
        "reason": "Leg pain in spite of care",
        "question": "Is there a sign of: Sciatica? What it would decide: surgery is considered.",
        "note": "Tall patient",
        "codes": "30679-5",
    }
    assert lines(leaf, "findings")["slr"] == "left positive, 45°"
    assert lines(leaf, "asking")["by"] == "Ana Moreau, MD"
    assert "signature_0" in lines(leaf, "asking")


@pytest.mark.parametrize(
    ("answer", "says"), [(True, "yes"), (False, "no"), (None, "not asked")], ids=["yes", "no", "unknown"]
)
@pytest.mark.parametrize("flag", ["implanted_device", "kidney_disease", "contrast_allergy", "anticoagulant"])
def test_a_safety_flag_has_three_states(flag: str, answer: bool | None, says: str) -> None:
    order = ordered("ct_lumbar")
    assert lines(requisition(visit_on_paper({flag: answer}), order, str), "safety")[flag] == says


def test_pregnancy_is_told_with_its_week_and_is_not_asked_of_men() -> None:
    order = ordered("xray_lumbar")
    woman = {"sex": "female", "pelvic_cycle_pain": False}
    asked = {"pregnancy": "yes", "pregnancy_weeks": 12}
    assert lines(requisition(visit_on_paper(woman | asked), order, str), "safety")["pregnancy"] == "yes, week 12"
    unasked = requisition(visit_on_paper(woman | {"pregnancy": None}), order, str)
    assert lines(unasked, "safety")["pregnancy"] == "not asked"
    man = requisition(visit_on_paper({"pregnancy": None}), order, str)
    assert lines(man, "safety")["pregnancy"] == "not applicable"


def test_an_unsigned_request_has_room_for_a_hand() -> None:
    assert "unsigned" in lines(requisition(visit_on_paper(), ordered("mri_lumbar"), str), "asking")


@pytest.mark.parametrize("test", INVESTIGATIONS, ids=lambda test: test.id)
def test_every_test_of_a_whole_visit_can_be_asked_for(test: object) -> None:
    order = ordered(test.id)  # type: ignore[attr-defined]
    assert lacking(visit_on_paper(), order, str) == ()
    assert lines(requisition(visit_on_paper(), order, str), "what")["question"]


@pytest.mark.parametrize(
    ("heading", "answers", "label"),
    [
        ({"practice": ""}, {}, "Practice"),
        ({"practice_phone": ""}, {}, "Phone"),
        ({}, {"sex": None}, "Sex"),
    ],
)
def test_what_is_missing_is_named(heading: dict[str, str], answers: dict[str, None], label: str) -> None:
    found = lacking(visit_on_paper(answers, heading=heading), ordered("blood_tests"), str)
    assert [one.label for one in found] == [label]


def test_a_scan_without_a_question_is_kept_back_and_a_blood_test_beside_it_is_not() -> None:
    bare = {"impression": None, "slr_left": None, "reflex_ankle_left": None, "spread_left": None, "pain_regions": None}
    visit = visit_on_paper(bare)
    empty = dict(visit.advice) | {"causes": []}
    silent = type(visit)(note=visit.note, answers=visit.answers, advice=empty)
    assert [one.label for one in lacking(silent, ordered("mri_lumbar"), str)] == ["Clinical question"]
    assert lacking(silent, ordered("blood_tests"), str) == ()


@pytest.mark.parametrize("referral", REFERRALS, ids=lambda one: one.id)
def test_a_letter_says_to_whom_what_is_asked_and_what_was_tried(referral: object) -> None:
    visit = visit_on_paper(accepted=(referral.id,))  # type: ignore[attr-defined]
    leaf = letter(visit, visit.decisions[0], str)
    assert lines(leaf, "what")["to"] == referral.label  # type: ignore[attr-defined]
    assert lines(leaf, "what")["question"] == QUESTIONS[referral.id]  # type: ignore[attr-defined]
    assert "did not help" in lines(leaf, "findings")["tried"]
    assert set(QUESTIONS) == {one.id for one in REFERRALS}
