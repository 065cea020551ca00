"""A condition asks the database the same as it asks one visit."""

import random
from datetime import timedelta
from typing import Any

import pytest

from assessments.knowledge.conditions import Condition
from assessments.knowledge.findings import SECTIONS
from assessments.knowledge.ladder import ON_HOLD, RUNGS
from assessments.knowledge.relief import STEPS_NOT_ENOUGH
from assessments.knowledge.rules import POINTERS, RULES
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import (
    EFFECTS,
    Choice,
    Finding,
    Number,
    OneSide,
    Several,
    Tried,
    YesNo,
)
from assessments.models import Encounter
from assessments.services.querying import holding
from clinic.models import Practice
from tests import factories
from tests.assessments.factories import visit

VISITS = 70
CONDITIONS: dict[str, Condition] = {
    **{f"rule {rule.id}": rule.fires for rule in RULES},
    **{f"{one.what.id} by {rule.id}": one.when for rule in RULES for one in rule.suggestions},
    **{f"{rung.treatment.id} {status.value}": when for rung in RUNGS for status, when in rung.statuses},
    **{f"points to {one.cause.id}": one.when for one in POINTERS},
    **{f"step {n} not enough": when for n, when in enumerate(STEPS_NOT_ENOUGH, 1)},
    "on hold": ON_HOLD,
}


def answer(finding: Finding, chance: random.Random) -> Any:
    match finding:
        case YesNo():
            return chance.random() < 0.3
        case Several(values=values):
            return tuple(value for value in values if chance.random() < 0.25)
        case Choice(values=values):
            return chance.choice(values)
        case Tried():
            effects = [option.value for option in EFFECTS]
            return {one.id: chance.choice(effects) for one in TREATMENTS if chance.random() < 0.3}
        case Number(lowest=lowest, highest=highest):
            return chance.randint(int(lowest), min(int(highest), 120))
    return None


def answers(chance: random.Random) -> dict[str, Any]:
    kept = ("emergency_flags", "serious_flags", "pain", "legs", "history", "background", "examination", "nerve_roots")
    asked = chance.choice([0.1, 0.5, 0.95])
    slots: list[OneSide] = [
        slot
        for section in SECTIONS
        if section.id in (*kept, "conclusion")
        for finding in section.findings
        for slot in finding.slots()
        if slot.id not in ("onset_on", "onset_approximate", "strength_fallen", "medications", "allergies")
    ]
    calm = chance.random() < 0.6
    given = {slot.id: answer(slot.finding, chance) for slot in slots if chance.random() < asked}
    if calm:
        given |= {id: _quiet(given[id]) for id in given if id in _FLAGS}
    return {id: value for id, value in given.items() if value is not None}


_FLAGS = {f.id for s in SECTIONS if s.id.endswith("_flags") for f in s.findings}


def _quiet(value: Any) -> Any:
    return {bool: False, tuple: (), str: "none"}.get(type(value), value)


@pytest.fixture
def visits() -> list[Encounter]:
    chance = random.Random(20261122)
    clinician = factories.clinician()
    today = Practice.current().today()
    for _ in range(VISITS):
        born = today - timedelta(days=chance.randint(10 * 366, 90 * 366))
        patient = factories.patient(sex=chance.choice(["female", "male", "other", None]), birth_date=born)
        visit(by=clinician, patient=patient, **answers(chance))
    return list(Encounter.objects.whole())


@pytest.mark.django_db
def test_a_condition_finds_the_visits_on_which_it_holds_or_is_ruled_out(visits: list[Encounter]) -> None:
    told = {one.pk: one.answers() for one in visits}
    seen = set()
    for name, condition in CONDITIONS.items():
        for want in (True, False):
            expected = {pk for pk, known in told.items() if condition.holds(known) is want}
            found = set(Encounter.objects.filter(holding(condition, want=want)).values_list("pk", flat=True))
            assert found == expected, (name, want)
            seen.add((bool(expected), want))
    assert seen == {(True, True), (True, False), (False, True), (False, False)}


@pytest.mark.django_db
def test_the_practice_setting_moves_the_filter() -> None:
    rule = next(rule for rule in RULES if rule.id == "persisting_back")
    five_weeks = visit(
        patient=factories.patient(sex="female", birth_date=Practice.current().today() - timedelta(days=60 * 366)),
        duration_weeks=5,
        tried={"heat": "no_help", "physical_therapy": "no_help"},
    )
    assert list(Encounter.objects.filter(holding(rule.fires))) == []
    assert list(Encounter.objects.filter(holding(rule.fires, trial_weeks=4))) == [five_weeks]


def test_what_has_no_translation_is_refused() -> None:
    with pytest.raises(TypeError, match="No query for"):
        holding(Condition())
