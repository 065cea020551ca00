"""What the record survives, measured: docs/safety-figures.md.

python -m faults                   every line of the table, on the database that DATABASE_URL names, or on SQLite
python -m faults kill syncs        these lines only
python -m faults --missing         those that were not run at this size yet
FAULTS=small|middle|full           how many of each; full without it
"""

import argparse
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from faults import results
from faults.databases import Database, drop_made, empty, said
from faults.machine import Machine
from faults.results import Line
from faults.row import Row
from faults.rows import ROWS
from faults.site import ROOT, inside

COULD_NOT = "could not be run"


@contextmanager
def place() -> Iterator[tuple[Database, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    base = empty(folder / "base")
    try:
        inside(base, "migrate")
        yield base, folder
    finally:
        drop_made()
        shutil.rmtree(folder, ignore_errors=True)


def line(row: Row, size: str, base: Database, folder: Path) -> Line:
    counts = getattr(row, size)
    begun, machine, begun_with = time.monotonic(), Machine.now(), release()
    control = ""
    try:
        found = row.act(base, folder / "run", **counts)
        told, held = row.says(found), row.held(found) and row.in_time(found)
        if not held:
            print(f"{row.name}: {found}", file=sys.stderr)
        control = row.caught(row.act(base, folder / "control", **row.control, broken=row.broken))
        control = f"found out: {control}" if control else "**not found out**"
    except (RuntimeError, OSError, subprocess.SubprocessError) as why:
        print(f"{row.name}: {why}", file=sys.stderr)
        told, held = f"{COULD_NOT}: {str(why).splitlines()[0][:120]}".replace("|", "/"), False
    finally:
        for name in ("run", "control"):
            shutil.rmtree(folder / name, ignore_errors=True)
    return Line(
        row=row.name,
        database=database_of(base),
        size=size,
        what=row.what.format(**{name: f"{count:,}" for name, count in counts.items()}),
        goal=row.goal,
        found=told,
        held=held and "**" not in control,
        control=control,
        run_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        seconds=round(time.monotonic() - begun),
        machine=str(machine),
        release=begun_with,
    )


def database_of(base: Database) -> str:
    if base.url:
        return f"PostgreSQL {said(base.url, 'SHOW server_version')[0][0]}".split(" (")[0]
    return f"SQLite {sqlite3.sqlite_version}"


def release() -> str:
    """The latest commit of what was run, "-dirty" where more was changed; the figures themselves are no part of it."""
    but_figures = ("--", ".", f":!{results.FILE.relative_to(ROOT).with_suffix('.*')}")

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words, *but_figures], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return (git("log", "-1", "--format=%h") or "no release") + ("-dirty" if changed else "")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m faults", description=__doc__.partition("\n")[0])
    asked.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(row.name for row in ROWS)}")
    asked.add_argument("--missing", action="store_true", help="only what was not run at this size yet")
    given = asked.parse_args()
    names = [row.name for row in ROWS]
    if strangers := set(given.rows) - set(names):
        asked.error(f"there is no row {', '.join(sorted(strangers))}; there are {', '.join(names)}")
    size = os.environ.get("FAULTS", "full")
    if size not in results.SIZES:
        asked.error(f"FAULTS is {size}; it can be {', '.join(results.SIZES)}")
    kind = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    wanted = [row for row in ROWS if kind in row.databases and (not given.rows or row.name in given.rows)]
    if given.missing:
        done = {one.row for one in results.kept().values() if one.place[0] == kind and one.size == size}
        wanted = [row for row in wanted if row.name not in done]
    # So that what was begun is cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    good = []
    with place() as (base, folder):
        for row in wanted:
            found = line(row, size, base, folder)
            results.keep(found)
            results.PAGE.write_text(results.page(results.kept(), {one.name: one.databases for one in ROWS}))
            good.append(found.held)
            reached = "reached" if found.held else "NOT reached"
            print(
                f"{found.place[0]} {row.name}: {reached}: {found.found} [{found.control}] {found.seconds} s", flush=True
            )
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
