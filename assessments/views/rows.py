"""The rows of the plan: every test, referral and treatment with what is suggested and what was decided about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext

from assessments.knowledge.advice import AvoidedTest, Because, Said, SuggestedReferral, SuggestedTest
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.heeding import Bearing, heeded
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.items import Item
from assessments.knowledge.ladder import Status
from assessments.knowledge.rule import Investigation, Referral, Urgency
from assessments.knowledge.sources import Citation
from assessments.knowledge.strengths import stated
from assessments.knowledge.treatments import Treatment
from assessments.models import Answer, Encounter, TestOrder, TreatmentDecision
from assessments.services.catalogue import ITEMS
from assessments.services.writing import translated
from assessments.views.chips import Chip, chips, listed, slot_of, to_ask
from clinic.models import AuditEvent

REASON_LENGTH = 500
OF_A_RULE = "rule-"  # rules and tests may share an id
SIMPLE_STEPS = (1, 2)  # what can be accepted all at once


@dataclass(frozen=True, kw_only=True)
class Basis:
    """`explains`: what can be laid open here, each id with its label; `of` is what the sources are cited for."""

    reason: str
    sources: tuple[Citation, ...]
    of: str
    explains: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Said, ...] = ()
    shows: str = ""
    misses: str = ""
    unknown: tuple[Chip, ...] = ()

    @property
    def cited(self) -> tuple[tuple[Citation, str], ...]:
        """Each source with its strength, as it states it itself."""
        return tuple((citation, translated(stated(citation, self.of))) for citation in self.sources)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a row says. `reason` is what an order says when it is taken over as suggested."""

    basis: Basis
    because: tuple[Because, ...] = ()
    text: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[Chip, ...] = ()
    unlocks: str = ""


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
                telling=partial(_suggested, one, guidance),
                urgency=one.urgency.word,
                rule=one.rules[0].id,
                offered=one.offered,
                **common,
            )
        elif avoid := avoided.get(test.id):
            yield _settled(
                known, state="avoid", telling=partial(_avoided, avoid), urgency=Urgency.ROUTINE.word, **common
            )
        else:
            yield _settled(
                known,
                state="purpose" if _waits_for_purpose(guidance, test) else "available",
                telling=partial(_open_to_order, test, guidance),
                urgency=Urgency.ROUTINE.word,
                **common,
            )


def _suggested(one: SuggestedTest, guidance: Guidance) -> Told:
    rule = one.rules[0]
    reason, remarks = translated(rule.because), (*one.cautions, *_of_this_patient(one.test, guidance))
    return Told(
        because=one.because,
        text=reason,
        reason=_reason(translated(rule.title), one.because),
        notes=tuple(translated(note) for note in one.notes),
        basis=_of_test(one.test, reason, one.sources, remarks, of=rule.id),
    )


def _avoided(one: AvoidedTest) -> Told:
    rule = one.rules[0]
    return Told(
        because=one.because,
        text=translated(one.until),
        basis=_of_test(one.test, translated(rule.because), one.sources, of=rule.id),
    )


def _open_to_order(test: Investigation, guidance: Guidance) -> Told:
    missing = next((one.missing for one in guidance.undecided if one.test is test), ())
    return Told(missing=to_ask(missing), basis=_of_test(test, "", (test.source,)))


def _of_this_patient(what: Investigation | Treatment, guidance: Guidance) -> Iterable[Said]:
    """The precautions that an answer or a name on the list makes this patient's; the rest is one step away."""
    return (one.said for one in heeded(what, guidance.answers) if one.bearing is Bearing.HERE)


def _waits_for_purpose(guidance: Guidance, test: Investigation) -> bool:
    """A rule has fired and would suggest it, but for what the scan is to decide."""
    return any(
        slot.finding_id == IMAGING_PURPOSE.id
        for rule in guidance.fired
        for one in rule.suggestions
        if one.what is test
        for slot in one.when.pending(guidance.answers)
    )


def _of_test(
    test: Investigation, reason: str, sources: tuple[Citation, ...], remarks: tuple[Said, ...] = (), *, of: str = ""
) -> Basis:
    return Basis(
        reason=reason,
        sources=sources,
        of=of or test.id,
        explains=((test.id, translated(test.label)),),
        remarks=remarks,
        shows=translated(test.shows),
        misses=translated(test.misses),
    )


def _reason(title: str, because: tuple[Because, ...]) -> str:
    words = listed(chip.text for chip in chips(because))
    said = gettext("%(title)s: %(because)s") % {"title": title, "because": words} if words else title
    return said if len(said) <= REASON_LENGTH else said[: REASON_LENGTH - 1] + "…"


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
            telling=partial(_referred, referral, one),
            urgency=one.urgency.word if one else Urgency.ROUTINE.word,
            rule=one.rules[0].id if one and one.rules else "",
        )


def _referred(referral: Referral, one: SuggestedReferral | None) -> Told:
    rule = one.rules[0] if one and one.rules else None
    reason = translated(rule.because) if rule else ""
    return Told(
        because=one.because if one else (),
        text=reason,
        basis=Basis(
            reason=reason,
            sources=one.sources if one else (referral.source,),
            of=rule.id if rule else referral.id,
            explains=((referral.id, translated(referral.label)),),
        ),
    )


def _treatment(item: Item, guidance: Guidance, known: Decided) -> Row:
    return _settled(
        known,
        id=item.treatment.id,
        label=translated(item.treatment.label),
        kind="treatment",
        state=item.status.value,
        step=item.step,
        telling=partial(_treated, item, guidance),
    )


def _treated(item: Item, guidance: Guidance) -> Told:
    is_open = item.status in (Status.SUGGESTED, Status.AVAILABLE, Status.NEVER_SUGGESTED)
    precautions = _of_this_patient(item.treatment, guidance) if is_open else ()
    return Told(
        because=item.because,
        text=translated(item.treatment.advice),
        missing=to_ask(item.missing),
        unlocks=translated(item.unlocks),
        basis=Basis(
            reason=translated(item.reason),
            sources=item.sources,
            of=item.treatment.id,
            explains=((item.treatment.id, translated(item.treatment.label)),),
            remarks=(*item.cautions, *precautions, *item.notes),
        ),
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
