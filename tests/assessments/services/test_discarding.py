"""A visit opened by mistake is put away, kept as it was left, and brought back."""

import uuid
from typing import Any

import pytest
from django.db import connection

from assessments.models import Encounter
from assessments.services import discarding
from assessments.services.draft import Saved
from assessments.services.orders import order
from assessments.services.visits import take_over
from clinic import triggers
from clinic.models import AuditEvent, Staff
from clinic.refusals import Discarded, NotAllowed, Refused, Signed
from tests import factories as people
from tests.assessments import factories
from tests.assessments.test_triggers import refused, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician()


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return factories.visit(by=doctor, pain_now=4, tried={"heat": "helped"})


def discarded(visit: Encounter, by: Staff, **fields: Any) -> Saved:
    usual = {"key": uuid.uuid4(), "revision": visit.revision, "reason": "Wrong patient"}
    return discarding.discard(encounter=visit, by=by, **usual | fields)


def brought_back(visit: Encounter, by: Staff, **fields: Any) -> Encounter:
    usual = {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision}
    return discarding.bring_back(encounter=visit, by=by, **usual | fields)


def now(visit: Encounter) -> Encounter:
    return Encounter.objects.whole().get(pk=visit.pk)


def test_a_discarded_visit_says_by_whom_when_and_why_and_keeps_its_answers(visit: Encounter, doctor: Staff) -> None:
    answers = now(visit).answers()
    discarded(visit, doctor)
    kept = now(visit)
    assert (kept.is_discarded, kept.discarded_by, kept.discarded_because) == (True, doctor, "Wrong patient")
    assert kept.discarded_at is not None
    assert kept.answers() == answers
    event = AuditEvent.objects.get(action="visit.discarded")
    assert (event.reason, event.revision_after, event.patient_id) == ("Wrong patient", kept.revision, visit.patient_id)


def test_pressed_twice_it_is_done_once(visit: Encounter, doctor: Staff) -> None:
    key = uuid.uuid4()
    assert discarded(visit, doctor, key=key) == discarded(visit, doctor, key=key)
    assert AuditEvent.objects.filter(action="visit.discarded").count() == 1


def test_nothing_is_written_into_a_discarded_visit(visit: Encounter, doctor: Staff) -> None:
    discarded(visit, doctor)
    for write in (
        lambda: factories.recorded(visit, by=doctor, pain_now=5),
        lambda: factories.sign_now(visit, by=doctor),
        lambda: take_over(encounter=visit, by=doctor, key=uuid.uuid4(), revision=now(visit).revision),
        lambda: discarded(visit, doctor),
        lambda: order(
            encounter=visit,
            test="xray_lumbar",
            urgency="routine",
            reason="x",
            by=doctor,
            key=uuid.uuid4(),
            revision=now(visit).revision,
        ),
        now(visit).save,
        now(visit).pain.save,
    ):
        with pytest.raises(Discarded):
            write()


def test_a_signed_visit_is_not_discarded(doctor: Staff) -> None:
    note = factories.signed(by=doctor)
    with pytest.raises(Signed) as refused:
        discarded(Encounter.objects.get(pk=note.encounter_id), doctor)
    assert not isinstance(refused.value, Discarded)
    with pytest.raises(Signed):
        brought_back(note.encounter, doctor)


def test_only_its_clinician_discards_a_visit(visit: Encounter) -> None:
    other = people.clinician()
    with pytest.raises(Refused, match="This is the visit of"):
        discarded(visit, other)
    take_over(encounter=visit, by=other, key=uuid.uuid4(), revision=visit.revision)
    discarded(now(visit), other)


def test_an_assistant_discards_what_they_opened_until_a_clinician_has_it(doctor: Staff) -> None:
    desk = people.assistant()
    mine, taken = factories.visit(by=desk), factories.visit(by=desk)
    discarded(mine, desk)
    factories.recorded(taken, by=doctor, pain_now=3)
    with pytest.raises(Refused, match="This is the visit of"):
        discarded(now(taken), desk)


def test_nobody_discards_what_they_have_not_seen(visit: Encounter, doctor: Staff) -> None:
    factories.recorded(visit, by=people.assistant(), pain_now=9)
    with pytest.raises(discarding.MovedOn):
        discarded(visit, doctor)
    assert not now(visit).is_discarded


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_needed_and_of_a_sentence_or_two(visit: Encounter, doctor: Staff, reason: str) -> None:
    with pytest.raises(Refused):
        discarded(visit, doctor, reason=reason)


def test_an_auditor_and_the_records_office_discard_nothing(visit: Encounter) -> None:
    for who in (people.auditor(), people.records_admin()):
        with pytest.raises(NotAllowed):
            discarded(visit, who)


def test_brought_back_it_is_the_draft_it_was(visit: Encounter, doctor: Staff) -> None:
    answers = now(visit).answers()
    discarded(visit, doctor)
    key = uuid.uuid4()
    revision = now(visit).revision
    assert brought_back(visit, doctor, key=key, revision=revision).status == "draft"
    brought_back(visit, doctor, key=key, revision=revision)
    back = now(visit)
    assert (back.discarded_at, back.discarded_by, back.discarded_because) == (None, None, "")
    assert back.answers() == answers
    factories.recorded(visit, by=doctor, pain_now=5)
    assert AuditEvent.objects.filter(action="visit.brought_back").count() == 1


def test_somebody_else_does_not_bring_it_back_nor_from_an_old_page(visit: Encounter, doctor: Staff) -> None:
    discarded(visit, doctor)
    with pytest.raises(Refused, match="This is the visit of"):
        brought_back(visit, people.clinician())
    with pytest.raises(discarding.MovedOn):
        brought_back(visit, doctor, revision=visit.revision)
    assert now(visit).is_discarded


def test_a_discarded_visit_counts_nowhere(visit: Encounter, doctor: Staff) -> None:
    later = factories.visit(by=doctor, patient=visit.patient)
    discarded(visit, doctor)
    visits = Encounter.objects.filter(patient=visit.patient)
    assert list(visits.going_on()) == list(visits.drafts()) == [later]
    assert not visits.standing().exists()
    assert later.last_signed() is None


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE assessments_encounter SET discarded_because = 'y' WHERE status = 'discarded'",
        "UPDATE assessments_encounter SET status = 'signed', discarded_at = NULL, discarded_by_id = NULL, "
        "discarded_because = '', signed_at = opened_at WHERE status = 'discarded'",
        "UPDATE assessments_painassessment SET pain_now = 1",
        "DELETE FROM assessments_triedtreatment",
        "DELETE FROM assessments_encounter",
    ],
)
def test_the_database_itself_keeps_a_discarded_visit_as_it_was(visit: Encounter, doctor: Staff, attack: str) -> None:
    discarded(visit, doctor)
    assert refused(sql(attack))
    triggers.lower(connection)
    if not attack.startswith("DELETE FROM assessments_encounter"):  # which other rows hang on
        assert not refused(sql(attack))
