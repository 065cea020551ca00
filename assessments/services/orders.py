"""Ordering a test and taking the order back, in a draft; what became of it afterwards, also when it is signed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from assessments.knowledge.published import version
from assessments.models import Encounter, EventKind, OrderUrgency, TestEvent, TestOrder
from assessments.services import catalogue
from assessments.services.draft import Saved, Written, pk_of, saved, write
from assessments.services.standing import refuse_unless_shown
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import audit
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.text import clean


def order(
    *,
    encounter: Encounter | UUID,
    test: str,
    urgency: str,
    reason: str,
    by: Staff,
    key: UUID,
    revision: int,
    rule: str = "",
    note: str = "",
    was: Collection[UUID] = (),
) -> TestOrder:
    """`rule` is what suggested it; empty: the clinician's own idea. One standing order for each test in a visit.

    `was`: the ids of the decisions that the page showed; raises Answered when the test was declined beside them.
    """
    if urgency not in OrderUrgency.values:
        raise Refused(
            gettext("urgency: “%(value)s” is not one of the answers.") % {"value": urgency},
            field="urgency",
            value=urgency,
            way_out=gettext("Choose one of %(known)s.") % {"known": ", ".join(OrderUrgency.values)},
        )
    fields = {
        "test": catalogue.test(test).id,
        "urgency": urgency,
        "reason": clean(reason, field="reason", limit=500, required=True),
        "note": clean(note, field="note", limit=500),
        "rule": catalogue.known_rule(rule),
    }

    def change(draft: Encounter) -> Written:
        if draft.orders.standing().filter(test=test).exists():
            raise Refused(
                gettext("%(test)s is ordered already.") % {"test": gettext(catalogue.TESTS[test].label)},
                field="test",
                value=test,
                way_out=gettext("Withdraw that order first."),
            )
        refuse_unless_shown(draft, test, was=was, mine=gettext("Order"))
        made = TestOrder.objects.create(
            encounter=draft, **fields, knowledge_version=version(), ordered_by=by, ordered_at=timezone.now()
        )
        return Written(action="test.ordered", findings=[test], of=made, result={"order": str(made.pk)})

    made = write(
        encounter=encounter,
        by=by,
        acts=[Act.ORDER],
        key=key,
        revision=revision,
        action="test.ordered",
        body={**fields, "was": sorted(was)},
        change=change,
    )
    return made.of or TestOrder.objects.get(pk=made.result["order"])


def withdraw(*, order: TestOrder | UUID, by: Staff, key: UUID, revision: int) -> Saved:
    """It stays, marked as withdrawn. Withdrawing twice changes nothing."""
    pk = pk_of(order)

    def change(draft: Encounter) -> Written:
        row = draft.orders.get(pk=pk)
        if row.stands:
            row.withdrawn_by, row.withdrawn_at = by, timezone.now()
            row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        return Written(action="test.withdrawn", findings=[row.test], of=row)

    return saved(
        write(
            encounter=TestOrder.objects.get(pk=pk).encounter_id,
            by=by,
            acts=[Act.ORDER],
            key=key,
            revision=revision,
            action="test.withdrawn",
            body={"order": pk},
            change=change,
        )
    )


def schedule(*, order: TestOrder | UUID, on: date, by: Staff, key: UUID, note: str = "") -> TestEvent:
    return _event(order, kind=EventKind.SCHEDULED, on=on, text=clean(note, field="note", limit=5000), by=by, key=key)


def result(
    *, order: TestOrder | UUID, on: date, text: str, by: Staff, key: UUID, abnormal: bool | None = None
) -> TestEvent:
    """A later result of the same order corrects an earlier one; `abnormal` None: not said."""
    words = clean(text, field="text", limit=5000, required=True)
    return _event(order, kind=EventKind.RESULTED, on=on, text=words, by=by, key=key, abnormal=abnormal)


def cancel(*, order: TestOrder | UUID, on: date, reason: str, by: Staff, key: UUID) -> TestEvent:
    why = clean(reason, field="reason", limit=5000, required=True)
    return _event(order, kind=EventKind.CANCELLED, on=on, text=why, by=by, key=key)


@transaction.atomic
def _event(
    order: TestOrder | UUID,
    *,
    kind: EventKind,
    on: date,
    text: str,
    by: Staff,
    key: UUID,
    abnormal: bool | None = None,
) -> TestEvent:
    require(by, Act.RECORD_RESULT)
    pk = pk_of(order)
    row = TestOrder.objects.select_related("encounter").get(pk=pk)
    fields: dict[str, Any] = {"kind": kind, "on": on, "text": text, "abnormal": abnormal}
    if isinstance(on, datetime) or not isinstance(on, date) or on < row.encounter.visited_on:
        raise Refused(
            gettext("on: %(day)s is before the visit that ordered it, or no day.") % {"day": on},
            field="on",
            value=on,
            way_out=gettext("Give a day from %(visit)s.") % {"visit": row.encounter.visited_on.isoformat()},
        )

    def act() -> UUID:
        _still_open(row, kind)
        event = TestEvent.objects.create(order=row, **fields, recorded_by=by, recorded_at=timezone.now())
        audit.append(
            action=f"test.{kind}",
            by=by,
            patient=row.encounter.patient_id,
            of=event,
            findings=[row.test],
            content_hash=audit.hash_of(event),
            key=key,
        )
        return event.pk

    made = once(key=key, by=by, action=f"test.{kind}", body={"order": pk, **fields}, act=act)
    return TestEvent.objects.get(pk=made)


def _still_open(row: TestOrder, kind: EventKind) -> None:
    state = row.state
    closed = {"withdrawn", "cancelled"} | (set() if kind == EventKind.RESULTED else {"resulted"})
    if state in closed:
        raise Refused(
            gettext("This order is %(state)s.") % {"state": state},
            field="order",
            value=state,
            way_out=gettext("Order the test again in a visit."),
        )
