"""Decisions on treatment, and releases of the ladder: read in the admin, made in the visit."""

import uuid
from typing import Any

import pytest

from assessments.models import Encounter, LadderRelease, TreatmentDecision
from assessments.services.decisions import decide, release, undecide
from clinic.models import Staff
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db


def decided(by: Staff) -> TreatmentDecision:
    visit = visits.visit(by=by)
    return decide(
        encounter=visit,
        item="heat",
        answer="declined",
        reason="skin",
        by=by,
        key=uuid.uuid4(),
        revision=visit.revision,
    )


def released(by: Staff) -> LadderRelease:
    visit = visits.visit(by=by, saddle_numbness=True)
    return release(
        encounter=visit, rule="cauda_equina", reason="seen", by=by, key=uuid.uuid4(), revision=visit.revision
    )


MADE = pytest.mark.parametrize("made", [decided, released])


def test_a_decision_says_what_why_and_whether_it_stands() -> None:
    by = factories.clinician()
    decision = decided(by)
    desk = signed_in(factories.records_admin())
    html = page(desk, change(decision))
    assert "skin" in html
    assert "declined" in html
    undecide(
        decision=decision,
        by=by,
        key=uuid.uuid4(),
        revision=Encounter.objects.get(pk=decision.encounter_id).revision,
    )
    assert f"undone by {by.name}" in page(desk, change(decision))


@MADE
def test_nobody_writes_them_in_the_admin(made: Any) -> None:
    row = made(factories.clinician())
    desk = signed_in(factories.staff(Role.CLINICIAN, Role.RECORDS_ADMIN))
    page(desk, change(row))
    assert desk.post(change(row), {"answer": "accepted", "reason": "other"}).status_code == 403


@MADE
def test_a_longer_list_asks_no_more_questions(
    made: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    by = factories.clinician()
    desk = signed_in(factories.records_admin())
    model = TreatmentDecision if made is decided else LadderRelease
    for _each in range(3):
        made(by)
    page(desk, listing(model))
    with django_assert_max_num_queries(30) as few:
        page(desk, listing(model))
    for _each in range(17):
        made(by)
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, listing(model))
