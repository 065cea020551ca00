"""Opening a visit, and taking one over."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.models import SECTION_ROWS, Encounter
from assessments.services.visits import open_encounter, take_over
from clinic.models import AuditEvent, Patient, Practice
from clinic.refusals import Archived, KeyReused, NotAllowed, Refused
from clinic.services import patients, restricting
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


def test_a_visit_opens_today_with_every_section_and_no_answer() -> None:
    clinician, patient = people.clinician(), people.patient()
    visit = open_encounter(patient=patient, by=clinician, key=uuid.uuid4())
    assert (visit.visited_on, visit.clinician, visit.opened_by) == (Practice.current().today(), clinician, clinician)
    assert [getattr(visit, row).pk for row in SECTION_ROWS] == [visit.pk] * 8
    assert visit.answers() == {"age": patient.age_on(visit.visited_on)}


def test_opening_is_written_down_once_however_often_it_is_sent() -> None:
    clinician, patient, key = people.clinician(), people.patient(), uuid.uuid4()
    first = open_encounter(patient=patient, by=clinician, key=key)
    assert open_encounter(patient=patient.pk, by=clinician, key=key) == first
    assert Encounter.objects.count() == 1
    assert AuditEvent.objects.filter(action="visit.opened", patient_id=patient.pk).count() == 1
    with pytest.raises(KeyReused):
        open_encounter(patient=patient, by=clinician, key=key, visited_on=date(2026, 1, 5))


def test_the_age_is_that_of_the_day_of_the_visit() -> None:
    patient = people.patient(birth_date=date(1980, 3, 2))
    day_before = open_encounter(patient=patient, by=people.clinician(), key=uuid.uuid4(), visited_on=date(2026, 3, 1))
    assert day_before.age_years == 45


@pytest.mark.parametrize("day", [timedelta(days=1), timedelta(days=-40_000)])
def test_nobody_is_seen_tomorrow_or_before_birth(day: timedelta) -> None:
    with pytest.raises(Refused) as refusal:
        open_encounter(
            patient=people.patient(),
            by=people.clinician(),
            key=uuid.uuid4(),
            visited_on=Practice.current().today() + day,
        )
    assert refusal.value.field == "visited_on"


def test_an_age_that_nobody_reaches_points_to_the_birth_date() -> None:
    with pytest.raises(Refused) as refusal:
        open_encounter(patient=people.patient(birth_date=date(1890, 1, 1)), by=people.clinician(), key=uuid.uuid4())
    assert refusal.value.field == "birth_date"


def test_an_archived_patient_is_not_seen() -> None:
    patient = people.patient()
    patients.archive_patient(patient=patient, by=people.supervisor(), key=uuid.uuid4(), reason="Moved away")
    with pytest.raises(Archived):
        open_encounter(patient=patient, by=people.clinician(), key=uuid.uuid4())


@pytest.mark.parametrize("who", [people.auditor, people.records_admin, people.superuser])
def test_only_assistants_and_clinicians_open_a_visit(who: Any) -> None:
    with pytest.raises(NotAllowed):
        open_encounter(patient=people.patient(), by=who(), key=uuid.uuid4())


def test_a_patient_who_is_not_there_has_no_visit() -> None:
    with pytest.raises(Patient.DoesNotExist):
        open_encounter(patient=uuid.uuid4(), by=people.clinician(), key=uuid.uuid4())


def test_a_colleague_takes_a_draft_over_and_an_assistant_cannot() -> None:
    visit, colleague = factories.visit(), people.clinician()
    with pytest.raises(NotAllowed):
        take_over(encounter=visit, by=people.assistant(), key=uuid.uuid4(), revision=1)
    take_over(encounter=visit, by=colleague, key=uuid.uuid4(), revision=1)
    assert Encounter.objects.get().clinician == colleague
    assert AuditEvent.objects.filter(action="visit.taken_over").count() == 1


def test_opening_or_taking_over_a_visit_makes_one_part_of_the_team() -> None:
    first, second, third, desk = people.clinician(), people.clinician(), people.clinician(), people.assistant()
    made = people.patient(sex="female")
    visit = open_encounter(patient=made, by=first, key=uuid.uuid4())
    take_over(encounter=visit, by=second, key=uuid.uuid4(), revision=visit.revision)
    open_encounter(patient=made, by=second, key=uuid.uuid4())
    claimed = factories.visit(by=desk, patient=made)
    factories.recorded(claimed, by=third, pain_now=2)
    assert [member.staff for member in restricting.team_of(made)] == [first, second, third]
    joinings = AuditEvent.objects.filter(action="care_team.joined").order_by("seq")
    told = [(one.user_id, one.patient_id, one.object_id) for one in joinings]
    assert told == [(one.staff_id, made.pk, str(one.pk)) for one in restricting.team_of(made)]


def test_a_visit_makes_nobody_part_of_the_team_of_a_restricted_record() -> None:
    office, stranger, member = people.records_admin(), people.clinician(), people.clinician()
    made = people.restricted(by=office, team=[member])
    for who in (stranger, member):
        open_encounter(patient=made, by=who, key=uuid.uuid4())
    assert [one.staff for one in restricting.team_of(made)] == [member]
    assert not AuditEvent.objects.filter(action="care_team.joined").exists()
