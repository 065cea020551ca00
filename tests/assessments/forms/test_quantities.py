"""Quantities as people write them."""

import contextlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms.quantities import UNITS, heard, read_quantity
from assessments.knowledge.findings import FINDINGS
from assessments.knowledge.findings.examination import (
    HEIGHT_CM,
    PULSE,
    SLR_ANGLE,
    SYSTOLIC_BP,
    TEMPERATURE_C,
    WEIGHT_KG,
)
from assessments.knowledge.findings.history import ONSET_AGE
from assessments.knowledge.findings.pain import DURATION
from assessments.knowledge.vocabulary import Measure, Number

VISIT = date(2026, 11, 22)
MEASURES = [finding for finding in FINDINGS.values() if isinstance(finding, Measure)]


@pytest.mark.parametrize(
    ("finding", "text", "value"),
    [
        (DURATION, "3", 3),
        (DURATION, "3w", 3),
        (DURATION, "3 wks", 3),
        (DURATION, "10 days", 1),
        (DURATION, "6 days", 0),
        (DURATION, "2 months", 8),
        (DURATION, "1 year 2 months", 60),
        (DURATION, "1 week, 8 days", 2),
        (DURATION, "since 2026-10-01", 7),
        (DURATION, "2026-10-01", 7),
        (DURATION, "Since 1 October 2026", 7),
        (TEMPERATURE_C, "38.1", 38.1),
        (TEMPERATURE_C, "38,1", 38.1),
        (TEMPERATURE_C, "38.1 °C", 38.1),
        (TEMPERATURE_C, "100.4F", 38.0),
        (TEMPERATURE_C, "100.4 °f", 38.0),
        (WEIGHT_KG, "81.6", 81.6),
        (WEIGHT_KG, "180lb", 81.6),
        (WEIGHT_KG, "12 st 3", 77.6),
        (WEIGHT_KG, "12st 3lb", 77.6),
        (WEIGHT_KG, "12 stone", 76.2),
        (HEIGHT_CM, "175", 175),
        (HEIGHT_CM, "1.75m", 175),
        (HEIGHT_CM, "5ft 9in", 175.3),
        (HEIGHT_CM, "5'9\"", 175.3),
        (HEIGHT_CM, "5’9", 175.3),
        (HEIGHT_CM, "5 ft", 152.4),
        (SLR_ANGLE, "45°", 45),
        (PULSE, "72 bpm", 72),
        (SYSTOLIC_BP, "120 mmHg", 120),
        (ONSET_AGE, "35 years", 35),
    ],
)
def test_it_is_understood_as_written(finding: Number, text: str, value: float) -> None:
    assert read_quantity(finding, text, visited_on=VISIT).value == value


@pytest.mark.parametrize(
    ("finding", "text", "said"),
    [
        (DURATION, "soon", "“soon” is not understood. Give a number, as 3, 3w, 10 days or 2 months."),
        (DURATION, "-3", "“-3” is not understood. Give a number, as 3, 3w, 10 days or 2 months."),
        (
            DURATION,
            "2 days 3 weeks",
            "“2 days 3 weeks” is not understood. Give a number, as 3, 3w, 10 days or 2 months.",
        ),
        (DURATION, "1,200", "“1,200” is not understood. Give a number, as 3, 3w, 10 days or 2 months."),
        (
            DURATION,
            "since 1/2/2026",
            "“1/2/2026” can be read in more than one way. Write 2026-02-01 or 2026-01-02, whichever is meant.",
        ),
        (
            DURATION,
            "since 2026-11-23",
            "“since 2026-11-23” is after the visit. Give the day of the visit or an earlier one.",
        ),
        (TEMPERATURE_C, "101", "“101” is not possible here. Give a number from 30 to 45 °C, as 38.1 or 100.4F."),
        (TEMPERATURE_C, "98.6 lb", "“98.6 lb” is not understood. Give a number, as 38.1 or 100.4F."),
        (SLR_ANGLE, "45.5", "“45.5” is not possible here. Give a whole number from 0 to 90 degrees, as 45."),
        (SYSTOLIC_BP, "120/80", "“120/80” is not understood. Give a number, as 120."),
        (WEIGHT_KG, "3lb 12st", "“3lb 12st” is not understood. Give a number, as 81.6, 180lb or 12 st 3."),
        (WEIGHT_KG, "12 3", "“12 3” is not understood. Give a number, as 81.6, 180lb or 12 st 3."),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(finding: Number, text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_quantity(finding, text, visited_on=VISIT)
    assert refused.value.messages == [said]


def test_a_day_typed_for_how_long_is_kept_beside_the_weeks() -> None:
    told = read_quantity(DURATION, "since 2026-10-01", visited_on=VISIT)
    assert (told.value, told.since, told.plain) == (7, date(2026, 10, 1), False)


def test_it_is_echoed_in_the_unit_in_which_it_is_kept() -> None:
    assert [heard(TEMPERATURE_C, 38.0), heard(DURATION, 1), heard(DURATION, 3), heard(HEIGHT_CM, 175.3)] == [
        "= 38.0 °C",
        "= 1 week",
        "= 3 weeks",
        "= 175.3 cm",
    ]


def test_every_measure_has_units_of_its_own_and_a_plain_number_is_in_the_first() -> None:
    assert {finding.unit for finding in MEASURES if finding.unit not in UNITS} == set()
    assert {unit for unit, units in UNITS.items() if units.factors[""] != 1} == set()


@given(st.sampled_from(MEASURES), st.text(max_size=40))
def test_whatever_is_typed_is_kept_within_the_limits_or_refused_in_words(finding: Number, text: str) -> None:
    with contextlib.suppress(ValidationError):
        value = read_quantity(finding, text, visited_on=VISIT).value
        assert finding.allowed(value) == value


@given(st.sampled_from(MEASURES), st.data())
def test_a_plain_number_within_the_limits_is_itself(finding: Number, data: st.DataObject) -> None:
    value = data.draw(st.integers(int(finding.lowest), int(finding.highest)))
    told = read_quantity(finding, str(value), visited_on=VISIT)
    assert (told.value, told.plain) == (value, True)


@given(st.integers(min_value=0, max_value=80), st.integers(min_value=0, max_value=6))
def test_weeks_and_days_make_completed_weeks(weeks: int, days: int) -> None:
    told = read_quantity(DURATION, f"{weeks} weeks {days} days", visited_on=VISIT)
    assert told.value == weeks


@given(st.integers(min_value=0, max_value=5000))
def test_since_a_day_counts_as_the_days_do(days: int) -> None:
    day = VISIT - timedelta(days=days)
    assert read_quantity(DURATION, f"since {day.isoformat()}", visited_on=VISIT).value == days // 7


@given(st.floats(min_value=86.5, max_value=112.5))
def test_fahrenheit_comes_within_a_tenth_of_a_degree(fahrenheit: float) -> None:
    told = read_quantity(TEMPERATURE_C, f"{fahrenheit:.1f}F", visited_on=VISIT)
    assert abs(told.value - (fahrenheit - 32) * 5 / 9) < 0.1
