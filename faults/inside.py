"""Seen from within the site: the people and visits a run needs, and afterwards whether the record is what it should be.

python -m faults.inside VERB <given.json     # with the site's own environment; answers in JSON
"""

import json
import sys
import uuid
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from assessments.models import Addendum, Encounter, SignedNote, TestOrder  # noqa: E402
from assessments.services import whole_record  # noqa: E402
from clinic.models import AuditEvent, Patient, Receipt, Staff  # noqa: E402
from clinic.services import audit, sessions  # noqa: E402
from faults import broken, leash  # noqa: E402
from tests import factories  # noqa: E402
from tests.assessments import factories as visits  # noqa: E402


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():  # the trail has an end from here on, so that a control meets the end and not its lack
        audit.append(action="faults.begun", by=factories.superuser())


def people(*, count: int, signable: int = 0, signed: int = 0) -> list[dict[str, Any]]:
    """Clinicians, each with an open visit, and with as many visits more that are ready to be signed or are signed."""
    return [_person(signable, signed) for _ in range(count)]


def _person(signable: int, signed: int) -> dict[str, Any]:
    by = factories.clinician(username=f"dr-{uuid.uuid4().hex[:12]}")
    draft = visits.visit(by=by, patient=_patient())
    ready = [visits.visit(by=by, patient=_patient(), **visits.COMPLETE) for _ in range(signable)]
    done = [visits.signed(by=by, patient=_patient()) for _ in range(signed)]
    return {
        "username": by.username,
        "password": factories.PASSWORD,
        "visit": str(draft.pk),
        "revision": draft.revision,
        "ready": [{"visit": str(one.pk), "revision": one.revision} for one in ready],
        "signed": [str(note.encounter_id) for note in done],
    }


def _patient() -> Patient:
    return factories.patient(sex="female", family_name=f"Stone {uuid.uuid4().hex[:8]}")


def check(
    *, ledger: list[dict[str, Any]], revisions: dict[str, int], values: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """Every acknowledged save is there once; each visit's revision counts just its saves; its values are the last ones.

    `ledger` holds key and visit of each save that was acknowledged, `revisions` where each visit began.
    """
    told = list(AuditEvent.objects.filter(key__isnull=False).values_list("key", flat=True))
    receipts = {str(key) for key in Receipt.objects.values_list("key", flat=True)}
    events: dict[str, int] = {}
    for key in map(str, told):
        events[key] = events.get(key, 0) + 1
    keys = {save["key"] for save in ledger}
    drafts = {str(one.pk): one for one in Encounter.objects.whole().filter(pk__in=revisions)}
    saves = {pk: len({save["key"] for save in ledger if save["visit"] == pk}) for pk in revisions}
    stale = [
        (pk, slot)
        for pk, slots in values.items()
        for slot, value in slots.items()
        if str(drafts[pk].answers().get(slot)) != value
    ]
    missing = sum(key not in events or key not in receipts for key in keys)
    return {
        "acknowledged": len(keys),
        "lost": missing or len(stale),
        "duplicates": sum(count - 1 for count in events.values())
        + sum(max(0, drafts[pk].revision - start - saves[pk]) for pk, start in revisions.items()),
        **whole(),
    }


def whole() -> dict[str, Any]:
    return {
        "chain": [str(problem) for problem in audit.verify()],
        "integrity": _integrity(),
        "events": audit.anchor().seq,
    }


def _integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return "; ".join(row[0] for row in cursor.fetchall())


def counts() -> dict[str, int]:
    kinds = (Patient, SignedNote, Addendum, TestOrder)
    return {kind._meta.model_name or "": kind.objects.count() for kind in kinds}


def notes(*, values: dict[str, str], slot: str) -> dict[str, Any]:
    """What is wrong with the signed notes; and which visits hold the value named, and which are signed."""
    rows = Encounter.objects.whole().filter(pk__in=values)
    held = {str(one.pk): one.answers().get(slot) for one in rows}
    return {
        "problems": whole_record.every_problem(),
        "signed": sorted(str(one.pk) for one in rows if one.is_signed),
        "held": sorted(pk for pk, value in values.items() if held[pk] == value),
        **whole(),
    }


def values(*, visits: list[str], slot: str) -> dict[str, Any]:
    return {str(one.pk): one.answers().get(slot) for one in Encounter.objects.whole().filter(pk__in=visits)}


def end_sessions(*, usernames: list[str]) -> int:
    """As from the list of one's own sessions, by somebody else's hand."""
    return sum(sessions.end_all(staff=staff, by=staff) for staff in Staff.objects.filter(username__in=usernames))


def write_trail(*, events: int, fault: str = "") -> int:
    """How many of the events could be written."""
    if fault:
        broken.break_(fault)
    by = Staff.objects.filter(is_superuser=True).get()
    written = 0
    for _ in range(events):
        try:
            with transaction.atomic():
                audit.append(action="faults.written", by=by)
            written += 1
        except django.db.Error:
            connection.close()
    return written


VERBS: dict[str, Callable[..., Any]] = {
    act.__name__: act for act in (migrate, people, check, whole, counts, notes, values, end_sessions, write_trail)
}

if __name__ == "__main__":
    leash.tied()
    json.dump(VERBS[sys.argv[1]](**json.load(sys.stdin)), sys.stdout)
