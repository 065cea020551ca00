"""What the audit trail tells of signed visits, beside what the record holds: each row of it, and none that is gone.

The chain of events keeps each hash a second time, where a change of the row does not reach it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext

from assessments.knowledge.words import gettext_noop
from assessments.models import (
    Addendum,
    CoSignature,
    CoSignatureAsked,
    Encounter,
    Meaning,
    SignedNote,
    Status,
    TestEvent,
)
from clinic.models import AuditEvent
from clinic.services import audit

SIGNED = "visit.signed"
OF_TESTS = ("test.scheduled", "test.resulted", "test.cancelled")
# An event is written in the transaction that signs; it may have waited there for its turn, and not for longer.
LATEST = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A row that comes after signing. `holds`: the hash its event has to name; `at`: its column of time."""

    model: type[Model]
    at: str
    gone: str
    differs: str
    holds: Callable[[Any], str]


KINDS: Mapping[str, Kind] = {
    kind.model._meta.label_lower: kind
    for kind in (
        Kind(
            model=Addendum,
            at="written_at",
            gone=gettext_noop("The audit trail tells of an addendum of %(day)s by %(name)s, and it is gone."),
            differs=gettext_noop("The audit trail names another hash than the addendum of %(day)s."),
            holds=lambda row: row.sha256,
        ),
        Kind(
            model=CoSignature,
            at="signed_at",
            gone=gettext_noop("The audit trail tells of a co-signature of %(day)s by %(name)s, and it is gone."),
            differs=gettext_noop("The audit trail names another hash than the co-signature of %(day)s."),
            holds=lambda row: row.sha256,
        ),
        Kind(
            model=CoSignatureAsked,
            at="asked_at",
            gone=gettext_noop(
                "The audit trail tells that %(name)s asked for a co-signature on %(day)s, and that is gone."
            ),
            differs=gettext_noop("The audit trail names another hash than the co-signature asked for on %(day)s."),
            holds=lambda row: row.note.sha256,
        ),
        Kind(
            model=TestEvent,
            at="recorded_at",
            gone=gettext_noop(
                "The audit trail tells what became of a test, recorded on %(day)s by %(name)s, and it is gone."
            ),
            differs=gettext_noop("The audit trail names another hash than what was recorded of a test on %(day)s."),
            holds=audit.hash_of,
        ),
    )
}


class Trail:
    """The events of one patient's signed visits, or of everybody's: one query, and one for each kind of row."""

    def __init__(self, *, patient: UUID | None = None) -> None:
        self._patient = patient
        self._of: defaultdict[str, list[AuditEvent]] = defaultdict(list)
        events = _told()
        for event in events.filter(patient_id=patient) if patient else events:
            self._of[event.object_id].append(event)

    def of(self, pk: UUID) -> Sequence[AuditEvent]:
        """The oldest first; what was written since the trail was read is asked for once more."""
        return self._of.get(str(pk)) or list(_told().filter(object_id=str(pk)))

    def gone(self) -> Iterator[tuple[AuditEvent, str]]:
        """Each event whose row is no longer there. Rows are read after their events, so none is merely too young."""
        for label, kind in KINDS.items():
            there = {str(pk) for pk in self._rows(kind.model).values_list("pk", flat=True)}
            for id, (event, *_) in self._of.items():
                if event.object_type == label and id not in there:
                    yield event, gettext(kind.gone) % _named(event)

    def unsigned(self) -> Iterator[tuple[str, str]]:
        """Each visit that was signed and now has no note; a visit that is still signed without one says so itself."""
        noted = {str(pk) for pk in self._rows(SignedNote).values_list("encounter_id", flat=True)}
        stands = {str(pk): status for pk, status in self._rows(Encounter).values_list("pk", "status")}
        for id, (event, *_) in self._of.items():
            if event.action != SIGNED or id in noted:
                continue
            if id not in stands:
                yield id, gettext("It was signed on %(day)s by %(name)s, and it is gone with its note.") % _named(event)
            elif stands[id] != Status.SIGNED:
                told = gettext("It was signed on %(day)s by %(name)s; its note is gone, and it is marked “%(status)s”.")
                yield id, told % {**_named(event), "status": stands[id]}

    def _rows(self, model: Any) -> Any:
        rows = model.objects.order_by()
        return rows.filter(**{f"{rows.to_patient}pk": self._patient}) if self._patient else rows


