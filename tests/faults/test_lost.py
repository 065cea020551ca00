"""No connection, no room, no listener: nothing is lost, nothing is called saved that is not."""

from pathlib import Path

import pytest

from faults import lost
from faults.databases import Database

pytestmark = pytest.mark.faults


@pytest.mark.postgresql
def test_connections_that_end_are_answered_with_try_again_and_nothing_is_lost(base: Database, folder: Path) -> None:
    found = lost.connections_ended(base, folder, times=10)
    assert (found["lost"], found["duplicates"], found["chain"]) == (0, 0, [])
    assert (set(found["statuses"]) - {200, 503}, found["without_retry_after"]) == (set(), 0)
    assert found["ended"] > 0


@pytest.mark.postgresql
def test_a_site_that_answers_a_lost_connection_as_a_failure_is_found_out(base: Database, folder: Path) -> None:
    found = lost.connections_ended(base, folder, times=10, broken="speechless")
    assert found["statuses"].get(500, 0) > 0


@pytest.mark.sqlite
def test_on_a_full_disk_nothing_is_called_saved_and_saving_goes_on_when_there_is_room(
    base: Database, folder: Path
) -> None:
    found = lost.disk_full(base, folder, points=3, real=False)
    assert (found["refused"], found["saved_after"], found["not_said"], found["reads_failed"]) == (3, 0, 0, 0)
    assert (found["resumed"], found["lost"], found["duplicates"]) == (True, 0, 0)
    assert (found["chain"], found["integrity"]) == ([], "ok")


@pytest.mark.sqlite
def test_a_site_that_says_saved_on_a_full_disk_is_found_out(base: Database, folder: Path) -> None:
    assert lost.disk_full(base, folder, points=1, real=False, broken="early")["lost"] > 0


def test_a_save_whose_answer_was_lost_can_be_sent_again(base: Database, folder: Path) -> None:
    found = lost.replies_lost(base, folder, times=20)
    assert (found["lost"], found["duplicates"], found["false_conflicts"], found["failures"]) == (0, 0, 0, 0)
    assert found["acknowledged"] == 20


def test_a_site_without_keys_saves_twice_and_is_found_out(base: Database, folder: Path) -> None:
    assert lost.replies_lost(base, folder, times=5, broken="keyless")["duplicates"] > 0
