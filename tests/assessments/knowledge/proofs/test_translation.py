"""The proofs speak of the program: formulas and evaluation agree on random conditions and on random visits."""

import itertools
from typing import Any as Anything

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st
from z3 import z3util

from assessments.knowledge.conditions import (
    All,
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
    Setting,
)
from assessments.knowledge.findings import COMPUTED, FINDINGS, SLOTS
from assessments.knowledge.findings.examination import BMI
from assessments.knowledge.findings.instruments import GAD2_SCORE, PEG_SCORE, PHQ2_SCORE
from assessments.knowledge.findings.pain import TRIAL_WEEKS
from assessments.knowledge.findings.red_flags import FEVER
from assessments.knowledge.guidance import advise
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS, SPINE_SURGERY_REFERRAL
from assessments.knowledge.ladder import RELEASED, RUNGS, Status
from assessments.knowledge.rule import Urgency
from assessments.knowledge.rules import RULES
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER, WORSENING_WEAKNESS
from assessments.knowledge.treatments import SURGERY, TREATMENTS
from assessments.knowledge.vocabulary import Choice, ComputedSlot, Number, Several, Tried, YesNo
from tests.assessments.knowledge.proofs.advice import (
    REAL,
    advises_against,
    on_hold,
    settled,
    status_is,
    suggests,
    urgency,
)
from tests.assessments.knowledge.proofs.symbols import EFFECTS_AND_NONE, Formula, Visit
from tests.assessments.knowledge.proofs.visits import READ_BY_RULES, released, values_of, visits, weeks

SUMS = (PHQ2_SCORE, GAD2_SCORE, PEG_SCORE)


def substitution(visit: Visit, answers: dict[str, Anything], released: tuple[str, ...], trial_weeks: int) -> Anything:
    """What each symbol is in this very visit."""
    told: list[tuple[Anything, Anything]] = [(z3.Int(f"setting {TRIAL_WEEKS.id}"), z3.IntVal(trial_weeks))]
    told += [(visit.part(RELEASED, rule.id), z3.BoolVal(rule.id in released)) for rule in HOLDS_THE_LADDER]
    for slot in SLOTS.values():
        value = answers.get(slot.id)
        told.append((visit.known(slot), z3.BoolVal(value is not None)))
        match slot.finding:
            case YesNo():
                told.append((z3.Bool(f"value {slot.id}"), z3.BoolVal(value is True)))
            case Choice() as finding:
                told.append((visit.choice(slot)[0], z3.IntVal(finding.values.index(value) if value else 0)))
            case Several() as finding:
                told += [(visit.part(slot, one), z3.BoolVal(one in (value or ()))) for one in finding.values]
            case Number() as finding:
                told.append((visit.number(slot), z3.IntVal(round((value or 0) * 10**finding.decimals))))
            case Tried():
                told += [
                    (
                        visit.choice(one.slot)[0],
                        z3.IntVal(EFFECTS_AND_NONE.index((value or {}).get(one.id, "not_tried"))),
                    )
                    for one in TREATMENTS
                ]
    bmi = BMI.value(answers)
    told.append((visit.number(ComputedSlot(BMI)), z3.RealVal(str(bmi) if bmi is not None else "0")))
    return told


class InThisVisit:
    """Reads formulas with the answers of one visit put in."""

    def __init__(self, answers: dict[str, Anything], released: tuple[str, ...] = (), trial_weeks: int = 6) -> None:
        self.visit = Visit()
        self._told = substitution(self.visit, answers, released, trial_weeks)

    def __call__(self, formula: Formula) -> bool:
        value = z3.simplify(z3.substitute(formula, *self._told))
        assert z3.is_true(value) or z3.is_false(value), value
        return z3.is_true(value)


