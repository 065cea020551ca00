"""All knowledge as plain data: what its version is computed from, and what a clinical reviewer reads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from functools import cache
from typing import Any as Anything

from .about import ATTRIBUTES, FUNDING, INTENDED, LIMITS, VALIDATION
from .causes import CAUSES
from .conditions import (
    All,
    Any,
    AtLeast,
    Certainly,
    Condition,
    Counts,
    Includes,
    Known,
    Named,
    Not,
    OneOf,
    Reaches,
    ReachesSetting,
)
from .contradictions import CONTRADICTIONS
from .disagreements import DISAGREEMENTS
from .facts import FACTS
from .findings import COMPUTED, SECTIONS
from .instruments import INSTRUMENTS
from .investigations import INVESTIGATIONS, REFERRALS
from .ladder import RUNGS, Rung
from .medicines import INGREDIENTS
from .precautions import LEFT_OUT, PRECAUTIONS
from .rule import Consider, Remark, Rule, Suggestion
from .rules import POINTERS, RULES
from .sources import SOURCES, Citation
from .strengths import STATED
from .treatments import TREATMENTS
from .version import RELEASE
from .vocabulary import Computed, Finding


@cache
def fingerprint() -> str:
    """The first 12 digits of the SHA-256 over everything the knowledge holds, words included."""
    told = json.dumps(everything(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def version() -> str:
    """The release by name, and what it holds by fingerprint."""
    return f"{RELEASE}+{fingerprint()}"


def everything() -> dict[str, Anything]:
    return {
        "findings": {section.id: [_finding(one) for one in section.findings] for section in SECTIONS},
        "computed": [_finding(one) for one in COMPUTED],
        "rules": [_plain(rule) | {"id": rule.id} for rule in RULES],
        "pointers": [_plain(one) for one in POINTERS],
        "tests": [_plain(one) for one in INVESTIGATIONS],
        "referrals": [_plain(one) for one in REFERRALS],
        "treatments": [_plain(one) for one in TREATMENTS],
        "ladder": [_rung(one) for one in RUNGS],
        "precautions": [_plain(one) for one in PRECAUTIONS],
        "left out": [_plain(one) for one in LEFT_OUT],
        "causes": [_plain(one) for one in CAUSES],
        "facts": [_plain(one) for one in FACTS.values()],
        "contradictions": [_plain(one) for one in CONTRADICTIONS],
        "disagreements": [_plain(one) for one in DISAGREEMENTS],
        "about": [[_plain(one) for one in (*INTENDED, *ATTRIBUTES)], *LIMITS, *VALIDATION, FUNDING],
        "instruments": [_plain(one) for one in INSTRUMENTS],
        "strengths": {key: dict(told) for key, told in STATED.items()},
        "medicines": [_plain(one) for one in INGREDIENTS],
        "sources": [{**_plain(one), "read_on": one.read_on.isoformat()} for one in SOURCES],
    }


def structure(condition: Condition) -> list[Anything]:
    """The condition as nested lists, kind first. Raises TypeError for a kind it does not know."""
    match condition:
        case Named(name=name, part=part):
            return ["named", name, structure(part)]
        case Not(part=part):
            return ["not", structure(part)]
        case Certainly(part=part):
            return ["certainly", structure(part)]
        case All(parts=parts):
            return ["all", *map(structure, parts)]
        case Any(parts=parts):
            return ["any", *map(structure, parts)]
        case AtLeast(least=least, parts=parts):
            return ["at least", least, *map(structure, parts)]
        case OneOf(slot=slot, values=values):
            return ["one of", slot.id, list(values)]
        case Reaches(slot=slot, limit=limit):
            return ["reaches", slot.id, limit]
        case ReachesSetting(slot=slot, setting=setting):
            return ["reaches setting", slot.id, setting.id, setting.lowest, setting.default, setting.highest]
        case Includes(slot=slot, values=values):
            return ["includes", slot.id, list(values)]
        case Counts(slot=slot, least=least):
            return ["counts", slot.id, least]
        case Known(slot=slot):
            return ["known", slot.id]
    raise TypeError(f"No structure for {condition!r}")


def _finding(finding: Finding) -> dict[str, Anything]:
    told = {"kind": finding.kind, **_plain(finding)}
    if isinstance(finding, Computed):
        told["of"] = [one.id for one in finding.of]
        told["formula"] = finding.formula.__doc__ or finding.formula.__name__
    return told


def _rung(rung: Rung) -> dict[str, Anything]:
    statuses = {status.value: structure(condition) for status, condition in rung.statuses}
    return {**_plain(rung), "treatment": rung.treatment.id, "statuses": statuses}


def _plain(thing: Anything) -> Anything:
    match thing:
        case None | bool() | int() | float() | str():
            return thing
        case tuple() | list():
            return [_plain(one) for one in thing]
        case Condition():
            return structure(thing)
        case Citation(source=source, section=section):
            return [source.key, section]
        case Rule() | Suggestion() | Consider() | Remark():
            return _fields(thing)
        case _ if hasattr(thing, "__dataclass_fields__"):
            return _fields(thing)
        case _ if hasattr(thing, "value"):
            return thing.value
    return getattr(thing, "__name__", str(thing))


def _fields(thing: Anything) -> dict[str, Anything]:
    """One level deep: what has an id and stands in a list of its own is named by it."""
    return {one.name: _named(getattr(thing, one.name)) for one in fields(thing)}


def _named(value: Anything) -> Anything:
    if isinstance(value, tuple):
        return [_named(one) for one in value]
    if hasattr(value, "__dataclass_fields__") and hasattr(value, "id"):
        return value.id
    return _plain(value)
