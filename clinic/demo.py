"""The demonstration's own database, and how it is told from a practice's."""

import sqlite3
from pathlib import Path

# sqlite.org/pragma.html#pragma_application_id: four bytes in the file's head that say whose it is. Ours read "BkDm".
MARK = int.from_bytes(b"BkDm", "big")

# Made-up people sign in with it, to made-up records, on this computer only.
PASSWORD = "look around the clinic"  # noqa: S105


class NotOurs(Exception):
    """A database with something in it that the demonstration did not make."""


def claim(file: Path) -> None:
    """Mark an empty database as the demonstration's; refuse any other that does not carry the mark. Safe to repeat."""
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file)
    try:
        [mark] = database.execute("PRAGMA application_id").fetchone()
        if mark == MARK:
            return
        [tables] = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mark or tables:
            raise NotOurs(file)
        database.execute(f"PRAGMA application_id = {MARK}")
    except sqlite3.DatabaseError as unreadable:
        raise NotOurs(file) from unreadable
    finally:
        database.close()
