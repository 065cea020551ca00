"""Lines of the table at their fewest counts, each with its control. FAULTS=small runs all of them.

Times are left to the table: a busy computer is no fault of the record.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from faults.databases import Database
from faults.row import Row
from faults.rows import ROWS

pytestmark = pytest.mark.faults
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


# What no other test comes near, where it costs least. The rest takes minutes, and is a command of its own.
OFTEN: Mapping[str, frozenset[str]] = {
    "kill": frozenset({"SQLite"}),
    "syncs": frozenset({"SQLite"}),
    "disk": frozenset({"SQLite"}),
    "connections": frozenset({"PostgreSQL"}),
}
ALL = bool(os.environ.get("FAULTS"))


def marks(row: Row) -> list[pytest.MarkDecorator]:
    there = row.databases if ALL else OFTEN[row.name]
    only = {vendor for vendor, name in DATABASES.items() if there == {name}}
    return [getattr(pytest.mark, one) for one in sorted(only | ({"browser"} if row.browser else set()))]


EACH = [pytest.param(row, id=row.name, marks=marks(row)) for row in ROWS if ALL or row.name in OFTEN]


@pytest.mark.parametrize("row", EACH)
def test_what_the_record_survives(row: Row, base: Database, folder: Path) -> None:
    found = row.act(base, folder, **row.small)
    assert row.held(found), found


@pytest.mark.parametrize("row", EACH)
def test_a_build_that_is_broken_is_found_out(row: Row, base: Database, folder: Path) -> None:
    found = row.act(base, folder, **row.control, broken=row.broken)
    assert row.caught(found), found
