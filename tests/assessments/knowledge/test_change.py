"""A change since the last visit, and whether patients would notice it."""

import pytest

from assessments.knowledge.change import Change, changes, strength_fallen
from assessments.knowledge.findings.history import ODI_SCORE, PROMIS_PAIN_INTERFERENCE, RMDQ_SCORE, START_BACK_TOTAL
from assessments.knowledge.vocabulary import Number


def change_of(then: dict[str, int], now: dict[str, int]) -> Change:
    (one,) = changes(then, now)
    return one


@pytest.mark.parametrize(
    ("then", "now", "meaningful"),
    [(6, 3, True), (6, 4, True), (8, 6, False), (2, 1, False), (3, 1, True), (4, 6, True), (5, 5, False), (0, 2, True)],
)
def test_two_points_and_thirty_percent_together_count(then: int, now: int, meaningful: bool) -> None:
    assert change_of({"pain_now": then}, {"pain_now": now}).meaningful is meaningful


@pytest.mark.parametrize(
    ("finding", "then", "now", "meaningful"),
    [
        (RMDQ_SCORE, 15, 10, True),
        (RMDQ_SCORE, 15, 11, False),
        (RMDQ_SCORE, 20, 15, False),  # 5 points, but a quarter only
        (RMDQ_SCORE, 10, 16, True),
        (ODI_SCORE, 30, 20, True),
        (ODI_SCORE, 60, 50, False),
        (PROMIS_PAIN_INTERFERENCE, 66, 60, True),
        (PROMIS_PAIN_INTERFERENCE, 66, 61, False),
        (START_BACK_TOTAL, 8, 2, None),
    ],
    ids=str,
)
def test_each_questionnaire_names_the_change_that_counts_or_none(
    finding: Number, then: int, now: int, meaningful: bool | None
) -> None:
    assert change_of({finding.id: then}, {finding.id: now}).meaningful is meaningful


def test_from_nothing_there_is_no_percentage() -> None:
    change = change_of({"pain_now": 0}, {"pain_now": 3})
    assert (change.percent, change.down) == (None, -3)


@pytest.mark.parametrize(("then", "now"), [({}, {"pain_now": 3}), ({"pain_now": 3}, {}), ({}, {})])
def test_a_score_that_was_not_asked_does_not_change(then: dict[str, int], now: dict[str, int]) -> None:
    assert changes(then, now) == ()


def test_peg_needs_all_three_items_both_times() -> None:
    whole = {"pain_average": 6, "peg_enjoyment": 6, "peg_activity": 6}
    better = {"pain_average": 3, "peg_enjoyment": 3, "peg_activity": 3}
    assert changes(whole, {"pain_average": 3}) == ()
    change = change_of(whole, better)
    assert (change.percent, change.meaningful) == (50, True)


def test_strength_falls_only_where_it_was_graded_both_times() -> None:
    assert strength_fallen({"strength_l5_left": 5}, {}) is None
    assert strength_fallen({"strength_l5_left": 5}, {"strength_l5_left": 5}) == ()
    fallen = strength_fallen({"strength_l5_left": 5, "strength_s1_left": 4}, {"strength_l5_left": 4})
    assert fallen is not None
    assert [slot.id for slot in fallen] == ["strength_l5_left"]
