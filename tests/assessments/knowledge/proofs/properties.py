"""What must hold for every possible set of answers: each property searches for a visit on which it fails."""

from __future__ import annotations

from dataclasses import dataclass

import z3

from assessments.knowledge import treatments as care
from assessments.knowledge.conditions import Any, AtLeast
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.findings.nerve_roots import STRENGTH_FALLEN
from assessments.knowledge.findings.pain import SPREAD
from assessments.knowledge.findings.red_flags import PELVIC_CYCLE_PAIN, RED_FLAGS, WEAKNESS_WORSENING, present
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.ladder import RUNG_BY_ID, Status
from assessments.knowledge.rule import Urgency
from assessments.knowledge.sources import GENERAL
from assessments.knowledge.vocabulary import Finding
from tests.assessments.knowledge.proofs.advice import (
    REAL,
    Counterexample,
    Knowledge,
    advises_against,
    asked,
    search,
    status_is,
    suggests,
    urgency,
)
from tests.assessments.knowledge.proofs.symbols import Formula, Visit


@dataclass(frozen=True)
class Sequel:
    """A visit, and the same visit with some questions more answered: what was answered stays."""

    before: Visit
    after: Visit

    @property
    def only_adds(self) -> Formula:
        return z3.And(*(z3.Implies(self.before.known(slot), self.after.known(slot)) for slot in SLOTS.values()))


def sequel() -> Sequel:
    return Sequel(before=Visit(known="before"), after=Visit(known="after"))


def a_red_flag_lowers_urgency(flag: Finding, knowledge: Knowledge = REAL) -> Counterexample | None:
    """1. The same visit twice, but that the flag, whatever it was, is positive in the second."""
    (slot,) = flag.slots()
    without, with_it = Visit(), Visit(given=(slot.id,))
    wrong = z3.And(
        with_it.holds(present(flag)),
        urgency(with_it, knowledge) < urgency(without, knowledge),
    )
    return search(wrong, without, with_it)


def it_reassures_too_early(knowledge: Knowledge = REAL) -> Counterexample | None:
    """2. "Routine", or a word against a scan, before every red flag, age and sex were answered."""
    visit = Visit()
    who = [visit.known(slot) for finding in (AGE, SEX) for slot in finding.slots()]
    every_question_answered = z3.And(*who, *(asked(visit, flag) for flag in RED_FLAGS))
    reassured = z3.Or(
        urgency(visit, knowledge) == int(Urgency.ROUTINE),
        *(advises_against(visit, test, knowledge) for test in INVESTIGATIONS),
    )
    return search(z3.And(reassured, z3.Not(every_question_answered)), visit)


def an_answer_takes_a_rule_back(id: str, knowledge: Knowledge = REAL) -> Counterexample | None:
    """3. The rule fired, and no longer does once more is answered."""
    visits, rule = sequel(), knowledge.rule(id)
    wrong = [visits.only_adds, visits.before.holds(rule.fires), z3.Not(visits.after.holds(rule.fires))]
    if rule.unless_fired:  # the one that may be withdrawn, by a sign its row names
        wrong += [z3.Not(visits.after.holds(other.fires)) for other in rule.unless_fired]
        wrong.append(z3.Not(visits.after.holds(PELVIC_CYCLE_PAIN.yes)))
    return search(z3.And(*wrong), visits.before, visits.after)


_ONE = Any((care.PAIN_RELIEVER_OTC.not_enough, care.TOPICAL.not_enough, care.HEAT.not_enough))
_TWO = care.PHYSICAL_THERAPY.not_enough | AtLeast(
    2,
    (
        care.NSAID_PRESCRIPTION.not_enough,
        care.MUSCLE_RELAXANT.not_enough,
        care.ACETAMINOPHEN.not_enough,
        care.ACUPUNCTURE.not_enough,
        care.CHIROPRACTIC.not_enough,
        care.MASSAGE.not_enough,
        care.TENS.not_enough,
        care.YOGA.not_enough,
        care.PSYCHOLOGICAL_THERAPY.not_enough,
    ),
)
_THREE = care.DULOXETINE.not_enough | care.TRICYCLIC.not_enough | care.OPIOID_SHORT.not_enough
_FOUR = care.STEROID_INJECTION.not_enough | care.RADIOFREQUENCY_ABLATION.not_enough | care.NERVE_STIMULATOR.not_enough
# Told here once more, from the ladder's own table, so that a slip in a rung shows.
LOWER_CARE = {
    "duloxetine": _TWO,
    "tricyclic": _TWO,
    "steroid_injection": _ONE & _TWO & SPREAD.one_of("calf", "foot"),
    "radiofrequency_ablation": _TWO & _THREE,
    "nerve_stimulator": _TWO & _THREE,
    "surgery": _ONE & _TWO & (_THREE | _FOUR) & SPREAD.one_of("calf", "foot"),
}


