"""Quantities as people write them: 3w, 100.4F, 12 st 3, 5'9". Read only when they can be read in one way."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings.pain import DURATION
from assessments.knowledge.vocabulary import NotAllowed, Number
from clinic.forms.dates import read_day

LONGEST = 40
DAYS_A_MONTH = 365.25 / 12
POUND = 0.45359237
INCH = 2.54

_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s.,]*)[ ,]*", re.ASCII)
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)", re.ASCII)
_SINCE = re.compile(r"since\b\s*(.+)", re.IGNORECASE | re.DOTALL)
_LOOKS_LIKE_A_DAY = re.compile(
    r"\d{4}-\d|\d\D*[a-z]{3,}\D*\d{4}|[a-z]{3,}\D*\d{1,2}\D+\d{4}|\d+[/.]\d+[/.]\d+", re.ASCII
)


@dataclass(frozen=True, kw_only=True)
class Units:
    """What may follow a number, in multiples of the unit in which it is kept; `next` is what an unnamed second is."""

    factors: Mapping[str, float]
    next: Mapping[str, str] = field(default_factory=dict)
    example: object = ""


def _same(factor: float, *names: str) -> dict[str, float]:
    return dict.fromkeys(names, factor)


WEEKS = Units(
    factors={
        **_same(1 / 7, "d", "day", "days"),
        **_same(1, "", "w", "wk", "wks", "week", "weeks"),
        **_same(DAYS_A_MONTH / 7, "m", "mo", "mos", "mth", "mths", "month", "months"),
        **_same(365.25 / 7, "y", "yr", "yrs", "year", "years"),
    },
    example=_("as 3, 3w, 10 days or 2 months"),
)
UNITS: Mapping[str, Units] = {
    "weeks": WEEKS,
    "years": Units(factors=_same(1, "", "y", "yr", "yrs", "year", "years"), example=_("as 35")),
    "°C": Units(factors=_same(1, "", "c", "°c", "°"), example=_("as 38.1 or 100.4F")),
    "kg": Units(
        factors={
            **_same(1, "", "k", "kg", "kgs", "kilo", "kilos"),
            **_same(POUND, "lb", "lbs", "pound", "pounds", "#"),
            **_same(14 * POUND, "st", "stone", "stones"),
        },
        next={"st": "lb", "stone": "lb", "stones": "lb"},
        example=_("as 81.6, 180lb or 12 st 3"),
    ),
    "cm": Units(
        factors={
            **_same(1, "", "cm"),
            **_same(0.1, "mm"),
            **_same(100, "m"),
            **_same(INCH, "in", "ins", "inch", "inches", '"'),
            **_same(12 * INCH, "ft", "foot", "feet", "'"),
        },
        next={"ft": "in", "foot": "in", "feet": "in", "'": "in"},
        example=_("as 175, 5ft 9in or 5'9\""),
    ),
    "degrees": Units(factors=_same(1, "", "°", "deg", "degs", "degree", "degrees"), example=_("as 45")),
    "mmHg": Units(factors=_same(1, "", "mmhg"), example=_("as 120")),
    "/min": Units(factors=_same(1, "", "/min", "bpm"), example=_("as 72")),
    "": Units(factors=_same(1, ""), example=_("as 10")),
}
FAHRENHEIT = frozenset({"f", "°f", "fahrenheit"})
QUOTES = str.maketrans({"’": "'", "′": "'", "‘": "'", "”": '"', "″": '"', "“": '"', "º": "°", "\u00a0": " "})


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """`since` where a day was typed; `plain` where the text was no more than the number that is kept."""

    value: float | int
    since: date | None = None
    plain: bool = False


def read_quantity(finding: Number, text: str, *, visited_on: date) -> Quantity:
    """Raises ValidationError, saying what would be right."""
    text = " ".join(text.translate(QUOTES).split())
    if finding is DURATION and (day_text := _day_text(text)):
        day = read_day(day_text)
        if day > visited_on:
            raise ValidationError(
                gettext("“%(text)s” is after the visit. Give the day of the visit or an earlier one.") % {"text": text}
            )
        return Quantity(value=_allowed(finding, (visited_on - day).days // 7, text), since=day)
    amount, plain = _amount(finding, text)
    if finding.unit == "weeks":
        kept: float = math.floor(amount + 1e-9)
    else:
        kept = round(amount, finding.decimals) if finding.decimals else amount
    return Quantity(value=_allowed(finding, kept, text), plain=plain and kept == amount)


def heard(finding: Number, value: float) -> str:
    """How a quantity was understood, in the unit in which it is kept."""
    if finding.unit == "weeks":
        return ngettext("= %(count)d week", "= %(count)d weeks", int(value)) % {"count": value}
    return f"= {value:.{finding.decimals}f} {gettext(finding.unit) if finding.unit else ''}".strip()


def _day_text(text: str) -> str:
    """What is to be read as a day: whatever follows "since", or what can hardly be anything else."""
    if since := _SINCE.fullmatch(text):
        return since[1]
    return text if _LOOKS_LIKE_A_DAY.search(text.lower()) else ""


def _amount(finding: Number, text: str) -> tuple[float, bool]:
    """In the finding's unit, and whether no other unit was named."""
    units = UNITS[finding.unit]
    parts = _parts(text)
    if not parts or _THOUSANDS.search(text):
        raise _not_read(finding, text)
    if finding.unit == "°C" and len(parts) == 1 and parts[0][1] in FAHRENHEIT:
        return (parts[0][0] - 32) * 5 / 9, False
    total, before, smallest = 0.0, "", math.inf
    for number, unit in parts:
        named = unit or units.next.get(before, "" if not before else "?")
        factor = units.factors.get(named)
        # From large to small, each once: 5ft 9in, never 9in 5ft.
        if factor is None or factor >= smallest:
            raise _not_read(finding, text)
        total, before, smallest = total + number * factor, named, factor
    return total, len(parts) == 1 and smallest == 1


def _parts(text: str) -> list[tuple[float, str]]:
    found, end = [], 0
    for part in _PART.finditer(text.lower()):
        if part.start() != end:
            return []
        found.append((float(part[1].replace(",", ".")), part[2]))
        end = part.end()
    return found if end == len(text) else []


def _allowed(finding: Number, value: float, text: str) -> float | int:
    try:
        return finding.allowed(value)
    except NotAllowed as limits:
        raise ValidationError(
            gettext("“%(text)s” is not possible here. Give %(limits)s, %(example)s.")
            % {"text": text[:LONGEST], "limits": limits, "example": UNITS[finding.unit].example}
        ) from None


def _not_read(finding: Number, text: str) -> ValidationError:
    return ValidationError(
        gettext("“%(text)s” is not understood. Give a number, %(example)s.")
        % {"text": text[:LONGEST], "example": UNITS[finding.unit].example}
    )
