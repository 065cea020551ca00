"""What advice says of a visit, as formulas made from the same rules and rungs; a rule set can be changed and tried."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any as Anything

import pytest
import z3

from assessments.knowledge import guidance
from assessments.knowledge.answers import as_json
from assessments.knowledge.findings.red_flags import PELVIC_CYCLE_PAIN, RED_FLAGS
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.guidance import Guidance, advise
from assessments.knowledge.ladder import ON_HOLD, RUNGS, Rung, Status
from assessments.knowledge.rule import Investigation, Referral, Rule, Urgency
from assessments.knowledge.rules import RULES
from assessments.knowledge.vocabulary import Finding
from tests.assessments.knowledge.proofs.symbols import Formula, Visit


@dataclass(frozen=True)
class Knowledge:
    """The rules and the ladder a property is asked of: the real ones, or a changed copy."""

    rules: tuple[Rule, ...] = RULES
    rungs: tuple[Rung, ...] = RUNGS

    def rule(self, id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == id)

    def with_rule(self, id: str, **changed: Anything) -> Knowledge:
        old = self.rule(id)
        new = replace(old, **changed)
        rules = []
        for rule in self.rules:
            if old in rule.unless_fired:
                rule = replace(rule, unless_fired=tuple(new if one is old else one for one in rule.unless_fired))
            rules.append(new if rule is old else rule)
        return replace(self, rules=tuple(rules))

    def without_rule(self, id: str) -> Knowledge:
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id != id))

    def rung(self, id: str) -> Rung:
        return next(rung for rung in self.rungs if rung.treatment.id == id)

    def with_rung(self, new: Rung) -> Knowledge:
        return replace(self, rungs=tuple(new if rung.treatment.id == new.treatment.id else rung for rung in self.rungs))

    def advise(self, answers: dict[str, Anything], *, released: tuple[str, ...], trial_weeks: int) -> Guidance:
        """The program itself at work on this knowledge."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(guidance, "RULES", self.rules)
            patch.setattr(guidance, "RUNGS", self.rungs)
            patch.setattr(guidance, "NO_ROUTINE_IMAGING", self.rule("no_routine_imaging"))
            advice = advise(answers, released=released, trial_weeks=trial_weeks)
            _ = advice.urgency, advice.suggested, advice.avoided, advice.items
            return advice


REAL = Knowledge()


def asked(visit: Visit, flag: Finding) -> Formula:
    """The red flag was answered; pelvic pain is not asked of male patients."""
    (slot,) = flag.slots()
    answered = visit.known(slot)
    return z3.Or(answered, visit.holds(SEX.one_of("male"))) if flag is PELVIC_CYCLE_PAIN else answered


def settled(visit: Visit) -> Formula:
    who = [visit.known(slot) for finding in (AGE, SEX) for slot in finding.slots()]
    return z3.And(*who, *(asked(visit, flag) for flag in RED_FLAGS))


def urgency(visit: Visit, knowledge: Knowledge) -> z3.ArithRef:
    """As Urgency numbers it."""
    result: Anything = z3.If(settled(visit), int(Urgency.ROUTINE), int(Urgency.UNDECIDED))
    for level in (Urgency.SOON, Urgency.URGENT, Urgency.IMMEDIATE):
        fired = [visit.holds(rule.fires) for rule in knowledge.rules if rule.urgency is level]
        result = z3.If(z3.Or(*fired), int(level), result)
    return result


def status_is(visit: Visit, rung: Rung, *wanted: Status) -> Formula:
    """The first status whose condition holds is one of the wanted."""
    result: Formula = z3.BoolVal(False)
    for status, condition in reversed(rung.statuses):
        result = z3.If(visit.holds(condition), z3.BoolVal(status in wanted), result)
    return result


def suggests(visit: Visit, what: Investigation | Referral, knowledge: Knowledge) -> Formula:
    return z3.Or(
        *(
            z3.And(visit.holds(rule.fires), visit.holds(one.when))
            for rule in knowledge.rules
            for one in rule.suggestions
            if one.what is what
        )
    )


def advises_against(visit: Visit, test: Investigation, knowledge: Knowledge) -> Formula:
    return z3.Or(*(visit.holds(rule.fires) for rule in knowledge.rules if test in rule.avoid))


def on_hold(visit: Visit) -> Formula:
    return visit.holds(ON_HOLD)


@dataclass(frozen=True)
class Counterexample:
    """A visit on which a property fails, told so that anyone can try it at the shell."""

    answers: dict[str, Anything]
    later: dict[str, Anything]
    released: tuple[str, ...]
    trial_weeks: int

    def __str__(self) -> str:
        """Each visit on a line that `manage.py guidance --lines` takes."""
        told = [as_json(self.answers), *([as_json(self.later)] if self.later else [])]
        lines = "\nand then\n".join(json.dumps(one) for one in told)
        return f"The property fails on\n{lines}\nreleased {self.released}, {self.trial_weeks} weeks"

    def advice(self, knowledge: Knowledge, *, later: bool = False) -> Guidance:
        answers = self.later if later else self.answers
        return knowledge.advise(answers, released=self.released, trial_weeks=self.trial_weeks)


def search(wrong: Formula, visit: Visit, later: Visit | None = None) -> Counterexample | None:
    """A visit on which what is wrong happens; None once it is proved that there is none."""
    solver = z3.Solver()
    solver.add(wrong, visit.limits)
    if later is not None:
        solver.add(later.limits)
    found = solver.check()
    if found == z3.unsat:
        return None
    assert found == z3.sat, f"neither proved nor refuted: {solver.reason_unknown()}"
    model = solver.model()
    weeks = model.eval(z3.Int("setting trial_weeks"))
    return Counterexample(
        answers=visit.answers(model),
        later=later.answers(model) if later else {},
        released=visit.released(model),
        trial_weeks=weeks.as_long() if z3.is_int_value(weeks) else 6,
    )


def proved(counterexample: Counterexample | None) -> bool:
    """True, or a failure that prints the visit on which it fails."""
    assert counterexample is None, str(counterexample)
    return True
