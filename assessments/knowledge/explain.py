"""Why, why not, and what would change it: read off the same conditions that decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .conditions import ALWAYS, All, Answers, Any, Condition, Not
from .explanation import TOO_MANY, Change, Explanation, Failed
from .findings.who import WHO
from .guidance import Guidance
from .heeding import heeded
from .investigations import INVESTIGATIONS, REFERRALS
from .items import Item
from .ladder import ON_HOLD, RELEASED, RUNG_BY_ID, Rung, Status
from .rule import Investigation, Referral, Rule, Urgency
from .rules import RULES
from .ways import Literal, Way, ways, ways_off
from .words import gettext_noop

_OPEN = {
    "bringing": gettext_noop("Would be open to choose {when}."),
    "lifting": gettext_noop("Would no longer be open to choose {when}."),
}
_WHO = {finding.id for finding in WHO.findings}
_OUT_OF_HAND = _WHO | {RELEASED.id}


EXPLAINABLE: dict[str, Investigation | Referral | Rung] = {
    **{test.id: test for test in INVESTIGATIONS},
    **{referral.id: referral for referral in REFERRALS},
    **RUNG_BY_ID,
}


def explain(guidance: Guidance, id: str) -> Explanation:
    """Raises KeyError for an id that is no test, referral or treatment."""
    what = EXPLAINABLE[id]
    return _explain_rung(guidance, what) if isinstance(what, Rung) else _explain_ordered(guidance, what)


def explain_rule(guidance: Guidance, rule: Rule) -> Explanation:
    """Of the alert itself: why it stands, or what keeps it from standing."""
    answers = guidance.answers
    truth = rule.fires.holds(answers)
    fired = [alert for alert in guidance.alerts if alert.rule is rule]
    found = ways_off(rule.fires, True, answers) if truth else ways(rule.fires, True, answers)
    changes = _changes([(rule, rule.fires, found)], answers)
    return Explanation(
        id=rule.id,
        kind="rule",
        status={True: "fired", False: "ruled_out", None: "waits"}[truth],
        because=fired[0].because if fired else (),
        failed=() if fired else (_failed(rule.id, rule.title, rule.fires, answers),),
        would_bring=() if fired else changes,
        would_lift=changes if fired else (),
        bringing=gettext_noop("Would apply {when}."),
        lifting=gettext_noop("Would no longer apply {when}."),
    )


def naming(what: Investigation | Referral) -> tuple[Rule, ...]:
    """The rules that suggest it, in some case or other."""
    return tuple(rule for rule in RULES if any(one.what is what for one in rule.suggestions))


def conditions_of(id: str) -> tuple[tuple[str, Condition], ...]:
    """What decides on a test, referral or treatment, each with its title. Raises KeyError for any other id."""
    what = EXPLAINABLE[id]
    if not isinstance(what, Rung):
        return tuple(
            (rule.title, All((rule.when, *(() if one.when is ALWAYS else (one.when,)))))
            for rule in RULES
            for one in rule.suggestions
            if one.what is what
        )
    told = [(what.heading, what.indicated)]
    if what.avoid:
        told.append((gettext_noop("Advised against when"), what.avoided))
    if what.caution:
        told.append((gettext_noop("With care when"), what.cautioned))
    return tuple(told)


def _explain_ordered(guidance: Guidance, what: Investigation | Referral) -> Explanation:
    answers = guidance.answers
    naming = [(rule, All((rule.fires, one.when))) for rule in RULES for one in rule.suggestions if one.what is what]
    suggested = [one for one in (*guidance.suggested,) if one.test is what]
    referred = [one for one in guidance.referrals if one.referral is what]
    avoided = any(one.test is what for one in guidance.avoided)
    precautions = heeded(what, answers) if isinstance(what, Investigation) else ()
    if suggested or referred:
        status = "suggested"
        because = (suggested or referred)[0].because
        fired = [(rule, condition) for rule, condition in naming if condition.holds(answers) is True]
        every = Any(tuple(condition for _, condition in fired))
        lift = _changes([(rule, every, ways_off(every, True, answers)) for rule, _ in fired[:1]], answers)
        return Explanation(
            id=what.id,
            kind=_kind(what),
            status=status,
            because=because,
            failed=(),
            would_bring=(),
            would_lift=lift,
            precautions=precautions,
        )
    waiting = any(condition.holds(answers) is None for _, condition in naming)
    return Explanation(
        id=what.id,
        kind=_kind(what),
        status="avoid" if avoided else "undecided" if waiting else "not_suggested",
        because=guidance.avoided[0].because if avoided else (),
        failed=tuple(_failed(rule.id, rule.title, condition, answers) for rule, condition in naming),
        would_bring=_changes(((rule, one, ways(one, True, answers)) for rule, one in naming), answers),
        would_lift=(),
        precautions=precautions,
    )


def _explain_rung(guidance: Guidance, rung: Rung) -> Explanation:
    answers = guidance.answers
    item = guidance.item(rung)
    wanted = Status.AVAILABLE if rung.only_available else Status.SUGGESTED
    reached = All((~rung.avoided, ~rung.treatment.tried, ~ON_HOLD, rung.indicated, ~rung.avoided))
    if not rung.only_available:
        reached = All((reached, ~rung.cautioned))
    read = All((rung.indicated, reached))
    title = rung.treatment.label
    own = _Own(id=rung.treatment.id, title=title)
    is_there = item.status is wanted
    parts = [
        Failed(rule=own.id, title=title, waits=part.holds(answers) is None, parts=_unmet(part, answers))
        for part in (~rung.avoided, ~rung.treatment.tried, ~ON_HOLD, rung.indicated, ~rung.cautioned)
        if part.holds(answers) is not True
    ]
    if not all(part.waits for part in parts):  # what failed decides, whatever else is not known
        parts = [part for part in parts if not part.waits]
    bring = () if is_there or rung.never_suggested else _changes([(own, read, ways(reached, True, answers))], answers)
    lift = _changes([(own, read, ways_off(reached, True, answers))], answers) if is_there else ()
    return Explanation(
        id=own.id,
        kind="treatment",
        status=item.status.value,
        because=item.because,
        failed=() if is_there else tuple(parts),
        would_bring=bring,
        would_lift=lift,
        precautions=heeded(rung.treatment, answers),
        otherwise=_otherwise(item, answers),
        **_OPEN if rung.only_available else {},
    )


def _otherwise(item: Item, answers: Answers) -> str:
    if item.status is Status.HELD and item.rung.indicated.holds(answers) is True:
        return gettext_noop("Would be suggested or open to choose once what is not known turns out to be no.")
    return item.unlocks or TOO_MANY


@dataclass(frozen=True, kw_only=True)
class _Own:
    """A treatment's own row, standing where a rule stands for tests."""

    id: str
    title: str
    urgency: Urgency = Urgency.ROUTINE


