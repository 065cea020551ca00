"""Columns declared from findings: typed, null for unknown, limits held by the database, no wording in a migration."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import lazy
from django.utils.translation import gettext

from assessments.knowledge.vocabulary import Choice, Day, Finding, Number, OneSide, Several, Text, YesNo

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field


class Column(AnyField):
    """One slot of a finding. Unknown is null, and there is no default: nothing is answered until someone does.

    Migrations see the limits and never the words. The limits are a CHECK of the column itself, so that a new column
    is a plain ADD COLUMN and a changed limit alters this column only.
    """

    kept_as: ClassVar[str]
    storage: ClassVar[str]  # what SQLite's typeof() has to say; it would keep anything in any column

    def __init__(self, *, slot: OneSide | None = None, **limits: Any) -> None:
        self.slot = slot
        self.limits = limits or (self.limits_of(slot.finding) if slot else {})
        words: dict[str, Any] = {}
        if slot:
            words["verbose_name"] = lazy(lambda: slot.label(gettext), str)()
            if slot.finding.help:
                words["help_text"] = lazy(lambda: gettext(slot.finding.help), str)()
        super().__init__(**words, null=True, blank=True)

    @staticmethod
    def limits_of(finding: Any) -> dict[str, Any]:
        return {}

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, _ = super().deconstruct()
        return name, path, args, dict(self.limits)

    def clone(self) -> "Column":
        return type(self)(slot=self.slot, **self.limits)

    def get_internal_type(self) -> str:
        return self.kept_as

    def check_sql(self, column: str, vendor: str) -> str:
        """What a known value must fulfil; "" where the type says it all."""
        return ""

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        assert self.column is not None
        column = connection.ops.quote_name(self.column)
        typed = f"typeof({column}) = '{self.storage}'" if connection.vendor == "sqlite" else ""
        known = " AND ".join(filter(None, [typed, self.check_sql(column, connection.vendor)]))
        return f"{column} IS NULL OR ({known})" if known else None

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        return super().db_parameters(connection) | {"check": self.db_check(connection)}


class YesNoColumn(Column):
    kept_as = "BooleanField"
    storage = "integer"

    def check_sql(self, column: str, vendor: str) -> str:
        return f"{column} IN (0, 1)" if vendor == "sqlite" else ""


class ChoiceColumn(Column):
    kept_as = "TextField"
    storage = "text"

    @staticmethod
    def limits_of(finding: Choice) -> dict[str, Any]:
        return {"values": sorted(finding.values)}  # sorted: another reading order is no other limit

    def check_sql(self, column: str, vendor: str) -> str:
        return f"{column} IN ({', '.join(map(_quoted, self.limits['values']))})"


class SeveralColumn(Column):
    """Text as ",a,b," in alphabetical order, which both databases can check and search; asked and none is ","."""

    kept_as = "TextField"
    storage = "text"

    @staticmethod
    def limits_of(finding: Several) -> dict[str, Any]:
        return {"values": sorted(finding.values)}

    def check_sql(self, column: str, vendor: str) -> str:
        find = "instr" if vendor == "sqlite" else "strpos"
        parts = (
            f"CASE WHEN {find}({column}, {_quoted(f',{value},')}) > 0 THEN {_quoted(f'{value},')} ELSE '' END"
            for value in self.limits["values"]
        )
        return f"{column} = ',' || {' || '.join(parts)}"

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "," + "".join(f"{one}," for one in sorted(value))
        return value

    def from_db_value(self, value: str | None, *_: Any) -> tuple[str, ...] | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[str, ...] | None:
        """In the reading order of the options."""
        if isinstance(value, str):
            value = tuple(value.strip(",").split(",")) if value.strip(",") else ()
        if value is None or self.slot is None:
            return value
        assert isinstance(self.slot.finding, Several)
        return tuple(one for one in self.slot.finding.values if one in value)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.get_prep_value(self.value_from_object(obj))


class NumberColumn(Column):
    @staticmethod
    def limits_of(finding: Number) -> dict[str, Any]:
        return {"lowest": finding.lowest, "highest": finding.highest}

    def check_sql(self, column: str, vendor: str) -> str:
        return f"{column} BETWEEN {self.limits['lowest']} AND {self.limits['highest']}"


class WholeColumn(NumberColumn):
    kept_as = "IntegerField"
    storage = "integer"


class FractionColumn(NumberColumn):
    kept_as = "FloatField"
    storage = "real"


class DayColumn(Column):
    kept_as = "DateField"
    storage = "text"

    def check_sql(self, column: str, vendor: str) -> str:
        # "+0 days" makes SQLite turn the 30th of February into March; IS, because what is no date at all is null.
        return f"{column} IS date({column}, '+0 days')" if vendor == "sqlite" else ""


class TextColumn(Column):
    kept_as = "TextField"
    storage = "text"

    @staticmethod
    def limits_of(finding: Text) -> dict[str, Any]:
        return {"longest": finding.longest}

    def check_sql(self, column: str, vendor: str) -> str:
        return f"length({column}) BETWEEN 1 AND {self.limits['longest']}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _column(slot: OneSide) -> Column:
    match slot.finding:
        case YesNo():
            return YesNoColumn(slot=slot)
        case Several():
            return SeveralColumn(slot=slot)
        case Choice():
            return ChoiceColumn(slot=slot)
        case Number(decimals=0):
            return WholeColumn(slot=slot)
        case Number():
            return FractionColumn(slot=slot)
        case Day():
            return DayColumn(slot=slot)
        case Text():
            return TextColumn(slot=slot)
    raise TypeError(f"{slot.id}: a finding of kind {slot.finding.kind} is not kept as a column")


def column(finding: Finding) -> Any:
    [slot] = finding.slots()
    return _column(slot)


def sides(finding: Finding) -> tuple[Any, Any]:
    """Right, then left."""
    right, left = finding.slots()
    return _column(right), _column(left)