class AllThatAdviceSays:
    """Every formula about advice, made once and asked of one visit after another."""

    def __init__(self) -> None:
        self.visit = Visit()
        self._names = itertools.count()
        self._solver = z3.Solver()
        self.settled = self._named(settled(self.visit))
        self.on_hold = self._named(on_hold(self.visit))
        self.urgency = {level: self._named(urgency(self.visit, REAL) == int(level)) for level in Urgency}
        self.fired = {rule: self._named(self.visit.holds(rule.fires)) for rule in RULES}
        self.suggested = {test: self._named(suggests(self.visit, test, REAL)) for test in INVESTIGATIONS}
        self.referred = {referral: self._named(suggests(self.visit, referral, REAL)) for referral in REFERRALS}
        self.avoided = {test: self._named(advises_against(self.visit, test, REAL)) for test in INVESTIGATIONS}
        self.statuses = {
            (rung.treatment.id, status): self._named(status_is(self.visit, rung, status))
            for rung in RUNGS
            for status in Status
        }

    def _named(self, formula: Formula) -> Formula:
        name = z3.Bool(f"said {next(self._names)}")
        self._solver.add(name == formula)
        return name

    def of(self, answers: dict[str, Anything], released: tuple[str, ...], trial_weeks: int) -> z3.ModelRef:
        self._solver.push()
        told = substitution(self.visit, answers, released, trial_weeks)
        self._solver.add(*(symbol == value for symbol, value in told))
        assert self._solver.check() == z3.sat
        model = self._solver.model()
        self._solver.pop()
        return model


@pytest.fixture(scope="module")
def formulas() -> AllThatAdviceSays:
    return AllThatAdviceSays()


def leaves_of(slot_id: str) -> st.SearchStrategy[Condition]:
    """Every question that can be put to the slot."""
    slot, finding = SLOTS[slot_id], READ_BY_RULES[slot_id]
    both = [Known(slot), OneOf(slot, ())]
    match finding:
        case YesNo():
            return st.sampled_from([*both, OneOf(slot, (True,)), OneOf(slot, (False,))])
        case Choice():
            some = st.lists(st.sampled_from(finding.values), min_size=1, unique=True).map(tuple)
            return st.one_of(st.sampled_from(both), some.map(lambda values: OneOf(slot, values)))
        case Several():
            some = st.lists(st.sampled_from(finding.values), min_size=1, unique=True).map(tuple)
            counts = st.integers(0, 4).map(lambda least: Counts(slot, least))
            return st.one_of(st.sampled_from(both), counts, some.map(lambda values: Includes(slot, values)))
        case Number():
            limits = values_of(finding).map(lambda limit: Reaches(slot, limit))
            return st.one_of(st.sampled_from(both), limits, st.just(ReachesSetting(slot, TRIAL_WEEKS)))
        case _:
            one = st.sampled_from(TREATMENTS)
            return one.flatmap(lambda care: st.sampled_from([care.tried, care.not_enough, care.helped]))


def compounds(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, max_size=4).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(Any),
        parts.map(Not),
        parts.map(Certainly),
        parts.map(lambda part: Named("a name", "its opposite", part)),
        st.builds(AtLeast, st.integers(0, 4), several),
    )


FEW = ("fever", "spread_left", "infection_risk", "pain_now", "duration_weeks", "tried", "phq_interest", "phq_down")
computed_leaves = st.builds(lambda score, limit: score.at_least(limit), st.sampled_from(SUMS), st.integers(0, 10))
conditions = st.recursive(st.one_of(st.sampled_from(FEW).flatmap(leaves_of), computed_leaves), compounds, max_leaves=10)
few_answers = st.fixed_dictionaries({}, optional={id: values_of(READ_BY_RULES[id]) for id in FEW})


@settings(max_examples=250)
@given(condition=conditions, answers=few_answers, trial_weeks=weeks)
def test_a_formula_says_what_the_condition_says(
    condition: Condition, answers: dict[str, Anything], trial_weeks: int
) -> None:
    told = InThisVisit(answers, trial_weeks=trial_weeks)
    truth = condition.holds({**answers, TRIAL_WEEKS.id: trial_weeks})
    assert told(told.visit.holds(condition)) is (truth is True)
    assert told(told.visit.fails(condition)) is (truth is False)


