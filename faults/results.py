"""What runs found, a line of JSON each, and the page that is written from those lines.

A line is kept as soon as its run ends, so that a set of runs cut short leaves true lines and is completed later.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from faults.site import ROOT

FILE = ROOT / "docs" / "safety-figures.jsonl"
PAGE = FILE.with_suffix(".md")
SIZES = ("small", "middle", "full")

HEAD = """# What the record survives

Written by `python -m faults`, which starts the real server (gunicorn by `clinic/server.py`) with a database of its own
on 127.0.0.1, harms it, and compares the record with a ledger kept outside. A control is a build that is broken on
purpose: where the run does not find it out, the run proves nothing.

Each line says its counts, and when and on what it was run. Lines are run one by one: a later run takes the place of an
earlier one of the same or of fewer counts, and one that did not reach its goal takes the place of any. `make faults`
runs every line at its full counts, `FAULTS=small` or `FAULTS=middle` at fewer, `python -m faults kill syncs` only those
two, and `python -m faults --missing` those that have no line of that size. Times depend on the machine and on what else
it does: a line says the load before its run and, of a virtual machine, the share of its processors that the host gave
to others while it ran.

Lines that end in a count of tests passed are read off the tests, which ask the program directly: their controls are
tests as well, each of which breaks the site in one way and asks whether the others would see that.

The server is killed, not the computer: a power cut is covered by the count of syncs alone. Connections are ended under
PostgreSQL only. "Reads go on" on a full disk is asked of pages that write nothing: opening a chart is refused there
too, because the audit trail could not note it. Under PostgreSQL the disk that fills up is that of the tables; where its
own log has no room left, PostgreSQL stops as a whole until there is room."""


@dataclass(frozen=True, kw_only=True)
class Line:
    row: str
    database: str
    size: str
    what: str
    goal: str
    found: str
    held: bool
    control: str
    run_at: str
    seconds: int
    machine: str
    release: str

    @property
    def place(self) -> tuple[str, str]:
        return self.database.split()[0], self.row


def kept(file: Path = FILE) -> dict[tuple[str, str], Line]:
    """By kind of database and row."""
    if not file.exists():
        return {}
    lines = (Line(**json.loads(text)) for text in file.read_text().splitlines())
    return {line.place: line for line in lines}


def keep(line: Line, file: Path = FILE) -> None:
    """Fewer counts never hide more, unless they found what more did not."""
    known = kept(file)
    before = known.get(line.place)
    if before is not None and line.held and SIZES.index(line.size) < SIZES.index(before.size):
        return
    known[line.place] = line
    part = file.with_suffix(".part")
    part.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in known.values()))
    part.replace(file)


def page(lines: Mapping[tuple[str, str], Line], rows: Mapping[str, Collection[str]]) -> str:
    """`rows` in their order, each with the databases it is run on."""
    parts = [HEAD]
    for database in sorted({database for database, _ in lines}, reverse=True):
        here = [lines[database, row] for row in rows if (database, row) in lines]
        parts += [
            f"## {database}",
            "\n".join(
                [
                    "| what | goal | found | reached | the control | run |",
                    "|---|---|---|---|---|---|",
                    *map(_as_row, here),
                ]
            ),
        ]
        if lacking := [row for row, on in rows.items() if database in on and (database, row) not in lines]:
            parts.append(f"No run yet: {', '.join(lacking)}.")
    return "\n\n".join(parts) + "\n"


def _as_row(line: Line) -> str:
    reached = "yes" if line.held else "**no**"
    run = f"{line.run_at}, {line.seconds} s, {line.size}; {line.database}; {line.machine}; {line.release}"
    return f"| {line.what} | {line.goal} | {line.found} | {reached} | {line.control} | {run} |"
