"""The rules' conditions told to other rule engines, so that all are measured on the same rules and visits.

The engines know two truths, so each is given "certainly holds": an answer that is missing fails every test of it.
"""

from collections.abc import Callable
from typing import Any

import json_logic
import rule_engine
import zen

from assessments.knowledge import conditions as kinds
from assessments.knowledge.conditions import Condition
from assessments.knowledge.rules import RULES
from assessments.knowledge.vocabulary import TriedOne

Fired = list[str]


def facts(answers: dict[str, Any], slots: list[Any]) -> dict[str, Any]:
    """Every fact by a plain name; None where it is unknown."""
    told = {name(slot): slot.value(answers) for slot in slots}
    return {id: list(value) if isinstance(value, tuple) else value for id, value in told.items()}


def name(slot: Any) -> str:
    return f"tried_{slot.treatment_id}" if isinstance(slot, TriedOne) else str(slot.id)


def every_slot() -> list[Any]:
    return list({slot.id: slot for rule in RULES for slot in rule.fires.reads()}.values())


def infix(condition: Condition, want: bool, length: Callable[[str], str]) -> str:
    match condition:
        case kinds.Not(part=part):
            return infix(part, not want, length)
        case kinds.Named(part=part):
            return infix(part, want, length)
        case kinds.Certainly(part=part):
            said = infix(part, True, length)
            return said if want else f"not ({said})"
        case kinds.All(parts=parts) | kinds.Any(parts=parts):
            every = isinstance(condition, kinds.All) is want
            word = " and " if every else " or "
            return "(" + word.join(infix(part, want, length) for part in parts) + ")" if parts else str(every).lower()
        case kinds.AtLeast(least=least, parts=parts):
            needed = least if want else len(parts) - least + 1
            ones = " + ".join(f"({infix(part, want, length)} ? 1 : 0)" for part in parts)
            return f"({ones} >= {needed})"
        case kinds.Leaf(slot=slot):
            return f"({name(slot)} != null and {_test(condition, want, length)})"
    raise TypeError(repr(condition))


def _test(leaf: kinds.Leaf, want: bool, length: Callable[[str], str]) -> str:
    fact = name(leaf.slot)
    match leaf:
        case kinds.Known():
            return str(want).lower()
        case kinds.OneOf(values=values):
            said = " or ".join(f"{fact} == {_literal(value)}" for value in values) or "false"
        case kinds.Reaches(limit=limit):
            said = f"{fact} >= {limit}"
        case kinds.ReachesSetting(setting=setting):
            said = f"{fact} >= {setting.default}"
        case kinds.Includes(values=values):
            said = " or ".join(f"{_literal(value)} in {fact}" for value in values)
        case kinds.Counts(least=least):
            said = f"{length(fact)} >= {least}"
        case _:
            raise TypeError(repr(leaf))
    return f"({said})" if want else f"not ({said})"


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def with_rule_engine() -> Callable[[dict[str, Any]], Fired]:
    rules = [(rule.id, rule_engine.Rule(infix(rule.fires, True, lambda fact: f"{fact}.length"))) for rule in RULES]
    return lambda known: [id for id, rule in rules if rule.matches(known)]


def with_zen_engine() -> Callable[[dict[str, Any]], Fired]:
    rules = [(rule.id, zen.compile_expression(infix(rule.fires, True, lambda fact: f"len({fact})"))) for rule in RULES]
    return lambda known: [id for id, rule in rules if rule.evaluate(known)]


def with_json_logic() -> Callable[[dict[str, Any]], Fired]:
    rules = [(rule.id, _logic(rule.fires, True)) for rule in RULES]
    return lambda known: [id for id, rule in rules if json_logic.jsonLogic(rule, known)]


def _logic(condition: Condition, want: bool) -> Any:
    match condition:
        case kinds.Not(part=part):
            return _logic(part, not want)
        case kinds.Named(part=part):
            return _logic(part, want)
        case kinds.Certainly(part=part):
            said = _logic(part, True)
            return said if want else {"!": [said]}
        case kinds.All(parts=parts) | kinds.Any(parts=parts):
            every = isinstance(condition, kinds.All) is want
            return {"and" if every else "or": [_logic(part, want) for part in parts]} if parts else every
        case kinds.AtLeast(least=least, parts=parts):
            needed = least if want else len(parts) - least + 1
            return {">=": [{"+": [{"if": [_logic(part, want), 1, 0]} for part in parts]}, needed]}
        case kinds.Leaf(slot=slot):
            fact = {"var": name(slot)}
            test = _logic_test(condition, fact)
            return {"and": [{"!==": [fact, None]}, test if want else {"!": [test]}]}
    raise TypeError(repr(condition))


def _logic_test(leaf: kinds.Leaf, fact: dict[str, str]) -> Any:
    match leaf:
        case kinds.Known():
            return True
        case kinds.OneOf(values=values):
            return {"or": [{"===": [fact, value]} for value in values] or [False]}
        case kinds.Reaches(limit=limit):
            return {">=": [fact, limit]}
        case kinds.ReachesSetting(setting=setting):
            return {">=": [fact, setting.default]}
        case kinds.Includes(values=values):
            return {"or": [{"in": [value, fact]} for value in values]}
        case kinds.Counts(least=1):
            return {"!!": [fact]}
    raise TypeError(repr(leaf))
