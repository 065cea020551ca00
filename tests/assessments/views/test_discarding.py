"""The page on which a visit opened by mistake is put away, and what its other pages then say."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories as visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return visits.visit(by=doctor, pain_now=4)


def put_away(client: Client, visit: Encounter, **typed: Any) -> Any:
    given = {"key": uuid.uuid4(), "revision": visit.revision, "reason": "Wrong patient"}
    sent = {name: value for name, value in (given | typed).items() if value is not None}
    return client.post(reverse("visit-discard", args=[visit.pk]), sent)


def test_it_is_asked_on_a_page_of_its_own_with_the_words_of_the_visit(signed_in: Client, visit: Encounter) -> None:
    page = signed_in.get(reverse("encounter", args=[visit.pk])).content.decode()
    there = reverse("visit-discard", args=[visit.pk])
    assert there in page
    assert "4/10" in signed_in.get(there).content.decode()
    assert Encounter.objects.get(pk=visit.pk).status == "draft"


def test_put_away_it_leaves_today_and_stands_marked_in_the_chart(signed_in: Client, visit: Encounter) -> None:
    today = reverse("today")
    assert str(visit.pk) in signed_in.get(today).content.decode()
    assert put_away(signed_in, visit).url == reverse("patient", args=[visit.patient_id])
    assert str(visit.pk) not in signed_in.get(today).content.decode()
    chart = signed_in.get(reverse("patient", args=[visit.patient_id])).content.decode()
    assert "discarded" in chart
    assert "is not signed" not in chart
    kept = signed_in.get(reverse("visit-discard", args=[visit.pk])).content.decode()
    assert "Wrong patient" in kept
    assert "DISCARDED" in kept


def test_its_other_pages_lead_there_or_are_gone(signed_in: Client, visit: Encounter) -> None:
    put_away(signed_in, visit)
    for name in ("encounter", "review", "note"):
        led = signed_in.get(reverse(name, args=[visit.pk]), follow=True)
        assert led.redirect_chain[-1][0] == reverse("visit-discard", args=[visit.pk])
    for name in ("plan", "draft-pdf", "handout-pdf", "plan-pdf", "emergency"):
        assert signed_in.get(reverse(name, args=[visit.pk])).status_code == 404


def test_a_page_left_open_saves_nothing_and_says_so(signed_in: Client, visit: Encounter) -> None:
    put_away(signed_in, visit)
    typed = {"key": uuid.uuid4(), "revision": visit.revision, "pain_now": "7", "was-pain_now": "4"}
    answer = signed_in.post(reverse("record", args=[visit.pk]), typed, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "was discarded" in answer.content.decode()
    assert Encounter.objects.whole().get(pk=visit.pk).answers()["pain_now"] == 4


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"reason": " "}, 422), ({"revision": None}, 428), ({"revision": 1}, 409), ({"key": "x"}, 422)],
)
def test_what_is_missing_or_old_puts_nothing_away(
    signed_in: Client, visit: Encounter, typed: dict[str, Any], status: int
) -> None:
    assert put_away(signed_in, visit, **typed).status_code == status
    assert Encounter.objects.get(pk=visit.pk).status == "draft"


def test_brought_back_one_goes_on_with_it(signed_in: Client, visit: Encounter) -> None:
    put_away(signed_in, visit)
    revision = Encounter.objects.get(pk=visit.pk).revision
    there = reverse("visit-bring-back", args=[visit.pk])
    assert signed_in.post(there, {"key": uuid.uuid4()}).status_code == 428
    assert signed_in.post(there, {"key": uuid.uuid4(), "revision": 1}).status_code == 409
    answer = signed_in.post(there, {"key": uuid.uuid4(), "revision": revision})
    assert answer["Location"] == reverse("encounter", args=[visit.pk])
    assert signed_in.get(answer["Location"]).status_code == 200


def test_a_signed_visit_is_not_put_away(signed_in: Client, doctor: Staff) -> None:
    note = visits.signed(by=doctor)
    answer = put_away(signed_in, Encounter.objects.get(pk=note.encounter_id))
    assert answer["Location"] == reverse("note", args=[note.encounter_id])


def test_somebody_else_is_told_whose_it_is(client: Client, visit: Encounter) -> None:
    client.force_login(people.clinician())
    assert "This is the visit of" in client.get(reverse("visit-discard", args=[visit.pk])).content.decode()
    assert put_away(client, visit).status_code == 422
