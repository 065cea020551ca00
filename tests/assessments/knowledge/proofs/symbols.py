"""A visit nobody has had yet, as z3 sees it: for each finding whether it was answered, and what."""

from __future__ import annotations

from functools import reduce
from math import ceil
from operator import add
from typing import Any as Anything

import z3

from assessments.knowledge import conditions as kinds
from assessments.knowledge.conditions import Condition, Leaf, Setting, Slot
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.ladder import RELEASED
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import (
    HELPED,
    NO_HELP,
    NOT_TRIED,
    PARTLY,
    Choice,
    ComputedSlot,
    Number,
    OneSide,
    Scale,
    Several,
    Tried,
    TriedOne,
    YesNo,
)

Formula = z3.BoolRef
EFFECTS_AND_NONE = (HELPED, PARTLY, NO_HELP, NOT_TRIED)


class Visit:
    """Symbols for one visit. Two visits with the same `values` share every answer they both have.

    `known` names the visit's own flags; a slot in `given` is answered with its own value, whatever the shared one is.
    """

    def __init__(self, known: str = "known", values: str = "value", given: tuple[str, ...] = ()) -> None:
        self._known = known
        self._values = values
        self._given = given
        self._limits: dict[str, Formula] = {}
        self._truths: dict[tuple[Condition, bool], Formula] = {}

    # -- answers

    def known(self, slot: Slot) -> Formula:
        if slot is RELEASED:
            return z3.BoolVal(True)
        if slot.inputs == (slot,):
            return z3.BoolVal(True) if slot.id in self._given else z3.Bool(f"{self._known} {slot.id}")
        return z3.And(*(self.known(one) for one in slot.inputs))

    def _name(self, slot: Slot) -> str:
        return f"{'given' if slot.id in self._given else self._values} {slot.id}"

    def _whole(self, name: str, lowest: int, highest: int) -> z3.ArithRef:
        number = z3.Int(name)
        self._limits.setdefault(name, z3.And(lowest <= number, number <= highest))
        return number

    def number(self, slot: Slot) -> z3.ArithRef:
        """Whole numbers of the finding's smallest unit; what is computed as a sum stays one, the rest is free."""
        if isinstance(slot, ComputedSlot):
            if all(isinstance(one, Scale) for one in slot.finding.of):
                return slot.finding.formula(*(z3.ToReal(self.number(one)) for one in slot.inputs))
            return z3.Real(self._name(slot))
        finding = slot.finding if isinstance(slot, OneSide) else None
        if not isinstance(finding, Number):
            raise TypeError(f"{slot.id} is no number")
        scale = 10**finding.decimals
        return self._whole(self._name(slot), ceil(finding.lowest * scale), int(finding.highest * scale))

    def choice(self, slot: Slot) -> tuple[z3.ArithRef, tuple[str, ...]]:
        if isinstance(slot, TriedOne):
            return self._whole(f"{self._values} {slot.id}", 0, 3), EFFECTS_AND_NONE
        finding = slot.finding if isinstance(slot, OneSide) else None
        if not isinstance(finding, Choice):
            raise TypeError(f"{slot.id} has no options to choose from")
        return self._whole(self._name(slot), 0, len(finding.values) - 1), finding.values

    def part(self, slot: Slot, value: str) -> Formula:
        """Whether the list names the value."""
        return z3.Bool(f"{'released' if slot is RELEASED else self._name(slot)} {value}")

    def setting(self, setting: Setting) -> z3.ArithRef:
        return self._whole(f"setting {setting.id}", setting.lowest, setting.highest)

    @property
    def limits(self) -> Formula:
        """Every answer used so far is one its finding allows. Ask after the last formula was made."""
        return z3.And(*self._limits.values())

    # -- conditions

    def holds(self, condition: Condition) -> Formula:
        """The condition holds on what is known, certainly."""
        return self.is_certain(condition, True)

    def fails(self, condition: Condition) -> Formula:
        """The condition is ruled out on what is known, certainly."""
        return self.is_certain(condition, False)

    def is_certain(self, condition: Condition, want: bool) -> Formula:
        if (condition, want) not in self._truths:
            self._truths[condition, want] = self._certain(condition, want)
        return self._truths[condition, want]

    def _certain(self, condition: Condition, want: bool) -> Formula:
        match condition:
            case kinds.Not(part=part):
                return self.is_certain(part, not want)
            case kinds.Named(part=part):
                return self.is_certain(part, want)
            case kinds.Certainly(part=part):
                return self.holds(part) if want else z3.Not(self.holds(part))
            case kinds.All(parts=parts):
                return (z3.And if want else z3.Or)(*(self.is_certain(part, want) for part in parts))
            case kinds.Any(parts=parts):
                return (z3.Or if want else z3.And)(*(self.is_certain(part, want) for part in parts))
            case kinds.AtLeast(least=least, parts=parts) if want:
                return _at_least(least, [self.holds(part) for part in parts])
            case kinds.AtLeast(least=least, parts=parts):
                return z3.Not(_at_least(least, [z3.Not(self.fails(part)) for part in parts]))
            case kinds.Known(slot=slot):
                return self.known(slot) if want else z3.Not(self.known(slot))
            case Leaf():
                test = self._test(condition)
                return z3.And(self.known(condition.slot), test if want else z3.Not(test))
        raise TypeError(f"No proof can speak of {type(condition).__name__}: it is not one of the kinds of condition")

    def _test(self, leaf: Leaf) -> Formula:
        match leaf:
            case kinds.OneOf(values=()):
                return z3.BoolVal(False)
            case kinds.OneOf(slot=slot, values=values) if isinstance(getattr(slot, "finding", None), YesNo):
                answer = z3.Bool(self._name(slot))
                return z3.Or(*(answer if value else z3.Not(answer) for value in values))
            case kinds.OneOf(slot=slot, values=values):
                chosen, options = self.choice(slot)
                return z3.Or(*(chosen == options.index(value) for value in values if value in options))
            case kinds.Reaches(slot=slot, limit=limit):
                return self.number(slot) >= self._scaled(slot, limit)
            case kinds.ReachesSetting(slot=slot, setting=setting):
                return self.number(slot) >= self.setting(setting)
            case kinds.Includes(slot=slot, values=values):
                return z3.Or(*(self.part(slot, value) for value in values))
            case kinds.Counts(slot=slot, least=least):
                return _at_least(least, [self.part(slot, value) for value in _options(slot)])
        raise TypeError(f"No proof can speak of {type(leaf).__name__}: it is not one of the kinds of condition")

    @staticmethod
    def _scaled(slot: Slot, limit: float) -> Anything:
        if isinstance(slot, ComputedSlot):
            return z3.RealVal(str(limit))
        assert isinstance(slot, OneSide)
        assert isinstance(slot.finding, Number)
        return ceil(round(limit * 10**slot.finding.decimals, 6))

    # -- and back

    def answers(self, model: z3.ModelRef) -> dict[str, Anything]:
        """The answers of a counterexample, as `advise` takes them; released rules and settings among them."""
        found: dict[str, Anything] = {}
        for slot in SLOTS.values():
            if z3.is_true(model.eval(self.known(slot), model_completion=True)):
                value = self._value(slot, model)
                if value is not None:
                    found[slot.id] = value
        return found

    def released(self, model: z3.ModelRef) -> tuple[str, ...]:
        return tuple(rule.id for rule in HOLDS_THE_LADDER if z3.is_true(model.eval(self.part(RELEASED, rule.id))))

    def _value(self, slot: OneSide, model: z3.ModelRef) -> Anything:
        def whole(number: z3.ArithRef) -> int:
            value = model.eval(number)
            return value.as_long() if z3.is_int_value(value) else -1

        match slot.finding:
            case YesNo():
                return z3.is_true(model.eval(z3.Bool(self._name(slot))))
            case Choice() as finding:
                return finding.values[max(0, whole(self.choice(slot)[0]))]
            case Several() as finding:
                return tuple(one for one in finding.values if z3.is_true(model.eval(self.part(slot, one))))
            case Number() as finding:
                scale = 10**finding.decimals
                found = max(whole(self.number(slot)), ceil(finding.lowest * scale))
                return found / scale if finding.decimals else found
            case Tried():
                effects = {one.id: whole(self.choice(one.slot)[0]) for one in TREATMENTS}
                return {id: EFFECTS_AND_NONE[effect] for id, effect in effects.items() if effect in (0, 1, 2)}
        return None


def _options(slot: Slot) -> tuple[str, ...]:
    if isinstance(slot, OneSide) and isinstance(slot.finding, Several):
        return slot.finding.values
    raise TypeError(f"{slot.id} is no list with options")


def _at_least(least: int, parts: list[Formula]) -> Formula:
    if least <= 0:
        return z3.BoolVal(True)
    if least > len(parts):
        return z3.BoolVal(False)
    if least == 1:
        return z3.Or(*parts)
    return reduce(add, (z3.If(part, 1, 0) for part in parts)) >= least
