"""A copy of the record on SQLite: one file, sound in itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from clinic.services.backups.files import NotBegun, beside, forgotten, on_disk, reserve
from clinic.services.backups.proof import SIGNED_IN, Made, NotWhole, Proof, known_release, whole

COPY = "copy"
FOREIGN_KEYS = "PRAGMA foreign_key_check"


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


def copied(part: Path, proof: Proof) -> Made:
    source = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=settings.SQLITE_WAIT_SECONDS)
    try:
        _copy(source, part, without=SIGNED_IN)
    finally:
        source.close()
    with _opened(part):
        made = whole(COPY, proof)
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


def put_back(file: Path, proof: Proof, migrate: Callable[[str], None]) -> Made:
    name = Path(str(connection.settings_dict["NAME"]))
    _empty(name)
    part = name.with_name(f".{name.name}.part")
    forgotten(part)
    reserve(part)
    try:
        source = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            _copy(source, part, without=SIGNED_IN)
        finally:
            source.close()
        with _opened(part):
            known_release(COPY)
            migrate(COPY)
            made = whole(COPY, proof)
        on_disk(part)
        _empty(name)
        part.replace(name)
        on_disk(name.parent)
    finally:
        forgotten(part)
    return Made(size=file.stat().st_size, rows=made.rows, anchor=made.anchor)


def _empty(name: Path) -> None:
    """Nothing there that is a record, nor what is left of one: a file that `migrate` made is a record already."""
    if name.exists() and _tables(name):
        raise NotBegun(
            f"{name} holds a record already, and a backup is restored into an empty place only. "
            f"Move it away together with all that bears its name: {name.name}*."
        )
    if left := beside(name):
        raise NotBegun(
            f"Of the record that was here this is left: {', '.join(map(str, left))}. SQLite would play it back into "
            "the one that is restored. Move it to where that record was moved."
        )


def _tables(name: Path) -> int:
    """Read as the file lies there: to open it as a record would play back into it what is left beside it."""
    there = sqlite3.connect(f"{name.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        [tables] = there.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return 1
    finally:
        there.close()
    return int(tables)
