"""What a database must promise before "saved" may be said: a commit is on the disk, references hold, and what is never
to be changed is refused by the database itself."""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from clinic import triggers

EXTRA = 3  # sqlite.org/pragma.html#pragma_synchronous: with FULL, 2, the end of a journal may not be on the disk yet
NAMED = 3  # of many triggers that are down
ROLES = "docs/operation.md, “On PostgreSQL, two roles”"
log = logging.getLogger(__name__)


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """A sentence for each promise that this connection does not keep. Asks the database, not the settings."""
    if connection.vendor == "sqlite":
        return _sqlite_faults(connection)
    if connection.vendor == "postgresql":
        return _postgresql_faults(connection)
    return [f"{connection.vendor} is not a database these records may be kept in. Use SQLite or PostgreSQL."]


def _answer(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _sqlite_faults(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    if (level := _answer(connection, "PRAGMA synchronous")) < EXTRA:
        found.append(f"SQLite's synchronous is {level}: a power cut can take a saved answer. It must be EXTRA (3).")
    if not _answer(connection, "PRAGMA foreign_keys"):
        found.append("SQLite's foreign_keys is off: rows could refer to nothing. It must be ON.")
    if (wait := _answer(connection, "PRAGMA busy_timeout")) < settings.SQLITE_WAIT_SECONDS * 1000:
        found.append(f"SQLite waits {wait} ms for its turn to write. It must wait {settings.SQLITE_WAIT_SECONDS} s.")
    if (journal := _answer(connection, "PRAGMA journal_mode").upper()) != settings.SQLITE_JOURNAL:
        found.append(f"SQLite's journal mode is {journal}. With this library it must be {settings.SQLITE_JOURNAL}.")
    if (mode := connection.settings_dict["OPTIONS"].get("transaction_mode")) != "IMMEDIATE":
        found.append(f"SQLite's transaction_mode is {mode}: two saves at once can fail. It must be IMMEDIATE.")
    return found


def _postgresql_faults(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    # remote_apply waits for the local disk and for the standby, which is more than is asked here.
    if (commit := _answer(connection, "SHOW synchronous_commit")) not in ("on", "remote_apply"):
        found.append(f"PostgreSQL's synchronous_commit is {commit}: a crash can take a saved answer. It must be on.")
    if (sync := _answer(connection, "SHOW fsync")) != "on":
        found.append(f"PostgreSQL's fsync is {sync}: a power cut can take the whole database. It must be on.")
    return found


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """A sentence where a trigger of ours is not what it has to be. One query."""
    down = triggers.fallen(connection)
    if not down:
        return []
    named = ", ".join(f"{name} is {wrong}" for name, wrong in list(down.items())[:NAMED])
    more = f" and {len(down) - NAMED} more are not as they must be" if len(down) > NAMED else ""
    return [
        f"The database does not refuse by itself what may never be changed: {named}{more}. "
        "Run manage.py migrate, which puts up every trigger."
    ]


def too_mighty(connection: BaseDatabaseWrapper) -> list[str]:
    """A sentence where the role that serves could undo what the triggers keep. One query, of PostgreSQL only."""
    if connection.vendor != "postgresql":
        return []
    never = sorted({(one.table, one.before) for one in triggers.kept("postgresql") if not one.when})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, r.wanted || ' on ' || r.name, pg_has_role(c.relowner, 'MEMBER') "
            "FROM unnest(%s::text[], %s::text[]) AS r (name, wanted) JOIN pg_class c ON c.oid = to_regclass(r.name) "
            "WHERE pg_has_role(c.relowner, 'MEMBER') OR has_table_privilege(c.oid, r.wanted) ORDER BY 3 DESC, 2",
            [[table for table, _ in never], [wanted for _, wanted in never]],
        )
        rows = cursor.fetchall()
    if not rows:
        return []
    role, right, owner = rows[0]
    if owner:
        said = f"PostgreSQL's role {role} serves the pages and may do what the record's owner may, to its triggers too."
    else:
        said = f"PostgreSQL's role {role} has {len(rows)} rights that the pages never need, as {right}."
    return [f"{said} See {ROLES}."]


def check(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Before a migration too, which has to run where triggers are down."""
    return [checks.Error(fault, id="clinic.E001") for alias in databases or [] for fault in faults(connections[alias])]


def check_in_use(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        found += [checks.Error(said, id="clinic.E002") for said in unguarded(connections[alias])]
        found += [checks.Warning(said, id="clinic.W001") for said in too_mighty(connections[alias])]
    return found


def require() -> None:
    """Refuse to serve from a database that could forget. Leaves no connection behind for a worker to inherit."""
    connection = connections["default"]
    try:
        if found := faults(connection) + unguarded(connection):
            raise ImproperlyConfigured(" ".join(found))
        for said in too_mighty(connection):
            log.warning(said)
    finally:
        connection.close()
