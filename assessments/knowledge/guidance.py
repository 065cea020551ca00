"""What the findings of a visit advise: urgency, tests, treatment, causes, and what to ask next, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any as Anything

from .advice import (
    Alert,
    AvoidedTest,
    Because,
    CauseToConsider,
    Said,
    SuggestedReferral,
    SuggestedTest,
    UndecidedTest,
    because,
    listed,
    once,
    said,
)
from .ask_next import Ask, questions
from .causes import CAUSES
from .conditions import ALWAYS, Answers, Condition, Slot, unique
from .findings import COMPUTED
from .findings.background import MEDICATIONS
from .findings.pain import TRIAL_WEEKS
from .findings.red_flags import BLADDER_CHANGE, RED_FLAGS, asked
from .findings.who import AGE, SEX
from .heeding import Bearing, Heeded, heeded
from .investigations import EMERGENCY_DEPARTMENT, INVESTIGATIONS, REFERRALS, SPINE_SURGERY_REFERRAL
from .items import Item
from .ladder import ON_HOLD, RUNGS, Rung, Status, current_step
from .medicines import BLADDER_GROUPS, taken
from .published import version
from .rule import Investigation, Referral, Remark, Rule, Suggestion, Urgency
from .rules import NO_ROUTINE_IMAGING, POINTERS, RULES
from .rules.emergency import CAUDA_EQUINA_RULE, WORSENING_WEAKNESS
from .rules.inflammatory import NG65_FEATURES
from .sources import GENERAL
from .treatments import SURGERY, Treatment
from .vocabulary import Finding
from .words import gettext_noop


class Guidance:
    """What one visit's answers advise. Worked out on demand, each part once; the answers never change."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.fired: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.fires.holds(answers) is True)
        self.red_flags_unasked: tuple[Finding, ...] = tuple(
            flag for flag in RED_FLAGS if asked(flag).holds(answers) is not True
        )
        self.statuses: dict[str, Status] = {rung.treatment.id: rung.status(answers) for rung in RUNGS}

    @property
    def knowledge_version(self) -> str:
        return version()

    @cached_property
    def settled(self) -> bool:
        """Every red flag, age and sex are known."""
        return not self.red_flags_unasked and all(self.answers.get(one.id) is not None for one in (AGE, SEX))

    @cached_property
    def urgency(self) -> Urgency:
        highest = max((rule.urgency for rule in self.fired), default=Urgency.ROUTINE)
        return highest if self.settled else max(highest, Urgency.UNDECIDED)

    @property
    def urgency_at_least(self) -> bool:
        return not self.settled and self.urgency in (Urgency.SOON, Urgency.URGENT)

    @cached_property
    def on_hold(self) -> bool:
        return ON_HOLD.holds(self.answers) is True

    @cached_property
    def step(self) -> int:
        return current_step(self.answers)

    @cached_property
    def _why(self) -> dict[str, tuple[Slot, ...]]:
        """What made each rule fire."""
        return {rule.id: unique(rule.fires.evidence(self.answers)) for rule in self.fired}

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """Every fired rule, the most urgent first."""
        return tuple(
            Alert(
                rule=rule,
                urgency=rule.urgency,
                because=self._because(self._why[rule.id]),
                remarks=(*self._said(rule.remarks), *self._medicines_beside(rule)),
            )
            for rule in sorted(self.fired, key=lambda rule: -rule.urgency)
        )

    def _medicines_beside(self, rule: Rule) -> tuple[Said, ...]:
        names = taken(self.answers.get(MEDICATIONS.id) or (), BLADDER_GROUPS)
        if rule is not CAUDA_EQUINA_RULE or not names or BLADDER_CHANGE.yes.holds(self.answers) is not True:
            return ()
        (slot,) = MEDICATIONS.slots()
        because = Because(finding=MEDICATIONS.id, side="", value=names, words=slot.words(names))
        text = gettext_noop("A medicine on the list can also cause urinary retention; that rules nothing else out.")
        return (Said(text=text, because=(because,), sources=(GENERAL.at("check the label"),)),)

    @property
    def interrupts(self) -> tuple[Alert, ...]:
        """The alerts that send the patient to the emergency department: the only ones that interrupt."""
        sending = {rule.id: one.when for rule, one in self._suggesting(EMERGENCY_DEPARTMENT)}
        return tuple(
            replace(alert, because=self._because(self._brought(alert.rule, sending[alert.rule.id])))
            for alert in self.alerts
            if alert.rule.id in sending
        )

    def _brought(self, rule: Rule, when: Condition) -> tuple[Slot, ...]:
        """What made the rule fire, and what it asks for besides."""
        return (*self._why[rule.id], *when.evidence(self.answers))

    def _suggesting(self, what: Investigation | Referral) -> list[tuple[Rule, Suggestion]]:
        return [
            (rule, one)
            for rule in self.fired
            for one in rule.suggestions
            if one.what is what and one.when.holds(self.answers) is True
        ]

    @cached_property
    def suggested(self) -> tuple[SuggestedTest, ...]:
        found: list[SuggestedTest] = []
        for test in INVESTIGATIONS:
            if by := self._suggesting(test):
                rules = tuple(sorted((rule for rule, _ in by), key=lambda rule: -rule.urgency))
                slots = (slot for rule, one in by for slot in self._brought(rule, one.when))
                found.append(
                    SuggestedTest(
                        test=test,
                        urgency=rules[0].urgency,
                        offered=all(one.offered for _, one in by),
                        rules=rules,
                        because=self._because(slots),
                        sources=once(citation for rule in rules for citation in rule.sources),
                        cautions=self._said(test.cautions),
                        notes=tuple(dict.fromkeys(one.note for _, one in by if one.note)),
                    )
                )
        return tuple(sorted(found, key=lambda one: -one.urgency))

    @cached_property
    def avoided(self) -> tuple[AvoidedTest, ...]:
        rule = NO_ROUTINE_IMAGING
        if rule not in self.fired:
            return ()
        because = self._because(rule.when.evidence(self.answers))
        waiting = (slot for other in rule.unless_fired for slot in other.fires.pending(self.answers))
        unexamined = tuple(dict.fromkeys(slot.finding_id for slot in waiting))
        return tuple(
            AvoidedTest(
                test=test,
                rules=(rule,),
                because=because,
                sources=rule.sources,
                until=rule.until,
                unexamined=unexamined,
            )
            for test in rule.avoid
        )

    @cached_property
    def undecided(self) -> tuple[UndecidedTest, ...]:
        decided = {one.test.id for one in self.suggested} | {one.test.id for one in self.avoided}
        return tuple(
            UndecidedTest(test=test, missing=missing)
            for test in INVESTIGATIONS
            if test.id not in decided and (missing := self._missing_for(test))
        )

    def _missing_for(self, test: Investigation) -> tuple[str, ...]:
        slots = (
            slot
            for rule in RULES
            for one in (*rule.suggestions, *(Suggestion(what=avoided) for avoided in rule.avoid))
            if one.what is test and rule.fires.holds(self.answers) is not False
            for slot in (rule.fires & one.when).pending(self.answers)
        )
        return tuple(dict.fromkeys(slot.finding_id for slot in slots))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.item(rung) for rung in RUNGS)

    def item(self, rung: Rung) -> Item:
        return Item(rung=rung, status=self.statuses[rung.treatment.id], answers=self.answers)

    @cached_property
    def precautions(self) -> dict[str, tuple[Heeded, ...]]:
        """By the id of what is suggested or open to choose: those that are about this patient."""
        offered: list[Treatment | Investigation] = [one.test for one in self.suggested]
        offered += [item.treatment for item in self.items if item.status in (Status.SUGGESTED, Status.AVAILABLE)]
        found = {
            what.id: tuple(one for one in heeded(what, self.answers) if one.bearing is Bearing.HERE) for what in offered
        }
        return {id: several for id, several in found.items() if several}

    @cached_property
    def referrals(self) -> tuple[SuggestedReferral, ...]:
        found = [one for referral in REFERRALS if (one := self._referral(referral))]
        return tuple(sorted(found, key=lambda one: -one.urgency))

    def _referral(self, referral: Referral) -> SuggestedReferral | None:
        by = [(rule, one.when) for rule, one in self._suggesting(referral)]
        if referral is SPINE_SURGERY_REFERRAL and self.statuses[SURGERY.id] is Status.SUGGESTED:
            if WORSENING_WEAKNESS in self.fired:
                by.append((WORSENING_WEAKNESS, ALWAYS))
            elif not by:
                return self._to_surgery()
        if not by:
            return None
        by.sort(key=lambda one: -one[0].urgency)
        rules = tuple(rule for rule, _ in by)
        return SuggestedReferral(
            referral=referral,
            urgency=rules[0].urgency,
            rules=rules,
            reason=rules[0].because,
            because=self._because(slot for rule, when in by for slot in self._brought(rule, when)),
            sources=once(citation for rule in rules for citation in rule.sources),
        )

    def _to_surgery(self) -> SuggestedReferral:
        """As the last step of the ladder: no rule asks for it."""
        surgery = next(item for item in self.items if item.treatment is SURGERY)
        return SuggestedReferral(
            referral=SPINE_SURGERY_REFERRAL,
            urgency=Urgency.ROUTINE,
            rules=(),
            reason=surgery.reason,
            because=surgery.because,
            sources=surgery.sources,
        )

    @cached_property
    def causes(self) -> tuple[CauseToConsider, ...]:
        """In the order of the most urgent rule that points to each, then of the catalogue."""
        pointing: dict[str, list[Slot]] = {}
        for rule in sorted(self.fired, key=lambda rule: -rule.urgency):
            for one in rule.considers:
                if one.when.holds(self.answers) is True:
                    pointing.setdefault(one.cause.id, []).extend(self._brought(rule, one.when))
        for pointer in POINTERS:
            if pointer.when.holds(self.answers) is True:
                pointing.setdefault(pointer.cause.id, []).extend(pointer.when.evidence(self.answers))
        by_id = {cause.id: cause for cause in CAUSES}
        return tuple(CauseToConsider(cause=by_id[id], because=self._because(slots)) for id, slots in pointing.items())

    @cached_property
    def ask_next(self) -> tuple[Ask, ...]:
        held = {item.treatment.id: item.missing for item in self.items if item.status is Status.HELD}
        return questions(self.answers, self.fired, self.urgency, self.settled, self.red_flags_unasked, held)

    @cached_property
    def derived(self) -> dict[str, float | None]:
        values: dict[str, float | None] = {}
        for computed in COMPUTED:
            value = computed.value(self.answers)
            values[computed.id] = None if value is None else round(value, 1)
        truths = [feature.holds(self.answers) for feature in NG65_FEATURES]
        values["ng65_count"] = None if None in truths else truths.count(True)
        return values

    def as_json(self) -> dict[str, Anything]:
        return {
            "knowledge_version": self.knowledge_version,
            "urgency": self.urgency.word,
            "urgency_at_least": self.urgency_at_least,
            "red_flags_unasked": [flag.id for flag in self.red_flags_unasked],
            "alerts": listed(self.alerts),
            "tests": {
                "suggested": listed(self.suggested),
                "avoid": listed(self.avoided),
                "undecided": listed(self.undecided),
            },
            "treatment": {"on_hold": self.on_hold, "step": self.step, "items": listed(self.items)},
            "referrals": listed(self.referrals),
            "causes": listed(self.causes),
            "ask_next": listed(self.ask_next),
            "derived": self.derived,
            "precautions": {id: listed(several) for id, several in self.precautions.items()},
        }

    def _because(self, slots: Iterable[Slot]) -> tuple[Because, ...]:
        return because(slots, self.answers)

    def _said(self, remarks: Iterable[Remark]) -> tuple[Said, ...]:
        return said(remarks, self.answers)


def advise(answers: Answers, *, released: tuple[str, ...] = (), trial_weeks: int = TRIAL_WEEKS.default) -> Guidance:
    """`released`: ids of the rules whose hold on the ladder the clinician lifted; `trial_weeks`: 4 to 12."""
    if not TRIAL_WEEKS.lowest <= trial_weeks <= TRIAL_WEEKS.highest:
        raise ValueError(f"trial_weeks: {trial_weeks} is not from {TRIAL_WEEKS.lowest} to {TRIAL_WEEKS.highest}.")
    return Guidance({**answers, "released": released, TRIAL_WEEKS.id: trial_weeks})
