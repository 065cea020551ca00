"""Rules the database itself keeps, against every program: rows never rewritten, rows never deleted.

They live here and not in migrations: altering a table on SQLite silently loses its triggers. So all of them come down
before any migration and go up after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

PREFIX = "keep_"
Vendor = Literal["sqlite", "postgresql"]
BOTH: tuple[Vendor, ...] = ("sqlite", "postgresql")


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """Refuses what `when` describes: standard SQL over OLD and NEW, subqueries allowed; empty means always."""

    name: str
    table: str
    before: Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]
    says: str
    when: str = ""
    vendors: tuple[Vendor, ...] = BOTH

    @property
    def full_name(self) -> str:
        return PREFIX + self.name

    def kept_as(self, vendor: str) -> tuple[str, str]:
        """Its own text and its function's, as the database's catalogue repeats them."""
        says = self.says.replace("'", "''")
        if vendor == "sqlite":
            when = f" WHEN {self.when}" if self.when else ""
            return (
                f"CREATE TRIGGER {self.full_name} BEFORE {self.before} ON {self.table} FOR EACH ROW{when} "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
                "",
            )
        # A PostgreSQL WHEN takes no subquery, so the condition stands in the function.
        refuse = f"RAISE EXCEPTION '{says.replace('%', '%%')}' USING ERRCODE = 'integrity_constraint_violation';"
        body = f"IF {self.when} THEN {refuse} END IF;" if self.when else refuse
        go_on = "OLD" if self.before == "DELETE" else "NULL" if self.before == "TRUNCATE" else "NEW"
        each = "STATEMENT" if self.before == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.full_name} BEFORE {self.before} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.full_name}()",
            f" BEGIN {body} RETURN {go_on}; END ",
        )

    def statements(self, vendor: str) -> tuple[str, ...]:
        trigger, function = self.kept_as(vendor)
        if not function:
            return (trigger,)
        return (
            f"CREATE OR REPLACE FUNCTION {self.full_name}() RETURNS trigger LANGUAGE plpgsql AS $keep${function}$keep$",
            trigger,
        )


def never_deleted(table: str, *, unique: Sequence[str] = ("id",)) -> tuple[Trigger, ...]:
    says = f"{table}: rows are never deleted"
    same = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    return (
        Trigger(name=f"{table}_delete", table=table, before="DELETE", says=says),
        Trigger(name=f"{table}_truncate", table=table, before="TRUNCATE", says=says, vendors=("postgresql",)),
        # INSERT OR REPLACE deletes the old row without asking its DELETE trigger.
        Trigger(
            name=f"{table}_replace",
            table=table,
            before="INSERT",
            says=says,
            when=f"EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608 (names from this file)
            vendors=("sqlite",),
        ),
    )


def append_only(table: str, *, unique: Sequence[str] = ("id",)) -> tuple[Trigger, ...]:
    says = f"{table}: rows are never changed"
    return (
        Trigger(name=f"{table}_update", table=table, before="UPDATE", says=says),
        *never_deleted(table, unique=unique),
    )


TRIGGERS: tuple[Trigger, ...] = (
    *append_only("clinic_auditevent", unique=("id", "seq")),
    *never_deleted("clinic_audithead"),
    Trigger(
        name="clinic_audithead_back",
        table="clinic_audithead",
        before="UPDATE",
        says="clinic_audithead: the count never goes back",
        when="NEW.seq < OLD.seq OR NEW.id <> OLD.id",
    ),
    *never_deleted("clinic_patient", unique=("id", "record_number")),
    *never_deleted("clinic_patientmedicine"),
    *never_deleted("clinic_patientallergy"),
    *append_only("clinic_logo", unique=("sha256",)),
    *append_only("clinic_letterhead"),
    *never_deleted("clinic_careteammember"),
    *append_only("clinic_historicalpatient", unique=("history_id",)),
    *append_only("clinic_historicalpractice", unique=("history_id",)),
    *append_only("clinic_historicalstaff", unique=("history_id",)),
    *append_only("clinic_opening"),
    *append_only("clinic_openingclosed", unique=("id", "opening_id")),
    *append_only("clinic_openingseen", unique=("id", "opening_id")),
)


def standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Our triggers as the database's own catalogue lists them: name to table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 5) = %s", [PREFIX]
            )
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND left(t.tgname, 5) = %s",
                [PREFIX],
            )
        return dict(cursor.fetchall())


def fallen(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Each trigger that `keep` was given and that does not stand so: its name and what is wrong. One query."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql, '', 1 FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 5) = %s",
                [PREFIX],
            )
        else:
            # Where a session plays the replica, only what was enabled ALWAYS is asked.
            cursor.execute(
                "SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.prosrc, t.tgenabled = 'A' "
                "OR t.tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica' "
                "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND left(t.tgname, 5) = %s",
                [PREFIX],
            )
        rows = cursor.fetchall()
    asked = {(text, function): bool(fires) for _, text, function, fires in rows}
    names = {name for name, *_ in rows}
    found = {}
    for one in kept(connection.vendor):
        fires = asked.get(one.kept_as(connection.vendor))
        if fires is None:
            found[one.full_name] = "altered" if one.full_name in names else "missing"
        elif not fires:
            found[one.full_name] = "disabled"
    return found


def lower(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger of ours down: before a migration, and before a test database is emptied."""
    found = standing(connection)
    with connection.cursor() as cursor:
        for name, table in found.items():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def put_up(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> None:
    """Those still missing whose table exists: an app half migrated has not all of its tables."""
    found = standing(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in triggers:
            if trigger.full_name in found or trigger.table not in tables or connection.vendor not in trigger.vendors:
                continue
            for statement in trigger.statements(connection.vendor):
                cursor.execute(statement)


_given: dict[str, tuple[Trigger, ...]] = {}  # by the app that gave them


def kept(vendor: str) -> list[Trigger]:
    """Every trigger that has to stand on this kind of database."""
    return [one for given in _given.values() for one in given if vendor in one.vendors]


def keep(app: AppConfig, triggers: Sequence[Trigger]) -> None:
    """To be called once by an app's ready(): down before any migration, up after it.

    The first app that is told of a migration's end puts up those of all: what a later one meets then keeps none down.
    """
    _given[app.label] = tuple(triggers)

    def before(*, using: str, **_: Any) -> None:
        lower(connections[using])

    def after(*, using: str, **_: Any) -> None:
        put_up(connections[using], kept(connections[using].vendor))

    pre_migrate.connect(before, sender=app, weak=False, dispatch_uid=f"{app.label} triggers down")
    post_migrate.connect(after, sender=app, weak=False, dispatch_uid=f"{app.label} triggers up")
