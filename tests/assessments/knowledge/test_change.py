"""A change that matters is 2 points and 30 %, both."""

import pytest

from assessments.knowledge.change import pain_change, peg_change, strength_fallen


@pytest.mark.parametrize(
    ("then", "now", "meaningful", "percent"),
    [(6, 3, True, 50), (8, 6, False, 25), (4, 3, False, 25), (7, 5, False, 29), (3, 6, True, 100), (0, 2, True, None)],
)
def test_pain_has_changed_in_a_way_that_matters(then: int, now: int, meaningful: bool, percent: int | None) -> None:
    change = pain_change({"pain_now": then}, {"pain_now": now})
    assert change is not None
    assert (change.meaningful, change.percent, change.down) == (meaningful, percent, then - now)


def test_without_a_score_at_both_visits_there_is_no_change_to_tell() -> None:
    assert pain_change({}, {"pain_now": 3}) is None
    assert pain_change({"pain_now": 3}, {}) is None
    assert peg_change({"pain_average": 4, "peg_enjoyment": 4}, {"pain_average": 4}) is None


def test_the_peg_changes_by_its_mean() -> None:
    before = {"pain_average": 6, "peg_enjoyment": 6, "peg_activity": 6}
    after = {"pain_average": 3, "peg_enjoyment": 3, "peg_activity": 4}
    change = peg_change(before, after)
    assert change is not None
    assert (change.then, round(change.now, 2), change.meaningful) == (6, 3.33, True)


def test_strength_that_fell_is_named_by_root_and_side() -> None:
    fallen = strength_fallen(
        {"strength_l5_left": 5, "strength_s1_left": 5}, {"strength_l5_left": 4, "strength_s1_left": 5}
    )
    assert fallen is not None
    assert [slot.id for slot in fallen] == ["strength_l5_left"]


def test_strength_graded_only_once_is_not_compared() -> None:
    assert strength_fallen({"strength_l5_left": 5}, {"strength_l5_right": 4}) is None
    assert strength_fallen({"strength_l5_left": 5}, {"strength_l5_left": 5}) == ()
