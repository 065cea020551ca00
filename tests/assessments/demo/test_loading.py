"""The made-up clinic shows what it is meant to show."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from assessments.demo.loading import PEOPLE, born, load
from assessments.forms.decision import DECLINE_REASONS
from assessments.knowledge.guidance import Guidance
from assessments.models import Addendum, Answer, Encounter, SignedNote, TestOrder, TreatmentDecision
from assessments.services.advice import guidance_for
from assessments.services.completeness import missing
from assessments.services.verifying import problems
from clinic.demo import PASSWORD
from clinic.models import AuditEvent, Patient, Practice, Staff
from clinic.roles import Role
from clinic.services import audit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def made_up_clinic(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once, and gone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load() == len(PEOPLE)
        yield
        transaction.set_rollback(True)


def standing(family_name: str) -> list[Encounter]:
    """Signed and not entered in error, the earliest first."""
    signed = Encounter.objects.standing().filter(patient__family_name=family_name).select_related("pain")
    return list(signed.order_by("visited_on"))


def visit(family_name: str) -> Encounter:
    """The latest of this patient."""
    latest = Encounter.objects.whole().filter(patient__family_name=family_name).order_by("visited_on").last()
    assert latest is not None
    return latest


def guidance(family_name: str) -> Guidance:
    return guidance_for(visit(family_name))


def rules(found: Guidance) -> list[str]:
    return [alert.rule.id for alert in found.alerts]


def suggested_tests(found: Guidance) -> set[str]:
    return {one.test.id for one in found.suggested}


def statuses(found: Guidance) -> dict[str, str]:
    return {item.treatment.id: item.status.value for item in found.items}


def test_there_is_somebody_for_every_role_and_their_password_is_the_one_shown() -> None:
    by_role = {role: person for person in Staff.objects.all() for role in person.roles}
    assert set(by_role) == set(Role)
    assert all(person.check_password(PASSWORD) for person in Staff.objects.all())


def test_the_practice_has_a_letterhead_and_a_clock() -> None:
    practice = Practice.current()
    assert (practice.name, practice.time_zone) == ("Riverside Back Clinic", "Europe/Dublin")
    assert practice.address
    assert practice.phone


def test_loading_again_adds_nothing() -> None:
    before = [model.objects.count() for model in (Patient, Staff, Encounter, AuditEvent)]
    assert load() == 0
    assert [model.objects.count() for model in (Patient, Staff, Encounter, AuditEvent)] == before


def test_the_made_up_patients_stay_out_of_a_practice_s_record() -> None:
    with pytest.raises(CommandError, match="made up and belong in no practice's record"):
        call_command("load_demo")


def test_each_patient_is_as_old_today_as_is_told() -> None:
    today = Practice.current().today()
    ages = {patient.family_name: patient.age_on(today) for patient in Patient.objects.all()}
    assert ages == {person.family_name: person.age for person in PEOPLE}


@pytest.mark.parametrize(
    ("today", "birth_date"),
    [
        (date(2026, 3, 6), date(1984, 3, 7)),
        (date(2026, 3, 7), date(1985, 3, 7)),
        (date(2026, 3, 8), date(1985, 3, 7)),
    ],
)
def test_a_year_is_added_on_the_birthday_itself(today: date, birth_date: date) -> None:
    assert born(41, (3, 7), today) == birth_date


def test_every_act_is_in_the_audit_trail_and_every_note_is_whole() -> None:
    assert audit.verify() == []
    notes = SignedNote.objects.all()
    assert len(notes) == sum(visit.signed for person in PEOPLE for visit in person.visits)
    assert [problems(note) for note in notes] == [[] for _ in notes]


def test_the_known_patient_has_a_background_to_confirm_and_no_visit_today() -> None:
    last = visit("Wiśniewski")
    assert last.is_signed
    assert last.visited_on < Practice.current().today()
    assert last.background.nsaid_allergy is False


def test_the_standard_visit_needs_no_scan_and_takes_the_next_step() -> None:
    done = visit("Nguyễn")
    found = guidance_for(done)
    assert (done.status, found.urgency.word, found.urgency_at_least) == ("signed", "routine", False)
    assert {one.test.id for one in found.avoided} == {"xray_lumbar", "mri_lumbar", "ct_lumbar"}
    assert {"nsaid_prescription", "physical_therapy", "stay_active"} <= {
        item for item, status in statuses(found).items() if status == "suggested"
    }
    assert done.note.sha256 in {note.sha256 for note in SignedNote.objects.all()}


def test_two_patients_bear_almost_the_same_name() -> None:
    found = Patient.objects.current().search("lan nguyen")
    assert {patient.family_name for patient in found} == {"Nguyễn", "Nguyen"}


def test_signs_of_cauda_equina_open_the_emergency_page_and_hold_treatment() -> None:
    found = guidance("Παπαδοπούλου")
    assert found.urgency.word == "immediate"
    assert [alert.rule.id for alert in found.interrupts] == ["cauda_equina"]
    assert found.on_hold
    assert {"mri_lumbar"} <= suggested_tests(found)


def test_fever_with_a_way_in_for_infection_goes_to_the_emergency_department() -> None:
    found = guidance("Doyle")
    assert found.urgency.word == "immediate"
    assert rules(found)[:2] == ["fever", "infection_risk"]
    assert {"blood_cultures", "blood_tests", "mri_lumbar"} <= suggested_tests(found)
    assert [one.referral.id for one in found.referrals] == ["emergency_department"]


def test_a_dropped_foot_is_scanned_and_seen_by_a_surgeon_within_days() -> None:
    found = guidance("Kiplagat")
    assert (found.urgency.word, rules(found)[0]) == ("urgent", "severe_deficit")
    assert [one.referral.id for one in found.referrals] == ["spine_surgery_referral"]
    assert found.interrupts == ()


def test_a_small_fall_with_osteoporosis_is_x_rayed_without_the_emergency_department() -> None:
    found = guidance("Schönbächler")
    assert {"minor_trauma", "fragility"} <= set(rules(found))
    assert "xray_lumbar" in suggested_tests(found)
    assert found.interrupts == ()
    assert statuses(found)["pain_reliever_otc"] == "available"


def test_weight_lost_has_one_result_back_and_one_test_waiting() -> None:
    orders = TestOrder.objects.filter(encounter__patient__family_name="Nkosi")
    assert {order.test: order.state for order in orders} == {"blood_tests": "resulted", "xray_lumbar": "scheduled"}
    assert guidance("Nkosi").urgency.word == "urgent"


def test_a_stiff_young_back_is_referred_to_rheumatology() -> None:
    found = guidance("الحداد")
    assert (found.urgency.word, rules(found)[0]) == ("soon", "inflammatory")
    assert [one.referral.id for one in found.referrals] == ["rheumatology_referral"]


def test_pain_falls_from_8_to_2_in_three_months() -> None:
    signed = standing("Шевченко")
    assert [one.pain.pain_now for one in signed] == [8, 6, 4, 2]
    assert (signed[-1].visited_on - signed[0].visited_on).days == 84


def test_after_a_year_and_two_steps_stronger_care_is_offered_and_opioids_are_not() -> None:
    found = guidance("Mbemba")
    status = statuses(found)
    assert found.step == 3
    assert (status["duloxetine"], status["steroid_injection"]) == ("suggested", "suggested")
    assert status["opioid_short"] == "never_suggested"
    assert {"mri_lumbar", "nerve_studies"} <= suggested_tests(found)


def test_in_week_24_no_oral_nsaid_is_offered() -> None:
    found = guidance("Ní Bhriain")
    status = statuses(found)
    assert (status["pain_reliever_otc"], status["nsaid_prescription"]) == ("avoid", "avoid")
    assert "pregnancy" in rules(found)


def test_an_anticoagulant_and_weak_kidneys_rule_out_nsaids_and_injections() -> None:
    status = statuses(guidance("D’Angelo"))
    assert [status[item] for item in ("pain_reliever_otc", "nsaid_prescription", "steroid_injection")] == ["avoid"] * 3
    assert status["physical_therapy"] == "suggested"


def test_under_18_no_medicine_is_suggested() -> None:
    found = guidance("Fernández Ibáñez")
    assert rules(found)[0] == "child"
    assert {item for item, status in statuses(found).items() if status == "suggested"} == {
        "stay_active",
        "heat",
        "back_care",
        "physical_therapy",
    }


def test_a_visit_left_half_way_is_undecided_and_says_what_it_lacks() -> None:
    left = visit("Jónsdóttir")
    found = guidance_for(left)
    assert (left.status, found.urgency.word, found.avoided) == ("draft", "undecided", ())
    assert "saddle_numbness" in {one.finding for one in missing(left)}


def test_whatever_was_declined_has_a_reason_that_the_page_offers() -> None:
    declined = TreatmentDecision.objects.filter(answer=Answer.DECLINED).values_list("reason", flat=True)
    assert {str(reason) for reason in DECLINE_REASONS} >= set(declined) > set()


def test_one_note_has_an_addendum_and_one_was_entered_in_error() -> None:
    kinds = {addendum.note.encounter.patient.family_name: addendum.kind for addendum in Addendum.objects.all()}
    assert kinds == {"Muñoz Peña": "addendum", "Mensah": "entered_in_error"}
    assert [one.pain.pain_now for one in standing("Mensah")] == [6]
