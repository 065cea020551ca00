"""Brings PostgreSQL's CHECKs in line with the findings after a migration.

Django writes a column's own CHECK when it makes the column, and on SQLite whenever it remakes the table; but altering a
field on PostgreSQL leaves the old CHECK standing. So a changed limit is an AlterField that this completes.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from assessments.models.column import Column

PROBE = "backchart_limits"


def bring_in_line(connection: BaseDatabaseWrapper, tables: Iterable[tuple[str, Iterable[Column]]]) -> list[str]:
    """The columns whose limits were replaced. Raises IntegrityError where a kept answer breaks a new limit."""
    if connection.vendor != "postgresql":
        return []
    replaced = []
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table, columns in tables:
            for column, old in _stale(connection, cursor, table, list(columns)):
                name = connection.ops.quote_name(old or f"{table}_{column.column}_check")
                place = connection.ops.quote_name(table)
                cursor.execute(f"ALTER TABLE {place} DROP CONSTRAINT IF EXISTS {name}")
                cursor.execute(f"ALTER TABLE {place} ADD CONSTRAINT {name} CHECK ({column.db_check(connection)})")
                replaced.append(f"{table}.{column.column}")
    return replaced


def _stale(
    connection: BaseDatabaseWrapper, cursor: Any, table: str, columns: list[Column]
) -> list[tuple[Column, str | None]]:
    """Columns whose CHECK is another than the finding's, with its name. PostgreSQL itself spells both for comparing."""
    present = {one.name for one in connection.introspection.get_table_description(cursor, table)}
    limited = [column for column in columns if column.column in present and column.db_check(connection)]
    lines = (
        f"{connection.ops.quote_name(str(column.column))} {column.db_type(connection)} "
        f"CHECK ({column.db_check(connection)})"
        for column in limited
    )
    cursor.execute(f"CREATE TEMPORARY TABLE {PROBE} ({', '.join(lines)})")
    wanted, found = _checks(cursor, PROBE), _checks(cursor, table)
    cursor.execute(f"DROP TABLE {PROBE}")
    return [
        (column, found[column.column][0] if column.column in found else None)
        for column in limited
        if column.column not in found or found[column.column][1] != wanted[column.column][1]
    ]


def _checks(cursor: Any, table: str) -> dict[str | None, tuple[str, str]]:
    """Column to name and text of the CHECK that reads this column alone."""
    cursor.execute(
        "SELECT a.attname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        "WHERE c.conrelid = %s::regclass AND c.contype = 'c' AND cardinality(c.conkey) = 1",
        [table],
    )
    return {column: (name, text) for column, name, text in cursor.fetchall()}


def after_migrate(*, using: str, sender: Any, plan: Any = None, **_: Any) -> None:
    """Not after a flush, which has no plan and changes no table."""
    if plan is None:
        return
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    bring_in_line(
        connection,
        [
            (model._meta.db_table, [field for field in model._meta.fields if isinstance(field, Column)])
            for model in sender.get_models()
            if model._meta.db_table in tables and any(isinstance(field, Column) for field in model._meta.fields)
        ],
    )
