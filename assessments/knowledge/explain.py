"""Why, why not, and what would change it: read off the same conditions that decide, at most two findings at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any as Anything

from .advice import Because, listed
from .conditions import (
    All,
    Answers,
    Any,
    AtLeast,
    Certainly,
    Condition,
    Counts,
    Includes,
    Known,
    Leaf,
    Named,
    Not,
    OneOf,
    Reaches,
    ReachesSetting,
    Translate,
)
from .findings.who import WHO
from .guidance import Guidance
from .investigations import INVESTIGATIONS, REFERRALS
from .ladder import ON_HOLD, RELEASED, RUNG_BY_ID, Rung, Status
from .rule import Investigation, Referral, Rule, Urgency
from .rules import RULES
from .words import gettext_noop

AT_MOST = 2  # findings in one change: more is no longer something to act on
_WHO = {finding.id for finding in WHO.findings}
_OUT_OF_HAND = _WHO | {RELEASED.id}


@dataclass(frozen=True)
class Literal:
    """One test of one slot, and the outcome wanted of it."""

    leaf: Leaf
    want: bool

    def says(self, tr: Translate = str) -> str:
        return self.leaf.says(self.want, tr)

    def as_json(self) -> dict[str, Anything]:
        slot = self.leaf.slot
        side = getattr(slot, "side", "")
        return {"finding": slot.finding_id, **({"side": side} if side else {}), "words": self.says()}


Way = frozenset[Literal]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What would bring a suggestion about, or lift it: all of these together."""

    rule: str
    title: str
    urgency: Urgency
    literals: tuple[Literal, ...]

    def says(self, tr: Translate = str) -> str:
        return tr(gettext_noop(" and ")).join(literal.says(tr) for literal in self.literals)

    def as_json(self) -> dict[str, Anything]:
        return {
            "rule": self.rule,
            "urgency": self.urgency.word,
            "words": self.says(),
            "changes": listed(self.literals),
        }


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A rule or row that does not suggest it, and the part that failed or waits."""

    rule: str
    title: str
    waits: bool
    parts: tuple[str, ...]

    def as_json(self) -> dict[str, Anything]:
        return {"rule": self.rule, "title": self.title, "waits": self.waits, "parts": list(self.parts)}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    id: str
    kind: str
    status: str
    because: tuple[Because, ...]
    failed: tuple[Failed, ...]
    would_bring: tuple[Change, ...]
    would_lift: tuple[Change, ...]

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "because": listed(self.because),
            "failed": listed(self.failed),
            "would_bring": listed(self.would_bring),
            "would_lift": listed(self.would_lift),
        }


EXPLAINABLE: dict[str, Investigation | Referral | Rung] = {
    **{test.id: test for test in INVESTIGATIONS},
    **{referral.id: referral for referral in REFERRALS},
    **RUNG_BY_ID,
}


def explain(guidance: Guidance, id: str) -> Explanation:
    """Raises KeyError for an id that is no test, referral or treatment."""
    what = EXPLAINABLE[id]
    return _explain_rung(guidance, what) if isinstance(what, Rung) else _explain_ordered(guidance, what)


def _explain_ordered(guidance: Guidance, what: Investigation | Referral) -> Explanation:
    answers = guidance.answers
    naming = [(rule, All((rule.fires, one.when))) for rule in RULES for one in rule.suggestions if one.what is what]
    suggested = [one for one in (*guidance.suggested,) if one.test is what]
    referred = [one for one in guidance.referrals if one.referral is what]
    avoided = any(one.test is what for one in guidance.avoided)
    if suggested or referred:
        status = "suggested"
        because = (suggested or referred)[0].because
        fired = [(rule, condition) for rule, condition in naming if condition.holds(answers) is True]
        lift = _changes(((rule, ways(condition, False, answers)) for rule, condition in fired), answers)
        return Explanation(
            id=what.id,
            kind=_kind(what),
            status=status,
            because=because,
            failed=(),
            would_bring=(),
            would_lift=lift if len(fired) == 1 else (),
        )
    waiting = any(condition.holds(answers) is None for _, condition in naming)
    return Explanation(
        id=what.id,
        kind=_kind(what),
        status="avoid" if avoided else "undecided" if waiting else "not_suggested",
        because=guidance.avoided[0].because if avoided else (),
        failed=tuple(_failed(rule.id, rule.title, condition, answers) for rule, condition in naming),
        would_bring=_changes(((rule, ways(condition, True, answers)) for rule, condition in naming), answers),
        would_lift=(),
    )


def _explain_rung(guidance: Guidance, rung: Rung) -> Explanation:
    answers = guidance.answers
    item = next(item for item in guidance.items if item.rung is rung)
    wanted = Status.AVAILABLE if rung.only_available else Status.SUGGESTED
    reached = All((~rung.avoided, ~rung.treatment.tried, ~ON_HOLD, rung.indicated, ~rung.avoided))
    if not rung.only_available:
        reached = All((reached, ~rung.cautioned))
    title = rung.treatment.label
    own = _Own(id=rung.treatment.id, title=title)
    is_there = item.status is wanted
    parts = (
        Failed(rule=own.id, title=title, waits=part.holds(answers) is None, parts=_unmet(part, answers))
        for part in (~rung.avoided, ~rung.treatment.tried, ~ON_HOLD, rung.indicated, ~rung.cautioned)
        if part.holds(answers) is not True
    )
    bring = () if is_there or rung.never_suggested else _changes([(own, ways(reached, True, answers))], answers)
    lift = _changes([(own, ways(reached, False, answers))], answers) if is_there else ()
    return Explanation(
        id=own.id,
        kind="treatment",
        status=item.status.value,
        because=item.because,
        failed=() if is_there else tuple(parts),
        would_bring=bring,
        would_lift=lift,
    )


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


def _unmet(condition: Condition, answers: Answers) -> tuple[str, ...]:
    """The parts that keep a condition from holding, in words; of an All only those that fail or, else, wait."""
    if isinstance(condition, All):
        truths = [part.holds(answers) for part in condition.parts]
        worst = False if False in truths else None
        return tuple(
            words
            for part, truth in zip(condition.parts, truths, strict=True)
            if truth is worst
            for words in _unmet(part, answers)
        )
    return (condition.says(),)


def _changes(found: Iterable[tuple[Rule | _Own, frozenset[Way]]], answers: Answers) -> tuple[Change, ...]:
    """Most urgent first, the shorter before the longer; each set of findings once."""
    changes: dict[frozenset[str], Change] = {}
    ordered = sorted(found, key=lambda one: -one[0].urgency)
    for rule, several in ordered:
        for way in sorted(several, key=lambda way: (len(way), sorted(literal.leaf.slot.id for literal in way))):
            if not way or any(_fixed(literal, answers) for literal in way):
                continue
            key = frozenset(literal.says() for literal in way)
            literals = tuple(sorted(way, key=lambda literal: literal.leaf.slot.id))
            changes.setdefault(key, Change(rule=rule.id, title=rule.title, urgency=rule.urgency, literals=literals))
    return tuple(changes.values())


def _fixed(literal: Literal, answers: Answers) -> bool:
    """Age and sex do not change within a visit once they are known."""
    slot = literal.leaf.slot
    return slot.finding_id in _OUT_OF_HAND and (slot.value(answers) is not None)


_NO_WAY: frozenset[Way] = frozenset()
_AS_IT_IS: frozenset[Way] = frozenset({frozenset()})


def ways(condition: Condition, want: bool, answers: Answers) -> frozenset[Way]:
    """The smallest sets of at most two new answers after which the condition certainly has the wanted truth."""
    if condition.holds(answers) is want:
        return _AS_IT_IS
    match condition:
        case Leaf():
            return _ways_of_leaf(condition, want)
        case Not(part=part):
            return ways(part, not want, answers)
        case Named(part=part):
            return ways(part, want, answers)
        case Certainly(part=part):
            return ways(part, want, answers)
        case All(parts=parts):
            return _together(parts, want, answers) if want else _either(parts, want, answers)
        case Any(parts=parts):
            return _either(parts, want, answers) if want else _together(parts, want, answers)
        case AtLeast(least=least, parts=parts):
            return _enough(least, parts, want, answers)
    raise TypeError(f"No way to change {condition!r}")


def _ways_of_leaf(leaf: Leaf, want: bool) -> frozenset[Way]:
    if isinstance(leaf, Known) and not want:
        return _NO_WAY
    if isinstance(leaf, OneOf) and not leaf.values and want:
        return _NO_WAY
    return frozenset({frozenset({Literal(leaf, want)})})


def _either(parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    return _smallest(way for part in parts for way in ways(part, want, answers))


def _together(parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    unmet = [part for part in parts if part.holds(answers) is not want]
    found: frozenset[Way] = _AS_IT_IS
    for part in unmet:
        found = _smallest(
            one | other
            for one, other in product(found, ways(part, want, answers))
            if len(one | other) <= AT_MOST and _fits(one | other)
        )
        if not found:
            return _NO_WAY
    return found


def _enough(least: int, parts: tuple[Condition, ...], want: bool, answers: Answers) -> frozenset[Way]:
    """Enough further parts one way or the other; with more than two to go there is no small change."""
    there = sum(part.holds(answers) is want for part in parts)
    to_go = (least if want else len(parts) - least + 1) - there
    if to_go > AT_MOST:
        return _NO_WAY
    options = [ways(part, want, answers) for part in parts if part.holds(answers) is not want]
    if to_go == 1:
        return _smallest(way for option in options for way in option)
    pairs = (
        one | other
        for n, first in enumerate(options)
        for second in options[n + 1 :]
        for one, other in product(first, second)
    )
    return _smallest(way for way in pairs if len(way) <= AT_MOST and _fits(way))


def _smallest(found: Iterable[Way]) -> frozenset[Way]:
    kept: list[Way] = []
    for way in sorted(set(found), key=len):
        if not any(smaller <= way for smaller in kept):
            kept.append(way)
    return frozenset(kept)


def _fits(way: Way) -> bool:
    """Two tests of one slot can be met by one answer. Lists can: they hold more than one value."""
    literals = tuple(way)
    if len({literal.leaf.slot.id for literal in literals}) == len(literals):
        return True
    leaves = [literal.leaf for literal in literals]
    if any(isinstance(leaf, Includes | Counts) for leaf in leaves):
        return True
    return any(all(_met(literal, value) for literal in literals) for value in _candidates(leaves))


def _met(literal: Literal, value: Anything) -> bool:
    return literal.leaf.test(value) is literal.want


def _candidates(leaves: Iterable[Leaf]) -> Iterable[Anything]:
    """Values among which one answer that meets tests of the same slot would be."""
    for leaf in leaves:
        if isinstance(leaf, Reaches | ReachesSetting):
            edge = leaf.limit if isinstance(leaf, Reaches) else leaf.setting.default
            yield from (edge - 1, edge, edge + 1)
        else:
            yield from getattr(leaf, "values", ())
            yield from getattr(getattr(leaf.slot, "finding", None), "values", (True, False))
