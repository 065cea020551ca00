"""What proves that a copy is the record: its audit trail, its signed notes, and a release that this one can read."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from clinic import copies
from clinic.services import audit
from clinic.services.backups.files import NotBegun

# Nobody who was signed in is signed in to a copy.
SIGNED_IN = ("django_session", "clinic_staffsession")
# What proves a copy whole beyond its database: a list of sentences, empty when it is.
Proof = Callable[[], list[str]]


class NotWhole(Exception):
    """The copy is no faithful record; `args` are the reasons."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was copied: its size, its rows and the end of its audit trail."""

    size: int
    rows: int
    anchor: audit.Anchor


def problems(proof: Proof) -> list[str]:
    """Of the record that is read now: its audit trail and what the visit proves beside it."""
    chain = [f"audit event {problem.seq} {problem.says}" for problem in audit.verify()]
    return chain + proof()


def whole(alias: str, proof: Proof) -> Made:
    """Proves the database behind `alias`; raises NotWhole."""
    try:
        with copies.reading_from(alias):
            if found := problems(proof):
                raise NotWhole(*found)
            end = audit.anchor()
        rows = sum(counted(alias).values())
    except DatabaseError as why:
        raise NotWhole(f"it cannot be read: {why}") from why
    return Made(size=0, rows=rows, anchor=end)


def counted(alias: str) -> Counter[str]:
    database = connections[alias]
    with database.cursor() as cursor:
        counts: Counter[str] = Counter()
        for table in sorted(database.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table)}")  # noqa: S608 (names of tables)
            counts[table] = cursor.fetchone()[0]
    return counts


def known_release(alias: str) -> None:
    """A copy of a later release has tables this one cannot read rightly."""
    database = connections[alias]
    done = set(MigrationRecorder(database).applied_migrations())
    if strangers := sorted(".".join(one) for one in done - set(MigrationLoader(database).disk_migrations)):
        raise NotBegun(f"The backup is of a later release ({strangers[0]}). Restore it with that release.")
