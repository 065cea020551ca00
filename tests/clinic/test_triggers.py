"""What the database refuses to any program, asked in plain SQL."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from clinic import triggers
from clinic.models import AuditEvent, AuditHead, Patient
from clinic.services import reading
from tests import factories

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql: str) -> bool:
    try:
        run(sql)
    except IntegrityError:
        return True
    return False


def test_the_catalogue_lists_every_trigger_on_its_table() -> None:
    wanted = {t.full_name: t.table for t in triggers.TRIGGERS if connection.vendor in t.vendors}
    standing = triggers.standing(connection)
    assert {name: table for name, table in standing.items() if table.startswith("clinic_")} == wanted


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE clinic_auditevent SET user_name = 'nobody'",
        "DELETE FROM clinic_auditevent",
        "DELETE FROM clinic_audithead",
        "UPDATE clinic_audithead SET seq = seq - 1",
        "DELETE FROM clinic_patient",
    ],
)
def test_evidence_is_neither_rewritten_nor_deleted_in_sql(sql: str) -> None:
    reading.opened(by=factories.clinician(), patient=factories.patient())
    before = (AuditEvent.objects.count(), AuditHead.objects.get().seq, Patient.objects.count())
    assert refused(sql)
    assert (AuditEvent.objects.count(), AuditHead.objects.get().seq, Patient.objects.count()) == before
    triggers.lower(connection)
    assert not refused(sql)  # so it was the trigger that refused


@pytest.mark.sqlite
def test_insert_or_replace_is_no_way_round_on_sqlite() -> None:
    factories.patient()
    sql = "INSERT OR REPLACE INTO clinic_auditevent SELECT * FROM clinic_auditevent WHERE seq = 1"
    assert refused(sql)
    triggers.lower(connection)
    assert not refused(sql)


@pytest.mark.postgresql
def test_truncate_is_refused_on_postgresql() -> None:
    for table in ("clinic_auditevent", "clinic_audithead"):
        assert refused(f"TRUNCATE {table}")
    triggers.lower(connection)
    assert not refused("TRUNCATE clinic_auditevent")


def test_putting_up_twice_changes_nothing() -> None:
    before = triggers.standing(connection)
    triggers.put_up(connection, triggers.TRIGGERS)
    assert triggers.standing(connection) == before


def test_a_table_not_yet_made_is_passed_over() -> None:
    before = triggers.standing(connection)
    triggers.put_up(connection, triggers.append_only("clinic_notyet"))
    assert triggers.standing(connection) == before


@pytest.mark.django_db(transaction=True)
def test_migrating_again_leaves_every_trigger_standing() -> None:
    before = triggers.standing(connection)
    call_command("migrate", verbosity=0)
    assert triggers.standing(connection) == before


def test_every_trigger_that_an_app_gave_stands_as_it_was_given() -> None:
    assert triggers.fallen(connection) == {}
    given = {one.full_name: one.table for one in triggers.kept(connection.vendor)}
    assert given == triggers.standing(connection)
    assert {table.partition("_")[0] for table in given.values()} == {"clinic", "assessments"}


NAME, TABLE = "keep_clinic_auditevent_update", "clinic_auditevent"
WEAKENED = {
    "sqlite": {
        "missing": [f"DROP TRIGGER {NAME}"],
        "altered": [
            f"DROP TRIGGER {NAME}",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN NEW.user_name <> 'nobody' "
            "BEGIN SELECT RAISE(ABORT, 'clinic_auditevent: rows are never changed'); END",
        ],
    },
    "postgresql": {
        "missing": [f"DROP TRIGGER {NAME} ON {TABLE}"],
        "moved": [
            f"DROP TRIGGER {NAME} ON {TABLE}",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON clinic_receipt FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        ],
        "altered": [
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        ],
        "narrowed": [
            f"DROP TRIGGER {NAME} ON {TABLE}",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE OF user_name ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        ],
        "disabled": [f"ALTER TABLE {TABLE} DISABLE TRIGGER {NAME}"],
        "disabled but on a replica": [f"ALTER TABLE {TABLE} ENABLE REPLICA TRIGGER {NAME}"],
    },
}
SAID = {"moved": "altered", "narrowed": "altered", "disabled but on a replica": "disabled"}


@pytest.mark.parametrize("how", WEAKENED[connection.vendor])
def test_a_trigger_that_refuses_less_than_it_has_to_is_named(how: str) -> None:
    for statement in WEAKENED[connection.vendor][how]:
        run(statement)
    assert triggers.fallen(connection) == {NAME: SAID.get(how, how)}


@pytest.mark.postgresql
def test_a_session_that_triggers_pass_over_is_named() -> None:
    with transaction.atomic():
        run("SET LOCAL session_replication_role TO replica")
        assert set(triggers.fallen(connection).values()) == {"disabled"}
        run("SET LOCAL session_replication_role TO origin")


def test_asking_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        triggers.fallen(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", WEAKENED[connection.vendor])
def test_migrating_again_mends_every_trigger(how: str) -> None:
    for statement in WEAKENED[connection.vendor][how]:
        run(statement)
    call_command("migrate", verbosity=0)
    assert triggers.fallen(connection) == {}
