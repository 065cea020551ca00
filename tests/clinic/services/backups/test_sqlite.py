"""A restored file is what was proved: nothing that an earlier one left behind is played back into it."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from clinic.services import audit, backups
from clinic.services.backups import files
from tests import factories
from tests.elsewhere import manage

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

# As a save that a power cut ends: half of it is in the file, and how it was before in the journal beside it.
CUT_OFF = """
import os, signal, sqlite3, sys
record = sqlite3.connect(sys.argv[1], isolation_level=None)
record.execute("PRAGMA journal_mode=PERSIST")
record.execute("PRAGMA cache_size=1")
record.execute("PRAGMA cache_spill=ON")
record.execute("BEGIN IMMEDIATE")
record.execute("UPDATE clinic_staff SET display_name = 'Somebody Else', username = username || hex(zeroblob(40))")
record.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 5000) "
               "SELECT i, hex(zeroblob(200)) AS t FROM n")
os.kill(os.getpid(), signal.SIGKILL)
"""


def migrated(alias: str) -> None:
    call_command("migrate", database=alias, interactive=False, verbosity=0)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    factories.clinician()
    backups.back_up(tmp_path / "record", proof=list)
    return tmp_path / "record"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the site's file is to be, and is not yet."""
    (tmp_path / "data").mkdir(exist_ok=True)
    name = tmp_path / "data" / "backchart.sqlite3"
    connection.ensure_connection()  # the record that the tests have stays open
    monkeypatch.setitem(connection.settings_dict, "NAME", name)
    return name


def cut_off(record: Path) -> Path:
    """Its journal, which SQLite plays back into whatever file lies there by that name."""
    done = subprocess.run([sys.executable, "-c", CUT_OFF, str(record)], check=False)
    assert done.returncode == -signal.SIGKILL
    return record.with_name(f"{record.name}-journal")


def whole(file: Path) -> bool:
    there = sqlite3.connect(file)
    try:
        return there.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False
    finally:
        there.close()


def restored(backup: Path, migrate: Callable[[str], None] = migrated) -> str:
    """Why it was not, or nothing."""
    try:
        backups.restore(backup, proof=list, migrate=migrate)
    except backups.NotBegun as why:
        return str(why)
    return ""


def test_a_record_cut_off_in_the_middle_of_a_save_leaves_a_journal_that_spoils_another(
    tmp_path: Path, backup: Path
) -> None:
    """So the tests below are about something."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(backup.read_bytes())
    journal = cut_off(old)
    there = sqlite3.connect(new)
    there.execute("CREATE TABLE another (words TEXT)")
    there.executemany("INSERT INTO another VALUES (?)", [("x" * 500,) for _ in range(5000)])
    there.commit()
    there.close()
    assert whole(new)
    journal.replace(tmp_path / "new-journal")
    assert not whole(new)


def test_no_backup_is_restored_beside_the_journal_of_the_record_that_was_there(
    backup: Path, elsewhere: dict[str, str]
) -> None:
    name = Path(elsewhere["BACKCHART_DATA"]) / "backchart.sqlite3"
    assert manage(elsewhere, "restore", str(backup))[0] == 0
    journal = cut_off(name)
    name.rename(name.with_name("moved-away"))
    before = journal.read_bytes()
    code, said = manage(elsewhere, "restore", str(backup))
    assert (code, f"Of the record that was here this is left: {journal}." in said) == (1, True), said
    assert (name.exists(), journal.read_bytes()) == (False, before)
    journal.rename(name.with_name("moved-away-journal"))
    assert manage(elsewhere, "restore", str(backup))[0] == 0
    assert manage(elsewhere, "verify_audit")[0] == 0


@pytest.mark.parametrize("end", files.BESIDE)
def test_nothing_that_sqlite_plays_back_may_lie_there(backup: Path, place: Path, end: str) -> None:
    left = place.with_name(place.name + end)
    left.touch()
    assert restored(backup) == (
        f"Of the record that was here this is left: {left}. SQLite would play it back into the one that is restored. "
        "Move it to where that record was moved."
    )
    place.touch()  # as any command leaves it that asks a record that is not there
    assert restored(backup).startswith("Of the record that was here")
    left.unlink()
    assert restored(backup) == ""


@pytest.mark.parametrize("end", files.BESIDE)
def test_nor_may_it_come_there_while_the_backup_is_proved(backup: Path, place: Path, end: str) -> None:
    left = place.with_name(place.name + end)

    def meanwhile(alias: str) -> None:
        migrated(alias)
        left.touch()

    assert restored(backup, meanwhile).startswith(f"Of the record that was here this is left: {left}.")
    assert sorted(place.parent.iterdir()) == [left]


def test_a_record_that_is_there_is_named_with_all_that_has_to_move_along(backup: Path, place: Path) -> None:
    place.write_bytes(backup.read_bytes())
    journal = cut_off(place)
    before = place.read_bytes(), journal.read_bytes()
    assert restored(backup) == (
        f"{place} holds a record already, and a backup is restored into an empty place only. "
        "Move it away together with all that bears its name: backchart.sqlite3*."
    )
    assert (place.read_bytes(), journal.read_bytes()) == before  # not even mended


def test_what_a_restore_that_was_killed_left_behind_is_swept(backup: Path, place: Path) -> None:
    part = place.with_name(f".{place.name}.part")
    part.write_bytes(backup.read_bytes())
    cut_off(part)
    assert restored(backup) == ""
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    assert whole(place)


def test_a_backup_holds_the_trail_to_its_end(backup: Path) -> None:
    there = sqlite3.connect(backup)
    assert there.execute("SELECT seq, hash FROM clinic_audithead").fetchall() == [
        (audit.anchor().seq, audit.anchor().hash)
    ]
    there.close()
