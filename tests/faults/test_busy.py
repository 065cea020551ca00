"""Many at once."""

from pathlib import Path

import pytest

from faults import busy
from faults.databases import Database

pytestmark = pytest.mark.faults


def test_ten_clinicians_save_at_once_and_nothing_is_lost_or_refused(base: Database, folder: Path) -> None:
    found = busy.load(base, folder, clinicians=10, seconds=8)
    assert (found["lost"], found["duplicates"], found["chain"]) == (0, 0, [])
    assert set(found["statuses"]) == {200}


def test_eight_writers_leave_one_chain(base: Database, folder: Path) -> None:
    found = busy.writers(base, folder, events=20)
    assert (found["written"], found["in_chain"], found["chain"]) == (160, 160, [])


def test_a_trail_whose_end_is_not_held_while_writing_is_found_out(base: Database, folder: Path) -> None:
    found = busy.writers(base, folder, events=20, broken="headless")
    assert found["written"] < 160 or found["chain"] != []


def test_a_backup_made_while_everybody_saves_can_be_restored_and_holds_what_was_saved(
    base: Database, folder: Path
) -> None:
    found = busy.backups(base, folder, times=1)
    assert (found["restored"], found["missing"], found["broken"]) == (1, 0, [])
    assert found["site"]["lost"] == 0