def _kind(what: Investigation | Referral) -> str:
    return "test" if isinstance(what, Investigation) else "referral"


def _failed(id: str, title: str, condition: Condition, answers: Answers) -> Failed:
    return Failed(rule=id, title=title, waits=condition.holds(answers) is None, parts=_unmet(condition, answers))


def _unmet(condition: Condition, answers: Answers) -> tuple[Condition, ...]:
    """The parts that keep a condition from holding: of an All those that fail or, else, wait; of an Any that waits
    those that are still open."""
    match condition:
        case Not(part=Not(part=part)):
            return _unmet(part, answers)
        case Not(part=Any(parts=parts)):
            return _unmet(All(tuple(Not(part) for part in parts)), answers)
    if isinstance(condition, All):
        truths = [part.holds(answers) for part in condition.parts]
        worst = False if False in truths else None
        return tuple(
            unmet
            for part, truth in zip(condition.parts, truths, strict=True)
            if truth is worst
            for unmet in _unmet(part, answers)
        )
    if isinstance(condition, Any) and condition.holds(answers) is None:
        still_open = tuple(part for part in condition.parts if part.holds(answers) is None)
        return (Any(still_open),) if len(still_open) > 1 else _unmet(still_open[0], answers)
    return (condition,)


_Found = tuple[Rule | _Own, Condition, frozenset[Way]]


def _changes(found: Iterable[_Found], answers: Answers) -> tuple[Change, ...]:
    """Most urgent first, the shorter before the longer, then as the condition reads; each set of findings once."""
    changes: dict[frozenset[str], Change] = {}
    for rule, condition, several in sorted(found, key=lambda one: -one[0].urgency):
        place = {slot.id: number for number, slot in enumerate(condition.reads())}
        in_order = [tuple(sorted(way, key=lambda literal: _reading(literal, place))) for way in several]
        for literals in sorted(in_order, key=lambda way: (len(way), [_reading(literal, place) for literal in way])):
            if not literals or any(_fixed(literal, answers) for literal in literals):
                continue
            key = frozenset(literal.words for literal in literals)
            changes.setdefault(key, Change(rule=rule.id, title=rule.title, urgency=rule.urgency, literals=literals))
    return tuple(changes.values())


def _reading(literal: Literal, place: dict[str, int]) -> tuple[int, str]:
    return place.get(literal.slot.id, -1), literal.words


def _fixed(literal: Literal, answers: Answers) -> bool:
    """Age and sex do not change within a visit once they are known."""
    slot = literal.slot
    return slot.finding_id in _OUT_OF_HAND and (slot.value(answers) is not None)
