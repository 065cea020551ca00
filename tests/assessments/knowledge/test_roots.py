"""The nerve root that the signs of one side agree on."""

from typing import Any

import pytest

from assessments.knowledge.roots import patterns


def told(**answers: Any) -> list[tuple[str, str | None]]:
    return [(pattern.side, pattern.root) for pattern in patterns(answers)]


def test_a_reduced_ankle_reflex_and_a_positive_straight_leg_raise_on_the_left_point_to_s1() -> None:
    (pattern,) = patterns({"reflex_ankle_left": 1, "slr_left": "positive", "reflex_ankle_right": 2})
    assert (pattern.side, pattern.root) == ("left", "S1")
    assert [slot.id for slot in pattern.slots] == ["reflex_ankle_left", "slr_left"]


@pytest.mark.parametrize(
    ("answers", "root"),
    [
        ({"strength_l5_right": 3, "heel_walk_right": "weak"}, "L5"),
        ({"sensation_l4_right": "reduced", "reflex_knee_right": 0}, "L4"),
        ({"sensation_l3_right": "absent", "femoral_stretch_right": "positive"}, "L3"),
        ({"strength_s1_right": 4, "toe_walk_right": "unable", "reflex_ankle_right": 0}, "S1"),
        ({"strength_l2_right": 4}, "L2"),
    ],
)
def test_signs_that_agree_name_their_root(answers: dict[str, Any], root: str) -> None:
    assert told(**answers) == [("right", root)]


def test_signs_of_two_roots_are_no_single_root() -> None:
    assert told(strength_l5_left=4, reflex_ankle_left=1) == [("left", None)]


def test_signs_that_fit_more_than_one_root_are_no_single_root() -> None:
    assert told(reflex_knee_left=1) == [("left", None)]


def test_a_stretch_sign_alone_names_nothing() -> None:
    assert told(slr_left="positive") == []


def test_each_side_speaks_for_itself() -> None:
    assert told(strength_l5_left=4, sensation_l4_right="reduced") == [("right", "L4"), ("left", "L5")]


def test_what_was_not_examined_and_what_is_normal_says_nothing() -> None:
    assert told() == []
    assert told(strength_l5_left=5, reflex_ankle_left=2, sensation_s1_left="normal", slr_left="negative") == []
