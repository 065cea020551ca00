"""Days as people write them, read only when they can be read in one way."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.names import fold
from clinic.search import MONTHS as ENGLISH

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[ -]*([^\W\d_]+)\.?,?[ -]*(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{2,4})")
LONGEST = 40
# What is sought by its day. Beside the first and the last year of the calendar another zone's hours are no time at all.
YEARS = range(1900, 3000)


def month_of(word: str) -> int | None:
    """By its English name or the reader's own, three letters or more."""
    word = fold(word)
    if len(word) < 3:
        return None
    for number in range(1, 13):
        names = (str(names[number]) for names in (MONTHS, MONTHS_3, MONTHS_ALT))
        if word[:3] == ENGLISH[number - 1] or any(fold(name).startswith(word) for name in names):
            return number
    return None


def read_day(text: str) -> date:
    """1985-03-07, 7 March 1985 or March 7, 1985. Raises ValidationError with what to write instead."""
    text = " ".join(text.split())
    # Digits of other scripts are digits to a regular expression as well, and int() reads them.
    if found := _ISO.fullmatch(text):
        return _made(text, int(found[1]), int(found[2]), int(found[3]))
    if (found := _DAY_FIRST.fullmatch(text)) and (month := month_of(found[2])):
        return _made(text, int(found[3]), month, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := month_of(found[1])):
        return _made(text, int(found[3]), month, int(found[2]))
    if found := _NUMBERS.fullmatch(text):
        raise ValidationError(
            gettext("“%(text)s” can be read in more than one way. %(instead)s")
            % {"text": text, "instead": _instead(int(found[1]), int(found[2]), found[3])},
            code="ambiguous",
        )
    raise ValidationError(
        gettext("“%(text)s” is not read as a day. Write it as 1985-03-07 or as 7 March 1985.")
        % {"text": text[:LONGEST]},
        code="invalid",
    )


def _made(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(
            gettext("“%(text)s” is no day of the calendar. Write it as 1985-03-07 or as 7 March 1985.")
            % {"text": text},
            code="invalid",
        ) from None


def _instead(first: int, second: int, year: str) -> str:
    readings = []
    if len(year) == 4:
        for day, month in ((first, second), (second, first)):
            try:
                meant = date(int(year), month, day).isoformat()
            except ValueError:
                continue
            if meant not in readings:
                readings.append(meant)
    if len(readings) == 2:
        return gettext("Write %(one)s or %(other)s, whichever is meant.") % {"one": readings[0], "other": readings[1]}
    if readings:
        return gettext("Write %(one)s if that is meant.") % {"one": readings[0]}
    return gettext("Write it as 1985-03-07 or as 7 March 1985.")


class DayField(forms.CharField):
    """Nothing typed is None where the field is not required; initial is a date."""

    default_error_messages = {"required": _("Write the day, as 1985-03-07 or as 7 March 1985.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        return read_day(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value
