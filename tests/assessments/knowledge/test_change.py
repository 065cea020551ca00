"""A change since the last visit, and whether patients would notice it."""

import pytest

from assessments.knowledge.change import pain_change, peg_change, strength_fallen


@pytest.mark.parametrize(
    ("then", "now", "meaningful"),
    [(6, 3, True), (6, 4, True), (8, 6, False), (2, 1, False), (3, 1, True), (4, 6, True), (5, 5, False), (0, 2, True)],
)
def test_two_points_and_thirty_percent_together_count(then: int, now: int, meaningful: bool) -> None:
    change = pain_change({"pain_now": then}, {"pain_now": now})
    assert change is not None
    assert change.meaningful is meaningful


def test_from_nothing_there_is_no_percentage() -> None:
    change = pain_change({"pain_now": 0}, {"pain_now": 3})
    assert change is not None
    assert (change.percent, change.down) == (None, -3)


@pytest.mark.parametrize(("then", "now"), [({}, {"pain_now": 3}), ({"pain_now": 3}, {}), ({}, {})])
def test_a_score_that_was_not_asked_does_not_change(then: dict[str, int], now: dict[str, int]) -> None:
    assert pain_change(then, now) is None


def test_peg_needs_all_three_items_both_times() -> None:
    whole = {"pain_average": 6, "peg_enjoyment": 6, "peg_activity": 6}
    better = {"pain_average": 3, "peg_enjoyment": 3, "peg_activity": 3}
    assert peg_change(whole, {"pain_average": 3}) is None
    change = peg_change(whole, better)
    assert change is not None
    assert (change.percent, change.meaningful) == (50, True)


def test_strength_falls_only_where_it_was_graded_both_times() -> None:
    assert strength_fallen({"strength_l5_left": 5}, {}) is None
    assert strength_fallen({"strength_l5_left": 5}, {"strength_l5_left": 5}) == ()
    fallen = strength_fallen({"strength_l5_left": 5, "strength_s1_left": 4}, {"strength_l5_left": 4})
    assert fallen is not None
    assert [slot.id for slot in fallen] == ["strength_l5_left"]
