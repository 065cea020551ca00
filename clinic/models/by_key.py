"""One row by its key together with the rows it leads to, in a statement that is put together once.

Django writes the columns of a query anew each time it is asked; for 250 of them that costs more than reading the row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The columns of one table."""

    model: type[models.Model]
    names: Sequence[str]
    columns: slice

    def row(self, values: Sequence[Any]) -> Any:
        return self.model.from_db(connection.alias, self.names, values[self.columns])


@dataclass(frozen=True, kw_only=True)
class _Related(_Part):
    """`key`: the place of its primary key. `there` and `back` tell each of two rows of the other."""

    key: int
    there: Callable[[models.Model, models.Model | None], None]
    back: Callable[[models.Model, models.Model], None]

    def tie(self, row: models.Model, values: Sequence[Any]) -> None:
        related = None if values[self.key] is None else self.row(values)
        self.there(row, related)
        if related is not None:
            self.back(related, row)


@dataclass(frozen=True, kw_only=True)
class _Statement:
    """`converters`: place in the row to what the database's value goes through, and the column it goes with."""

    sql: str
    own: _Part
    related: Sequence[_Related]
    converters: Mapping[int, tuple[Sequence[Any], Any]]


class ByKey(Generic[M]):
    """`related` as select_related() takes them, one step away."""

    def __init__(self, model: type[M], *related: str) -> None:
        self._model, self._related = model, related

    def get(self, pk: UUID) -> M | None:
        """None: there is no such row."""
        statement = self._statement
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [self._model._meta.pk.get_db_prep_value(pk, connection)])
            found = cursor.fetchone()
        if found is None:
            return None
        values = list(found)
        for place, (converters, column) in statement.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        row: M = statement.own.row(values)
        for part in statement.related:
            part.tie(row, values)
        return row

    @cached_property
    def _statement(self) -> _Statement:
        rows = self._model._base_manager.select_related(*self._related).filter(pk=UUID(int=0)).order_by()
        compiler = rows.query.get_compiler(connection=connection)
        sql, _ = compiler.as_sql()
        asked = [column for column, *_ in compiler.select]

        def part(told: Mapping[str, Any]) -> dict[str, Any]:
            places = told["select_fields"]
            names = [asked[place].target.attname for place in places]
            return {"model": told["model"], "names": names, "columns": slice(places[0], places[-1] + 1)}

        def related(told: Mapping[str, Any]) -> _Related:
            key = told["model"]._meta.pk
            place = next(place for place in told["select_fields"] if asked[place].target is key)
            return _Related(**part(told), key=place, there=told["local_setter"], back=told["remote_setter"])

        return _Statement(
            sql=sql,
            own=_Part(**part(compiler.klass_info)),
            related=[related(told) for told in compiler.klass_info["related_klass_infos"]],
            converters=compiler.get_converters(asked),
        )
