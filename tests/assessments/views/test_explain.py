"""Each suggestion laid open: why, why not, what would change it; who may read it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from assessments.services.advice import guidance_for
from assessments.views.beside import beside
from assessments.views.explaining import REASONS_AT_ONCE, RULES_AT_ONCE, WAYS_AT_ONCE, laid_open
from clinic.models import AuditEvent, Staff
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return visits.visit(by=doctor, patient=people.patient(sex="female"), **COMPLETE)


def page(client: Client, visit: Encounter, id: str, **headers: str) -> str:
    return client.get(reverse("explain", args=[visit.pk, id]), headers=headers).content.decode()


def laid(visit: Encounter, id: str):
    return laid_open(guidance_for(Encounter.objects.whole().get(pk=visit.pk)), id)


def test_why_not_names_what_is_still_open_and_leads_to_its_field(visit: Encounter) -> None:
    parts = [chip for one in laid(visit, "urinalysis").why_not for chip in one.parts]
    assert "#f-flank_tenderness" in {chip.href.removesuffix("_right") for chip in parts}
    assert not any("passing urine" in chip.text for chip in parts)
    long = [chip.text for one in laid(visit, "mri_lumbar").why_not for chip in one.parts]
    assert "Perianal sensation" in long[0]
    assert "bladder" not in long[0]
    assert long[0].endswith(" more")


def test_how_long_a_trial_of_care_takes_is_told_as_this_practice_has_it(
    client: Client, doctor: Staff, visit: Encounter
) -> None:
    update_practice(changes={"trial_weeks": (6, 8)}, by=people.superuser(), key=uuid.uuid4())
    client.force_login(doctor)
    assert "A full trial of care takes 8 weeks in this practice." in page(client, visit, "mri_lumbar")
    assert "full trial" not in page(client, visit, "heat")


def test_why_a_test_is_suggested_leads_to_what_it_rests_on(doctor: Staff, visit: Encounter) -> None:
    visits.recorded(visit, by=doctor, urinary_symptoms=True)
    told = laid(visit, "urinalysis")
    assert (told.status, [chip.href for chip in told.because]) == ("Suggested", ["#f-urinary_symptoms"])
    assert told.lifts
    assert told.changes[0].ways[0][0].href == "#f-urinary_symptoms"


def test_what_would_change_it_is_at_most_two_answers_and_says_how_many_more_there_are(visit: Encounter) -> None:
    told = laid(visit, "mri_lumbar")
    assert len(told.changes) == RULES_AT_ONCE
    assert told.changes_rest
    assert all(len(one.ways) <= WAYS_AT_ONCE and all(len(way) <= 2 for way in one.ways) for one in told.changes)
    assert told.changes[0].urgency == "immediate"
    assert told.changes[0].more > 0
    assert len(told.why_not) == REASONS_AT_ONCE


def test_a_treatment_that_is_held_says_what_is_not_known(visit: Encounter) -> None:
    told = laid(visit, "pain_reliever_otc")
    assert (told.status, told.why_not[0].waits) == ("Not suggested: an answer is missing", True)
    assert told.why_not[0].parts[0].href.startswith("#f-")


def test_sources_that_differ_stand_side_by_side(client: Client, doctor: Staff, visit: Encounter) -> None:
    client.force_login(doctor)
    said = page(client, visit, "acupuncture")
    for word in ("Sources differ", "NICE NG59", "WHO", "against", "Backchart follows", "Strength"):
        assert word in said


def test_safety_notes_lead_to_what_makes_them_the_patients_and_to_what_would_tell(
    client: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, hypertension=True)
    told = dict(laid(visit, "pain_reliever_otc").mind)
    (here,) = told["For this patient"]
    assert (here.level, here.sources) == ("Avoid, or only for a reason", "FDA, NSAIDs 2020, Boxed warning")
    assert [chip.href for chip in here.chips] == ["#f-hypertension"]
    open_still = {chip.href for one in told["Not known yet"] for chip in one.chips}
    assert {"#f-kidney_disease", ""} <= open_still
    assert "coronary bypass" in told["In general: no recorded answer decides these"][0].text
    client.force_login(doctor)
    said = page(client, visit, "muscle_relaxant")
    for word in (
        "Safety notes",
        "Ruled out by its label",
        "tizanidine: Not with fluvoxamine",
        "Tizanidine label, 7.1 and 7.2",
    ):
        assert word in said


def test_the_plan_shows_a_safety_note_only_where_an_answer_makes_it_the_patients(
    doctor: Staff, visit: Encounter
) -> None:
    def said(id: str) -> set[str]:
        rows = beside(Encounter.objects.whole().get(pk=visit.pk), doctor)["rows"]
        return {one.text for row in rows if row.id == id for one in row.cautions}

    heat = "Not on a fresh injury or a bleed."
    assert heat not in said("heat")
    visits.recorded(visit, by=doctor, trauma="minor")
    assert heat in said("heat")
    assert "Not on skin that feels less or is damaged." not in said("heat")


def test_the_page_tells_all_that_a_suggestion_must(client: Client, doctor: Staff, visit: Encounter) -> None:
    client.force_login(doctor)
    said = page(client, visit, "rule-no_routine_imaging")
    for word in (
        "Developer",
        "The Backchart project",
        "Funding",
        "Released",
        "Validation",
        "no sensitivity or specificity to give",
        "Low Back Pain, 2021 update",
        "Read on",
        "Race",
        "Birth date",
        "Not for",
        "Limits",
        "Not for time-critical use on its own",
        "The rule in words",
        "2026.11+",
    ):
        assert word in said


def test_a_fragment_links_within_the_visit_and_the_page_links_to_it(
    client: Client, doctor: Staff, visit: Encounter
) -> None:
    client.force_login(doctor)
    at = reverse("encounter", args=[visit.pk])
    fragment = page(client, visit, "mri_lumbar", **{"HX-Request": "true", "HX-Current-URL": f"http://testserver{at}"})
    assert "<html" not in fragment
    assert 'href="#f-' in fragment
    assert f'href="{at}#f-' in page(client, visit, "mri_lumbar")


def test_a_page_of_its_own_names_the_suggestion_once_above_and_a_fragment_says_what_it_is_of(
    client: Client, doctor: Staff, visit: Encounter
) -> None:
    client.force_login(doctor)
    alone, beside_it = page(client, visit, "mri_lumbar"), page(client, visit, "mri_lumbar", **{"HX-Request": "true"})
    named = "<b>MRI, lumbar spine.</b> "
    assert (alone.count("<h1>MRI, lumbar spine</h1>"), alone.count(named), beside_it.count(named)) == (1, 0, 1)


def test_what_would_change_it_is_headed_by_what_it_would_do(client: Client, doctor: Staff, visit: Encounter) -> None:
    client.force_login(doctor)
    assert "What would make it suggested" in page(client, visit, "mri_lumbar")
    assert "What would make it apply" in page(client, visit, "rule-fever")
    assert "What would change it<" in page(client, visit, "rule-no_routine_imaging")


def test_a_signed_visit_is_explained_too_and_says_that_the_note_has_what_was_advised(
    client: Client, doctor: Staff
) -> None:
    note = visits.signed(by=doctor, patient=people.patient(sex="female"))
    client.force_login(doctor)
    assert "what was advised then is in the note" in page(client, note.encounter, "mri_lumbar")


def test_reading_it_is_written_down(client: Client, doctor: Staff, visit: Encounter) -> None:
    client.force_login(doctor)
    page(client, visit, "heat")
    assert AuditEvent.objects.filter(action="chart.opened", object_id=str(visit.pk), user_id=doctor.pk).count() == 1


def test_every_card_and_every_row_of_the_plan_can_be_laid_open(client: Client, doctor: Staff, visit: Encounter) -> None:
    client.force_login(doctor)
    given = beside(Encounter.objects.whole().get(pk=visit.pk), doctor)
    shown = [card.basis for card in (*given["rail"].shown, *given["rail"].more)] + [row.basis for row in given["rows"]]
    ids = {id for basis in shown for id, _label in basis.explains}
    assert {"rule-no_routine_imaging", "mri_lumbar", "rheumatology_referral", "heat"} <= ids
    assert all(basis.explains for basis in shown)
    assert {client.get(reverse("explain", args=[visit.pk, id])).status_code for id in ids} == {200}


def test_tests_and_referrals_that_are_not_suggested_stand_in_the_plan(doctor: Staff, visit: Encounter) -> None:
    plan = beside(Encounter.objects.whole().get(pk=visit.pk), doctor)["plan"]
    ids = {row.id for row in plan.not_suggested}
    assert {"urinalysis", "blood_tests", "emergency_department", "rheumatology_referral"} <= ids


@pytest.mark.parametrize("id", ["leeches", "rule-leeches", "cauda_equina", "rule-"])
def test_an_unknown_id_is_not_found(client: Client, doctor: Staff, visit: Encounter, id: str) -> None:
    client.force_login(doctor)
    assert client.get(reverse("explain", args=[visit.pk, id])).status_code == 404


def test_a_visit_that_is_not_there_is_not_found(client: Client, doctor: Staff) -> None:
    client.force_login(doctor)
    assert client.get(reverse("explain", args=[uuid.uuid4(), "heat"])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("clinician", 200), ("records_admin", 200), ("auditor", 403)],
)
def test_who_may_read_it(client: Client, visit: Encounter, who: str, status: int) -> None:
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("explain", args=[visit.pk, "heat"])).status_code == status


def test_it_costs_few_queries(client: Client, doctor: Staff, visit: Encounter, django_assert_max_num_queries) -> None:
    client.force_login(doctor)
    with django_assert_max_num_queries(30):
        page(client, visit, "mri_lumbar")


@pytest.mark.parametrize("asked_from", ["http://[", "//[::1", "http://\u2100/", "", "\x00"])
def test_asked_from_what_is_no_address_the_links_lead_to_the_visit(
    client: Client, doctor: Staff, visit: Encounter, asked_from: str
) -> None:
    client.force_login(doctor)
    headers = {"HX-Request": "true", "HX-Current-URL": asked_from}
    answer = client.get(reverse("explain", args=[visit.pk, "mri_lumbar"]), headers=headers)
    assert answer.status_code == 200
    assert f'href="{reverse("encounter", args=[visit.pk])}#f-' in answer.content.decode()