@settings(max_examples=150)
@given(answers=visits(), freed=released, trial_weeks=weeks)
def test_the_formulas_say_what_advice_says(
    formulas: AllThatAdviceSays, answers: dict[str, Anything], freed: tuple[str, ...], trial_weeks: int
) -> None:
    advice, model = advise(answers, released=freed, trial_weeks=trial_weeks), formulas.of(answers, freed, trial_weeks)

    def told(named: dict[Anything, Formula]) -> list[Anything]:
        return [what for what, name in named.items() if z3.is_true(model[name])]

    assert z3.is_true(model[formulas.settled]) is advice.settled
    assert z3.is_true(model[formulas.on_hold]) is advice.on_hold
    assert told(formulas.urgency) == [advice.urgency]
    assert told(formulas.fired) == list(advice.fired)
    assert set(told(formulas.suggested)) == {one.test for one in advice.suggested}
    assert set(told(formulas.avoided)) == {one.test for one in advice.avoided}
    assert told(formulas.statuses) == list(advice.statuses.items())
    surgery = advice.statuses[SURGERY.id] is Status.SUGGESTED
    growing = {SPINE_SURGERY_REFERRAL} if surgery and WORSENING_WEAKNESS in advice.fired else set()
    assert set(told(formulas.referred)) | growing == {one.referral for one in advice.referrals if one.rules}
    assert bool([one for one in advice.referrals if not one.rules]) <= surgery


def test_every_finding_that_a_rule_reads_can_be_told_to_a_proof() -> None:
    read = {slot.id for rule in RULES for leaf in rule.fires.leaves() for slot in leaf.slot.inputs}
    read |= {
        slot.id
        for rung in RUNGS
        for _, condition in rung.statuses
        for leaf in condition.leaves()
        for slot in leaf.slot.inputs
    }
    assert read - {RELEASED.id} <= set(READ_BY_RULES)


def test_every_score_that_is_a_sum_stays_one() -> None:
    visit = Visit()
    for score in SUMS:
        symbols = {str(symbol) for symbol in z3util.get_vars(visit.number(ComputedSlot(score)))}
        assert symbols == {f"value {finding.id}" for finding in score.of}
    assert set(COMPUTED) == {*SUMS, BMI}


def test_a_kind_of_condition_the_proofs_do_not_know_is_refused() -> None:
    class Perhaps(Condition):
        pass

    class Often(Leaf):
        slot = SLOTS["fever"]

    for strange in (Perhaps(), Often(), All((FEVER.yes, Perhaps()))):
        with pytest.raises(TypeError, match="not one of the kinds of condition"):
            Visit().holds(strange)


def test_a_question_that_does_not_fit_its_finding_is_refused() -> None:
    for misfit in (Reaches(SLOTS["fever"], 1), Counts(SLOTS["age"], 1), OneOf(SLOTS["age"], (40,))):
        with pytest.raises(TypeError):
            Visit().holds(misfit)


def test_a_practice_chooses_its_weeks_within_limits_only() -> None:
    setting = Setting(id="weeks", label="Weeks", default=6, lowest=4, highest=12)
    visit = Visit()
    early = visit.holds(ReachesSetting(SLOTS["duration_weeks"], setting))
    solver = z3.Solver()
    solver.add(early, visit.limits, visit.number(SLOTS["duration_weeks"]) < 4)
    assert solver.check() == z3.unsat


def test_an_answer_out_of_its_limits_is_no_counterexample() -> None:
    visit = Visit()
    impossible = visit.holds(FINDINGS["age"].at_least(121))  # type: ignore[attr-defined]
    solver = z3.Solver()
    solver.add(impossible, visit.limits)
    assert solver.check() == z3.unsat
