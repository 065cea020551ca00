"""Deciding on the plan: each press is done once, says why when it is not, and asks for a reason before a risk."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter, TestOrder, TreatmentDecision
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db
TAIL = "#plan"


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return visits.visit(by=doctor, patient=people.patient(sex="female"), **COMPLETE)


def press(client: Client, name: str, visit: Encounter, *ids: Any, hx: bool = False, **fields: Any):
    given = {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision, **fields}
    sent = {name: value for name, value in given.items() if value is not None}
    headers = {"HX-Request": "true"} if hx else {}
    return client.post(reverse(name, args=[visit.pk, *ids]), sent, headers=headers)


def decided(visit: Encounter) -> dict[str, tuple[str, str]]:
    return {one.item: (one.answer, one.reason) for one in visit.decisions.standing()}


def ordered(visit: Encounter) -> dict[str, tuple[str, str]]:
    return {one.test: (one.urgency, one.reason) for one in visit.orders.standing()}


def test_a_suggestion_is_accepted_with_one_press(signed_in: Client, visit: Encounter) -> None:
    response = press(signed_in, "decide", visit, item="stay_active", answer="accepted")
    assert response.url == reverse("encounter", args=[visit.pk]) + TAIL
    assert decided(visit) == {"stay_active": ("accepted", "")}


def test_a_press_in_the_page_answers_with_plan_and_margin_and_the_new_revision(
    signed_in: Client, visit: Encounter
) -> None:
    response = press(signed_in, "decide", visit, hx=True, item="stay_active", answer="accepted")
    page = response.content.decode()
    assert (response.status_code, response["X-Revision"]) == (200, str(visit.revision + 1))
    assert 'id="plan"' in page
    assert 'id="rail"' in page
    assert page.count('id="plan"') == page.count('id="rail"') == 1
    assert re.search(r'id="rail"[^>]*hx-swap-oob', page)


def test_a_press_costs_few_queries(signed_in: Client, visit: Encounter, django_assert_max_num_queries: Any) -> None:
    signed_in.get(reverse("encounter", args=[visit.pk]))  # where what is pressed was shown
    with django_assert_max_num_queries(30):  # one of them asks for the revision
        press(signed_in, "decide", visit, hx=True, item="stay_active", answer="accepted")


@pytest.mark.parametrize("group", ["later", "not-suggested", "own-choice", "order"])
def test_what_is_folded_is_sent_once_it_is_opened(signed_in: Client, visit: Encounter, group: str) -> None:
    address = f"{reverse('plan', args=[visit.pk])}?group={group}"
    page = signed_in.get(reverse("encounter", args=[visit.pk])).content.decode()
    assert f'data-from="{address}"' in page
    opened = signed_in.get(address).content.decode()
    said = re.findall(r'id="(row-\w+|order-send)"', opened)
    assert said
    assert [id for id in said if f'id="{id}"' in page] == []
    everything = signed_in.get(reverse("plan", args=[visit.pk])).content.decode()
    assert [id for id in said if f'id="{id}"' not in everything] == []


def test_what_stands_open_on_the_page_comes_with_the_answer(signed_in: Client, visit: Encounter) -> None:
    given = {"key": uuid.uuid4(), "revision": visit.revision, "item": "stay_active", "answer": "accepted"}
    open_there = {"HX-Request": "true", "X-Unfolded": "plan-own-choice plan-basis-heat"}
    page = signed_in.post(reverse("decide", args=[visit.pk]), given, headers=open_there).content.decode()
    assert 'id="plan-own-choice" open' in page
    assert 'id="row-opioid_short"' in page
    assert re.search(r'id="plan-basis-heat" open>.*?<dt>Sources</dt>', page, re.DOTALL)
    assert 'id="plan-later">' in page


def test_there_is_no_other_group(signed_in: Client, visit: Encounter) -> None:
    assert signed_in.get(f"{reverse('plan', args=[visit.pk])}?group=now").status_code == 404


def test_a_decline_takes_one_press_and_its_reason_a_second(signed_in: Client, visit: Encounter) -> None:
    response = press(signed_in, "decide", visit, hx=True, item="heat", answer="declined")
    assert "The patient prefers not to" in response.content.decode()
    why = {"answer": "declined", "reason": "The patient prefers not to", "was": visit.decisions.get().pk}
    press(signed_in, "decide", visit, hx=True, item="heat", **why)
    assert decided(visit) == {"heat": ("declined", "The patient prefers not to")}


def test_a_decision_can_be_undone(signed_in: Client, visit: Encounter) -> None:
    press(signed_in, "decide", visit, item="heat", answer="declined")
    press(signed_in, "undecide", visit, visit.decisions.get().pk)
    assert decided(visit) == {}


def test_a_press_sent_twice_is_done_once(signed_in: Client, visit: Encounter) -> None:
    key, revision = uuid.uuid4(), visit.revision
    for _ in range(2):
        press(signed_in, "decide", visit, key=key, revision=revision, item="heat", answer="accepted")
    assert TreatmentDecision.objects.filter(encounter=visit).count() == 1


def test_care_that_fits_is_accepted_all_at_once(signed_in: Client, visit: Encounter) -> None:
    key, revision = uuid.uuid4(), visit.revision
    for _ in range(2):
        press(signed_in, "accept-all", visit, key=key, revision=revision, items=["stay_active", "heat", "back_care"])
    assert sorted(decided(visit)) == ["back_care", "heat", "stay_active"]
    assert visit.decisions.count() == 3


def test_what_is_no_longer_suggested_is_not_accepted_with_the_rest(signed_in: Client, visit: Encounter) -> None:
    response = press(signed_in, "accept-all", visit, hx=True, items=["stay_active", "surgery"])
    assert (response.status_code, decided(visit)) == (422, {})
    assert "No longer suggested: Surgery." in response.content.decode()


def test_a_suggested_test_is_ordered_with_its_reason_and_rule(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, urinary_symptoms=True)
    press(signed_in, "order-new", visit, test="urinalysis", urgency="urgent", reason="Kidney or bladder", rule="kidney")
    [order] = visit.orders.all()
    assert (order.test, order.urgency, order.rule) == ("urinalysis", "urgent", "kidney")


def test_the_clinician_orders_any_test_with_a_reason(signed_in: Client, visit: Encounter) -> None:
    press(signed_in, "order-new", visit, test="hla_b27", urgency="routine", reason="Family history")
    assert ordered(visit) == {"hla_b27": ("routine", "Family history")}


def test_an_order_without_a_reason_is_refused_and_keeps_what_was_chosen(signed_in: Client, visit: Encounter) -> None:
    response = press(signed_in, "order-new", visit, test="hla_b27", urgency="soon")
    page = response.content.decode()
    assert (response.status_code, ordered(visit)) == (422, {})
    assert "Say why the test is ordered" in page
    assert '<option value="hla_b27" selected>' in page


def test_an_order_is_withdrawn(signed_in: Client, visit: Encounter) -> None:
    press(signed_in, "order-new", visit, test="hla_b27", urgency="routine", reason="Family history")
    press(signed_in, "order-withdraw", visit, visit.orders.get().pk)
    assert ordered(visit) == {}


def test_what_a_scan_is_to_decide_is_asked_in_the_order_and_kept(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, weight_loss=True)
    press(signed_in, "order-new", visit, test="mri_lumbar", urgency="soon", purpose="surgery_considered")
    assert ordered(visit) == {"mri_lumbar": ("soon", "surgery is considered")}
    assert Encounter.objects.get(pk=visit.pk).conclusion.imaging_purpose == "surgery_considered"


def test_a_purpose_somebody_changed_meanwhile_stops_the_order(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, weight_loss=True, imaging_purpose="injection_considered")
    response = press(signed_in, "order-new", visit, test="mri_lumbar", urgency="soon", purpose="surgery_considered")
    assert (response.status_code, ordered(visit)) == (409, {})


@pytest.mark.parametrize("hx", [True, False])
def test_a_scan_that_is_not_needed_asks_for_a_reason_first(signed_in: Client, visit: Encounter, hx: bool) -> None:
    response = press(signed_in, "order-new", visit, hx=hx, test="mri_lumbar", urgency="routine", reason="Worry")
    to = reverse("despite", args=[visit.pk, "mri_lumbar"])
    assert (response["X-Go-To"] if hx else response.url) == to
    assert ordered(visit) == {}
    assert "advised against" in signed_in.get(to).content.decode()


def test_a_scan_that_is_not_needed_is_ordered_with_a_reason(signed_in: Client, visit: Encounter) -> None:
    press(signed_in, "despite", visit, "mri_lumbar", urgency="routine", reason="Second opinion")
    assert ordered(visit) == {"mri_lumbar": ("routine", "Second opinion")}


def test_a_treatment_ruled_out_is_not_accepted_without_a_reason(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, nsaid_allergy=True)
    response = press(signed_in, "decide", visit, item="pain_reliever_otc", answer="accepted")
    assert response.url == reverse("despite", args=[visit.pk, "pain_reliever_otc"])
    assert decided(visit) == {}
    press(signed_in, "despite", visit, "pain_reliever_otc", reason="Took it last week without trouble")
    assert decided(visit) == {"pain_reliever_otc": ("accepted", "Took it last week without trouble")}


def test_an_opioid_is_chosen_only_with_a_reason(signed_in: Client, visit: Encounter) -> None:
    response = press(signed_in, "decide", visit, item="opioid_short", answer="accepted")
    assert response.url == reverse("despite", args=[visit.pk, "opioid_short"])
    response = press(signed_in, "despite", visit, "opioid_short", reason="  ")
    assert (response.status_code, decided(visit)) == (422, {})
    assert "never suggested" in response.content.decode()


def test_a_hold_is_released_with_a_reason(signed_in: Client, doctor: Staff, visit: Encounter) -> None:
    visits.recorded(visit, by=doctor, fever=True)
    assert press(signed_in, "release", visit, rule="fever").status_code == 422
    press(signed_in, "release", visit, rule="fever", reason="Influenza, seen twice")
    assert [one.rule for one in visit.releases.all()] == ["fever"]
    page = signed_in.get(reverse("plan", args=[visit.pk])).content.decode()
    assert "Treatment is on hold" not in page


def test_the_emergency_is_answered_on_its_page(signed_in: Client, doctor: Staff, visit: Encounter) -> None:
    visits.recorded(visit, by=doctor, saddle_numbness=True)
    page = signed_in.get(reverse("emergency", args=[visit.pk])).content.decode()
    assert "Emergency department now?" in page
    response = press(signed_in, "emergency", visit, answer="declined", rule="cauda_equina")
    assert (response.status_code, decided(visit)) == (422, {})
    press(signed_in, "emergency", visit, answer="accepted", rule="cauda_equina")
    assert decided(visit) == {"emergency_department": ("accepted", "")}
    assert signed_in.get(reverse("emergency", args=[visit.pk])).status_code == 302


def test_what_is_to_be_told_along_stands_beside_the_emergency_and_in_the_margin(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, fever=True, systolic_bp=85)
    for page in ("emergency", "encounter"):
        shown = signed_in.get(reverse(page, args=[visit.pk])).content.decode()
        assert "With this besides the fever, consider the emergency department now." in shown
        assert "Systolic blood pressure: 85" in shown


def test_without_an_emergency_its_page_leads_back(signed_in: Client, visit: Encounter) -> None:
    response = signed_in.get(reverse("emergency", args=[visit.pk]))
    assert response.url == reverse("encounter", args=[visit.pk])


BAD: list[dict[str, Any]] = [
    {"key": "nonsense"},
    {"key": None},
    {"revision": "0"},
    {"revision": "99999999999999999999"},
    {"revision": "1e3"},
    {"item": "nothing", "test": "nothing", "rule": "nothing", "items": ["nothing"]},
    {"answer": "perhaps", "urgency": "never"},
    {"reason": "x" * 501},
    {"reason": "\x00"},
    {"reason": "\ud800"},
]
GOOD = {
    "decide": {"item": "heat", "answer": "declined"},
    "accept-all": {"items": ["heat"]},
    "order-new": {"test": "hla_b27", "urgency": "routine", "reason": "Why not"},
    "release": {"rule": "fever", "reason": "Why not"},
    "emergency": {"answer": "declined", "reason": "Why not", "rule": ""},
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_what_cannot_be_is_refused_in_words(
    signed_in: Client, visit: Encounter, name: str, bad: dict[str, Any]
) -> None:
    fields = {**GOOD[name], **bad}
    if "\ud800" in str(fields.get("reason", "")):
        fields["reason"] = b"\xed\xa0\x80"
    response = press(signed_in, name, visit, **fields)
    assert response.status_code in (200, 302, 409, 422)


@pytest.mark.parametrize("name", GOOD)
def test_a_press_without_its_revision_is_refused_as_such(signed_in: Client, visit: Encounter, name: str) -> None:
    response = press(signed_in, name, visit, revision=None, **GOOD[name])
    assert response.status_code == 428
    assert (decided(visit), ordered(visit)) == ({}, {})


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_decided_after_signing(client: Client, doctor: Staff, name: str) -> None:
    note = visits.signed(by=doctor, patient=people.patient(sex="female"))
    client.force_login(doctor)
    response = press(client, name, note.encounter, **GOOD[name])
    assert response.status_code in (302, 409)
    assert (decided(note.encounter), ordered(note.encounter)) == ({}, {})


WRITES: dict[str, tuple[Any, ...]] = {
    "decide": (),
    "undecide": (uuid.uuid4(),),
    "accept-all": (),
    "order-new": (),
    "order-withdraw": (uuid.uuid4(),),
    "release": (),
    "despite": ("mri_lumbar",),
    "emergency": (),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("who", [people.assistant, people.records_admin, people.auditor, people.superuser])
def test_who_may_not_decide_is_told_so_whether_the_visit_exists_or_not(
    client: Client, visit: Encounter, name: str, who: Callable[[], Staff]
) -> None:
    client.force_login(who())
    for pk in (visit.pk, uuid.uuid4()):
        assert client.post(reverse(name, args=[pk, *WRITES[name]])).status_code == 403


@pytest.mark.parametrize("name", WRITES)
def test_nobody_decides_without_signing_in(client: Client, visit: Encounter, name: str) -> None:
    response = client.post(reverse(name, args=[visit.pk, *WRITES[name]]))
    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", WRITES)
def test_a_visit_that_is_not_there_takes_no_decision(signed_in: Client, name: str) -> None:
    assert signed_in.post(reverse(name, args=[uuid.uuid4(), *WRITES[name]])).status_code == 404


def test_an_order_of_another_visit_is_not_reached_through_this_one(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    other = visits.visit(by=doctor)
    press(signed_in, "order-new", other, test="hla_b27", urgency="routine", reason="Family history")
    order = TestOrder.objects.get()
    assert press(signed_in, "order-withdraw", visit, order.pk).status_code == 404
    assert ordered(other) == {"hla_b27": ("routine", "Family history")}


def test_an_assistant_reads_the_plan_and_is_shown_no_buttons(client: Client, visit: Encounter) -> None:
    client.force_login(people.assistant())
    page = client.get(reverse("plan", args=[visit.pk])).content.decode()
    assert "Stay active" in page
    assert reverse("decide", args=[visit.pk]) not in page
    assert reverse("order-new", args=[visit.pk]) not in page


def test_what_a_person_wrote_stays_text(signed_in: Client, visit: Encounter) -> None:
    press(signed_in, "decide", visit, item="heat", answer="declined", reason="<script>alert(1)</script>")
    page = signed_in.get(reverse("plan", args=[visit.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_emergency_is_not_turned_down_without_a_word(signed_in: Client, doctor: Staff, visit: Encounter) -> None:
    visits.recorded(visit, by=doctor, saddle_numbness=True)
    response = press(signed_in, "decide", visit, hx=True, item="emergency_department", answer="declined")
    assert response["X-Go-To"] == reverse("emergency", args=[visit.pk])
    assert decided(visit) == {}


def test_a_scan_that_waits_for_its_purpose_is_asked_for_it_in_the_plan(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(
        visit,
        by=doctor,
        duration_weeks=14,
        spread_left="calf",
        spread_right="none",
        tried={"pain_reliever_otc": "no_help", "physical_therapy": "no_help"},
    )
    page = signed_in.get(reverse("plan", args=[visit.pk])).content.decode()
    assert "what would it decide?" in page
    press(signed_in, "order-new", visit, test="mri_lumbar", urgency="routine", purpose="injection_considered")
    assert ordered(visit) == {"mri_lumbar": ("routine", "an injection is considered")}
