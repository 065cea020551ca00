"""What to ask next: the unknown findings that could still change something, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any as Anything

from .conditions import Answers
from .findings import FINDINGS
from .findings.history import TRIED
from .findings.nerve_roots import STRENGTH_FALLEN
from .findings.who import AGE, SEX
from .rule import Investigation, Rule, Urgency
from .rules import NO_ROUTINE_IMAGING, RULES
from .vocabulary import Finding

_READING_ORDER = {id: number for number, id in enumerate(FINDINGS)}


@dataclass(frozen=True, kw_only=True)
class Ask:
    """An unknown finding. `could_change` names what it bears on: urgency, step, rule:…, test:…, treatment:…"""

    finding: Finding
    could_change: tuple[str, ...]

    def as_json(self) -> dict[str, Anything]:
        return {"finding": self.finding.id, "label": self.finding.label, "could_change": list(self.could_change)}


@dataclass
class _Question:
    """What is known so far of one unknown finding's weight."""

    settles: bool = False
    asked_by_fired_rule: bool = False
    urgency: int = -1
    could_change: dict[str, None] = field(default_factory=dict)

    def bears_on(self, what: str, urgency: int) -> None:
        self.could_change[what] = None
        self.urgency = max(self.urgency, urgency)


def questions(
    answers: Answers,
    fired: tuple[Rule, ...],
    urgency: Urgency,
    settled: bool,
    unasked: tuple[Finding, ...],
    held: Mapping[str, Iterable[str]],
) -> tuple[Ask, ...]:
    """`held` gives the answers that each held treatment misses.

    Ordered: what settles the urgency, then what a fired rule asks for, then by how urgent a change could be.
    """
    found: dict[str, _Question] = {}

    def question(id: str) -> _Question:
        return found.setdefault(id, _Question())

    if not settled and urgency < Urgency.IMMEDIATE:
        for one in (*unasked, *(one for one in (AGE, SEX) if answers.get(one.id) is None)):
            question(one.id).settles = True
            question(one.id).bears_on("urgency", Urgency.ROUTINE)
    suggested = _suggested(answers, fired)
    for rule in RULES:
        if rule.fires.holds(answers) is None and _matters(rule, urgency, suggested, NO_ROUTINE_IMAGING in fired):
            for slot in rule.fires.pending(answers):
                question(slot.finding_id).bears_on(f"rule:{rule.id}", rule.urgency)
    for rule in fired:
        for wanted in rule.examine:
            if any(slot.value(answers) is None for slot in wanted.slots()):
                question(wanted.id).asked_by_fired_rule = True
                question(wanted.id).bears_on(f"rule:{rule.id}", rule.urgency)
        for suggestion in rule.suggestions:
            if suggestion.what.id not in suggested:
                for slot in suggestion.when.pending(answers):
                    kind = "test" if isinstance(suggestion.what, Investigation) else "referral"
                    question(slot.finding_id).bears_on(f"{kind}:{suggestion.what.id}", rule.urgency)
    if answers.get(TRIED.id) is None:
        question(TRIED.id).bears_on("step", -1)
    for treatment, missing in held.items():
        for id in missing:
            question(id).bears_on(f"treatment:{treatment}", -1)
    found.pop(STRENGTH_FALLEN.id, None)  # worked out against the last signed visit: nobody can be asked
    order = sorted(found.items(), key=lambda entry: _rank(*entry))
    return tuple(Ask(finding=FINDINGS[id], could_change=tuple(one.could_change)) for id, one in order)


def _rank(id: str, question: _Question) -> tuple[bool, bool, int, int]:
    return (not question.settles, not question.asked_by_fired_rule, -question.urgency, _READING_ORDER[id])


def _suggested(answers: Answers, fired: tuple[Rule, ...]) -> set[str]:
    return {one.what.id for rule in fired for one in rule.suggestions if one.when.holds(answers) is True}


def _matters(rule: Rule, urgency: Urgency, suggested: set[str], reassured: bool) -> bool:
    """Whether the rule, should it fire, would change urgency, a test or a referral, or withdraw "no scan needed"."""
    base = Urgency.ROUTINE if urgency is Urgency.UNDECIDED else urgency
    return (
        rule.urgency > base
        or any(one.what.id not in suggested for one in rule.suggestions)
        or (reassured and rule in NO_ROUTINE_IMAGING.unless_fired)
        or (rule is NO_ROUTINE_IMAGING and not reassured)
    )
