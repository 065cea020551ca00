"""The margin beside the visit: how soon, what to decide, what to ask, and who may read it."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.decisions import decide, undecide
from assessments.services.orders import order
from assessments.views.beside import beside
from clinic.models import AuditEvent, Staff
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db

STANDARD = {
    **COMPLETE,
    "spread_left": "calf",
    "spread_right": "none",
    "slr_left": "positive",
    "slr_right": "negative",
    "tried": {"pain_reliever_otc": "no_help"},
}


def whole(visit: Encounter) -> Encounter:
    return Encounter.objects.whole().get(pk=visit.pk)


def rail_of(visit: Encounter, by: Staff):
    return beside(whole(visit), by)["rail"]


def known_patient(**fields):
    return people.patient(**{"sex": "female", **fields})


def test_a_visit_nobody_asked_anything_in_is_undecided_and_says_what_stands_open(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=known_patient()), doctor)
    assert (rail.urgency, rail.at_least) == ("undecided", False)
    assert rail.still_open[0].text == "17 red flags not asked"
    assert rail.still_open[0].href == "#f-bladder_change"


def test_an_unknown_sex_keeps_the_urgency_open(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=people.patient(), **COMPLETE), doctor)
    assert [chip.text for chip in rail.still_open] == ["Sex"]


def test_a_serious_sign_among_unasked_flags_reads_at_least(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), weight_loss=True)
    client.force_login(doctor)
    page = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    assert "At least soon" in page


def test_no_scan_needed_is_said_with_its_reason_its_exit_and_what_was_not_examined(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=known_patient(), **STANDARD), doctor)
    [card] = [card for card in rail.shown if card.kind == "no_scan"]
    assert card.title == "No scan needed now"
    assert card.until.startswith("Look again after 6 weeks")
    assert [chip.text for chip in card.chips] == ["17 red flags asked, absent"]
    assert card.unexamined


def test_at_most_three_things_are_put_at_once_and_the_emergency_first(doctor: Staff) -> None:
    visit = visits.visit(
        by=doctor,
        patient=known_patient(birth_date=date(1940, 1, 1)),
        **{
            **COMPLETE,
            "urinary_symptoms": True,
            "weight_loss": True,
            "saddle_numbness": True,
            "osteoporosis": True,
            "cancer_history": True,
        },
    )
    rail = rail_of(visit, doctor)
    assert len(rail.shown) == 3
    assert rail.shown[0].urgency == "immediate"
    assert rail.more


def test_a_because_chip_leads_to_its_field_on_its_side(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=known_patient(), **STANDARD), doctor)
    links = {chip.href for card in (*rail.shown, *rail.more) for chip in card.chips}
    assert "#f-slr_left" in links


def test_the_first_three_questions_say_what_they_could_change(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=known_patient(), pain_now=5), doctor)
    assert len(rail.questions) == 3
    assert all(question.chip.href.startswith("#f-") and question.could_change for question in rail.questions)


def test_the_ladder_is_five_steps_with_one_lit(doctor: Staff) -> None:
    rail = rail_of(visits.visit(by=doctor, patient=known_patient(), **STANDARD), doctor)
    assert [step.state for step in rail.ladder] == ["past", "current", "ahead", "ahead", "ahead"]
    assert rail.step == 2
    assert "NSAID without prescription" in rail.ladder[0].note


def test_an_emergency_nobody_answered_interrupts(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), saddle_numbness=True)
    assert [card.id for card in beside(whole(visit), doctor)["interrupts"]] == ["cauda_equina"]


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_emergency_that_was_answered_interrupts_no_more(doctor: Staff, answer: str) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), saddle_numbness=True)
    answered(visit, doctor, answer)
    assert beside(whole(visit), doctor)["interrupts"] == ()


def test_a_new_emergency_sign_after_a_refusal_interrupts_again(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), saddle_numbness=True)
    answered(visit, doctor, "declined")
    visits.recorded(visit, by=doctor, weakness_worsening=True)
    assert [card.id for card in beside(whole(visit), doctor)["interrupts"]] == ["worsening_weakness"]


def answered(visit: Encounter, by: Staff, answer: str):
    now = whole(visit)
    return decide(
        encounter=now,
        item="emergency_department",
        answer=answer,
        reason="seen there this morning",
        by=by,
        key=uuid.uuid4(),
        revision=now.revision,
    )


def test_minor_trauma_is_immediate_and_does_not_interrupt(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), trauma="minor")
    shown = beside(whole(visit), doctor)
    assert (shown["rail"].urgency, shown["interrupts"]) == ("immediate", ())


def test_what_was_decided_stands_in_its_place_and_does_not_count_among_the_three(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), **{**COMPLETE, "urinary_symptoms": True})
    now = whole(visit)
    order(
        encounter=now,
        test="urinalysis",
        urgency="urgent",
        reason="Kidney?",
        rule="kidney",
        by=doctor,
        key=uuid.uuid4(),
        revision=now.revision,
    )
    [card] = [card for card in rail_of(visit, doctor).shown if card.id == "kidney"]
    assert card.is_settled


def test_a_decline_comes_back_only_when_an_answer_it_rests_on_changes(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), **STANDARD)
    now = whole(visit)
    decide(
        encounter=now,
        item="physical_therapy",
        answer="declined",
        by=doctor,
        key=uuid.uuid4(),
        revision=now.revision,
    )
    visits.recorded(visit, by=doctor, smoking="never")
    assert state_of(visit, doctor, "physical_therapy") == ("declined", False)
    visits.recorded(visit, by=doctor, duration_weeks=9)
    assert state_of(visit, doctor, "physical_therapy") == ("suggested", True)


def state_of(visit: Encounter, by: Staff, item: str) -> tuple[str, bool]:
    [row] = [row for row in beside(whole(visit), by)["rows"] if row.id == item]
    return row.state, row.again


def test_a_treatment_taken_up_and_ruled_out_later_is_marked(doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), **COMPLETE)
    now = whole(visit)
    decision = decide(
        encounter=now,
        item="pain_reliever_otc",
        answer="accepted",
        by=doctor,
        key=uuid.uuid4(),
        revision=now.revision,
    )
    visits.recorded(visit, by=doctor, nsaid_allergy=True)
    [row] = [row for row in beside(whole(visit), doctor)["plan"].now if row.id == "pain_reliever_otc"]
    assert (row.state, row.against) == ("accepted", True)
    undecide(decision=decision, by=doctor, key=uuid.uuid4(), revision=whole(visit).revision)
    [row] = [row for row in beside(whole(visit), doctor)["plan"].against if row.id == "pain_reliever_otc"]
    assert row.state == "avoid"


def test_opioids_are_never_among_what_is_suggested(doctor: Staff) -> None:
    plan = beside(whole(visits.visit(by=doctor, patient=known_patient(), **STANDARD)), doctor)["plan"]
    assert [row.id for row in plan.own_choice] == ["opioid_short"]
    assert "opioid_short" not in [row.id for row in (*plan.now, *plan.choose, *plan.together)]


def test_reading_the_margin_is_written_down(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient())
    client.force_login(doctor)
    response = client.get(reverse("guidance", args=[visit.pk]))
    assert response["X-Revision"] == str(visit.revision)
    assert AuditEvent.objects.filter(action="chart.opened", object_id=str(visit.pk), user_id=doctor.pk).count() == 1


def test_the_margin_speaks_no_numbers_of_likelihood(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), **STANDARD)
    client.force_login(doctor)
    page = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    assert "Causes to consider" in page
    assert "%" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("clinician", 200), ("records_admin", 200), ("auditor", 403)],
)
def test_who_reads_the_margin(client: Client, who: str, status: int) -> None:
    visit = visits.visit(patient=known_patient())
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("guidance", args=[visit.pk])).status_code == status


def test_to_an_auditor_a_visit_that_is_not_there_looks_the_same(client: Client) -> None:
    client.force_login(people.auditor())
    assert client.get(reverse("guidance", args=[uuid.uuid4()])).status_code == 403


def test_a_visit_that_is_not_there_is_not_found(client: Client, doctor: Staff) -> None:
    client.force_login(doctor)
    assert client.get(reverse("guidance", args=[uuid.uuid4()])).status_code == 404


def test_the_margin_costs_a_fixed_number_of_queries(doctor: Staff, django_assert_max_num_queries) -> None:
    visit = visits.visit(by=doctor, patient=known_patient(), **STANDARD)
    now = whole(visit)
    with django_assert_max_num_queries(12):
        beside(now, doctor)


def test_what_a_suggestion_rests_on_is_sent_once_it_is_opened(client: Client, doctor: Staff) -> None:
    client.force_login(doctor)
    visit = visits.visit(by=doctor, patient=known_patient(), **STANDARD)
    address = reverse("guidance", args=[visit.pk])
    margin = client.get(address).content.decode()
    assert "<dt>Sources</dt>" not in margin
    fetched = re.findall(rf'data-from="({address}\?basis=[\w-]+)"', margin)
    assert fetched
    assert all("<dt>Sources</dt>" in client.get(one).content.decode() for one in fetched)
    assert client.get(f"{address}?basis=basis-nothing").status_code == 404
