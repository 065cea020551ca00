"""The note of a visit as it would be signed now."""

import uuid
from datetime import date

import pytest

from assessments.knowledge.note import Heading, Note
from assessments.models import Encounter
from assessments.services.decisions import decide, release
from assessments.services.orders import order, withdraw
from assessments.services.record import none_of_these
from assessments.services.writing import draft_note
from clinic.models import Staff
from clinic.services import lists
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Staff:
    return people.clinician(display_name="Ann Reed", professional_title="MD")


def written(visit: Encounter) -> Note:
    return draft_note(Encounter.objects.get(pk=visit.pk), "en")


def words(note: Note) -> str:
    return "\n".join(f"{line.label}: {line.text}" for part in note.parts for line in part.lines)


def test_the_heading_copies_practice_patient_and_clinician(clinician: Staff) -> None:
    update_practice(
        changes={"name": ("", "Back Lane Clinic"), "phone": ("", "555 0100")}, by=people.superuser(), key=uuid.uuid4()
    )
    visit = factories.visit(by=clinician)
    lists.add_medicine(patient=visit.patient, name="Ibuprofen", dose="400 mg", by=clinician, key=uuid.uuid4())
    lists.no_known_allergies(patient=visit.patient, by=clinician, key=uuid.uuid4())
    assert written(visit).heading == Heading(
        practice="Back Lane Clinic",
        practice_address="",
        practice_phone="555 0100",
        patient="Ada Stone",
        birth_date=visit.patient.birth_date,
        record_number=visit.patient.record_number,
        sex="female",
        age=visit.age_years,
        visited_on=visit.visited_on,
        clinician="Ann Reed",
        clinician_title="MD",
        medicines=("Ibuprofen, 400 mg",),
        allergies=(),
    )


def test_what_was_not_asked_is_not_told_as_none() -> None:
    heading = written(factories.visit(by=people.assistant(), patient=people.patient())).heading
    assert (heading.medicines, heading.allergies, heading.sex, heading.clinician) == (None, None, "", "")


def test_only_what_stands_is_written(clinician: Staff) -> None:
    visit = factories.visit(by=clinician, saddle_numbness=True)
    made = order(
        encounter=visit,
        test="ct_lumbar",
        urgency="soon",
        reason="Changed my mind about this",
        by=clinician,
        key=uuid.uuid4(),
        revision=2,
    )
    withdraw(order=made, by=clinician, key=uuid.uuid4(), revision=3)
    decide(
        encounter=visit,
        item="emergency_department",
        answer="declined",
        reason="Patient refuses",
        rule="cauda_equina",
        by=clinician,
        key=uuid.uuid4(),
        revision=4,
    )
    release(encounter=visit, rule="cauda_equina", reason="Deficit is old", by=clinician, key=uuid.uuid4(), revision=5)
    said = words(written(visit))
    assert "Changed my mind" not in said
    assert "Patient refuses" in said
    assert "Deficit is old" in said


def test_the_flags_that_were_denied_are_in_the_note_by_name(clinician: Staff) -> None:
    visit = factories.visit(by=clinician)
    none_of_these(encounter=visit, group="emergency", by=clinician, key=uuid.uuid4(), revision=1)
    said = words(written(visit)).lower()
    for flag in ("bladder", "bowel", "collapse", "fever"):
        assert flag in said


def test_the_note_says_how_the_pain_went_since_the_last_visit(clinician: Staff) -> None:
    patient = people.patient(sex="female")
    factories.signed(by=clinician, patient=patient, on=date(2026, 1, 5), pain_now=6)
    today = factories.visit(by=clinician, patient=patient, on=date(2026, 3, 2), pain_now=3)
    [plan, *_] = written(today).parts
    assert [line.text for line in plan.lines if line.id == "course"] == [
        "Pain 6 to 3 since 5 January 2026: down 3 (50 %), a meaningful improvement."
    ]
