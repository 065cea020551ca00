"""A copy made while the practice works, and a record made from it again, as a stranger would make it."""

import sqlite3
import stat
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import SignedNote
from clinic import triggers
from clinic.models import AuditEvent, StaffSession
from clinic.services import audit, reading
from tests import factories
from tests.assessments import factories as visits
from tests.elsewhere import manage, shell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def note() -> SignedNote:
    return visits.signed()


def backed_up(file: Path) -> str:
    out = StringIO()
    call_command("backup", str(file), stdout=out)
    return out.getvalue()


def refused(command: str, file: Path) -> str:
    with pytest.raises(CommandError) as why:
        call_command(command, str(file), stdout=StringIO())
    return str(why.value)


def tampered(statement: str) -> None:
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_backed_up_is_restored_elsewhere_and_proved(
    tmp_path: Path, note: SignedNote, elsewhere: dict[str, str]
) -> None:
    file, anchor = tmp_path / "record", tmp_path / "anchor"
    call_command("verify_audit", "--write-anchor", str(anchor), stdout=StringIO())
    ended = audit.anchor()
    said = backed_up(file)
    assert f"Its trail ends with event {ended.seq}, hash {ended.hash}." in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    code, told = manage(elsewhere, "restore", str(file))
    assert (code, f"Its trail ends with event {ended.seq}, hash {ended.hash}." in told) == (0, True), told
    assert manage(elsewhere, "verify_note", str(note.pk)) == (0, "1 signed note, each as it was signed.\n")
    code, told = manage(elsewhere, "verify_audit", "--anchor", str(anchor))
    assert (code, f"contains event {ended.seq} of the anchor" in told) == (0, True), told
    standing = (
        "from django.db import connection; from clinic import triggers; print(len(triggers.standing(connection)))"
    )
    assert shell(elsewhere, standing) == (
        0,
        f"{len(triggers.standing(connection))}\n",
    )


def test_a_backup_is_written_down(tmp_path: Path) -> None:
    backed_up(tmp_path / "record")
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.user_id) == ("record.backed_up", None)
    assert event.count
    assert event.content_hash == event.previous_hash  # where the trail ended that it holds


def test_a_restore_is_written_down_in_what_was_restored(
    tmp_path: Path, note: SignedNote, elsewhere: dict[str, str]
) -> None:
    ended = audit.anchor()
    backed_up(tmp_path / "record")
    assert manage(elsewhere, "restore", str(tmp_path / "record"))[0] == 0
    asked = (
        "from clinic.models import AuditEvent; event = AuditEvent.objects.order_by('-seq').first();"
        " print(event.action, event.user_id, event.content_hash, event.count > 0)"
    )
    told = shell(elsewhere, asked)
    assert told == (0, f"record.restored None {ended.hash} True\n")


def test_nobody_is_signed_in_in_a_copy(tmp_path: Path, elsewhere: dict[str, str], client: object) -> None:
    client.force_login(factories.clinician())  # type: ignore[attr-defined]
    backed_up(tmp_path / "record")
    assert StaffSession.objects.count() == 1
    assert manage(elsewhere, "restore", str(tmp_path / "record"))[0] == 0
    count = (
        "from django.contrib.sessions.models import Session; from clinic.models import Staff, StaffSession; "
        "print(Session.objects.count(), StaffSession.objects.count(), Staff.objects.count())"
    )
    assert shell(elsewhere, count) == (0, "0 0 2\n")


def test_a_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "record"
    file.write_text("last year's")
    assert refused("backup", file) == f"{file} exists and is left as it is. Name another file."
    assert file.read_text() == "last year's"
    assert "cannot be written: No such file" in refused("backup", tmp_path / "none" / "record")


def test_a_record_that_is_there_is_never_restored_over(tmp_path: Path) -> None:
    backed_up(tmp_path / "record")
    before = audit.anchor()
    assert "holds a record already" in refused("restore", tmp_path / "record")
    assert audit.anchor() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE clinic_auditevent SET user_name = 'x' WHERE seq = 3",
            "audit event 3 was changed after it was written",
        ),
        ("UPDATE assessments_signednote SET content = content || ' '", "The note's words are not the ones"),
        (
            "UPDATE assessments_painassessment SET pain_now = 0",
            "The visit's rows were altered after signing: pain_now.",
        ),
    ],
)
def test_a_record_that_was_tampered_with_is_named_and_not_passed_on(
    tmp_path: Path, note: SignedNote, statement: str, said: str
) -> None:
    tampered(statement)
    assert said in refused("backup", tmp_path / "record")
    assert list(tmp_path.iterdir()) == []


def spoilt(file: Path) -> None:
    """One stretch in the middle, as a failing disk leaves it."""
    with file.open("r+b") as into:
        into.seek(file.stat().st_size // 2)
        into.write(b"\xff" * 20_000)


def test_a_damaged_backup_is_refused_and_leaves_nothing(
    tmp_path: Path, note: SignedNote, elsewhere: dict[str, str]
) -> None:
    backed_up(tmp_path / "record")
    spoilt(tmp_path / "record")
    code, told = manage(elsewhere, "restore", str(tmp_path / "record"))
    assert (code, "This is no whole record" in told) == (1, True), told
    (tmp_path / "empty").touch()
    for file in ("empty", "none"):
        code, told = manage(elsewhere, "restore", str(tmp_path / file))
        assert (code, "is no backup" in told) == (1, True), told
    backed_up(tmp_path / "again")
    assert manage(elsewhere, "restore", str(tmp_path / "again"))[0] == 0


@pytest.mark.sqlite
def test_a_backup_that_was_tampered_with_is_refused_and_leaves_nothing(
    tmp_path: Path, note: SignedNote, elsewhere: dict[str, str]
) -> None:
    backed_up(tmp_path / "record")
    copy = sqlite3.connect(tmp_path / "record")
    for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        copy.execute(f"DROP TRIGGER {name}")
    copy.execute("UPDATE assessments_signednote SET signer_name = 'Somebody Else', content = content || ' '")
    copy.commit()
    copy.close()
    code, told = manage(elsewhere, "restore", str(tmp_path / "record"))
    assert (code, "The note's words are not the ones" in told) == (1, True), told
    assert list((tmp_path / "data").iterdir()) == []


def test_a_backup_of_a_later_release_is_refused(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('clinic', '9999_later', '2099-01-01 00:00:00')"
        )
    try:
        backed_up(tmp_path / "record")
        code, told = manage(elsewhere, "restore", str(tmp_path / "record"))
        assert (code, "is of a later release (clinic.9999_later)" in told) == (1, True), told
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def written_until(stop: threading.Event, faults: list[Exception]) -> Callable[[], None]:
    doctor, patient = factories.clinician(), factories.patient()

    def write() -> None:
        try:
            while not stop.wait(0.02):  # people pause between two acts; without a pause SQLite lets nobody else in
                reading.opened(by=doctor, patient=patient)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    return write


def test_a_backup_is_whole_while_others_go_on_writing(tmp_path: Path, note: SignedNote) -> None:
    stop, faults = threading.Event(), list[Exception]()
    writers = [threading.Thread(target=written_until(stop, faults)) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        ends = []
        for number in range(5):
            backed_up(tmp_path / f"record{number}")
            ends.append(audit.anchor().seq)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert faults == []
    assert len(set(ends)) == len(ends)
    assert audit.verify() == []
