"""A vignette: a visit in one sentence, what was answered, and what is to be advised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assessments.knowledge import answers as reading
from assessments.knowledge.findings.background import BACKGROUND
from assessments.knowledge.findings.red_flags import RED_FLAGS
from assessments.knowledge.guidance import Guidance, advise

Answers = dict[str, Any]

no_red_flags: Answers = {flag.id: {"yes_no": False, "choice": "none", "several": []}[flag.kind] for flag in RED_FLAGS}
well: Answers = {one.id: False for one in BACKGROUND.findings if one.kind == "yes_no"} | {"pregnancy": "no"}
no_leg_signs: Answers = {"leg_weakness": "none", "leg_numbness": "none", "leg_tingling": "none"}
not_low: Answers = {"phq_interest": 0, "phq_down": 0, "gad_nervous": 0, "gad_worry": 0}
no_scan = ("xray_lumbar", "mri_lumbar", "ct_lumbar")


def woman(age: int) -> Answers:
    return {"age": age, "sex": "female"}


def man(age: int) -> Answers:
    return {"age": age, "sex": "male"}


def left(value: Any) -> Answers:
    return {"left": value}


def right(value: Any) -> Answers:
    return {"right": value}


def both(value: Any) -> Answers:
    return {"right": value, "left": value}


def visit(*parts: Answers, **answers: Any) -> Answers:
    """What was answered in this visit; what is not named was not asked."""
    told: Answers = {}
    for part in (*parts, answers):
        told |= part
    return told


def without(answers: Answers, *ids: str) -> Answers:
    return {id: value for id, value in answers.items() if id not in ids}


@dataclass(frozen=True)
class Vignette:
    """Rules, tests and referrals are told in full, in the order of the page; of the ladder only what matters here."""

    sentence: str
    answers: Answers
    urgency: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    causes: tuple[str, ...] | None = None
    on_hold: bool = False
    at_least: bool = False
    step: int | None = None
    ladder: dict[str, str] = field(default_factory=dict)
    asks_first: str = ""
    released: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.sentence

    @property
    def statuses(self) -> dict[str, str]:
        """Treatment to status, out of "status": "treatments in a row"."""
        return {treatment: status for status, named in self.ladder.items() for treatment in named.split()}

    def advice(self) -> Guidance:
        return advise(reading.read(self.answers), released=self.released)
