"""Dates in words, so that no reader takes the day for the month."""

from datetime import date

from ..conditions import Translate
from ..words import gettext_noop

WEEKDAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
_DATE = gettext_noop("{day} {month} {year}")
_WITH_WEEKDAY = gettext_noop("{weekday} {date}")


def in_words(day: date, tr: Translate) -> str:
    return tr(_DATE).format(day=day.day, month=tr(MONTHS[day.month - 1]), year=day.year)


def with_weekday(day: date, tr: Translate) -> str:
    return tr(_WITH_WEEKDAY).format(weekday=tr(WEEKDAYS[day.weekday()]), date=in_words(day, tr))