def a_step_is_skipped(treatment: str, knowledge: Knowledge = REAL) -> Counterexample | None:
    """4. Step 3 or above is suggested, or open to choose, without the lower care its row names."""
    visit, rung = Visit(), knowledge.rung(treatment)
    demanded = [visit.holds(LOWER_CARE[treatment])]
    if treatment == "surgery":
        growing = WEAKNESS_WORSENING.yes | STRENGTH_FALLEN.yes
        demanded += [visit.holds(knowledge.rule("severe_deficit").fires), visit.holds(growing)]
    offered = status_is(visit, rung, Status.SUGGESTED, Status.AVAILABLE)
    return search(z3.And(offered, z3.Not(z3.Or(*demanded))), visit)


def a_treatment_is_unsafe(treatment: str, knowledge: Knowledge = REAL) -> Counterexample | None:
    """5. Suggested though ruled out or not yet cleared; or an opioid; or, under 18 or at an unknown age, a medicine.

    What rules it out is read from the real ladder, whatever the changed one says."""
    visit, rung, real = Visit(), knowledge.rung(treatment), RUNG_BY_ID[treatment]
    suggested = status_is(visit, rung, Status.SUGGESTED)
    offered = status_is(visit, rung, Status.SUGGESTED, Status.AVAILABLE)
    wrong = [z3.And(offered, z3.Not(visit.fails(remark.when))) for remark in real.avoid]
    wrong += [z3.And(suggested, z3.Not(visit.fails(remark.when))) for remark in real.caution]
    if real.treatment.medicine:
        wrong.append(z3.And(offered, z3.Not(visit.holds(AGE.at_least(18)))))
    if treatment == "opioid_short":
        wrong.append(offered)
    return search(z3.Or(*wrong), visit)


def a_test_is_urged_and_advised_against(knowledge: Knowledge = REAL) -> Counterexample | None:
    """6."""
    visit = Visit()
    both = [
        z3.And(suggests(visit, test, knowledge), advises_against(visit, test, knowledge)) for test in INVESTIGATIONS
    ]
    return search(z3.Or(*both), visit)


def it_stays_undecided(
    knowledge: Knowledge = REAL, asks: tuple[Finding, ...] = (AGE, SEX, *RED_FLAGS)
) -> Counterexample | None:
    """7. Undecided, though all that is asked next while the urgency is open was answered."""
    visits = sequel()
    undecided = [urgency(visit, knowledge) == int(Urgency.UNDECIDED) for visit in (visits.before, visits.after)]
    answered = [asked(visits.after, one) if one in RED_FLAGS else visits.after.known(*one.slots()) for one in asks]
    return search(z3.And(visits.only_adds, *undecided, *answered), visits.before, visits.after)


def something_is_said_of_nobody(knowledge: Knowledge = REAL) -> Counterexample | None:
    """7. A rule fires, or a test or referral is suggested, though nothing was answered: it would have no reason."""
    visit = Visit()
    nothing_known = [z3.Not(visit.known(slot)) for slot in SLOTS.values()]
    said = [visit.holds(rule.fires) for rule in knowledge.rules]
    said += [suggests(visit, what, knowledge) for what in (*INVESTIGATIONS, *REFERRALS)]
    return search(z3.And(*nothing_known, z3.Or(*said)), visit)


def said_without_reason_or_source(knowledge: Knowledge = REAL) -> list[str]:
    """7. What lacks a reason or a source; of a treatment general knowledge alone is none."""
    found = [
        f"rule {rule.id}"
        for rule in knowledge.rules
        if not all((rule.title, rule.advice, rule.because, rule.sources))
        or not all(remark.text and remark.sources for remark in rule.remarks)
        or not all(one.what.source for one in rule.suggestions)
    ]
    for rung in knowledge.rungs:
        backed = {citation.key for citation in rung.treatment.sources} - {GENERAL.key}
        remarks = (*rung.avoid, *rung.caution, *rung.notes)
        if not (rung.reason and rung.unlocks and backed and all(one.text and one.sources for one in remarks)):
            found.append(f"treatment {rung.treatment.id}")
    return found
