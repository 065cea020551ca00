"""The second visit: what changed since the first, what came of its plan, and what the lists propose."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.decisions import decide
from assessments.services.orders import order, result
from assessments.views.beside import beside
from clinic.models import Patient, Staff
from clinic.services import lists
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db
THEN = date(2026, 3, 2)


@pytest.fixture
def patient() -> Patient:
    return people.patient(sex="female")


def seen(doctor: Staff, patient: Patient, **answers: object) -> Encounter:
    """A first visit with physical therapy taken up and a urinalysis ordered, then signed."""
    visit = visits.visit(by=doctor, patient=patient, on=THEN, **{**COMPLETE, "duration_weeks": 5, **answers})
    for item in ("physical_therapy", "heat"):
        decide(encounter=visit, item=item, answer="accepted", by=doctor, key=uuid.uuid4(), revision=_revision(visit))
    order(
        encounter=visit,
        test="urinalysis",
        urgency="routine",
        reason="To be sure",
        by=doctor,
        key=uuid.uuid4(),
        revision=_revision(visit),
    )
    visits.sign_now(visit, by=doctor)
    return Encounter.objects.get(pk=visit.pk)


def _revision(visit: Encounter) -> int:
    return Encounter.objects.get(pk=visit.pk).revision


def again(doctor: Staff, patient: Patient, weeks: int = 4, **answers: object) -> Encounter:
    visit = visits.visit(by=doctor, patient=patient, on=THEN + timedelta(weeks=weeks), **answers)
    return Encounter.objects.whole().get(pk=visit.pk)


def since(visit: Encounter, doctor: Staff):
    return beside(Encounter.objects.whole().get(pk=visit.pk), doctor)["follow_up"]


def test_a_first_visit_has_nothing_to_look_back_on(doctor: Staff, patient: Patient) -> None:
    assert since(visits.visit(by=doctor, patient=patient), doctor) is None


def test_pain_then_and_now_says_whether_it_matters(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient)
    told = since(again(doctor, patient, pain_now=3), doctor)
    assert told.changes == ("Pain now: 6 of 10, now 3 of 10: down 50 %, a meaningful improvement.",)
    assert told.visited_on == THEN


def test_a_point_less_is_less_than_patients_notice(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient)
    assert since(again(doctor, patient, pain_now=5), doctor).changes == (
        "Pain now: 6 of 10, now 5 of 10: down 17 %, less than patients usually notice.",
    )


def test_lower_strength_is_named(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient, strength_l5_left=5)
    told = since(again(doctor, patient, pain_now=6, strength_l5_left=4), doctor).changes
    assert told[1:] == ("Strength L5 (great toe lifting), left: 5, now 4: lower.",)


def test_what_was_known_then_and_is_not_today_is_told_as_that(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient, strength_l5_left=3, strength_s1_left=5, rmdq_score=14)
    assert since(again(doctor, patient), doctor).changes == (
        "Pain now: 6 of 10 then, not known today.",
        "Strength L5 (great toe lifting), left: 3 of 5 then, not known today.",
    )


def test_a_score_made_elsewhere_says_whether_its_change_counts(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient, rmdq_score=14, start_back_total=6)
    told = since(again(doctor, patient, rmdq_score=8, start_back_total=3), doctor).changes
    assert [one for one in told if "Pain" not in one] == [
        "Roland-Morris score (0 to 24): 14, now 8: down 43 %, a meaningful improvement.",
        "STarT Back total (0 to 9): 6, now 3: down 50 %.",
    ]


def test_flags_are_told_as_new_still_there_gone_or_not_asked(doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient, weight_loss=True, steroid_use=True, osteoporosis=True)
    told = since(again(doctor, patient, weight_loss=True, steroid_use=False, fever=True), doctor).flags
    assert {words: [chip.href for chip in chips] for words, chips in told} == {
        "New since then": ["#f-fever"],
        "Still there": ["#f-weight_loss"],
        "Gone": ["#f-steroid_use"],
        "Present then, not asked now": ["#f-osteoporosis"],
    }


def test_what_was_planned_says_whether_it_was_done(doctor: Staff, patient: Patient) -> None:
    first = seen(doctor, patient)
    told = {one.label: (one.state, one.done) for one in since(again(doctor, patient), doctor).planned}
    assert told == {
        "Urinalysis": ("ordered, no result yet", False),
        "Physical therapy": ("no outcome yet", None),
        "Heat": ("no outcome yet", None),
    }
    [ordered] = first.orders.all()
    result(order=ordered, on=THEN + timedelta(days=2), text="Normal", by=doctor, key=uuid.uuid4(), abnormal=False)
    now = since(again(doctor, patient, weeks=5, tried={"heat": "partly"}), doctor)
    told = {one.label: (one.state, one.done) for one in now.planned}
    assert told["Urinalysis"] == ("result: Normal", True)
    assert told["Heat"] == ("helped partly", True)


@pytest.mark.parametrize(("weeks", "late"), [(2, False), (3, True), (6, True)])
def test_a_review_is_overdue_from_a_week_after_it_was_due(
    doctor: Staff, patient: Patient, weeks: int, late: bool
) -> None:
    seen(doctor, patient, review_in_weeks=2)
    told = since(again(doctor, patient, weeks=weeks), doctor)
    assert told.is_late is late
    assert ("overdue" in told.review) is late


def test_what_was_taken_up_is_proposed_and_never_filled_in(client: Client, doctor: Staff, patient: Patient) -> None:
    seen(doctor, patient)
    visit = again(doctor, patient)
    assert "tried" not in visit.answers()
    told = since(visit, doctor)
    assert sorted(one.name for one in told.to_tell) == ["tried-heat", "tried-physical_therapy"]
    client.force_login(doctor)
    for name, effect in (("tried-heat", "helped"), ("tried-physical_therapy", "partly")):
        now = since(visit, doctor)
        sent = {"key": uuid.uuid4(), "revision": _revision(visit), "was-tried": now.tried_was, **dict(now.tried_marks)}
        response = client.post(reverse("record", args=[visit.pk]), sent | {name: effect})
        assert response.status_code == 302
    assert Encounter.objects.whole().get(pk=visit.pk).answers()["tried"] == {
        "heat": "helped",
        "physical_therapy": "partly",
    }
    assert since(visit, doctor).to_tell == ()


def listed(patient: Patient, doctor: Staff, *names: str) -> None:
    for name in names:
        lists.add_medicine(patient=patient, by=doctor, key=uuid.uuid4(), name=name)


def test_a_medicine_on_the_list_asks_and_a_person_answers(client: Client, doctor: Staff, patient: Patient) -> None:
    listed(patient, doctor, "Apixaban 5 mg", "turmeric")
    visit = visits.visit(by=doctor, patient=patient)
    told = beside(Encounter.objects.whole().get(pk=visit.pk), doctor)["from_lists"]
    assert [(one.slot, one.question) for one in told.proposed] == [
        ("anticoagulant", "Apixaban 5 mg is on the list of medicines. Takes an anticoagulant or antiplatelet?")
    ]
    assert told.unknown == ("turmeric",)
    client.force_login(doctor)
    page = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    assert 'data-slot="anticoagulant"' in page
    sent = {"key": uuid.uuid4(), "revision": visit.revision, "was-anticoagulant": "", "anticoagulant": "yes"}
    assert client.post(reverse("record", args=[visit.pk]), sent).status_code == 302
    now = Encounter.objects.whole().get(pk=visit.pk)
    assert now.answers()["anticoagulant"] is True
    assert beside(now, doctor)["from_lists"].proposed == ()


def test_whoever_may_not_record_is_not_asked(client: Client, doctor: Staff, patient: Patient) -> None:
    listed(patient, doctor, "Apixaban 5 mg")
    visit = visits.visit(by=doctor, patient=patient)
    client.force_login(people.records_admin())
    page = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    assert "Apixaban 5 mg is on the list" in page
    assert 'name="anticoagulant"' not in page


def test_a_nerve_root_is_told_with_its_signs(client: Client, doctor: Staff, patient: Patient) -> None:
    visit = visits.visit(by=doctor, patient=patient, strength_l5_left=4)
    client.force_login(doctor)
    page = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    assert "The signs on the left fit the nerve root L5: Strength L5 (great toe lifting): 4 of 5." in page


def test_looking_back_costs_a_fixed_number_of_queries(
    doctor: Staff, patient: Patient, django_assert_max_num_queries
) -> None:
    for _ in range(2):
        seen(doctor, patient)
    visit = again(doctor, patient, pain_now=3, tried={"heat": "helped"})
    with django_assert_max_num_queries(24):
        beside(visit, doctor)
