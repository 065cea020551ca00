"""The trail asked from the command line: whole, or what was done to it, by somebody with the database in hand."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from clinic import triggers
from clinic.models import AuditEvent
from clinic.models.audit import GENESIS
from clinic.services import audit
from tests import factories

pytestmark = pytest.mark.django_db

EVENTS = 6
TAMPERED = 4
# A value for every column, unlike any that `written` writes.
OTHER_VALUES = {
    "id": "'11111111111141118111111111111111'",
    "seq": "99",
    "recorded_at": "'2001-02-03 04:05:06'",
    "action": "'chart.closed'",
    "outcome": "'denied'",
    "user_id": "NULL",
    "user_name": "'Somebody Else'",
    "user_role": "'auditor'",
    "session_ref": "'00'",
    "source_address": "'203.0.113.9'",
    "patient_id": "NULL",
    "object_type": "'clinic.staff'",
    "object_id": "'other'",
    "revision_before": "77",
    "revision_after": "NULL",
    "findings": "'[\"fever\"]'",
    "content_hash": "'ff'",
    "search_hash": "'ff'",
    "count": "78",
    "reason": "'another reason'",
    "recipient": "'another recipient'",
    "request_id": "'other'",
    "key": "NULL",
    "schema_version": "2",
    "previous_hash": f"'{'e' * 64}'",
    "hash": f"'{'e' * 64}'",
}


@pytest.fixture
def written() -> None:
    """Six events with something in every column, and the triggers out of the way."""
    doctor = factories.clinician()
    patient = factories.patient(by=doctor)
    triggers.lower(connection)
    sql("DELETE FROM clinic_auditevent")
    sql(f"UPDATE clinic_audithead SET seq = 0, hash = '{GENESIS}'")
    with transaction.atomic():
        for number in range(EVENTS):
            audit.append(
                action="chart.opened",
                by=doctor,
                patient=patient,
                of=patient,
                revision_before=number,
                revision_after=number + 1,
                findings=["pain_now"],
                content_hash="ab",
                reason="asked for",
                recipient="patient",
                search_hash="cd",
                count=number,
                key=doctor.pk,
            )


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def asked(*said: str) -> str:
    """What it prints, or what it refuses with. Whoever tampered puts the triggers up again."""
    triggers.put_up(connection, triggers.kept(connection.vendor))
    out = StringIO()
    try:
        call_command("verify_audit", *said, stdout=out)
    except CommandError as why:
        return f"exit {why.returncode}: {why}"
    return out.getvalue()


def test_every_column_is_tampered_with_below() -> None:
    assert set(OTHER_VALUES) == {field.attname for field in AuditEvent._meta.fields}


@pytest.mark.usefixtures("written")
def test_a_whole_trail_is_said_to_be_whole(tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    assert asked("--write-anchor", str(anchor)).startswith("6 events, each as it was written.")
    assert json.loads(anchor.read_text())["seq"] == EVENTS
    with transaction.atomic():
        audit.append(action="tested", by=None)
    assert "contains event 6 of the anchor" in asked("--anchor", str(anchor))


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("column", OTHER_VALUES)
def test_a_changed_value_is_found_in_whatever_column(column: str) -> None:
    sql(f'UPDATE clinic_auditevent SET "{column}" = {OTHER_VALUES[column]} WHERE seq = {TAMPERED}')
    assert asked().startswith("exit 1: event ")


COLUMNS = ", ".join(f'"{field.attname}"' for field in AuditEvent._meta.fields)
COPIED = COLUMNS.replace('"id"', "'22222222222242228222222222222222'")
SWAP = "UPDATE clinic_auditevent SET seq = {} WHERE seq = {}"

ATTACKS: dict[str, tuple[str, ...]] = {
    "an event deleted from the middle": (f"DELETE FROM clinic_auditevent WHERE seq = {TAMPERED}",),
    "the first event deleted": ("DELETE FROM clinic_auditevent WHERE seq = 1",),
    "the end cut off and the head left": ("DELETE FROM clinic_auditevent WHERE seq >= 5",),
    "all of it deleted": ("DELETE FROM clinic_auditevent",),
    "the head deleted": ("DELETE FROM clinic_audithead",),
    "the head set back": ("UPDATE clinic_audithead SET seq = 5",),
    "two events in the other order": (SWAP.format(99, 3), SWAP.format(3, 4), SWAP.format(4, 99)),
    "an event deleted and the rest moved up": (
        "DELETE FROM clinic_auditevent WHERE seq = 4",
        SWAP.format(4, 5),
        SWAP.format(5, 6),
        "UPDATE clinic_audithead SET seq = 5",
    ),
    "an event put in at the end": (
        f"INSERT INTO clinic_auditevent ({COLUMNS}) SELECT "
        + COPIED.replace('"seq"', "7").replace('"hash"', f"'{'d' * 64}'")
        + " FROM clinic_auditevent WHERE seq = 6",
    ),
    "an event put in between": (
        SWAP.format(7, 6),
        SWAP.format(6, 5),
        f"INSERT INTO clinic_auditevent ({COLUMNS}) SELECT "
        + COPIED.replace('"seq"', "5").replace('"hash"', f"'{'d' * 64}'")
        + " FROM clinic_auditevent WHERE seq = 4",
        "UPDATE clinic_audithead SET seq = 7",
    ),
}


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("attack", ATTACKS)
def test_tampering_is_found(attack: str) -> None:
    sql(*ATTACKS[attack])
    assert asked().startswith("exit 1: event ")


@pytest.mark.control
@pytest.mark.usefixtures("written")
def test_a_check_that_takes_each_hash_as_it_stands_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sql(f"UPDATE clinic_auditevent SET reason = 'another' WHERE seq = {TAMPERED}")
    assert asked().startswith("exit 1: event ")
    monkeypatch.setattr(AuditEvent, "computed_hash", lambda event: event.hash)
    assert asked().startswith("6 events, each as it was written.")


@pytest.mark.usefixtures("written")
def test_two_events_of_one_number_are_found() -> None:
    """Which the database refuses as long as its own index stands."""
    copied = COPIED.replace('"hash"', f"'{'d' * 64}'")
    table = "clinic_auditevent"
    statement = f"INSERT INTO {table} ({COLUMNS}) SELECT {copied} FROM {table} WHERE seq = {TAMPERED}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        [unique] = [name for name, one in found.items() if one["unique"] and one["columns"] == ["seq"]]
        sql(f"ALTER TABLE {table} DROP CONSTRAINT {unique}")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            [made] = cursor.fetchone()
        sql(
            made.replace(f'"{table}"', '"loose"', 1).replace('"seq" bigint unsigned NOT NULL UNIQUE', '"seq" bigint'),
            f"INSERT INTO loose SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE loose RENAME TO {table}",
        )
    sql(statement)
    assert asked().startswith(f"exit 1: event {TAMPERED}: bears the number of another event")


def rewrite(*, dropped: int) -> None:
    """As a forger with the code would: what is left is numbered, chained and hashed anew."""
    triggers.lower(connection)
    sql(f"DELETE FROM clinic_auditevent WHERE seq > {EVENTS - dropped}")
    previous = GENESIS
    for event in AuditEvent.objects.order_by("seq"):
        event.user_name, event.previous_hash = ("Nobody", previous) if not dropped else (event.user_name, previous)
        event.hash = previous = event.computed_hash()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE clinic_auditevent SET user_name = %s, previous_hash = %s, hash = %s WHERE seq = %s",
                [event.user_name, event.previous_hash, event.hash, event.seq],
            )
    sql(f"UPDATE clinic_audithead SET seq = {EVENTS - dropped}, hash = '{previous}'")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("dropped", [0, 2], ids=["all of it rewritten", "the end cut and the head set to it"])
def test_a_forged_chain_is_found_by_the_anchor_and_by_nothing_else(tmp_path: Path, dropped: int) -> None:
    anchor = tmp_path / "anchor"
    asked("--write-anchor", str(anchor))
    rewrite(dropped=dropped)
    assert "each as it was written" in asked()
    assert asked("--anchor", str(anchor)) == (
        f"exit 1: event {EVENTS}: the chain does not contain the anchor: it was cut or rewritten"
    )


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"seq": "1", "hash": "x"}', '{"seq": -1, "hash": ""}', "\x00"]
)
def test_an_anchor_that_cannot_be_read_is_no_proof(tmp_path: Path, text: str) -> None:
    anchor = tmp_path / "anchor"
    anchor.write_text(text)
    assert asked("--anchor", str(anchor)).startswith(f"exit 2: {anchor} is no anchor")
    assert asked("--anchor", str(tmp_path / "none")).startswith("exit 2: ")


def test_an_anchor_is_never_written_over(tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    anchor.write_text("kept")
    assert asked("--write-anchor", str(anchor)).startswith("exit 2: ")
    assert asked("--write-anchor", str(tmp_path / "none" / "anchor")).startswith("exit 2: ")
    assert anchor.read_text() == "kept"


@pytest.mark.usefixtures("written")
def test_a_trail_that_anybody_could_rewrite_is_found_though_it_is_whole(tmp_path: Path) -> None:
    assert asked().startswith("6 events, each as it was written.")
    sql(
        "DROP TRIGGER keep_clinic_auditevent_update"
        + (" ON clinic_auditevent" if connection.vendor == "postgresql" else "")
    )
    with pytest.raises(CommandError) as why:
        call_command("verify_audit", "--write-anchor", str(tmp_path / "anchor"))
    assert (why.value.returncode, str(why.value)) == (
        1,
        "trigger keep_clinic_auditevent_update is missing\n"
        "Run manage.py migrate, which puts up every trigger, and find out since when they are down.",
    )
    assert not (tmp_path / "anchor").exists()
