"""Questionnaires: a score is known when all of it is, reads one way, and ships only what may be shipped."""

from itertools import product

import pytest

from assessments.knowledge.findings.history import START_BACK_TOTAL
from assessments.knowledge.findings.instruments import PHQ2_SCORE
from assessments.knowledge.instruments import INSTRUMENTS, Instrument, Ships, band_of
from assessments.knowledge.vocabulary import Computed


def ids(one: Instrument) -> str:
    return one.id


BANDED = [one for one in INSTRUMENTS if one.bands]


def answers_over(one: Instrument):
    """Every whole score there can be."""
    findings = {slot.id: slot.finding for band in one.bands for read in band.when.reads() for slot in read.inputs}
    ranges = [range(int(finding.lowest), int(finding.highest) + 1) for finding in findings.values()]
    for values in product(*ranges):
        yield dict(zip(findings, values, strict=True))


@pytest.mark.parametrize("one", BANDED, ids=ids)
def test_every_score_reads_exactly_one_way(one: Instrument) -> None:
    for answers in answers_over(one):
        assert [band.when.holds(answers) for band in one.bands].count(True) == 1, answers


@pytest.mark.parametrize("one", BANDED, ids=ids)
def test_nothing_is_read_into_what_was_not_asked(one: Instrument) -> None:
    assert one.band({}) == ""


def test_a_score_with_one_item_missing_is_unknown() -> None:
    assert PHQ2_SCORE.value({"phq_interest": 3}) is None
    assert band_of(PHQ2_SCORE, {"phq_interest": 3}) == ""
    assert band_of(PHQ2_SCORE, {"phq_interest": 3, "phq_down": 0}) == "at the cut-off: ask further"


def test_a_high_start_back_total_needs_the_subscale_and_a_low_one_does_not() -> None:
    assert band_of(START_BACK_TOTAL, {"start_back_total": 3}).startswith("low risk")
    assert band_of(START_BACK_TOTAL, {"start_back_total": 6}) == ""
    assert band_of(START_BACK_TOTAL, {"start_back_total": 6, "start_back_psych": 3}).startswith("medium risk")
    assert band_of(START_BACK_TOTAL, {"start_back_total": 6, "start_back_psych": 4}).startswith("high risk")


@pytest.mark.parametrize("one", INSTRUMENTS, ids=ids)
def test_the_range_is_that_of_its_score(one: Instrument) -> None:
    if isinstance(one.score, Computed):
        lowest = one.score.formula(*(item.lowest for item in one.score.of))
        highest = one.score.formula(*(item.highest for item in one.score.of))
        assert one.items == one.score.of
    else:
        lowest, highest = one.score.lowest, one.score.highest
    assert (one.lowest, one.highest) == (lowest, highest)


@pytest.mark.parametrize("one", INSTRUMENTS, ids=ids)
def test_what_may_not_be_shipped_has_no_items_here(one: Instrument) -> None:
    assert bool(one.items) is (one.ships is Ships.ITEMS)
    assert one.licence
    assert one.scoring
    assert one.attribution
    assert (one.bands_from is not None) is bool(one.bands)
    assert (one.change_from is not None) is bool(one.points or one.share)
