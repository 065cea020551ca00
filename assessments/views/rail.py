"""What stands in the margin: how soon, at most three things to decide, the step, causes, and what to ask next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.advice import Alert, Said
from assessments.knowledge.ask_next import Ask
from assessments.knowledge.conditions import Answers
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.ladder import Status
from assessments.knowledge.rule import Urgency
from assessments.knowledge.treatments import TREATMENTS
from assessments.services.catalogue import ITEMS, RULE_BY_ID
from assessments.services.writing import translated
from assessments.views.chips import Chip, chips, listed, to_ask
from assessments.views.rows import OF_A_RULE, SIMPLE_STEPS, Row
from assessments.views.telling import Basis

AT_ONCE = 3
STEP_NAMES = (
    _("Self-care"),
    _("Therapy and simple medicines"),
    _("Medicines for lasting pain"),
    _("Injections and procedures"),
    _("Surgery"),
)
NAMED_CHANGES = 2


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing said in the margin. `rows` are what can be decided in it; `also` what says the same less urgently.

    `remarks` are the words beside an alert that an answer of this patient brings.
    """

    id: str
    kind: str  # alert, no_scan, care or referral
    urgency: str
    title: str
    text: str
    basis: Basis
    chips: tuple[Chip, ...] = ()
    remarks: tuple[Said, ...] = ()
    rows: tuple[Row, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    unexamined: tuple[Chip, ...] = ()
    until: str = ""
    tier: int = 0

    @property
    def is_settled(self) -> bool:
        return bool(self.rows) and all(row.is_decided for row in self.rows)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_decided)


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str
    number: int
    state: str  # past, current or ahead
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    chip: Chip
    could_change: str


@dataclass(frozen=True, kw_only=True)
class Rail:
    urgency: str
    at_least: bool
    still_open: tuple[Chip, ...]
    shown: tuple[Card, ...]
    more: tuple[Card, ...]
    step: int
    step_name: str
    on_hold: bool
    ladder: tuple[Step, ...]
    questions: tuple[Question, ...]
    causes: tuple[tuple[str, tuple[Chip, ...]], ...]
    version: str
    announcement: str = field(default="")


def rail(guidance: Guidance, rows: Sequence[Row]) -> Rail:
    cards = sorted(_cards(guidance, rows), key=lambda card: card.tier)
    shown: list[Card] = []
    more: list[Card] = []
    waiting = 0
    for card in cards:
        waiting += not card.is_settled
        (shown if waiting <= AT_ONCE else more).append(card)
    count = sum(len(card.open_rows) for card in cards)
    return Rail(
        urgency=guidance.urgency.word,
        at_least=guidance.urgency_at_least,
        still_open=_still_open(guidance),
        shown=tuple(shown),
        more=tuple(more),
        step=guidance.step,
        step_name=str(STEP_NAMES[guidance.step - 1]),
        on_hold=guidance.on_hold,
        ladder=tuple(_steps(guidance)),
        questions=tuple(_question(ask) for ask in guidance.ask_next[:AT_ONCE]),
        causes=tuple((translated(one.cause.label), chips(one.because)) for one in guidance.causes),
        version=guidance.knowledge_version,
        announcement=ngettext("%(n)d suggestion", "%(n)d suggestions", count) % {"n": count},
    )


def _still_open(guidance: Guidance) -> tuple[Chip, ...]:
    """What keeps the urgency from being settled."""
    if guidance.settled or guidance.urgency is Urgency.IMMEDIATE:
        return ()
    unasked = guidance.red_flags_unasked
    found = []
    if unasked:
        words = ngettext("%(n)d red flag not asked", "%(n)d red flags not asked", len(unasked)) % {"n": len(unasked)}
        found.append(Chip(text=words, href=to_ask(unasked[:1])[0].href))
    return (*found, *to_ask(one for one in (AGE, SEX) if guidance.answers.get(one.id) is None))


def _cards(guidance: Guidance, rows: Sequence[Row]) -> list[Card]:
    by_rule: dict[str, list[Row]] = {}
    for row in rows:
        if row.rule and (row.is_open or row.is_decided):
            by_rule.setdefault(row.rule, []).append(row)
    cards: list[Card] = []
    for alert in guidance.alerts:
        own = tuple(by_rule.get(alert.rule.id, ()))
        if guidance.avoided and alert.rule in guidance.avoided[0].rules:
            cards.append(_no_scan(guidance, alert))
        elif not own and (before := _same_cause(alert, cards)) is not None:
            said = (translated(alert.rule.title), translated(alert.text))
            cards[before] = replace(cards[before], also=(*cards[before].also, said))
        else:
            cards.append(alert_card(guidance, alert, own))
    cards += [_alone(row) for row in rows if row.kind == "referral" and row.is_open and not row.rule]
    return [*cards, *_care(rows)]


def _same_cause(alert: Alert, cards: Sequence[Card]) -> int | None:
    causes = {one.cause for one in alert.rule.considers}
    for place, card in enumerate(cards):
        rule = RULE_BY_ID.get(card.id)
        if rule and card.kind == "alert" and causes & {one.cause for one in rule.considers}:
            return place
    return None


