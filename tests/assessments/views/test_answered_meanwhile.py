"""A press answers what its page showed: where somebody answered it meanwhile, both are shown and nothing changes."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.decisions import decide, undecide
from assessments.services.orders import order
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories as visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Ann Reed")


@pytest.fixture
def colleague() -> Staff:
    return people.clinician(display_name="Bo Lind")


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return visits.visit(by=doctor, patient=people.patient(sex="female"), **visits.COMPLETE)


Sent = tuple[str, dict[str, list[str]]]


def form_of(page: str, button: str, *, at: str) -> Sent:
    """Where the form with this button goes and what it sends by itself, as a browser without scripts does."""
    for form in re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL):
        if pressed := re.search(rf"<(?:button|input)[^>]*{button}[^>]*>", form):
            named = re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
            named += re.findall(r'name="([^"]+)" value="([^"]+)"', pressed[0])
            fields: dict[str, list[str]] = {}
            for name, value in named:
                fields.setdefault(name, []).append(value)
            action = re.search(r'action="([^"]+)"', form)
            return action[1] if action else at, fields
    raise AssertionError(f"no form has {button}")


def shown(client: Client, visit: Encounter, button: str, *, page: str = "plan", **ids: Any) -> Sent:
    at = reverse(page, args=[visit.pk, *ids.values()])
    return form_of(client.get(at).content.decode(), button, at=at)


def press(client: Client, sent: Sent, *, hx: bool = False, **typed: str) -> Any:
    address, fields = sent
    return client.post(address, {**fields, **typed}, headers={"HX-Request": "true"} if hx else {})


def now(visit: Encounter) -> dict[str, Any]:
    return {"encounter": visit, "key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision}


def stands(visit: Encounter) -> set[tuple[str, str, str]]:
    told = visit.decisions.standing().values_list("item", "answer", "decided_by__display_name")
    ordered = visit.orders.standing().values_list("test", "ordered_by__display_name")
    return {*told, *((test, "ordered", name) for test, name in ordered)}


@pytest.mark.parametrize("hx", [True, False], ids=["in the page", "without scripts"])
@pytest.mark.parametrize("button", ["plan-accept-heat", "plan-decline-heat"])
def test_a_decision_that_the_page_did_not_show_is_shown_and_stays(
    signed_in: Client, visit: Encounter, colleague: Staff, button: str, hx: bool
) -> None:
    mine = shown(signed_in, visit, f'id="{button}"')
    decide(item="heat", answer="declined", reason="Eczema", by=colleague, **now(visit))
    before = Encounter.objects.get(pk=visit.pk).revision
    response = press(signed_in, mine, hx=hx)
    page = response.content.decode()
    assert (response.status_code, stands(visit)) == (409, {("heat", "declined", "Bo Lind")})
    assert "declined (Eczema) by Bo Lind at" in page
    assert f"You pressed: {'accepted' if 'accept' in button else 'declined'}." in page
    assert Encounter.objects.get(pk=visit.pk).revision == before
    assert visit.decisions.count() == 1


def test_what_now_stands_is_answered_from_the_page_that_shows_it(
    signed_in: Client, visit: Encounter, colleague: Staff
) -> None:
    decide(item="heat", answer="declined", by=colleague, **now(visit))
    press(signed_in, shown(signed_in, visit, 'id="why-heat-1"'))
    assert stands(visit) == {("heat", "declined", "Ann Reed")}
    press(signed_in, shown(signed_in, visit, 'id="plan-decline-heat"'))  # its undo
    assert stands(visit) == set()


def test_an_older_page_still_decides_what_nobody_else_did(
    signed_in: Client, visit: Encounter, colleague: Staff
) -> None:
    mine = shown(signed_in, visit, 'id="plan-accept-heat"')
    decide(item="back_care", answer="declined", by=colleague, **now(visit))
    taken_back = decide(item="heat", answer="declined", by=colleague, **now(visit))
    undecide(decision=taken_back, by=colleague, key=uuid.uuid4(), revision=now(visit)["revision"])
    assert press(signed_in, mine).status_code == 302
    assert stands(visit) == {("heat", "accepted", "Ann Reed"), ("back_care", "declined", "Bo Lind")}


def test_a_press_that_arrives_again_is_answered_as_before_whatever_was_decided_since(
    signed_in: Client, visit: Encounter, colleague: Staff
) -> None:
    mine = shown(signed_in, visit, 'id="plan-accept-heat"')
    assert press(signed_in, mine).status_code == 302
    [first] = visit.decisions.standing()
    decide(item="heat", answer="declined", by=colleague, was=[first.pk], **now(visit))
    assert press(signed_in, mine).status_code == 302
    assert stands(visit) == {("heat", "declined", "Bo Lind")}


def test_what_somebody_replaced_meanwhile_is_not_undone_in_its_place(
    signed_in: Client, visit: Encounter, doctor: Staff, colleague: Staff
) -> None:
    first = decide(item="heat", answer="accepted", by=doctor, **now(visit))
    mine = shown(signed_in, visit, 'id="plan-accept-heat"')
    decide(item="heat", answer="declined", by=colleague, was=[first.pk], **now(visit))
    response = press(signed_in, mine)
    assert (response.status_code, stands(visit)) == (409, {("heat", "declined", "Bo Lind")})
    assert "You pressed: Undo." in response.content.decode()


def test_undoing_what_was_undone_already_changes_nothing(
    signed_in: Client, visit: Encounter, doctor: Staff, colleague: Staff
) -> None:
    first = decide(item="heat", answer="accepted", by=doctor, **now(visit))
    mine = shown(signed_in, visit, 'id="plan-accept-heat"')
    undecide(decision=first, by=colleague, key=uuid.uuid4(), revision=now(visit)["revision"])
    assert press(signed_in, mine).status_code == 302
    assert stands(visit) == set()


def test_of_what_is_accepted_all_at_once_nothing_is_where_one_was_declined_meanwhile(
    signed_in: Client, visit: Encounter, colleague: Staff
) -> None:
    mine = shown(signed_in, visit, 'id="plan-accept-care"')
    assert "heat" in mine[1]["items"]
    decide(item="heat", answer="declined", reason="Eczema", by=colleague, **now(visit))
    response = press(signed_in, mine, hx=True)
    assert (response.status_code, stands(visit)) == (409, {("heat", "declined", "Bo Lind")})
    assert "declined (Eczema) by Bo Lind at" in response.content.decode()


@pytest.mark.parametrize("page", ["emergency", "encounter"])
def test_an_emergency_that_somebody_answered_meanwhile_is_not_answered_otherwise(
    signed_in: Client, visit: Encounter, doctor: Staff, colleague: Staff, page: str
) -> None:
    visits.recorded(visit, by=doctor, saddle_numbness=True)
    mine = shown(signed_in, visit, 'name="answer" value="declined"', page=page)
    decide(item="emergency_department", answer="accepted", by=colleague, **now(visit))
    response = press(signed_in, mine, reason="Was there this morning")
    assert (response.status_code, stands(visit)) == (409, {("emergency_department", "accepted", "Bo Lind")})
    assert "accepted by Bo Lind at" in response.content.decode()


def test_an_emergency_declined_before_new_findings_is_answered_anew(
    signed_in: Client, visit: Encounter, doctor: Staff
) -> None:
    visits.recorded(visit, by=doctor, saddle_numbness=True)
    decide(item="emergency_department", answer="declined", reason="Old", rule="cauda_equina", by=doctor, **now(visit))
    visits.recorded(visit, by=doctor, saddle_numbness=None)
    visits.recorded(visit, by=doctor, saddle_numbness=True)
    mine = shown(signed_in, visit, 'name="answer" value="accepted"', page="emergency")
    assert press(signed_in, mine).status_code == 302
    assert stands(visit) == {("emergency_department", "accepted", "Ann Reed")}


def test_what_was_declined_meanwhile_is_chosen_with_a_reason_only_from_a_page_that_shows_it(
    signed_in: Client, visit: Encounter, colleague: Staff
) -> None:
    mine = shown(signed_in, visit, 'name="send"', page="despite", item="opioid_short")
    decide(item="opioid_short", answer="declined", reason="Sedated", by=colleague, **now(visit))
    response = press(signed_in, mine, reason="Severe")
    page = response.content.decode()
    assert (response.status_code, stands(visit)) == (409, {("opioid_short", "declined", "Bo Lind")})
    assert "declined (Sedated) by Bo Lind at" in page
    assert "Now declined, by Bo Lind" in page
    assert press(signed_in, form_of(page, 'name="send"', at=mine[0]), reason="Severe").status_code == 302
    assert stands(visit) == {("opioid_short", "accepted", "Ann Reed")}


def test_a_press_that_would_ask_for_a_reason_tells_first_what_was_decided_meanwhile(
    signed_in: Client, visit: Encounter, doctor: Staff, colleague: Staff
) -> None:
    mine = shown(signed_in, visit, 'id="plan-accept-pain_reliever_otc"')
    visits.recorded(visit, by=colleague, nsaid_allergy=True)
    decide(item="pain_reliever_otc", answer="declined", by=colleague, **now(visit))
    response = press(signed_in, mine)
    assert (response.status_code, stands(visit)) == (409, {("pain_reliever_otc", "declined", "Bo Lind")})


def test_a_test_that_was_declined_meanwhile_is_not_ordered_nor_declined_when_it_was_ordered(
    signed_in: Client, visit: Encounter, doctor: Staff, colleague: Staff
) -> None:
    visits.recorded(visit, by=doctor, urinary_symptoms=True)
    accept, decline = (shown(signed_in, visit, f'id="plan-{act}-urinalysis"') for act in ("accept", "decline"))
    declined = decide(item="urinalysis", answer="declined", by=colleague, **now(visit))
    response = press(signed_in, accept)
    assert (response.status_code, stands(visit)) == (409, {("urinalysis", "declined", "Bo Lind")})
    assert "You pressed: Order." in response.content.decode()
    undecide(decision=declined, by=colleague, key=uuid.uuid4(), revision=now(visit)["revision"])
    order(test="urinalysis", urgency="soon", reason="Burning", by=colleague, **now(visit))
    response = press(signed_in, decline)
    assert (response.status_code, stands(visit)) == (409, {("urinalysis", "ordered", "Bo Lind")})


def test_a_test_that_the_page_shows_as_declined_can_be_ordered_all_the_same(
    signed_in: Client, visit: Encounter, doctor: Staff
) -> None:
    visits.recorded(visit, by=doctor, urinary_symptoms=True)
    decide(item="urinalysis", answer="declined", by=doctor, **now(visit))
    mine = shown(signed_in, visit, 'id="order-send"')
    assert press(signed_in, mine, test="urinalysis", urgency="soon", reason="Burning").status_code == 302
    assert ("urinalysis", "ordered", "Ann Reed") in stands(visit)


@pytest.mark.parametrize("name", ["decide", "accept-all", "order-new"])
def test_what_a_page_cannot_have_shown_is_refused_in_words(signed_in: Client, visit: Encounter, name: str) -> None:
    fields = {"item": "heat", "answer": "accepted", "items": ["heat"], "test": "hla_b27", "urgency": "routine"}
    sent = {**fields, "reason": "x", "key": uuid.uuid4(), "revision": visit.revision, "was": ["heat"]}
    response = signed_in.post(reverse(name, args=[visit.pk]), sent)
    assert (response.status_code, stands(visit)) == (422, set())
    assert "This page was incomplete. Reload it." in response.content.decode()
