"""What the papers of a visit are written from: the draft as it stands, or what signing froze."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from assessments.knowledge import answers as answers_json
from assessments.knowledge import note as notes
from assessments.knowledge.note import DecisionLine, OrderLine
from assessments.knowledge.papers import Visit
from assessments.knowledge.papers.course import ORDERED, RESULTED, Test, Timeline, Told, timeline
from assessments.models import (
    AddendumKind,
    Answer,
    Encounter,
    EventKind,
    SignedNote,
    TestEvent,
    TestOrder,
    TreatmentDecision,
)
from assessments.services.advice import guidance_for
from assessments.services.catalogue import ITEMS, RULE_BY_ID, TESTS
from assessments.services.writing import PAST_VISITS, write_note
from clinic.models import Staff


def visit_on_paper(visit: Encounter, language: str) -> Visit:
    """In the language of the note once there is one; the page puts the signature block to it. Raises note.Unreadable
    for bytes that are no note."""
    return _frozen(SignedNote.objects.get(encounter=visit)) if visit.is_signed else _draft(visit, language)


def order_line(visit: Visit, order: TestOrder) -> OrderLine:
    return next(line for line in visit.orders if line.id == order.test)


def accepted(visit: Visit, item: str) -> DecisionLine | None:
    return next((line for line in visit.decisions if line.id == item and item in visit.accepted), None)


def course_until(visit: Encounter) -> Timeline:
    """Of this visit and those before it, as far as they were known when it was signed: a reprint is the same."""
    earlier = Encounter.objects.signed().filter(patient_id=visit.patient_id, visited_on__lte=visit.visited_on)
    error: dict[str, Any] = {"note__addenda__kind": AddendumKind.ENTERED_IN_ERROR}
    if visit.is_signed:
        earlier = earlier.filter(signed_at__lt=visit.signed_at)
        error["note__addenda__written_at__lt"] = visit.signed_at
    earlier = earlier.exclude(pk__in=Encounter.objects.filter(**error).values("pk")).exclude(pk=visit.pk)
    latest = earlier.select_related("pain").order_by("-visited_on", "-signed_at")[:PAST_VISITS]
    return course([*reversed(latest), visit], known_before=visit.signed_at if visit.is_signed else None)


def course(visits: Sequence[Encounter], *, known_before: datetime | None = None) -> Timeline:
    """Three queries for all of them. Results that came in later than `known_before` are left out."""
    events = TestEvent.objects.filter(kind=EventKind.RESULTED)
    if known_before:
        events = events.filter(recorded_at__lt=known_before)
    asked = TestOrder.objects.standing().prefetch_related(Prefetch("events", events, to_attr="results"))
    agreed = TreatmentDecision.objects.standing().filter(answer=Answer.ACCEPTED)
    prefetch_related_objects(
        list(visits), Prefetch("decisions", agreed, to_attr="agreed"), Prefetch("orders", asked, to_attr="asked")
    )
    return timeline(_told(visit) for visit in visits)


def _told(visit: Any) -> Told:
    """With `agreed` and `asked` fetched before."""
    tests = []
    for order in visit.asked:
        label = TESTS[order.test].label if order.test in TESTS else order.test
        tests.append(Test(on=visit.visited_on, label=label, kind=ORDERED))
        tests += [Test(on=event.on, label=label, kind=RESULTED) for event in order.results]
    return Told(
        on=visit.visited_on,
        pain=visit.pain.pain_now,
        treatments=tuple(decision.item for decision in visit.agreed),
        tests=tuple(tests),
    )


def _draft(visit: Encounter, language: str) -> Visit:
    advice = guidance_for(visit)
    return Visit(
        note=write_note(visit, advice=advice, language=language),
        answers=visit.answers(),
        advice=advice.as_json(),
        orders=tuple(
            _order(order.__dict__, by=order.ordered_by.name_and_title)
            for order in visit.orders.standing().select_related("ordered_by")
        ),
        decisions=tuple(
            _decision(decision.__dict__, by=decision.decided_by.name_and_title)
            for decision in visit.decisions.standing().select_related("decided_by")
        ),
        across="DRAFT",
    )


def _frozen(signed: SignedNote) -> Visit:
    basis = json.loads(signed.basis)
    by = _names(signed, basis)
    return Visit(
        note=notes.read(signed.content_bytes),
        answers=frozen_answers(basis["answers"]),
        advice=basis["advice"],
        orders=tuple(_order(one, by=by[one["ordered_by"]]) for one in basis["orders"]),
        decisions=tuple(_decision(one, by=by[one["decided_by"]]) for one in basis["decisions"]),
        across="ENTERED IN ERROR" if signed.entered_in_error else "",
    )


def frozen_answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Without what today's catalogue has no place for."""
    try:
        return answers_json.read(given)
    except answers_json.Impossible as refused:
        no_longer = {finding for finding, _ in refused.problems}
        return answers_json.read({id: value for id, value in given.items() if id not in no_longer})


def _names(signed: SignedNote, basis: Mapping[str, Any]) -> dict[str, str]:
    """The signer by the name of that day; whoever else ordered or decided by today's."""
    signer = ", ".join(part for part in (signed.signer_name, signed.signer_title) if part)
    others = {one["ordered_by"] for one in basis["orders"]} | {one["decided_by"] for one in basis["decisions"]}
    named = {str(one.pk): one.name_and_title for one in Staff.objects.filter(pk__in=others)}
    return named | {str(signed.signer_id): signer}


def _order(row: Mapping[str, Any], *, by: str) -> OrderLine:
    return OrderLine(
        id=row["test"],
        label=TESTS[row["test"]].label,
        urgency=row["urgency"],
        reason=row["reason"],
        rule=_title(row["rule"]),
        note=row["note"],
        by=by,
    )


def _decision(row: Mapping[str, Any], *, by: str) -> DecisionLine:
    return DecisionLine(
        id=row["item"],
        label=ITEMS[row["item"]].label,
        answer=row["answer"],
        reason=row["reason"],
        rule=_title(row["rule"]),
        by=by,
    )


def _title(rule: str) -> str:
    return RULE_BY_ID[rule].title if rule in RULE_BY_ID else ""
