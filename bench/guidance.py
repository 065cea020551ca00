"""How long advice takes on visits of 100 answers, beside other rule engines on the same rules and visits.

    make bench                # the table, as Markdown

Times are medians over the visits of the best of several runs on one core; ratios are what to compare across machines.
"""

import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from assessments.documents.knowledge import knowledge
from assessments.knowledge.explain import EXPLAINABLE, explain
from assessments.knowledge.explanation import Explanation
from assessments.knowledge.guidance import advise
from assessments.knowledge.published import version
from assessments.knowledge.reviewing import chapters
from assessments.knowledge.rules import RULES
from bench import peers
from bench.visits import drawn

VISITS, ANSWERS, RUNS = 60, 100, 7


def milliseconds(act: Callable[[Any], Any], given: list[Any]) -> float:
    return statistics.median(min(_once(act, one) for _ in range(RUNS)) for one in given) * 1000


def _once(act: Callable[[Any], Any], one: Any) -> float:
    start = time.perf_counter()
    act(one)
    return time.perf_counter() - start


def _explained(id: str, answers: dict[str, Any]) -> Explanation:
    return explain(advise(answers), id)


def ours(answers: dict[str, Any]) -> list[str]:
    return [rule.id for rule in RULES if rule.fires.holds(answers) is True]


def main() -> None:
    visits = [drawn(ANSWERS, seed) for seed in range(VISITS)]
    slots = peers.every_slot()
    known = [peers.facts(visit, slots) for visit in visits]
    engines = {
        "rule-engine": peers.with_rule_engine(),
        "zen-engine": peers.with_zen_engine(),
        "json-logic": peers.with_json_logic(),
    }
    for engine, fired in engines.items():
        differing = [seed for seed, one in enumerate(known) if fired(one) != ours(visits[seed])]
        if differing:
            raise SystemExit(f"{engine} does not fire the same rules on visits {differing[:5]}: nothing to compare")
    base = milliseconds(ours, visits)
    explained = {id: milliseconds(partial(_explained, id), visits) for id in EXPLAINABLE}
    slowest = max(explained, key=lambda id: explained[id])
    rows = [
        (f"{len(RULES)} rules, three-valued", base),
        *((f"the same in {engine}, two-valued", milliseconds(fired, known)) for engine, fired in engines.items()),
        ("advise: rules, urgency, status of every treatment", milliseconds(advise, visits)),
        ("ask next", milliseconds(lambda one: advise(one).ask_next, visits)),
        (f"explain one suggestion, the slowest: {slowest}", explained[slowest]),
        ("all advice as JSON, with every reason", milliseconds(lambda one: advise(one).as_json(), visits)),
        ("all knowledge, laid out to be read", milliseconds(lambda _: chapters(), [None])),
        ("the same on paper", milliseconds(lambda read: knowledge(read, version=version()), [chapters()])),
    ]
    print(f"Visits of {ANSWERS} answers, {VISITS} of them; Python {platform.python_version()}, one core.\n")
    print("| | ms | times the rules alone |\n|---|---|---|")
    for name, took in rows:
        print(f"| {name} | {took:.3f} | {took / base:.1f} |")


if __name__ == "__main__":
    main()
