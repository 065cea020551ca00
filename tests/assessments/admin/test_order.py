"""Orders in the admin, and what became of them."""

import uuid
from typing import Any

import pytest

from assessments.models import TestEvent, TestOrder
from assessments.services.orders import order
from clinic.models import Staff
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import errors, page, send, signed_in

pytestmark = pytest.mark.django_db


def ordered(by: Staff, *, sign: bool = False) -> TestOrder:
    visit = visits.visit(by=by, **visits.COMPLETE)
    made = order(
        encounter=visit,
        test="mri_lumbar",
        urgency="urgent",
        reason="weakness",
        by=by,
        key=uuid.uuid4(),
        revision=visit.revision,
    )
    if sign:
        visits.sign_now(visit, by=by)
    return made


@pytest.fixture
def both() -> Staff:
    return factories.staff(Role.CLINICIAN, Role.RECORDS_ADMIN)


def test_a_records_admin_reads_an_order_and_writes_nothing(both: Staff) -> None:
    made = ordered(both)
    desk = signed_in(factories.records_admin())
    html = page(desk, change(made))
    assert "weakness" in html
    assert "the clinician" in html
    assert desk.post(change(made), {"kind": "cancelled", "on": "2030-01-01", "text": "x"}).status_code == 403


def test_what_became_of_an_order_is_added_also_after_signing(both: Staff) -> None:
    made = ordered(both, sign=True)
    desk = signed_in(both)
    page(desk, change(made))
    assert send(desk, change(made), kind="scheduled", on="2030-01-01").status_code == 302
    assert (
        send(desk, change(made), kind="resulted", on="2030-01-02", text="disc at L5", abnormal="yes").status_code == 302
    )
    assert [(event.kind, event.abnormal) for event in made.events.all()] == [("scheduled", None), ("resulted", True)]
    assert "disc at L5" in page(signed_in(factories.records_admin()), change(made))


def test_a_result_without_words_and_a_day_before_the_visit_are_refused_at_their_field(both: Staff) -> None:
    made = ordered(both)
    desk = signed_in(both)
    assert list(errors(send(desk, change(made), kind="resulted", on="2030-01-01"))) == ["text"]
    assert list(errors(send(desk, change(made), kind="cancelled", on="2030-01-01"))) == ["text"]
    assert list(errors(send(desk, change(made), kind="scheduled", on="1999-01-01"))) == ["on"]
    assert not TestEvent.objects.exists()


def test_a_cancelled_order_takes_no_more(both: Staff) -> None:
    made = ordered(both)
    desk = signed_in(both)
    assert send(desk, change(made), kind="cancelled", on="2030-01-01", text="moved away").status_code == 302
    assert "moved away" in page(desk, change(made))
    assert desk.post(change(made), {"kind": "resulted", "on": "2030-01-02", "text": "x"}).status_code == 403


def test_orders_are_found_by_test_urgency_and_state(both: Staff) -> None:
    made = ordered(both, sign=True)
    ordered(both)
    desk = signed_in(factories.records_admin())

    def shown(**chosen: str) -> list[TestOrder]:
        return list(desk.get(listing(TestOrder), chosen).context["cl"].result_list)

    assert shown(state="waiting") == [made]
    assert shown(status="signed") == [made]
    assert len(shown(test="mri_lumbar", urgency="urgent")) == 2
    assert shown(test="ct_lumbar") == []
    assert shown(state="withdrawn") == []


def test_a_longer_list_asks_no_more_questions(
    both: Staff, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    desk = signed_in(factories.records_admin())
    for _each in range(3):
        ordered(both)
    page(desk, listing(TestOrder))
    with django_assert_max_num_queries(35) as few:
        page(desk, listing(TestOrder))
    for _each in range(17):
        ordered(both)
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, listing(TestOrder))
