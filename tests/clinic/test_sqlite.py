"""SQLite's writers take turns: nobody waits for ever, and whoever has ended lets the next one in."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, DatabaseError, IntegrityError, OperationalError

pytestmark = pytest.mark.django_db
WAITS = 0.3
WRITERS, ROWS = 4, 50
LASTING = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


def opened(file: Path, wait: float = WAITS) -> BaseDatabaseWrapper:
    options = {"transaction_mode": "IMMEDIATE", "timeout": wait}
    given = {"ENGINE": "clinic.sqlite", "NAME": file, "OPTIONS": options, **LASTING}
    return ConnectionHandler({"default": given})["default"]


@pytest.fixture
def one(file: Path) -> Iterator[BaseDatabaseWrapper]:
    first = opened(file)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE visit (number INTEGER UNIQUE)")
    yield first
    first.close()


@pytest.fixture
def other(one: BaseDatabaseWrapper, file: Path) -> Iterator[BaseDatabaseWrapper]:
    second = opened(file)
    yield second
    second.close()


def begin(to: BaseDatabaseWrapper) -> None:
    to.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def write(to: BaseDatabaseWrapper, number: int) -> None:
    with to.cursor() as cursor:
        cursor.execute("INSERT INTO visit VALUES (%s)", [number])


def numbers(of: BaseDatabaseWrapper) -> list[int]:
    with of.cursor() as cursor:
        cursor.execute("SELECT number FROM visit ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


def test_who_waits_for_a_turn_is_told_after_as_long_as_sqlite_would_wait(
    one: BaseDatabaseWrapper, other: BaseDatabaseWrapper
) -> None:
    begin(one)
    begun = monotonic()
    with pytest.raises(OperationalError, match="database is locked"):
        begin(other)
    assert monotonic() - begun >= WAITS
    one.rollback()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_next_one_has_its_turn_when_a_transaction_ends(
    one: BaseDatabaseWrapper, other: BaseDatabaseWrapper, end: str
) -> None:
    begin(one)
    write(one, 1)
    getattr(one, end)()
    begin(other)
    write(other, 2)
    other.commit()
    assert numbers(other) == ([1, 2] if end == "commit" else [2])


def test_a_transaction_that_could_not_begin_holds_nobody_up(
    one: BaseDatabaseWrapper, other: BaseDatabaseWrapper
) -> None:
    with one.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # past the turn, as a tool from outside would
    with pytest.raises(OperationalError, match="database is locked"):
        begin(other)
    with one.cursor() as cursor:
        cursor.execute("ROLLBACK")
    begin(other)
    other.rollback()


def test_a_write_that_was_refused_gives_its_turn_back(one: BaseDatabaseWrapper, other: BaseDatabaseWrapper) -> None:
    begin(one)
    write(one, 1)
    with pytest.raises(IntegrityError):
        write(one, 1)
    one.rollback()
    begin(other)
    write(other, 1)
    other.commit()
    assert numbers(one) == [1]


def test_writers_at_once_all_have_their_turn(one: BaseDatabaseWrapper, file: Path) -> None:
    failed: list[Exception] = []

    def rows(first: int) -> None:
        writer = opened(file, wait=20)
        try:
            for number in range(first, first + ROWS):
                begin(writer)
                write(writer, number)
                writer.commit()
        except DatabaseError as why:
            failed.append(why)
        finally:
            writer.close()

    writers = [Thread(target=rows, args=(1000 * n,)) for n in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert failed == []
    assert len(numbers(one)) == WRITERS * ROWS


def test_what_was_put_in_the_place_of_the_record_is_what_the_next_request_reads(
    one: BaseDatabaseWrapper, file: Path, tmp_path: Path
) -> None:
    write(one, 1)
    another = opened(tmp_path / "another.sqlite3")
    with another.cursor() as cursor:
        cursor.execute("CREATE TABLE visit (number INTEGER UNIQUE)")
    write(another, 2)
    another.close()
    (tmp_path / "another.sqlite3").replace(file)
    one.close_if_unusable_or_obsolete()  # as between two requests
    assert numbers(one) == [2]


def test_a_connection_outlives_the_request(one: BaseDatabaseWrapper) -> None:
    before = one.connection
    one.close_if_unusable_or_obsolete()
    write(one, 1)
    assert one.connection is before


def test_a_connection_is_not_used_in_another_process(one: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    before = one.connection
    monkeypatch.setattr("os.getpid", lambda: 1)
    one.close_if_unusable_or_obsolete()
    assert numbers(one) == []
    assert one.connection is not before


def test_the_record_s_own_database_takes_turns() -> None:
    assert connection.settings_dict["ENGINE"] in ("clinic.sqlite", "django.db.backends.postgresql")
