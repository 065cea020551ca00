"""The rows of the plan: every test, referral and treatment with what is suggested and what was decided about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from assessments.knowledge.advice import Because, Said
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.items import Item
from assessments.knowledge.ladder import Status
from assessments.knowledge.rule import Investigation, Urgency
from assessments.models import Answer, Encounter, TestOrder, TreatmentDecision
from assessments.services.catalogue import ITEMS
from assessments.services.writing import translated
from assessments.views import telling
from assessments.views.chips import Chip, chips, slot_of
from assessments.views.telling import Basis, Told
from clinic.models import AuditEvent

OF_A_RULE = "rule-"  # rules and tests may share an id
SIMPLE_STEPS = (1, 2)  # what can be accepted all at once


@dataclass(frozen=True, kw_only=True)
class Row:
    """`state`: suggested, accepted, ordered, declined, available, held, avoid, later, tried or never_suggested.

    `against`: what is known by now speaks against it, whatever was decided. `again`: it was declined, and an answer
    it rests on has changed since. `told` is worked out when it is asked for, as most rows stand folded.
    """

    id: str
    label: str
    kind: str
    state: str
    telling: Callable[[], Told] = field(repr=False, compare=False)
    urgency: str = ""
    rule: str = ""
    step: int = 0
    scan: bool = False
    offered: bool = False
    order: TestOrder | None = None
    decision: TreatmentDecision | None = None
    again: bool = False
    against: bool = False
    never: bool = False

    @cached_property
    def told(self) -> Told:
        return self.telling()

    @property
    def basis(self) -> Basis:
        return self.told.basis

    @property
    def text(self) -> str:
        return self.told.text

    @property
    def reason(self) -> str:
        return self.told.reason

    @property
    def notes(self) -> tuple[str, ...]:
        return self.told.notes

    @property
    def missing(self) -> tuple[Chip, ...]:
        return self.told.missing

    @property
    def unlocks(self) -> str:
        return self.told.unlocks

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        return chips(self.told.because)

    @property
    def standing(self) -> tuple[UUID, ...]:
        """What stands as the answer to it, by id: whoever answers it again names what the page showed."""
        return tuple(one.pk for one in (self.order, self.decision) if one)

    @property
    def needs_reason(self) -> bool:
        return self.against or self.never

    @property
    def is_open(self) -> bool:
        return self.state == "suggested"

    @property
    def is_decided(self) -> bool:
        return self.state in ("accepted", "ordered", "declined")

    @property
    def cautions(self) -> tuple[Said, ...]:
        return self.basis.remarks


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What stands of orders and decisions, and which answers were written after the first of them."""

    orders: Mapping[str, TestOrder]
    decisions: Mapping[str, TreatmentDecision]
    touched: Mapping[str, datetime] = field(default_factory=dict)

    def changed_since(self, because: Iterable[Because], moment: datetime) -> bool:
        return any(self.touched.get(slot_of(one), moment) > moment for one in because)


def decided(encounter: Encounter) -> Decided:
    """Two queries, and a third where something was declined."""
    orders = {order.test: order for order in encounter.orders.standing()}
    decisions = {one.item: one for one in encounter.decisions.standing()}
    declined = [one.decided_at for one in decisions.values() if one.answer == Answer.DECLINED]
    return Decided(
        orders=orders, decisions=decisions, touched=_written_since(encounter, min(declined)) if declined else {}
    )


def _written_since(encounter: Encounter, moment: datetime) -> dict[str, datetime]:
    """Slot id to when it was last written; the audit trail knows."""
    events = AuditEvent.objects.filter(
        patient_id=encounter.patient_id,
        object_id=str(encounter.pk),
        action__startswith="visit.",
        recorded_at__gt=moment,
    ).order_by("seq")
    return {slot: at for at, slots in events.values_list("recorded_at", "findings") for slot in slots}


def rows(guidance: Guidance, known: Decided) -> tuple[Row, ...]:
    """Referrals, tests, then treatments, always in the order of their catalogues: nothing moves under the pointer."""
    return (
        *_referrals(guidance, known),
        *_tests(guidance, known),
        *(_treatment(one, guidance, known) for one in guidance.items),
    )


def _tests(guidance: Guidance, known: Decided) -> Iterable[Row]:
    suggested = {one.test.id: one for one in guidance.suggested}
    avoided = {one.test.id: one for one in guidance.avoided}
    for test in INVESTIGATIONS:
        common: dict[str, Any] = {"id": test.id, "label": translated(test.label), "kind": "test", "scan": test.scan}
        if one := suggested.get(test.id):
            yield _settled(
                known,
                state="suggested",
                telling=partial(telling.suggested, one, guidance),
                urgency=one.urgency.word,
                rule=one.rules[0].id,
                offered=one.offered,
                **common,
            )
        elif avoid := avoided.get(test.id):
            yield _settled(
                known, state="avoid", telling=partial(telling.avoided, avoid), urgency=Urgency.ROUTINE.word, **common
            )
        else:
            yield _settled(
                known,
                state="purpose" if _waits_for_purpose(guidance, test) else "available",
                telling=partial(telling.open_to_order, test, guidance),
                urgency=Urgency.ROUTINE.word,
                **common,
            )


def _waits_for_purpose(guidance: Guidance, test: Investigation) -> bool:
    """A rule has fired and would suggest it, but for what the scan is to decide."""
    return any(
        slot.finding_id == IMAGING_PURPOSE.id
        for rule in guidance.fired
        for one in rule.suggestions
        if one.what is test
        for slot in one.when.pending(guidance.answers)
    )


def _referrals(guidance: Guidance, known: Decided) -> Iterable[Row]:
    suggested = {one.referral.id: one for one in guidance.referrals}
    for referral in REFERRALS:
        one = suggested.get(referral.id)
        yield _settled(
            known,
            id=referral.id,
            label=translated(referral.label),
            kind="referral",
            state="suggested" if one else "available",
            telling=partial(telling.referred, referral, one),
            urgency=one.urgency.word if one else Urgency.ROUTINE.word,
            rule=one.rules[0].id if one and one.rules else "",
        )


def _treatment(item: Item, guidance: Guidance, known: Decided) -> Row:
    return _settled(
        known,
        id=item.treatment.id,
        label=translated(item.treatment.label),
        kind="treatment",
        state=item.status.value,
        step=item.step,
        telling=partial(telling.treated, item, guidance),
    )


def _settled(known: Decided, *, id: str, state: str, telling: Callable[[], Told], **fields: Any) -> Row:
    """The row as guidance has it, with what was decided put over it."""
    order, decision = known.orders.get(id), known.decisions.get(id)
    again = False
    against = state == Status.AVOID.value
    never = state == Status.NEVER_SUGGESTED.value
    if order:
        state = "ordered"
    elif decision and decision.answer == Answer.ACCEPTED:
        state = "accepted"
    elif decision:
        again = state == "suggested" and known.changed_since(telling().because, decision.decided_at)
        state = state if again else "declined"
    return Row(
        id=id,
        state=state,
        telling=telling,
        order=order,
        decision=decision,
        again=again,
        against=against,
        never=never,
        **fields,
    )


def label_of(item: str) -> str:
    return translated(ITEMS[item].label)
