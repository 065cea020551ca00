"""One record, migrated once; every run works on a copy of it and with servers of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.databases import Database, drop_made, empty
from faults.site import inside


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = empty(tmp_path_factory.mktemp("faults") / "base")
    inside(database, "migrate")
    yield database
    drop_made()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"
