"""The kinds of finding: what may be answered, how an answer reads, and which questions a rule may put to it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any as Anything
from typing import ClassVar

from ..conditions import Condition, Counts, Includes, OneOf, Reaches, ReachesSetting, Setting, Translate
from ..words import gettext_noop
from .finding import TEXT_LIMIT, Finding, NotAllowed, Option


@dataclass(frozen=True, kw_only=True, eq=False)
class YesNo(Finding):
    kind: ClassVar[str] = "yes_no"
    normal: tuple[Anything, ...] = (False,)

    def allowed(self, value: Anything) -> bool:
        if isinstance(value, bool):
            return value
        raise NotAllowed("yes (true) or no (false)")

    def says(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("yes")) if value else tr(gettext_noop("no"))

    def among(self, values: tuple[Anything, ...], want: bool, tr: Translate) -> str:
        return self.says(values[0] is want, tr)

    @property
    def yes(self) -> Condition:
        return self.any_side(lambda slot: OneOf(slot, (True,)))

    @property
    def no(self) -> Condition:
        return self.both_sides(lambda slot: OneOf(slot, (False,)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Finding):
    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def allowed(self, value: Anything) -> str:
        if isinstance(value, str) and value in self.values:
            return value
        raise NotAllowed("one of " + ", ".join(self.values))

    def says(self, value: Anything, tr: Translate = str) -> str:
        return next((tr(option.label) for option in self.options if option.value == value), str(value))

    def one_of(self, *values: str) -> Condition:
        """Either side, where sided."""
        self._must_know(values)
        return self.any_side(lambda slot: OneOf(slot, values))

    def not_of(self, *values: str) -> Condition:
        """Answered, and something else than these, on either side."""
        self._must_know(values)
        others = tuple(value for value in self.values if value not in values)
        return self.any_side(lambda slot: OneOf(slot, others))

    def both(self, *values: str) -> Condition:
        self._must_know(values)
        return self.both_sides(lambda slot: OneOf(slot, values))

    def _must_know(self, values: tuple[str, ...]) -> None:
        if unknown := set(values) - set(self.values):
            raise ValueError(f"{self.id} has no option {', '.join(sorted(unknown))}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Several(Finding):
    """A list; an empty one means asked, none. Kept without doubles, in the order of the options."""

    kind: ClassVar[str] = "several"
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)

    def allowed(self, value: Anything) -> tuple[str, ...]:
        if isinstance(value, list | tuple) and all(isinstance(one, str) and one in self.values for one in value):
            return tuple(one for one in self.values if one in value)
        raise NotAllowed("a list of any of " + ", ".join(self.values) + "; an empty list means none")

    def says(self, value: Anything, tr: Translate = str) -> str:
        return ", ".join(tr(option.label) for option in self.options if option.value in value) or tr(
            gettext_noop("none")
        )

    def among(self, values: tuple[Anything, ...], want: bool, tr: Translate) -> str:
        return super().among(tuple((value,) for value in values), want, tr)

    def abnormal(self, value: Anything) -> bool | None:
        return bool(value) if self.normal == ((),) else None

    def includes(self, *values: str) -> Condition:
        if unknown := set(values) - set(self.values):
            raise ValueError(f"{self.id} has no option {', '.join(sorted(unknown))}")
        return self.any_side(lambda slot: Includes(slot, values))

    def at_least(self, count: int) -> Condition:
        return self.any_side(lambda slot: Counts(slot, count))

    @property
    def not_empty(self) -> Condition:
        return self.at_least(1)


UNIT_OF_ONE = {
    "weeks": gettext_noop("week"),
    "years": gettext_noop("year"),
    "degrees": gettext_noop("degree"),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(Finding):
    """A number from `lowest` to `highest`, both included."""

    lowest: float
    highest: float
    unit: str = ""
    decimals: int = 0

    def allowed(self, value: Anything) -> float | int:
        wanted = f"a number from {self.lowest:g} to {self.highest:g}" + (f" {self.unit}" if self.unit else "")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NotAllowed(wanted)
        if isinstance(value, float) and not math.isfinite(value):
            raise NotAllowed(wanted)
        if not self.lowest <= value <= self.highest:
            raise NotAllowed(wanted)
        if self.decimals == 0:
            if value != int(value):
                raise NotAllowed(wanted.replace("a number", "a whole number"))
            return int(value)
        return value

    def says(self, value: Anything, tr: Translate = str) -> str:
        number = f"{value:.{self.decimals}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        unit = UNIT_OF_ONE.get(self.unit, self.unit) if value == 1 else self.unit
        return f"{number} {tr(unit)}" if unit else number

    def at_least(self, limit: float) -> Condition:
        return self.any_side(lambda slot: Reaches(slot, limit))

    def reaches(self, setting: Setting) -> Condition:
        return self.any_side(lambda slot: ReachesSetting(slot, setting))

    def below(self, limit: float) -> Condition:
        """On either side, where sided."""
        return self.any_side(lambda slot: ~Reaches(slot, limit))

    def exactly(self, number: int) -> Condition:
        return self.any_side(lambda slot: Reaches(slot, number) & ~Reaches(slot, number + 1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Scale(Number):
    kind: ClassVar[str] = "scale"

    def says(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("{value} of {highest}")).format(value=value, highest=int(self.highest))


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure(Number):
    kind: ClassVar[str] = "measure"


@dataclass(frozen=True, kw_only=True, eq=False)
class Day(Finding):
    """A calendar day, never a moment: it does not pass through any time zone."""

    kind: ClassVar[str] = "date"

    def allowed(self, value: Anything) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise NotAllowed("a date as YYYY-MM-DD") from None
        if day.isoformat() != value:  # Python reads 20260228 and 2026-W09-6 too
            raise NotAllowed("a date as YYYY-MM-DD")
        return day

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(value.isoformat())


def _broken(text: str) -> bool:
    """No database keeps such text, and no paper prints it."""
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(Finding):
    kind: ClassVar[str] = "text"
    longest: int = TEXT_LIMIT

    def allowed(self, value: Anything) -> str:
        if not isinstance(value, str) or len(value) > self.longest:
            raise NotAllowed(f"text of at most {self.longest} characters")
        if _broken(value):
            raise NotAllowed("text without control or broken characters")
        return value

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Names(Finding):
    """A list kept as rows of the patient (medicines, allergies); an empty one means asked, none.

    A row is its name, or an object with `name`; one with `stopped` is no longer taken and is left out.
    """

    kind: ClassVar[str] = "names"
    longest: int = 300

    def allowed(self, value: Anything) -> tuple[str, ...]:
        wanted = f"a list of names of at most {self.longest} characters; an empty list means none"
        if not isinstance(value, list | tuple):
            raise NotAllowed(wanted)
        rows = [one if isinstance(one, Mapping) else {"name": one} for one in value]
        names = [row.get("name") for row in rows]
        if not all(isinstance(name, str) and 0 < len(name.strip()) <= self.longest for name in names):
            raise NotAllowed(wanted)
        if any(_broken(str(name)) for name in names):
            raise NotAllowed("names without control or broken characters")
        return tuple(str(row["name"]).strip() for row in rows if not row.get("stopped"))

    def says(self, value: Anything, tr: Translate = str) -> str:
        return ", ".join(value) or tr(gettext_noop("none"))
