"""Lines of the table at their fewest counts, each with its control. FAULTS=small runs all of them.

Times are left to the table: a busy computer is no fault of the record.
"""

import os
from pathlib import Path

import pytest

from faults.databases import Database
from faults.row import Row
from faults.rows import ROWS

pytestmark = pytest.mark.faults
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def marks(row: Row) -> list[pytest.MarkDecorator]:
    only = {vendor for vendor, name in DATABASES.items() if row.databases == {name}}
    return [getattr(pytest.mark, one) for one in sorted(only | ({"browser"} if row.browser else set()))]


# What no other test comes near. The rest takes minutes, and is a command of its own.
OFTEN = {"kill", "syncs", "connections", "disk", "clicks", "sign", "browser"}
EACH = [
    pytest.param(row, id=row.name, marks=marks(row)) for row in ROWS if row.name in OFTEN or os.environ.get("FAULTS")
]


@pytest.mark.parametrize("row", EACH)
def test_what_the_record_survives(row: Row, base: Database, folder: Path) -> None:
    found = row.act(base, folder, **row.small)
    assert row.held(found), found


@pytest.mark.parametrize("row", EACH)
def test_a_build_that_is_broken_is_found_out(row: Row, base: Database, folder: Path) -> None:
    found = row.act(base, folder, **row.control, broken=row.broken)
    assert row.caught(found), found
