"""What the page of figures keeps of several runs."""

from dataclasses import replace
from pathlib import Path

import pytest

from faults.results import Line, keep, kept, page
from faults.row import BOTH

LINE = Line(
    row="kill",
    database="SQLite 3.40.1",
    size="middle",
    what="killed 8 times",
    goal="0 lost",
    found="0 lost",
    held=True,
    control="found out: lost 9",
    run_at="2026-11-22 19:00 UTC",
    seconds=60,
    machine="2 cores",
    release="abc",
)
KILL = ("SQLite", "kill")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    keep(LINE, tmp_path / "figures.jsonl")
    return tmp_path / "figures.jsonl"


def test_a_run_of_more_takes_the_place_of_one_of_fewer(file: Path) -> None:
    more = replace(LINE, size="full", database="SQLite 3.46.0")
    keep(more, file)
    assert kept(file) == {KILL: more}


def test_a_run_of_fewer_does_not(file: Path) -> None:
    keep(replace(LINE, size="small"), file)
    assert kept(file) == {KILL: LINE}


def test_unless_it_found_what_the_larger_one_did_not(file: Path) -> None:
    worse = replace(LINE, size="small", held=False)
    keep(worse, file)
    assert kept(file) == {KILL: worse}


def test_each_database_has_a_line_of_its_own_and_the_page_names_what_was_not_run(file: Path) -> None:
    keep(replace(LINE, database="PostgreSQL 15.1", held=False), file)
    said = page(kept(file), {"kill": BOTH, "syncs": BOTH, "connections": {"PostgreSQL"}})
    assert said.count("| killed 8 times | 0 lost |") == 2
    assert "**no**" in said.split("## PostgreSQL")[1]
    assert said.count("No run yet: syncs.") == 1
    assert "No run yet: syncs, connections." in said.split("## PostgreSQL")[1]
