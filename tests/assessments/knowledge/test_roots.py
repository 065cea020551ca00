"""Which nerve root the signs of a side agree on."""

from assessments.knowledge.roots import patterns


def roots(**answers: object) -> list[tuple[str, str | None]]:
    return [(one.side, one.root) for one in patterns(answers)]


def test_weak_toe_lifting_and_numb_l5_fit_l5() -> None:
    assert roots(strength_l5_left=4, sensation_l5_left="reduced") == [("left", "L5")]


def test_an_absent_ankle_reflex_with_weak_toe_walk_fits_s1() -> None:
    assert roots(reflex_ankle_right=0, toe_walk_right="weak") == [("right", "S1")]


def test_a_knee_reflex_alone_fits_no_single_root() -> None:
    assert roots(reflex_knee_right=1) == [("right", None)]


def test_signs_of_two_roots_fit_no_single_one() -> None:
    assert roots(strength_l4_left=4, sensation_s1_left="absent") == [("left", None)]


def test_a_stretch_sign_alone_names_no_root() -> None:
    assert roots(slr_left="positive") == []


def test_what_was_not_examined_or_is_normal_is_no_sign() -> None:
    assert roots() == []
    assert roots(strength_l5_left=5, reflex_ankle_left=2, sensation_l5_left="normal") == []


def test_each_side_speaks_for_itself_and_with_its_signs() -> None:
    answers = {"strength_l5_left": 4, "reflex_ankle_right": 1}
    right, left = patterns(answers)
    assert (right.says(), left.says()) == (
        "the signs on the right fit the nerve root S1",
        "the signs on the left fit the nerve root L5",
    )
    assert left.found(answers) == ("Strength L5 (great toe lifting): 4 of 5",)
