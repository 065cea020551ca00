"""Another site, with a database of its own that is empty at first, asked by its commands."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
_names = itertools.count(1)


@contextmanager
def another_site(folder: Path) -> Iterator[dict[str, str]]:
    """Its environment. On PostgreSQL its database is gone afterwards."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("BACKCHART", "DATABASE", "DJANGO"))
    }
    own["BACKCHART_SECRET_KEY"] = "another-site-" + "0123456789" * 5
    if connection.vendor == "sqlite":
        (folder / "data").mkdir()
        yield own | {"BACKCHART_DATA": str(folder / "data")}
        return
    name = f"another_{os.getpid()}_{next(_names)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield own | {"DATABASE_URL": address(name)}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address(name: str, *, role: str = "", password: str = "") -> str:
    """A database of the server that these tests have, as the role they have or as another."""
    said = connection.settings_dict
    role, password = (role, password) if role else (said["USER"], said["PASSWORD"])
    return f"postgresql://{role}{f':{password}' if password else ''}@{said['HOST']}:{said['PORT']}/{name}"


def manage(environment: Mapping[str, str], *command: str) -> tuple[int, str]:
    return python(environment, "manage.py", *command)


def python(environment: Mapping[str, str], *said: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *said], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def shell(environment: Mapping[str, str], asked: str) -> tuple[int, str]:
    return manage(environment, "shell", "--no-imports", "-v0", "-c", asked)
