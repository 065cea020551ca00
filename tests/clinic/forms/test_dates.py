"""Days as people write them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from clinic.forms.dates import DayField, read_day


@pytest.mark.parametrize(
    "typed",
    [
        "1985-03-07",
        "1985-3-7",
        " 7 March 1985 ",
        "7 mar 1985",
        "7. March 1985",
        "7th March, 1985",
        "07-Mar-1985",
        "7MAR1985",
        "March 7, 1985",
        "Mar. 7th 1985",
    ],
)
def test_a_day_that_can_be_read_in_one_way_only_is_read(typed: str) -> None:
    assert read_day(typed) == date(1985, 3, 7)


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("03/07/1985", "Write 1985-07-03 or 1985-03-07, whichever is meant."),
        ("03.07.1985", "Write 1985-07-03 or 1985-03-07, whichever is meant."),
        ("25/03/1985", "Write 1985-03-25 if that is meant."),
        ("03/03/1985", "Write 1985-03-03 if that is meant."),
        ("7-3-85", "Write it as 1985-03-07 or as 7 March 1985."),
        ("99/99/1985", "Write it as 1985-03-07 or as 7 March 1985."),
    ],
)
def test_numbers_alone_are_refused_with_what_could_be_meant(typed: str, instead: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_day(typed)
    assert refused.value.messages == [f"“{typed}” can be read in more than one way. {instead}"]


@pytest.mark.parametrize("typed", ["30 February 1985", "1985-13-01", "1985-02-29", "0000-01-01", "0 March 1985"])
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="is no day of the calendar"):
        read_day(typed)


@pytest.mark.parametrize("typed", ["last spring", "7 Ma 1985", "<b>7</b> March 1985", "7 Foo 1985", "19850307"])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValidationError, match="is not read as a day"):
        read_day(typed)


def test_the_reader_s_own_month_names_are_read_too() -> None:
    with translation.override("de"):
        assert read_day("7. März 1985") == date(1985, 3, 7)


def test_a_day_not_asked_for_is_unknown_when_nothing_is_typed() -> None:
    assert DayField(required=False).clean("  ") is None
