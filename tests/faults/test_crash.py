"""What was shown as saved is there when the server comes back."""

from pathlib import Path

import pytest

from faults import crash
from faults.databases import Database

pytestmark = pytest.mark.faults


def test_a_server_killed_in_the_middle_of_saves_loses_nothing_it_called_saved(base: Database, folder: Path) -> None:
    found = crash.killed(base, folder, times=3)
    assert (found["lost"], found["duplicates"], found["chain"], found["integrity"]) == (0, 0, [], "ok")
    assert (found["kills"], found["failures"]) == (3, 0)
    assert found["acknowledged"] >= 3


def test_a_server_that_says_saved_too_early_is_found_out(base: Database, folder: Path) -> None:
    assert crash.killed(base, folder, times=1, broken="early")["lost"] > 0


@pytest.mark.sqlite
def test_every_save_reaches_the_disk_before_it_is_called_saved(base: Database, folder: Path) -> None:
    found = crash.syncs(base, folder, saves=10)
    assert found["syncs"] >= found["acknowledged"] == 10


@pytest.mark.sqlite
def test_a_record_that_leaves_its_saves_to_the_memory_is_found_out(base: Database, folder: Path) -> None:
    found = crash.syncs(base, folder, saves=10, broken="unsynced")
    assert found["syncs"] < found["acknowledged"] == 10
