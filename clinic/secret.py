"""A secret kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path


def kept_in(file: Path) -> str:
    """The secret in this file, made on the first call; two first calls at once agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f"{file.name}.{os.getpid()}")
    if not file.exists():
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
        try:
            # A link, unlike a rename, never replaces the file of whoever was first.
            os.link(made, file)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text()
