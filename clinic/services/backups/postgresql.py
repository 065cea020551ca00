"""A copy of the record on PostgreSQL, by its own pg_dump and pg_restore."""

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import connection, transaction

from clinic.services.backups.files import NotBegun
from clinic.services.backups.proof import SIGNED_IN, Made, NotWhole, Proof, counted, known_release, whole


def dumped(part: Path, proof: Proof) -> Made:
    """Verified in the snapshot that is dumped, so that nothing written meanwhile comes between."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        without = [f"--exclude-table-data={table}" for table in SIGNED_IN]
        _run("pg_dump", "--format=custom", "--no-owner", *without, f"--snapshot={snapshot}", f"--file={part}")
        made = whole("default", proof)
        counts = counted("default")
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


def loaded(file: Path, proof: Proof, migrate: Callable[[str], None]) -> Made:
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
    known_release("default")
    migrate("default")
    made = whole("default", proof)
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
