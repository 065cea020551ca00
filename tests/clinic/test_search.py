from datetime import date

import pytest

from clinic.search import Sought, read


def sought(
    *, dates: tuple[frozenset[date], ...] = (), numbers: tuple[str, ...] = (), words: tuple[str, ...] = ()
) -> Sought:
    return Sought(dates=dates, numbers=numbers, words=words)


@pytest.mark.parametrize(
    "typed",
    ["1980-02-13", "1980/2/13", "1980.02.13", "19800213", "13.02.1980", "13/2/1980", "2/13/1980", "13 Feb 1980",
     "13. February 1980", "Feb 13, 1980", "february 13th 1980", "13-Feb-1980"],
)  # fmt: skip
def test_a_birth_date_is_understood_however_it_is_usually_written(typed: str) -> None:
    assert read(typed) == sought(dates=(frozenset({date(1980, 2, 13)}),))


def test_strokes_may_mean_either_order_so_both_days_are_looked_for() -> None:
    assert read("03/04/1980") == sought(dates=(frozenset({date(1980, 4, 3), date(1980, 3, 4)}),))


def test_points_put_the_day_first() -> None:
    assert read("03.04.1980") == sought(dates=(frozenset({date(1980, 4, 3)}),))


def test_a_day_that_never_was_finds_nobody() -> None:
    assert read("30.02.1980") == sought(dates=(frozenset(),))


@pytest.mark.parametrize("typed", ["BC-000123", "bc-123", "BC123", "123", "000123"])
def test_a_record_number_is_understood_short_or_whole(typed: str) -> None:
    assert read(typed) == sought(numbers=("BC-000123",))


def test_name_and_birth_date_may_be_typed_together() -> None:
    assert read("Łukasz 1980-02-13 nowak") == sought(dates=(frozenset({date(1980, 2, 13)}),), words=("lukasz", "nowak"))


def test_a_month_inside_a_name_is_a_name() -> None:
    assert read("May March") == sought(words=("may", "march"))


@pytest.mark.parametrize("typed", ["", "   ", "!?", "%", "_"])
def test_nothing_typed_asks_for_nothing(typed: str) -> None:
    assert read(typed).nothing
