"""Writing the audit trail, and proving that it is whole."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clinic.canonical import sha256
from clinic.context import request_context, session_ref
from clinic.models import AuditEvent, AuditHead, Outcome, Patient, Staff
from clinic.models.audit import GENESIS, HEAD_ID
from clinic.names import fold
from clinic.text import clean

PAGE = 1000
CUT = "the chain does not contain the anchor: it was cut or rewritten"
# An id of an action or a finding has no room for clinical text.
_ID = re.compile(r"[a-z][a-z0-9_.]{0,99}")


def append(
    *,
    action: str,
    by: Staff | None,
    patient: Patient | UUID | None = None,
    of: models.Model | None = None,
    revision_before: int | None = None,
    revision_after: int | None = None,
    findings: Iterable[str] = (),
    content_hash: str = "",
    outcome: str = Outcome.DONE,
    reason: str = "",
    recipient: str = "",
    search_hash: str = "",
    count: int | None = None,
    key: UUID | None = None,
) -> AuditEvent:
    """In the transaction of what it tells about, and last in it: from here to the commit everybody else waits."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action}: an audit event is written inside the transaction of what it tells about")
    names = sorted(set(findings))
    for name in (action, *names):
        if not _ID.fullmatch(name):
            raise ValueError(f"{name!r} is no id: an audit event holds names of findings, never what was recorded")
    context = request_context.get()
    head = _head()
    event = AuditEvent(
        seq=head.seq + 1,
        recorded_at=timezone.now(),
        action=action,
        outcome=str(outcome),
        user_id=by.pk if by else None,
        user_name=by.name[:150] if by else "",
        user_role=by.role if by else "",
        session_ref=session_ref(),
        source_address=context.source_address,
        patient_id=patient.pk if isinstance(patient, Patient) else patient,
        object_type=of._meta.label_lower if of else "",
        object_id=str(of.pk) if of else "",
        revision_before=revision_before,
        revision_after=revision_after,
        findings=names,
        content_hash=content_hash,
        search_hash=search_hash,
        count=count,
        reason=clean(reason, field="reason", limit=500),
        recipient=clean(recipient, field="recipient", limit=200),
        request_id=context.request_id,
        key=key,
        previous_hash=head.hash,
    )
    event.hash = event.computed_hash()
    event.save()
    AuditHead.objects.filter(pk=HEAD_ID).update(seq=event.seq, hash=event.hash)
    return event


def _head() -> AuditHead:
    """The end of the chain; nobody else writes behind it until this transaction ends."""
    end = AuditHead.objects.select_for_update()
    return end.filter(pk=HEAD_ID).first() or end.get_or_create(pk=HEAD_ID)[0]


def hash_of(row: models.Model, *, without: Collection[str] = ()) -> str:
    """What the row holds after a change, so that a later one past the program can be told."""
    fields = (field.attname for field in row._meta.concrete_fields if field.attname not in without)
    return sha256({name: getattr(row, name) for name in fields})


def search_hash(text: str) -> str:
    """The same for the same search, and no way back to the name that was typed."""
    return salted_hmac("clinic.audit.search", fold(text), algorithm="sha256").hexdigest()


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """The end of the chain at some time, to be kept where nobody with access to the database can write."""

    seq: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    seq: int
    says: str


def anchor() -> Anchor:
    head = AuditHead.objects.filter(pk=HEAD_ID).first()
    return Anchor(seq=head.seq, hash=head.hash) if head else Anchor(seq=0, hash=GENESIS)


def verify(*, containing: Anchor | None = None) -> list[Problem]:
    """Recomputes every hash; empty means whole. Only an anchor shows that the end was cut or all of it rewritten.

    Read page by page in no transaction, so that nobody waits for it; what is written meanwhile is left for next time.
    """
    problems = []
    end = anchor()
    awaited, previous = 1, GENESIS
    anchored = containing is None or containing == Anchor(seq=0, hash=GENESIS)
    for event in _up_to(end.seq):
        if event.seq < awaited:
            problems.append(Problem(seq=event.seq, says="bears the number of another event"))
        elif event.seq > awaited:
            problems.append(Problem(seq=awaited, says=f"events {awaited} to {event.seq - 1} are missing"))
        if event.previous_hash != previous:
            problems.append(Problem(seq=event.seq, says="does not follow from the event before it"))
        if event.hash != event.computed_hash():
            problems.append(Problem(seq=event.seq, says="was changed after it was written"))
        if containing is not None and event.seq == containing.seq:
            anchored = event.hash == containing.hash
        awaited, previous = event.seq + 1, event.hash
    if AuditEvent.objects.filter(seq__gt=end.seq).exists() and not _grew(end):
        problems.append(Problem(seq=end.seq + 1, says="events stand behind the end that the head names"))
    if (awaited - 1, previous) != (end.seq, end.hash):
        problems.append(Problem(seq=end.seq, says="the last event is not the one that the head names"))
    if containing is not None and not anchored:
        problems.append(
            Problem(seq=containing.seq, says="the chain does not contain the anchor: it was cut or rewritten")
        )
    return problems


def _up_to(last: int) -> Iterator[AuditEvent]:
    done = 0
    while page := list(AuditEvent.objects.filter(seq__gt=done, seq__lte=last).order_by("seq")[:PAGE]):
        yield from page
        done = page[-1].seq


def _grew(end: Anchor) -> bool:
    """Whether others went on writing while the chain was read."""
    head = AuditHead.objects.filter(pk=HEAD_ID).first()
    return head is not None and head.seq > end.seq