def _told() -> Any:
    """Whoever writes past the program can add an event, and none before those that are there."""
    return AuditEvent.objects.filter(
        Q(action=SIGNED) | Q(action__startswith="note.") | Q(action__in=OF_TESTS)
    ).order_by("seq")


def _named(event: AuditEvent) -> dict[str, object]:
    return {"day": event.recorded_at.date(), "name": event.user_name}


def of_note(note: SignedNote, trail: Trail) -> Iterator[str]:
    """A sentence for each. One query, for a note with what was added to it and asked of it."""
    yield from _signature(note, trail.of(note.encounter_id))
    results = TestEvent.objects.filter(order__encounter_id=note.encounter_id)
    for row in (*note.addenda.all(), *note.co_signatures.all(), *results):
        yield from _row(row, trail.of(row.pk))
    yield from _asked(note, getattr(note, "co_signature_asked", None), trail)


def _signature(note: SignedNote, events: Sequence[AuditEvent]) -> Iterator[str]:
    told = [event for event in events if event.action == SIGNED]
    if note.encounter.status != Status.SIGNED:
        yield gettext("The note is signed, and its visit is marked “%(status)s”.") % {"status": note.encounter.status}
    elif note.encounter.signed_at != note.signed_at:
        yield gettext("The visit names another time of signing than the note.")
    if note.meaning != Meaning.AUTHOR:
        yield gettext("The note does not say that it was signed by its author.")
    if _title_within(note) != note.signer_title:
        yield gettext("The note's words name another title than its signature.")
    if not told:
        yield gettext("The audit trail knows of no signature of this visit.")
        return
    signed, *more = told
    if more:
        yield gettext("The audit trail tells %(times)d times that this visit was signed; it can be signed once.") % {
            "times": len(told)
        }
    if signed.content_hash != note.sha256:
        yield gettext("The audit trail names another hash than the note.")
    if signed.user_id != note.signer_id:
        yield gettext("The audit trail names another signer than the note.")
    if signed.user_name != note.signer_name:
        yield gettext("The audit trail names the signer otherwise than the note.")
    if signed.user_role != note.signer_role:
        yield gettext("The audit trail names another role of the signer than the note.")
    if abs(signed.recorded_at - note.signed_at) > LATEST:
        yield gettext("The audit trail names another time of signing than the note.")
    if signed.patient_id != note.encounter.patient_id:
        yield gettext("The audit trail names another patient than the visit.")


def _title_within(note: SignedNote) -> str:
    """As the note's own words have it, which its hash covers; where they cannot be read that is told already."""
    try:
        return str(json.loads(note.content)["heading"]["clinician_title"])
    except (ValueError, TypeError, KeyError):
        return note.signer_title


def _row(row: Any, events: Sequence[AuditEvent]) -> Iterator[str]:
    kind = KINDS[row._meta.label_lower]
    day = {"day": getattr(row, kind.at).date()}
    if not events or events[0].content_hash != kind.holds(row):
        yield gettext(kind.differs) % day
    if len(events) > 1:
        yield gettext("The audit trail tells more than once of what was written on %(day)s.") % day


def _asked(note: SignedNote, asked: CoSignatureAsked | None, trail: Trail) -> Iterator[str]:
    """At signing it is told by the event of the signature, and later by one of its own."""
    at_signing = any(event.action == SIGNED and event.reason for event in trail.of(note.encounter_id)[:1])
    if asked is None and at_signing:
        yield gettext("The audit trail tells that a co-signature was asked for at signing, and that is gone.")
    if asked is not None and not at_signing:
        yield from _row(asked, trail.of(asked.pk))
