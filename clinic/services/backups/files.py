"""The files of a backup: a name is taken once, and what was written is on the disk before anybody is told."""

import os
from pathlib import Path

MODE = 0o600
# What SQLite keeps beside a file, finds there again by the file's name alone, and plays back into it.
BESIDE = ("-journal", "-wal", "-shm")


class NotBegun(Exception):
    """Nothing was begun; str() says why and what to do."""


def reserve(file: Path) -> None:
    """In one step with looking, so that two backups at once cannot both believe the name is free."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE))
    except FileExistsError:
        raise NotBegun(f"{file} exists and is left as it is. Name another file.") from None
    except OSError as why:
        raise NotBegun(f"{file} cannot be written: {why.strerror}.") from None


def forgotten(part: Path) -> None:
    """A file of our own that was never finished."""
    for one in (part, *beside(part)):
        one.unlink(missing_ok=True)


def beside(file: Path) -> list[Path]:
    return [there for end in BESIDE if (there := file.with_name(file.name + end)).exists()]


def on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
