"""Ordering tests, and what becomes of an order."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assessments.models import Encounter, TestEvent, TestOrder
from assessments.services.advice import guidance_for
from assessments.services.orders import cancel, order, result, schedule, withdraw
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
    return factories.visit(by=clinician)


def ordered(visit: Encounter, by: Staff, **fields: Any) -> TestOrder:
    given: dict[str, Any] = {
        "test": "blood_tests",
        "urgency": "urgent",
        "reason": "Weight loss",
        "rule": "weight_loss",
        "key": uuid.uuid4(),
        "revision": Encounter.objects.get(pk=visit.pk).revision,
    }
    return order(encounter=visit, by=by, **given | fields)


def test_an_order_remembers_who_asked_why_and_which_rule_suggested_it(visit: Encounter, clinician: Staff) -> None:
    made = ordered(visit, clinician, note="Fasting not needed")
    assert (made.test, made.urgency, made.reason, made.rule, made.note, made.ordered_by, made.state) == (
        "blood_tests",
        "urgent",
        "Weight loss",
        "weight_loss",
        "Fasting not needed",
        clinician,
        "ordered",
    )
    assert made.knowledge_version == guidance_for(visit).knowledge_version
    event = AuditEvent.objects.get(action="test.ordered")
    assert (event.findings, event.object_id, event.reason) == (["blood_tests"], str(made.pk), "")


def test_a_test_that_is_ordered_is_not_ordered_again_until_withdrawn(visit: Encounter, clinician: Staff) -> None:
    made = ordered(visit, clinician)
    with pytest.raises(Refused, match="ordered already"):
        ordered(visit, clinician)
    withdraw(order=made, by=clinician, key=uuid.uuid4(), revision=2)
    again = ordered(visit, clinician)
    assert list(visit.orders.standing()) == [again]
    assert TestOrder.objects.get(pk=made.pk).state == "withdrawn"


@pytest.mark.parametrize(
    ("field", "value"),
    [("test", "crystal_ball"), ("urgency", "whenever"), ("reason", " "), ("reason", "x" * 501), ("rule", "hunch")],
)
def test_an_order_that_cannot_be_names_the_field(visit: Encounter, clinician: Staff, field: str, value: str) -> None:
    with pytest.raises(Refused) as refusal:
        ordered(visit, clinician, **{field: value})
    assert refusal.value.field == field
    assert not TestOrder.objects.exists()


def test_an_assistant_orders_nothing_and_records_no_result(visit: Encounter, clinician: Staff) -> None:
    assistant, made = people.assistant(), ordered(visit, clinician)
    with pytest.raises(NotAllowed):
        ordered(visit, assistant, test="urinalysis")
    with pytest.raises(NotAllowed):
        withdraw(order=made, by=assistant, key=uuid.uuid4(), revision=2)
    with pytest.raises(NotAllowed):
        result(order=made, on=visit.visited_on, text="Normal", by=assistant, key=uuid.uuid4())


def test_after_signing_no_order_is_added_or_withdrawn(clinician: Staff) -> None:
    visit = factories.visit(by=clinician, **factories.COMPLETE)
    made = ordered(visit, clinician)
    factories.sign_now(visit, by=clinician)
    with pytest.raises(Signed):
        ordered(visit, clinician, test="urinalysis")
    with pytest.raises(Signed):
        withdraw(order=made, by=clinician, key=uuid.uuid4(), revision=3)
    assert list(TestOrder.objects.standing()) == [made]


def test_an_order_is_scheduled_and_its_result_comes_back(visit: Encounter, clinician: Staff) -> None:
    made, day = ordered(visit, clinician), visit.visited_on + timedelta(days=3)
    schedule(order=made, on=day, by=clinician, key=uuid.uuid4(), note="Morning")
    assert made.state == "scheduled"
    event = result(order=made, on=day, text="CRP 48", by=clinician, key=uuid.uuid4(), abnormal=True)
    assert (made.state, event.on, event.abnormal, event.recorded_by) == ("resulted", day, True, clinician)
    assert AuditEvent.objects.filter(action="test.resulted", patient_id=visit.patient_id).count() == 1


def test_a_result_is_corrected_by_a_later_one(visit: Encounter, clinician: Staff) -> None:
    made = ordered(visit, clinician)
    for text in ("CRP 48", "CRP 4.8"):
        result(order=made, on=visit.visited_on, text=text, by=clinician, key=uuid.uuid4())
    assert [event.text for event in made.events.all()] == ["CRP 48", "CRP 4.8"]


def test_what_is_cancelled_or_withdrawn_goes_no_further(visit: Encounter, clinician: Staff) -> None:
    cancelled, withdrawn = ordered(visit, clinician), ordered(visit, clinician, test="urinalysis")
    cancel(order=cancelled, on=visit.visited_on, reason="Done elsewhere", by=clinician, key=uuid.uuid4())
    withdraw(order=withdrawn, by=clinician, key=uuid.uuid4(), revision=3)
    for made in (cancelled, withdrawn):
        for act, words in ((schedule, {}), (result, {"text": "Normal"}), (cancel, {"reason": "Again"})):
            with pytest.raises(Refused) as refusal:
                act(order=made, on=visit.visited_on, by=clinician, key=uuid.uuid4(), **words)
            assert refusal.value.field == "order"
    assert TestEvent.objects.count() == 1


@pytest.mark.parametrize("day", [date(2020, 1, 1), None, datetime(2099, 1, 1, 9, 0)])  # noqa: DTZ001
def test_an_event_has_a_day_from_the_visit_on(visit: Encounter, clinician: Staff, day: Any) -> None:
    with pytest.raises(Refused) as refusal:
        schedule(order=ordered(visit, clinician), on=day, by=clinician, key=uuid.uuid4())
    assert refusal.value.field == "on"


def test_the_same_event_sent_twice_is_written_once(visit: Encounter, clinician: Staff) -> None:
    made, key = ordered(visit, clinician), uuid.uuid4()
    first = result(order=made, on=visit.visited_on, text="Normal", by=clinician, key=key, abnormal=False)
    assert result(order=made, on=visit.visited_on, text="Normal", by=clinician, key=key, abnormal=False) == first
    assert TestEvent.objects.count() == 1


def test_results_still_waited_for_are_those_of_signed_visits(clinician: Staff) -> None:
    draft = factories.visit(by=clinician, **factories.COMPLETE)
    waiting, closed = ordered(draft, clinician), ordered(draft, clinician, test="urinalysis")
    assert not TestOrder.objects.waiting().exists()
    factories.sign_now(draft, by=clinician)
    result(order=closed, on=draft.visited_on, text="Normal", by=clinician, key=uuid.uuid4())
    assert list(TestOrder.objects.waiting()) == [waiting]
