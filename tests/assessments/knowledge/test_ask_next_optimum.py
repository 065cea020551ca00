"""What to ask next wastes no question: on small cases it needs as few as the best order found by search."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from assessments.knowledge.guidance import Guidance, advise
from assessments.knowledge.rule import Urgency
from tests.vignettes.visit import no_red_flags

ANSWERS: Mapping[str, tuple[Any, ...]] = {
    "age": (17, 41, 70),
    "sex": ("female", "male"),
    "fever": (False, True),
    "trauma": ("none", "minor", "major"),
    "weight_loss": (False, True),
    "infection_risk": ((), ("dialysis",)),
    "pelvic_cycle_pain": (False, True),
}
EVERYTHING_ELSE: Mapping[str, Any] = {**no_red_flags, "age": 41, "sex": "female"}
CASES = [frozenset(open) for size in (1, 2, 3) for open in combinations(ANSWERS, size)]


def is_settled(guidance: Guidance) -> bool:
    return guidance.urgency is Urgency.IMMEDIATE or guidance.settled


def known(case: frozenset[str]) -> dict[str, Any]:
    return {id: answer for id, answer in EVERYTHING_ELSE.items() if id not in case}


def fewest(answers: dict[str, Any], case: frozenset[str]) -> int:
    """Questions needed at worst, by the best order there is."""
    if is_settled(advise(answers)):
        return 0
    return min(
        1 + max(fewest({**answers, id: answer}, case) for answer in ANSWERS[id]) for id in case if id not in answers
    )


def asked(answers: dict[str, Any]) -> int:
    """Questions needed at worst when each time the first suggested one is put."""
    guidance = advise(answers)
    if is_settled(guidance):
        return 0
    first = guidance.ask_next[0].finding.id
    return 1 + max(asked({**answers, first: answer}) for answer in ANSWERS[first])


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(sorted(case)))
def test_no_order_of_questions_settles_it_sooner(case: frozenset[str]) -> None:
    assert asked(known(case)) == fewest(known(case), case)


def test_the_standard_visit_is_settled_by_its_red_flags_age_and_sex_and_nothing_else() -> None:
    standard = {**no_red_flags, "age": 41, "sex": "male"}
    answers: dict[str, Any] = {}
    while not is_settled(advise(answers)):
        first = advise(answers).ask_next[0].finding.id
        answers[first] = standard[first]
    assert set(answers) == {"age", "sex", *no_red_flags} - {"pelvic_cycle_pain"}
