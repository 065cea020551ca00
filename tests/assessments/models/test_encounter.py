"""The visit as a whole: who sees it, and what it answers."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Model

from assessments.models import Addendum, Encounter, SignedNote, TestEvent, TestOrder, TreatmentDecision
from assessments.models.encounter import BESIDE
from assessments.services.addenda import amend
from assessments.services.visits import open_encounter
from clinic.models import Patient, Staff
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [people.auditor, people.superuser, people.staff, AnonymousUser])
def test_whoever_may_not_open_the_chart_sees_no_visit(who: Any) -> None:
    note = factories.signed()
    user = who()
    for model in (Encounter, SignedNote, Addendum, TestOrder, TestEvent, TreatmentDecision):
        assert not model._default_manager.visible_to(user).exists()
    assert Encounter.objects.visible_to(people.assistant()).get() == note.encounter
    assert SignedNote.objects.visible_to(people.clinician()).get() == note


def test_what_answers_reads_is_fetched_in_four_queries(django_assert_num_queries: Any) -> None:
    visit = factories.visit(pain_now=4, tried={"heat": "helped"})
    with django_assert_num_queries(4):
        assert Encounter.objects.whole().get(pk=visit.pk).answers() == {
            "age": visit.age_years,
            "sex": "female",
            "pain_now": 4,
            "tried": {"heat": "helped"},
        }


def test_once_strength_is_graded_a_fifth_query_compares_it_with_the_last_visit(django_assert_num_queries: Any) -> None:
    visit = factories.visit(strength_l5_left=4)
    with django_assert_num_queries(5):
        assert Encounter.objects.whole().get(pk=visit.pk).answers()["strength_l5_left"] == 4


def visits(clinician: Staff, before: dict[str, int], today: dict[str, int]) -> Encounter:
    patient = people.patient(sex="female")
    factories.signed(by=clinician, patient=patient, on=date(2026, 1, 5), **before)
    return Encounter.objects.whole().get(pk=factories.visit(by=clinician, patient=patient, **today).pk)


@pytest.mark.parametrize(
    ("before", "today", "fallen"),
    [
        ({"strength_l5_left": 5}, {"strength_l5_left": 4}, True),
        ({"strength_l5_left": 4}, {"strength_l5_left": 4}, False),
        ({"strength_l5_left": 3}, {"strength_l5_left": 5}, False),
        ({"strength_l5_left": 5, "strength_s1_left": 4}, {"strength_l5_left": 4, "strength_s1_left": 5}, True),
        ({"strength_l5_left": 5}, {"strength_l5_right": 4}, None),
        ({}, {"strength_l5_left": 4}, None),
        ({"strength_l5_left": 5}, {}, None),
    ],
)
def test_strength_has_fallen_when_any_root_examined_twice_is_weaker(
    before: dict[str, int], today: dict[str, int], fallen: bool | None
) -> None:
    visit = visits(people.clinician(), before, today)
    assert visit.answers().get("strength_fallen") is fallen


def test_strength_is_not_compared_without_an_earlier_signed_visit() -> None:
    clinician, patient = people.clinician(), people.patient(sex="female")
    factories.visit(by=clinician, patient=patient, strength_l5_left=5)
    visit = factories.visit(by=clinician, patient=patient, strength_l5_left=3)
    assert "strength_fallen" not in visit.answers()


def test_a_visit_entered_in_error_is_no_past() -> None:
    clinician, patient = people.clinician(), people.patient(sex="female")
    note = factories.signed(by=clinician, patient=patient, strength_l5_left=5)
    visit = factories.visit(by=clinician, patient=patient, strength_l5_left=3)
    assert visit.answers()["strength_fallen"] is True
    amend(
        note=note,
        kind="entered_in_error",
        text="Other patient.",
        by=clinician,
        key=uuid.uuid4(),
        password=people.PASSWORD,
    )
    assert "strength_fallen" not in visit.answers()
    assert visit.last_signed() is None


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "signed"},
        {"status": "gone"},
        {"age_years": 121},
        {"sex": "none"},
        {"revision": 0},
    ],
)
def test_the_database_refuses_a_visit_that_cannot_be(fields: dict[str, Any]) -> None:
    visit = factories.visit()
    with pytest.raises(IntegrityError), transaction.atomic():
        Encounter.objects.filter(pk=visit.pk).update(**fields)


def fields(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class TestOneByItsKey:
    """Encounter.one() reads what whole() reads, in a statement of its own."""

    def test_every_field_of_every_row_is_what_whole_gives(self) -> None:
        visit = factories.visit(
            pain_now=4, other_symptoms="worse at night", onset_on=date(2026, 1, 5), tried={"heat": "helped"}
        )
        one, whole = Encounter.one(visit.pk), Encounter.objects.whole().get(pk=visit.pk)
        assert one is not None
        assert fields(one) == fields(whole)
        for name in BESIDE:
            beside = getattr(one, name)
            assert type(beside) is type(getattr(whole, name))
            assert fields(beside) == fields(getattr(whole, name))
            assert not beside._state.adding
        assert one.answers() == whole.answers()

    def test_it_is_one_query_and_its_rows_know_the_visit(self, django_assert_num_queries: Any) -> None:
        visit = factories.visit(pain_now=4)
        with django_assert_num_queries(1):
            one = Encounter.one(visit.pk)
            assert one is not None
            assert one.is_whole
            assert one.pain.encounter is one
            assert one.answers()["pain_now"] == 4

    def test_what_was_changed_on_it_is_saved(self) -> None:
        one = Encounter.one(factories.visit(pain_now=4).pk)
        assert one is not None
        one.pain.pain_now = 7
        one.pain.save(update_fields=["pain_now"])
        again = Encounter.one(one.pk)
        assert again is not None
        assert again.pain.pain_now == 7

    def test_of_a_visit_without_a_clinician_there_is_none(self) -> None:
        opened = open_encounter(patient=people.patient(), by=people.assistant(), key=uuid.uuid4())
        one = Encounter.one(opened.pk)
        assert one is not None
        assert one.clinician is None

    def test_of_a_key_that_nobody_has_there_is_none(self) -> None:
        assert Encounter.one(uuid.uuid4()) is None


FIRST, SECOND, TODAY = date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)


def test_the_last_answers_are_those_of_the_last_signed_visit_of_this_patient() -> None:
    by, patient = people.clinician(), people.patient(sex="female")
    factories.signed(by=by, patient=patient, on=SECOND, pain_now=5)
    factories.signed(by=by, patient=patient, on=FIRST, pain_now=8)
    factories.visit(by=by, patient=patient, on=SECOND, pain_now=1)
    factories.signed(by=by, on=SECOND, pain_now=2)
    last = factories.visit(by=by, patient=patient, on=TODAY).last_signed()
    assert last is not None
    assert (last.answers()["pain_now"], last.answers()["disposition"]) == (5, "home")


def test_the_first_visit_has_no_past() -> None:
    by, patient = people.clinician(), people.patient(sex="female")
    today = factories.visit(by=by, patient=patient, on=FIRST)
    factories.signed(by=by, patient=patient, on=SECOND)
    assert today.last_signed() is None


def test_a_record_is_open_to_whom_the_queries_show_it() -> None:
    doctor, assistant = people.clinician(), people.assistant()
    known, kept_close = people.patient(), people.restricted(by=people.supervisor(), team=[doctor])
    for patient in (known, kept_close):
        for user in (doctor, assistant, people.clinician(), people.supervisor(), people.auditor(), people.staff()):
            seen = Patient.objects.visible_to(user).filter(pk=patient.pk).exists()
            assert Patient.objects.get(pk=patient.pk).is_open_to(user) is seen
    assert kept_close.is_open_to(doctor)
    assert not kept_close.is_open_to(assistant)
