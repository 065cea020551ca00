"""One record, migrated once; every run works on a copy of it and with servers of its own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.databases import Database, drop_made, empty
from faults.site import inside


@pytest.fixture(scope="session", autouse=True)
def cleared_away_when_told_to_stop() -> Iterator[None]:
    """Without this, SIGTERM would leave databases and disks behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = empty(tmp_path_factory.mktemp("faults") / "base")
    inside(database, "migrate")
    yield database
    drop_made()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"