def _unknown(alert: Alert, answers: Answers) -> tuple[Chip, ...]:
    return to_ask(
        wanted for wanted in alert.rule.examine if any(slot.value(answers) is None for slot in wanted.slots())
    )


def alert_card(guidance: Guidance, alert: Alert, rows: tuple[Row, ...] = ()) -> Card:
    pressing = alert.urgency >= Urgency.SOON or any(row.is_open for row in rows)
    beside = tuple(one for one in alert.remarks if one.because)
    general = (one for one in alert.remarks if not one.because)
    return Card(
        id=alert.rule.id,
        kind="alert",
        urgency=alert.urgency.word,
        title=translated(alert.rule.title),
        text=translated(alert.text),
        chips=chips(alert.because),
        remarks=beside,
        rows=rows,
        basis=Basis(
            reason=translated(alert.rule.because),
            sources=alert.sources,
            of=alert.rule.id,
            explains=_explains(alert, *rows),
            remarks=(*general, *dict.fromkeys(said for row in rows for said in row.cautions)),
            unknown=_unknown(alert, guidance.answers),
        ),
        tier=Urgency.IMMEDIATE - alert.urgency if pressing else 20,
    )


def _explains(alert: Alert, *rows: Row) -> tuple[tuple[str, str], ...]:
    return (f"{OF_A_RULE}{alert.rule.id}", translated(alert.rule.title)), *((row.id, row.label) for row in rows)


def _no_scan(guidance: Guidance, alert: Alert) -> Card:
    avoided = guidance.avoided[0]
    return Card(
        id=alert.rule.id,
        kind="no_scan",
        urgency=Urgency.ROUTINE.word,
        title=translated(alert.rule.title),
        text=translated(alert.rule.because),
        chips=chips(avoided.because),
        basis=Basis(
            reason=translated(alert.rule.because),
            sources=avoided.sources,
            of=alert.rule.id,
            explains=(*_explains(alert), *((one.test.id, translated(one.test.label)) for one in guidance.avoided)),
            remarks=alert.remarks,
        ),
        unexamined=to_ask(avoided.unexamined),
        until=translated(avoided.until),
        tier=10,
    )


def _alone(row: Row) -> Card:
    return Card(
        id=row.id,
        kind="referral",
        urgency=row.urgency,
        title=row.label,
        text=row.text,
        chips=row.chips,
        rows=(row,),
        basis=row.basis,
        tier=4,
    )


def care_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What one press accepts together: suggested, of the first two steps, not decided yet."""
    return tuple(row for row in rows if row.kind == "treatment" and row.is_open and row.step in SIMPLE_STEPS)


def _care(rows: Sequence[Row]) -> list[Card]:
    waiting = care_rows(rows)
    if not waiting:
        return []
    sources = {str(row.basis.sources[0]): row.basis.sources[0] for row in waiting}
    return [
        Card(
            id="care",
            kind="care",
            urgency=Urgency.ROUTINE.word,
            title=gettext("Care that fits now"),
            text=gettext("Consider: %(care)s.") % {"care": "; ".join(row.label for row in waiting)},
            chips=tuple({chip.text: chip for row in waiting for chip in row.chips if chip.href}.values())[:6],
            rows=waiting,
            basis=Basis(
                reason=" ".join(dict.fromkeys(row.basis.reason for row in waiting)),
                sources=tuple(sources.values()),
                of=waiting[0].id,
                explains=tuple((row.id, row.label) for row in waiting),
                remarks=tuple(dict.fromkeys(said for row in waiting for said in row.cautions)),
            ),
            tier=12,
        )
    ]


def _steps(guidance: Guidance) -> Iterable[Step]:
    tried = guidance.answers.get("tried") or {}
    for number, name in enumerate(STEP_NAMES, start=1):
        state = "past" if number < guidance.step else "current" if number == guidance.step else "ahead"
        note = ""
        if state == "past":
            done = [translated(one.label) for one in TREATMENTS if one.step == number and one.id in tried]
            note = gettext("tried: %(treatments)s") % {"treatments": listed(done)} if done else ""
        elif number == guidance.step + 1:
            note = next(
                (
                    translated(item.unlocks)
                    for item in guidance.items
                    if item.step == number and item.status is Status.LATER
                ),
                "",
            )
        yield Step(name=str(name), number=number, state=state, note=note)


def _question(ask: Ask) -> Question:
    named = [_change(one) for one in ask.could_change]
    words = list(dict.fromkeys(word for word in named if word))
    said = listed(words[:NAMED_CHANGES])
    if len(words) > NAMED_CHANGES:
        said = gettext("%(changes)s and %(n)d more") % {"changes": said, "n": len(words) - NAMED_CHANGES}
    return Question(chip=to_ask([ask.finding])[0], could_change=said)


def _change(bears_on: str) -> str:
    kind, _sep, id = bears_on.partition(":")
    if kind == "rule":
        return translated(RULE_BY_ID[id].title)
    if id:
        return translated(ITEMS[id].label)
    return {"urgency": gettext("the urgency"), "step": gettext("the treatment step")}.get(kind, "")
