"""A copy of the whole record made while the practice works, and a record made from such a copy.

What is verified is the copy: on SQLite the file that was written, on PostgreSQL the very snapshot that was dumped and
how many rows of each table stand in the file. Who is signed in is left out: a copy opens no session.
"""

from collections.abc import Callable
from pathlib import Path

from django.db import connection

from clinic.services.backups import postgresql, sqlite
from clinic.services.backups.files import NotBegun, forgotten, on_disk, reserve
from clinic.services.backups.proof import Made, NotWhole, Proof

__all__ = ["Made", "NotBegun", "NotWhole", "Proof", "back_up", "restore"]


def back_up(file: Path, *, proof: Proof) -> Made:
    """Writes `file`, readable by this account only, or leaves nothing behind."""
    part = file.with_name(f".{file.name}.part")
    reserve(file)
    try:
        forgotten(part)  # of a backup that was killed; the name is ours since the line above
        reserve(part)
        made = postgresql.dumped(part, proof) if connection.vendor == "postgresql" else sqlite.copied(part, proof)
        on_disk(part)
        part.replace(file)
        on_disk(file.parent)
    except BaseException:
        forgotten(part)
        file.unlink(missing_ok=True)
        raise
    return made


def restore(file: Path, *, proof: Proof, migrate: Callable[[str], None]) -> Made:
    """Into an empty database only. `migrate(alias)` brings a copy of an earlier release up to this one."""
    if not file.is_file() or not file.stat().st_size:
        raise NotBegun(f"{file} is no backup: there is no such file, or it is empty.")
    if connection.vendor == "postgresql":
        return postgresql.loaded(file, proof, migrate)
    return sqlite.put_back(file, proof, migrate)
