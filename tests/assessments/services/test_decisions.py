"""Deciding on treatment, and letting it go on in spite of an alert."""

import uuid
from typing import Any

import pytest

from assessments.models import Encounter, LadderRelease, TreatmentDecision
from assessments.services.advice import guidance_for
from assessments.services.decisions import decide, release, undecide
from clinic.models import AuditEvent, Staff
from clinic.refusals import NotAllowed, Refused, Signed
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def visit(clinician: Staff) -> Encounter:
    return factories.visit(by=clinician, saddle_numbness=True)


def revision(visit: Encounter) -> int:
    return Encounter.objects.get(pk=visit.pk).revision


def decided(visit: Encounter, by: Staff, item: str, answer: str, **fields: Any) -> TreatmentDecision:
    return decide(
        encounter=visit, item=item, answer=answer, by=by, key=uuid.uuid4(), revision=revision(visit), **fields
    )


def test_a_decision_remembers_the_answer_the_reason_and_the_rule(visit: Encounter, clinician: Staff) -> None:
    made = decided(visit, clinician, "emergency_department", "declined", reason="Goes on Monday", rule="cauda_equina")
    assert (made.item, made.answer, made.reason, made.rule, made.decided_by) == (
        "emergency_department",
        "declined",
        "Goes on Monday",
        "cauda_equina",
        clinician,
    )
    assert AuditEvent.objects.get(action="treatment.decided").findings == ["emergency_department"]


def test_a_change_of_mind_takes_the_place_of_the_first_decision(visit: Encounter, clinician: Staff) -> None:
    first = decided(visit, clinician, "heat", "accepted")
    second = decided(visit, clinician, "heat", "declined", was=[first.pk])
    assert list(visit.decisions.standing()) == [second]
    first.refresh_from_db()
    assert first.undone_by == clinician


def test_a_decision_can_be_undone(visit: Encounter, clinician: Staff) -> None:
    made = decided(visit, clinician, "heat", "accepted")
    undecide(decision=made, by=clinician, key=uuid.uuid4(), revision=revision(visit))
    assert not visit.decisions.standing().exists()
    assert TreatmentDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("item", "answer", "fields", "named"),
    [
        ("prayer", "accepted", {}, "item"),
        ("heat", "perhaps", {}, "answer"),
        ("mri_lumbar", "accepted", {}, "answer"),
        ("heat", "accepted", {"rule": "hunch"}, "rule"),
        ("heat", "declined", {"reason": "x" * 501}, "reason"),
    ],
)
def test_a_decision_that_cannot_be_names_the_field(
    visit: Encounter, clinician: Staff, item: str, answer: str, fields: dict[str, str], named: str
) -> None:
    with pytest.raises(Refused) as refusal:
        decided(visit, clinician, item, answer, **fields)
    assert refusal.value.field == named


def test_a_suggested_test_can_be_turned_down(visit: Encounter, clinician: Staff) -> None:
    assert decided(visit, clinician, "mri_lumbar", "declined", reason="Claustrophobia").answer == "declined"


def test_an_assistant_decides_nothing(visit: Encounter) -> None:
    with pytest.raises(NotAllowed):
        decided(visit, people.assistant(), "heat", "accepted")


def test_nothing_is_decided_after_signing(clinician: Staff) -> None:
    visit = factories.signed(by=clinician).encounter
    with pytest.raises(Signed):
        decided(visit, clinician, "heat", "accepted")


def test_releasing_the_rule_that_holds_lets_the_ladder_go_on(visit: Encounter, clinician: Staff) -> None:
    assert guidance_for(Encounter.objects.get()).on_hold
    made = release(
        encounter=visit,
        rule="cauda_equina",
        reason="Old deficit, seen by surgery",
        by=clinician,
        key=uuid.uuid4(),
        revision=revision(visit),
    )
    assert (made.rule, made.reason, made.released_by) == ("cauda_equina", "Old deficit, seen by surgery", clinician)
    assert not guidance_for(Encounter.objects.get()).on_hold


@pytest.mark.parametrize("rule", ["fever", "lasting", "hunch", ""])
def test_only_what_holds_the_ladder_now_can_be_released(visit: Encounter, clinician: Staff, rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        release(encounter=visit, rule=rule, reason="Why not", by=clinician, key=uuid.uuid4(), revision=revision(visit))
    assert refusal.value.field == "rule"
    assert not LadderRelease.objects.exists()


def test_a_release_has_a_reason_and_is_made_once(visit: Encounter, clinician: Staff) -> None:
    given: dict[str, Any] = {"encounter": visit, "rule": "cauda_equina", "by": clinician}
    with pytest.raises(Refused) as refusal:
        release(**given, reason="", key=uuid.uuid4(), revision=revision(visit))
    assert refusal.value.field == "reason"
    release(**given, reason="Old deficit", key=uuid.uuid4(), revision=revision(visit))
    with pytest.raises(Refused, match="released already"):
        release(**given, reason="Old deficit", key=uuid.uuid4(), revision=revision(visit))
