"""The chain: whole by construction, and caught out wherever somebody with the database in hand rewrites it."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from clinic import triggers
from clinic.context import RequestContext, request_context
from clinic.models import AuditEvent, AuditHead
from clinic.models.audit import GENESIS
from clinic.refusals import NeverChanged, NeverDeleted, Refused
from clinic.services import audit, reading
from clinic.services.audit import Anchor, Problem
from tests import factories


def write(count: int) -> None:
    with transaction.atomic():
        for number in range(count):
            audit.append(action="tested", by=None, count=number)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_events_are_numbered_without_a_gap_and_follow_from_each_other() -> None:
    write(5)
    events = list(AuditEvent.objects.order_by("seq"))
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.previous_hash for event in events] == [GENESIS, *(event.hash for event in events[:-1])]
    assert audit.anchor() == Anchor(seq=5, hash=events[-1].hash)
    assert audit.verify() == []
    assert audit.verify(containing=audit.anchor()) == []


@pytest.mark.django_db
def test_an_empty_trail_is_whole() -> None:
    assert audit.verify() == audit.verify(containing=audit.anchor()) == []


@pytest.mark.django_db
def test_an_event_holds_who_from_where_and_what_but_no_session_key() -> None:
    doctor, patient, key = factories.clinician(display_name="Dr Ngozi Eze"), factories.patient(), uuid.uuid4()
    context = RequestContext(request_id="r1", source_address="192.0.2.7", session_key=lambda: "opensesame")
    token = request_context.set(context)
    try:
        with transaction.atomic():
            event = audit.append(
                action="section.saved",
                by=doctor,
                patient=patient,
                of=patient,
                revision_before=3,
                revision_after=4,
                findings=["slr_right", "pain_now", "slr_right"],
                content_hash="ab" * 32,
                key=key,
            )
    finally:
        request_context.reset(token)
    kept = AuditEvent.objects.get(pk=event.pk)
    assert (kept.user_id, kept.user_name, kept.user_role) == (doctor.pk, "Dr Ngozi Eze", "clinician")
    assert (kept.request_id, kept.source_address) == ("r1", "192.0.2.7")
    assert (kept.patient_id, kept.object_type, kept.object_id) == (patient.pk, "clinic.patient", str(patient.pk))
    assert (kept.revision_before, kept.revision_after) == (3, 4)
    assert (kept.findings, kept.content_hash, kept.key) == (["pain_now", "slr_right"], "ab" * 32, key)
    assert (kept.outcome, kept.schema_version) == ("done", 1)
    assert len(kept.session_ref) == 64
    assert "opensesame" not in repr(kept.sealed())
    assert kept.computed_hash() == kept.hash


@pytest.mark.django_db
def test_an_event_names_findings_and_never_their_values() -> None:
    for name in ("pain_now=9", "Numb since Monday", "", "pain now"):
        with pytest.raises(ValueError, match="no id"), transaction.atomic():
            audit.append(action="section.saved", by=None, findings=[name])
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_a_reason_with_a_character_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        audit.append(action="chart.broken_open", by=None, reason="urgent\x00")


@pytest.mark.django_db(transaction=True)
def test_an_event_is_not_written_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        audit.append(action="tested", by=None)


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_leaves_neither_event_nor_gap() -> None:
    write(2)
    with transaction.atomic():
        audit.append(action="tested", by=None)
        transaction.set_rollback(True)
    write(1)
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert audit.verify() == []


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain() -> None:
    def work(_: int) -> None:
        try:
            for _turn in range(15):
                write(1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 121))
    assert audit.verify() == []


@pytest.mark.django_db
def test_an_event_is_neither_changed_nor_deleted_through_the_models() -> None:
    write(1)
    event = AuditEvent.objects.get()
    event.user_name = "nobody"
    for change in (
        event.save,
        lambda: AuditEvent.objects.update(user_name="nobody"),
        lambda: AuditEvent.objects.bulk_update([event], ["user_name"]),
    ):
        with pytest.raises(NeverChanged):
            change()
    for deletion in (event.delete, AuditEvent.objects.all().delete, AuditHead.objects.all().delete):
        with pytest.raises(NeverDeleted):
            deletion()
    assert audit.verify() == []


@pytest.mark.django_db
def test_looking_is_written_down_too() -> None:
    doctor, patient = factories.clinician(), factories.patient()
    reading.opened(by=doctor, patient=patient)
    reading.searched(by=doctor, text_hash=audit.search_hash("Łukasz"), count=3)
    reading.denied(by=doctor, act="read_audit", patient=patient)
    seen = AuditEvent.objects.values_list("action", "outcome", "patient_id", "count", "search_hash")[:3]
    assert list(seen) == [
        ("denied.read_audit", "denied", patient.pk, None, ""),
        ("patients.searched", "done", None, 3, audit.search_hash(" lukasz")),
        ("chart.opened", "done", patient.pk, None, ""),
    ]


CHANGED = "was changed after it was written"
LOOSE = "does not follow from the event before it"
HEADLESS = "the last event is not the one that the head names"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "problems"),
    [
        ("UPDATE clinic_auditevent SET user_name = 'x' WHERE seq = 3", [(3, CHANGED)]),
        ("UPDATE clinic_auditevent SET action = 'other' WHERE seq = 3", [(3, CHANGED)]),
        ("UPDATE clinic_auditevent SET outcome = 'denied' WHERE seq = 3", [(3, CHANGED)]),
        ("UPDATE clinic_auditevent SET findings = '[\"age\"]' WHERE seq = 3", [(3, CHANGED)]),
        ("UPDATE clinic_auditevent SET count = NULL WHERE seq = 3", [(3, CHANGED)]),
        ("UPDATE clinic_auditevent SET schema_version = 2 WHERE seq = 3", [(3, CHANGED)]),
        (f"UPDATE clinic_auditevent SET hash = '{'0' * 64}' WHERE seq = 3", [(3, CHANGED), (4, LOOSE)]),
        (f"UPDATE clinic_auditevent SET previous_hash = '{'0' * 64}' WHERE seq = 3", [(3, LOOSE), (3, CHANGED)]),
        ("DELETE FROM clinic_auditevent WHERE seq = 3", [(3, "events 3 to 3 are missing"), (4, LOOSE)]),
        ("DELETE FROM clinic_auditevent WHERE seq = 1", [(1, "events 1 to 1 are missing"), (2, LOOSE)]),
        ("DELETE FROM clinic_auditevent WHERE seq = 5", [(5, HEADLESS)]),
        ("DELETE FROM clinic_auditevent", [(5, HEADLESS)]),
        ("DELETE FROM clinic_audithead", [(1, "events stand behind the end that the head names")]),
        (
            "UPDATE clinic_audithead SET seq = 4",
            [(5, "events stand behind the end that the head names"), (4, HEADLESS)],
        ),
        (f"UPDATE clinic_audithead SET hash = '{'f' * 64}'", [(5, HEADLESS)]),
    ],
)
def test_tampering_is_found_and_named(tampering: str, problems: list[tuple[int, str]]) -> None:
    write(5)
    triggers.lower(connection)
    sql(tampering)
    assert audit.verify() == [Problem(seq=seq, says=says) for seq, says in problems]


def recorded_later() -> None:
    event = AuditEvent.objects.get(seq=3)
    moved = event.recorded_at + timedelta(microseconds=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clinic_auditevent SET recorded_at = %s WHERE seq = 3", [moved.replace(tzinfo=None)])


def swapped() -> None:
    for old, new in ((3, 1000), (4, 3), (1000, 4)):
        sql(f"UPDATE clinic_auditevent SET seq = {new} WHERE seq = {old}")


@pytest.mark.django_db
@pytest.mark.parametrize(("tamper", "places"), [(recorded_later, {3}), (swapped, {3, 4, 5})])
def test_another_time_or_another_order_is_found(tamper: Callable[[], None], places: set[int]) -> None:
    write(5)
    triggers.lower(connection)
    tamper()
    assert {problem.seq for problem in audit.verify()} == places


def cut_the_end() -> None:
    last = AuditEvent.objects.get(seq=3)
    sql("DELETE FROM clinic_auditevent WHERE seq > 3")
    sql(f"UPDATE clinic_audithead SET seq = 3, hash = '{last.hash}'")


def rewrite_it_all() -> None:
    sql("DELETE FROM clinic_auditevent")
    sql("DELETE FROM clinic_audithead")
    write(5)


@pytest.mark.django_db
@pytest.mark.parametrize("tamper", [cut_the_end, rewrite_it_all])
def test_a_cut_or_a_whole_new_chain_is_found_by_the_anchor_kept_outside(tamper: Callable[[], None]) -> None:
    write(5)
    outside = audit.anchor()
    triggers.lower(connection)
    tamper()
    assert audit.verify() == []  # the chain in itself is whole, which is why there is an anchor
    assert audit.verify(containing=outside) == [
        Problem(seq=5, says="the chain does not contain the anchor: it was cut or rewritten")
    ]


@pytest.mark.django_db
def test_an_older_anchor_still_holds_when_the_chain_went_on() -> None:
    write(3)
    outside = audit.anchor()
    write(4)
    assert audit.verify(containing=outside) == []


@pytest.mark.django_db
def test_a_trail_of_several_pages_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE", 3)
    write(7)
    assert audit.verify() == []
    triggers.lower(connection)
    sql("UPDATE clinic_auditevent SET user_name = 'x' WHERE seq = 7")
    assert audit.verify() == [Problem(seq=7, says=CHANGED)]
