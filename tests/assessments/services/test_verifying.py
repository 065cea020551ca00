"""A signed note asked whether it is still what was signed, and what is kept beside it of the advice."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection

from assessments.models import Encounter, SignedNote, TreatmentDecision
from assessments.services.decisions import decide, release
from assessments.services.orders import order
from assessments.services.verifying import problems
from clinic import triggers
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Staff:
    return people.clinician(display_name="Ann Reed", professional_title="MD")


@pytest.fixture
def visit(clinician: Staff) -> Encounter:
    return factories.visit(by=clinician, **factories.COMPLETE)


def signed(visit: Encounter, by: Staff) -> SignedNote:
    return factories.sign_now(visit, by=by)


def answered(visit: Encounter, by: Staff) -> SignedNote:
    """A test ordered, a treatment turned down, an alert overruled; then signed."""
    factories.recorded(visit, by=by, saddle_numbness=True)

    def step(act: Any, **given: Any) -> None:
        revision = Encounter.objects.get(pk=visit.pk).revision
        act(encounter=visit, by=by, key=uuid.uuid4(), revision=revision, **given)

    step(order, test="mri_lumbar", urgency="immediate", rule="cauda_equina", reason="Numb since Monday")
    step(decide, item="emergency_department", answer="declined", rule="cauda_equina", reason="Was there this morning")
    step(release, rule="cauda_equina", reason="Old deficit")
    return signed(visit, by)


def test_of_each_suggestion_is_kept_its_rule_its_version_the_answer_why_by_whom_and_when(
    visit: Encounter, clinician: Staff
) -> None:
    note = answered(visit, clinician)
    basis = json.loads(note.basis)
    [ordered], [decided], [released] = basis["orders"], basis["decisions"], basis["releases"]
    told = TreatmentDecision.objects.get()
    by, version = str(clinician.pk), note.knowledge_version
    assert decided == {
        "item": "emergency_department",
        "answer": "declined",
        "reason": "Was there this morning",
        "rule": "cauda_equina",
        "knowledge_version": version,
        "decided_by": by,
        "decided_at": told.decided_at.isoformat(timespec="microseconds"),
    }
    assert (ordered["rule"], ordered["knowledge_version"], ordered["ordered_by"]) == ("cauda_equina", version, by)
    assert (released["rule"], released["reason"], released["released_by"]) == ("cauda_equina", "Old deficit", by)
    assert ordered["ordered_at"] <= decided["decided_at"] <= released["released_at"]
    assert basis["answers"]["saddle_numbness"] is True
    assert "cauda_equina" in str(basis["advice"])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("testorder", "rule", "'another'"),
        ("testorder", "ordered_at", "'2026-01-02 03:04:05'"),
        ("treatmentdecision", "reason", "'another'"),
        ("treatmentdecision", "knowledge_version", "'another'"),
        ("ladderrelease", "reason", "'another'"),
    ],
)
def test_an_answer_to_a_suggestion_that_was_altered_later_is_found_out(
    visit: Encounter, clinician: Staff, table: str, column: str, value: str
) -> None:
    note = answered(visit, clinician)
    assert problems(note) == []
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessments_{table} SET {column} = {value}")
    assert problems(note) == ["The visit's orders or decisions were altered after signing."]


def test_an_answer_taken_away_later_is_found_out(visit: Encounter, clinician: Staff) -> None:
    note = answered(visit, clinician)
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessments_ladderrelease")
    assert problems(note) == ["The visit's orders or decisions were altered after signing."]


def test_a_row_altered_behind_the_programs_back_is_found_out(visit: Encounter, clinician: Staff) -> None:
    note = signed(visit, clinician)
    assert problems(note) == []
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_painassessment SET pain_now = 2")
        cursor.execute("UPDATE assessments_redflagscreen SET fever = NULL")
    assert problems(SignedNote.objects.get()) == ["The visit's rows were altered after signing: fever, pain_now."]


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("content", "The note's words are not the ones that were signed."),
        ("basis", "What the note was written from is not what was kept at signing."),
    ],
)
def test_a_word_altered_in_the_note_is_found_out(visit: Encounter, clinician: Staff, column: str, says: str) -> None:
    signed(visit, clinician)
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessments_signednote SET {column} = {column} || ' '")
    assert problems(SignedNote.objects.get()) == [says]
