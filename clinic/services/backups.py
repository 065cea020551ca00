"""A copy of the whole record made while the practice works, and a record made from such a copy.

What is verified is the copy: on SQLite the file that was written, on PostgreSQL the very snapshot that was dumped and
how many rows of each table stand in the file. Who is signed in is left out: a copy opens no session.
"""

import os
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from clinic import copies
from clinic.services import audit

COPY = "copy"
SIGNED_IN = ("django_session", "clinic_staffsession")
MODE = 0o600
# What proves a copy whole beyond its database: a list of sentences, empty when it is.
Proof = Callable[[], list[str]]


class NotWhole(Exception):
    """The copy is no faithful record; `args` are the reasons."""


class NotBegun(Exception):
    """Nothing was begun; str() says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was copied: its size, its rows and the end of its audit trail."""

    size: int
    rows: int
    anchor: audit.Anchor


def back_up(file: Path, *, proof: Proof) -> Made:
    """Writes `file`, readable by this account only, or leaves nothing behind."""
    part = file.with_name(f".{file.name}.part")
    reserve(file)
    try:
        part.unlink(missing_ok=True)  # of a backup that was killed; the name is ours since the line above
        reserve(part)
        made = _dumped(part, proof) if connection.vendor == "postgresql" else _copied(part, proof)
        _on_disk(part)
        part.replace(file)
        _on_disk(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        raise
    return made


def restore(file: Path, *, proof: Proof, migrate: Callable[[str], None]) -> Made:
    """Into an empty database only. `migrate(alias)` brings a copy of an earlier release up to this one."""
    if not file.is_file() or not file.stat().st_size:
        raise NotBegun(f"{file} is no backup: there is no such file, or it is empty.")
    if connection.vendor == "postgresql":
        return _loaded(file, proof, migrate)
    return _put_back(file, proof, migrate)


def reserve(file: Path) -> None:
    """In one step with looking, so that two backups at once cannot both believe the name is free."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE))
    except FileExistsError:
        raise NotBegun(f"{file} exists and is left as it is. Name another file.") from None
    except OSError as why:
        raise NotBegun(f"{file} cannot be written: {why.strerror}.") from None


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def problems(proof: Proof) -> list[str]:
    """Of the record that is read now: its audit trail and what the visit proves beside it."""
    chain = [f"audit event {problem.seq} {problem.says}" for problem in audit.verify()]
    return chain + proof()


def _whole(alias: str, proof: Proof) -> Made:
    """Proves the database behind `alias`; raises NotWhole."""
    try:
        with copies.reading_from(alias):
            if found := problems(proof):
                raise NotWhole(*found)
            end = audit.anchor()
        rows = sum(_counted(alias).values())
    except DatabaseError as why:
        raise NotWhole(f"it cannot be read: {why}") from why
    return Made(size=0, rows=rows, anchor=end)


def _counted(alias: str) -> Counter[str]:
    database = connections[alias]
    with database.cursor() as cursor:
        counts: Counter[str] = Counter()
        for table in sorted(database.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table)}")  # noqa: S608 (names of tables)
            counts[table] = cursor.fetchone()[0]
    return counts


def _known_release(alias: str) -> None:
    """A copy of a later release has tables this one cannot read rightly."""
    database = connections[alias]
    done = set(MigrationRecorder(database).applied_migrations())
    if strangers := sorted(".".join(one) for one in done - set(MigrationLoader(database).disk_migrations)):
        raise NotBegun(f"The backup is of a later release ({strangers[0]}). Restore it with that release.")


# SQLite --------------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    """`file` as the database COPY, for as long as it is read."""
    there = connections["default"].settings_dict | {
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA foreign_keys=ON"},
    }
    connections[COPY] = type(connections["default"])(there, COPY)
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]


def _copied(part: Path, proof: Proof) -> Made:
    source = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=settings.SQLITE_WAIT_SECONDS)
    try:
        _copy(source, part, without=SIGNED_IN)
    finally:
        source.close()
    with _opened(part):
        made = _whole(COPY, proof)
    return Made(size=part.stat().st_size, rows=made.rows, anchor=made.anchor)


def _copy(source: sqlite3.Connection, to: Path, *, without: tuple[str, ...]) -> None:
    """One file, sound in itself; in one step, so that no writer makes it begin again."""
    copy = sqlite3.connect(to)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        for table in without:
            if copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone():
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 (names from this file)
        copy.commit()
        found = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[0]} refers to a row of {row[2]} that is not there" for row in copy.execute(FOREIGN_KEYS)]
    except sqlite3.DatabaseError as why:
        raise NotWhole(f"it is no sound SQLite file: {why}") from why
    finally:
        copy.close()
    if found:
        raise NotWhole(*found)


FOREIGN_KEYS = "PRAGMA foreign_key_check"


def _put_back(file: Path, proof: Proof, migrate: Callable[[str], None]) -> Made:
    name = Path(str(connection.settings_dict["NAME"]))
    _empty_sqlite(name)
    part = name.with_name(f".{name.name}.part")
    part.unlink(missing_ok=True)
    reserve(part)
    try:
        source = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            _copy(source, part, without=SIGNED_IN)
        finally:
            source.close()
        with _opened(part):
            _known_release(COPY)
            migrate(COPY)
            made = _whole(COPY, proof)
        _on_disk(part)
        _empty_sqlite(name)
        part.replace(name)
        _on_disk(name.parent)
    finally:
        part.unlink(missing_ok=True)
    return Made(size=file.stat().st_size, rows=made.rows, anchor=made.anchor)


def _empty_sqlite(name: Path) -> None:
    """No table yet: a file that `migrate` made is a record already."""
    if not name.exists():
        return
    there = sqlite3.connect(name)
    try:
        [tables] = there.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        tables = 1
    finally:
        there.close()
    if tables:
        raise NotBegun(
            f"{name} holds a record already, and a backup is restored into an empty place only. Move it away."
        )


# PostgreSQL ----------------------------------------------------------------------------------------------------------


def _dumped(part: Path, proof: Proof) -> Made:
    """Verified in the snapshot that is dumped, so that nothing written meanwhile comes between."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        without = [f"--exclude-table-data={table}" for table in SIGNED_IN]
        _run("pg_dump", "--format=custom", "--no-owner", *without, f"--snapshot={snapshot}", f"--file={part}")
        made = _whole("default", proof)
        counts = _counted("default")
    held = _rows_in(part)
    differ = [
        f"{table} has {counts[table]} rows and the file {held[table]}"
        for table in sorted(counts)
        if table not in SIGNED_IN and counts[table] != held[table]
    ]
    if differ:
        raise NotWhole(*differ)
    return Made(size=part.stat().st_size, rows=sum(held.values()), anchor=made.anchor)


def _rows_in(file: Path) -> Counter[str]:
    """Every block of the file is unpacked for it, so a damaged one is found."""
    rows: Counter[str] = Counter()
    table = ""
    with subprocess.Popen(  # noqa: S603 (no shell)
        ["pg_restore", "--data-only", "--file=-", str(file)],  # noqa: S607 (the database's own, wherever it is installed)
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        for line in told.stdout:
            if table:
                if line == b"\\.\n":
                    table = ""
                else:
                    rows[table] += 1
            elif line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
                table = line.split(b" ")[1].decode().rpartition(".")[2].strip('"')
        wrong = told.stderr.read().decode(errors="replace").strip()
    if told.returncode:
        raise NotWhole(f"the file cannot be read back: {wrong}")
    return rows


def _loaded(file: Path, proof: Proof, migrate: Callable[[str], None]) -> Made:
    """In one transaction; what cannot be proved afterwards stays for whoever has to look into it, and is said."""
    if tables := connection.introspection.table_names():
        raise NotBegun(
            f"The database holds a record already ({len(tables)} tables), and a backup is restored into an empty one "
            "only. Make another with createdb and name it in DATABASE_URL."
        )
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={name}",
        str(file),
    )
    _known_release("default")
    migrate("default")
    made = _whole("default", proof)
    return Made(size=file.stat().st_size, rows=made.rows, anchor=made.anchor)


def _run(program: str, *said: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 (no shell)
            [program, *said],
            env={**os.environ, **_reached()},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise NotBegun(f"{program} is not installed here. It comes with PostgreSQL's client programs.") from None
    if done.returncode:
        raise NotWhole(f"{program} failed: {done.stderr.strip()}")


def _reached() -> Mapping[str, str]:
    """As the site itself is, encryption included; in the environment: everybody reads a program's arguments."""
    said = connection.get_connection_params()
    known = connection.Database.pq.Conninfo.get_defaults()  # type: ignore[attr-defined]  # psycopg's
    return {
        option.envvar.decode(): str(said[keyword])
        for option in known
        if option.envvar and (keyword := option.keyword.decode()) in said
    }
