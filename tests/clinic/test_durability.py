import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from clinic import durability, triggers
from clinic.durability import faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_connection():
    """What a test does to its connection must not reach the next."""
    connection.close()
    yield
    connection.close()


def test_what_is_saved_is_on_the_disk_before_we_say_so() -> None:
    assert faults(connection) == []


def test_the_site_starts_on_a_database_that_keeps_its_promises() -> None:
    durability.require()
    assert connections["default"].connection is None


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("weakened", "said"),
    [
        ("PRAGMA synchronous=FULL", "SQLite's synchronous is 2: a power cut can take a saved answer."),
        ("PRAGMA synchronous=NORMAL", "SQLite's synchronous is 1: a power cut can take a saved answer."),
        ("PRAGMA synchronous=OFF", "SQLite's synchronous is 0: a power cut can take a saved answer."),
        ("PRAGMA foreign_keys=OFF", "SQLite's foreign_keys is off: rows could refer to nothing."),
        ("PRAGMA busy_timeout=5000", "SQLite waits 5000 ms for its turn to write."),
        ("PRAGMA journal_mode=MEMORY", "SQLite's journal mode is MEMORY."),
        ("PRAGMA journal_mode=DELETE", "SQLite's journal mode is DELETE."),
    ],
)
def test_a_connection_that_could_forget_is_named(weakened: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(weakened)
    assert [fault[: len(said)] for fault in faults(connection)] == [said]


@pytest.mark.sqlite
def test_the_site_does_not_start_on_deferred_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    with pytest.raises(ImproperlyConfigured, match="transaction_mode is DEFERRED: two saves at once can fail"):
        durability.require()


@pytest.mark.postgresql
def test_a_session_that_does_not_wait_for_the_disk_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        assert faults(connection) == [
            "PostgreSQL's synchronous_commit is off: a crash can take a saved answer. It must be on."
        ]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO on")


def test_the_site_does_not_start_while_a_trigger_is_down() -> None:
    triggers.lower(connection)
    down = len(triggers.kept(connection.vendor))
    with pytest.raises(ImproperlyConfigured) as why:
        durability.require()
    assert str(why.value) == (
        "The database does not refuse by itself what may never be changed: "
        f"{named(0)} is missing, {named(1)} is missing, {named(2)} is missing "
        f"and {down - 3} more are not as they must be. "
        "Run manage.py migrate, which puts up every trigger."
    )
    assert connections["default"].connection is None


def named(place: int) -> str:
    return triggers.kept(connection.vendor)[place].full_name


def test_a_migration_is_not_refused_because_triggers_are_down() -> None:
    triggers.lower(connection)
    assert durability.check(app_configs=None, databases=["default"]) == []
    [error] = durability.check_in_use(app_configs=None, databases=["default"])[:1]
    assert (error.id, "Run manage.py migrate" in error.msg) == ("clinic.E002", True)


def test_what_asks_the_database_is_asked_only_where_one_is_named() -> None:
    assert durability.check(app_configs=None) == durability.check_in_use(app_configs=None) == []
