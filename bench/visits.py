"""Visits to measure on: answers drawn from a seed, as many as asked for."""

import random
from typing import Any

from assessments.knowledge.findings import SLOTS
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import EFFECTS, Choice, Finding, Number, Several, Tried, YesNo


def drawn(answers: int, seed: int) -> dict[str, Any]:
    """So many answers; most of them normal, as in a surgery."""
    chance = random.Random(seed)
    slots = list(SLOTS.values())
    chance.shuffle(slots)
    told: dict[str, Any] = {}
    for slot in slots:
        value = _answer(slot.finding, chance)
        if value is not None and len(told) < answers:
            told[slot.id] = value
    return told


def _answer(finding: Finding, chance: random.Random) -> Any:
    normal = finding.normal and chance.random() < 0.95
    match finding:
        case YesNo():
            return chance.random() < 0.05
        case Several(values=values):
            return () if normal else tuple(value for value in values if chance.random() < 0.2)
        case Choice(values=values):
            return finding.normal[0] if normal else chance.choice(values)
        case Tried():
            return {one.id: chance.choice(EFFECTS).value for one in TREATMENTS if chance.random() < 0.2}
        case Number(lowest=lowest, highest=highest):
            return finding.normal[0] if normal else chance.randint(int(lowest), int(highest))
    return None
