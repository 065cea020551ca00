"""Two tabs, ten clicks, a signature and a save at the same moment."""

from pathlib import Path

import pytest

from faults import twice
from faults.databases import Database

pytestmark = pytest.mark.faults


def test_two_tabs_never_overwrite_each_other_in_silence(base: Database, folder: Path) -> None:
    found = twice.tabs(base, folder, interleavings=40)
    assert (found["silent_overwrites"], found["false_conflicts"], found["failures"]) == (0, 0, 0)
    assert found["conflicts"] > 0
    assert found["chain"] == []


def test_a_site_where_the_last_save_wins_is_found_out(base: Database, folder: Path) -> None:
    assert twice.tabs(base, folder, interleavings=20, broken="last_wins")["silent_overwrites"] > 0


def test_ten_clicks_make_one_patient_one_order_one_signature_one_addendum(base: Database, folder: Path) -> None:
    found = twice.submits(base, folder, times=2)
    assert found["made"] == {"patient": 2, "signednote": 2, "addendum": 2, "testorder": 2}
    assert (found["failures"], found["chain"]) == (0, [])


def test_a_site_without_keys_makes_many_and_is_found_out(base: Database, folder: Path) -> None:
    made = twice.submits(base, folder, times=1, broken="keyless")["made"]
    assert made["patient"] + made["addendum"] > 2
