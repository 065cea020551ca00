"""Reads and writes a visit's answers as JSON: the ids are the findings', sided ones hold right and left."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Any as Anything

from .conditions import Answers
from .findings import COMPUTED, FINDINGS
from .treatments import TREATMENT_BY_ID
from .vocabulary import SIDES, Finding, NotAllowed, Tried

_COMPUTED_IDS = {computed.id for computed in COMPUTED}


class Impossible(ValueError):
    """Answers that no visit can have. `problems` lists (finding id, message), every one found."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(message for _, message in problems))


def shown(value: Anything) -> str:
    """A value as an error message may repeat it: short, and safe to print."""
    text = repr(value).encode("ascii", "backslashreplace").decode()
    return text if len(text) <= 60 else text[:57] + "…"


def read(given: Anything) -> dict[str, Anything]:
    """Answers by slot id; null and missing are unknown. Raises Impossible, naming every problem at once."""
    if not isinstance(given, Mapping):
        raise Impossible([("", f"The answers must be one JSON object of finding ids, not {shown(given)}.")])
    answers: dict[str, Anything] = {}
    problems: list[tuple[str, str]] = []
    for id, value in given.items():
        finding = FINDINGS.get(id)
        if finding is None:
            problems.append((str(id), _unknown(str(id))))
        elif finding.sided and value is not None:
            _read_sides(finding, value, answers, problems)
        else:
            _read_one(finding, id, value, answers, problems)
    if problems:
        raise Impossible(problems)
    return answers


def as_json(answers: Answers) -> dict[str, Anything]:
    """The same answers as they are sent: sided ones nested, lists as lists, dates as YYYY-MM-DD."""
    written: dict[str, Anything] = {}
    for finding in FINDINGS.values():
        known = {slot.side: _plain(slot.value(answers)) for slot in finding.slots() if slot.value(answers) is not None}
        if known:
            written[finding.id] = known if finding.sided else known[""]
    return written


def _plain(value: Anything) -> Anything:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _read_sides(
    finding: Finding, value: Anything, answers: dict[str, Anything], problems: list[tuple[str, str]]
) -> None:
    if not isinstance(value, Mapping) or not set(value) <= set(SIDES):
        wanted = '{"right": …, "left": …}, either may be missing'
        problems.append((finding.id, f"{finding.id} ({finding.label}): {shown(value)} is not allowed; give {wanted}."))
        return
    for side, answer in value.items():
        _read_one(finding, f"{finding.id}_{side}", answer, answers, problems)


def _read_one(
    finding: Finding, slot: str, value: Anything, answers: dict[str, Anything], problems: list[tuple[str, str]]
) -> None:
    if value is None:
        return
    try:
        answers[slot] = finding.allowed(value)
    except NotAllowed as refused:
        problems.append((finding.id, f"{slot} ({finding.label}): {shown(value)} is not allowed; give {refused}."))
        return
    if isinstance(finding, Tried) and (unknown := [id for id in answers[slot] if id not in TREATMENT_BY_ID]):
        named = ", ".join(map(shown, unknown))
        problems.append((finding.id, f"{slot} ({finding.label}): {named} is not allowed; {_treatments(unknown[0])}"))


def _treatments(id: str) -> str:
    close = difflib.get_close_matches(id[:100], TREATMENT_BY_ID, n=1)
    return f"did you mean {close[0]}?" if close else f"give treatments out of {', '.join(TREATMENT_BY_ID)}."


def _unknown(id: str) -> str:
    if id in _COMPUTED_IDS:
        return f"{id} is computed from other findings and cannot be given."
    for side in SIDES:
        base = id.removesuffix(f"_{side}")
        if base != id and base in FINDINGS and FINDINGS[base].sided:
            return f'There is no finding {id}; give {{"{base}": {{"{side}": …}}}}.'
    close = difflib.get_close_matches(id[:100], FINDINGS, n=1)
    return f"There is no finding {shown(id)}" + (f"; did you mean {close[0]}?" if close else ".")
