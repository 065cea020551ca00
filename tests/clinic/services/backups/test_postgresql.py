"""What is dumped is all of it, by way of the site's own connection."""

import os
from pathlib import Path

import pytest
from django.db import connection

from clinic.services import backups
from tests import factories

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def refused(file: Path) -> str:
    with pytest.raises(backups.NotWhole) as why:
        backups.back_up(file, proof=list)
    return "\n".join(why.value.args)


def test_a_row_missing_from_the_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dump is real; only the program's name leads to one that leaves a table's rows out."""
    programs = tmp_path / "programs"
    programs.mkdir()
    short = programs / "pg_dump"
    short.write_text(f'#!/bin/sh\nPATH={os.environ["PATH"]}\nexec pg_dump --exclude-table-data=clinic_staff "$@"\n')
    short.chmod(0o700)
    factories.clinician()
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    assert "clinic_staff has 2 rows and the file 0" in refused(tmp_path / "record")
    assert not (tmp_path / "record").exists()


def test_what_is_asked_of_the_site_s_connection_is_asked_of_the_dump_s_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = connection.settings_dict["OPTIONS"] | {"options": "-c no_such_setting=on"}
    connection.ensure_connection()
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", asked)
    assert 'unrecognized configuration parameter "no_such_setting"' in refused(tmp_path / "record")
