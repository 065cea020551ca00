import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from clinic import demo
from clinic.management.commands.demo import free_listener


def test_the_demonstration_claims_a_new_database_and_knows_it_again(tmp_path: Path) -> None:
    file = tmp_path / "demo" / "backchart.sqlite3"
    demo.claim(file)
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE patient (id)")
    database.close()
    demo.claim(file)


def test_the_demonstration_refuses_a_database_with_records_it_did_not_make(tmp_path: Path) -> None:
    file = tmp_path / "backchart.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE patient (id)")
    database.close()
    before = file.read_bytes()
    with pytest.raises(demo.NotOurs):
        demo.claim(file)
    assert file.read_bytes() == before


def test_the_demonstration_refuses_another_program_s_empty_database(tmp_path: Path) -> None:
    file = tmp_path / "backchart.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA application_id = 7")
    database.close()
    with pytest.raises(demo.NotOurs):
        demo.claim(file)


def test_the_demonstration_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "backchart.sqlite3"
    file.write_text("Minutes of the practice meeting, third of March. " * 40)
    with pytest.raises(demo.NotOurs):
        demo.claim(file)


def test_the_demonstration_does_not_run_inside_a_practice_s_site() -> None:
    with pytest.raises(CommandError, match=r"started by itself, as: manage\.py demo"):
        call_command("demo", "--no-serve")


def test_the_demonstration_does_not_start_where_a_database_is_named() -> None:
    refused = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": "postgresql://somebody@localhost/records"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "DATABASE_URL names a database that the demonstration does not use." in refused.stderr


def test_a_port_that_is_taken_is_left_to_whoever_has_it() -> None:
    with free_listener(18000) as first:
        first.listen()
        with free_listener(first.getsockname()[1]) as second:
            assert second.getsockname()[1] > first.getsockname()[1]
