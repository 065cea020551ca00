"""Recording: what was and what is now, by whom, and what follows from it."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assessments.models import Encounter
from assessments.services.draft import Saved
from assessments.services.record import confirm_background, none_of_these, record
from assessments.services.slots import NotRecordable
from clinic.models import AuditEvent, Receipt, Staff
from clinic.refusals import Conflict, KeyReused, NotAllowed, Refused, Signed
from clinic.services import audit, lists, patients
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db
VISIT_DAY = date(2026, 3, 16)


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def visit(clinician: Staff) -> Encounter:
    return factories.visit(by=clinician, on=VISIT_DAY)


def now(visit: Encounter) -> dict[str, Any]:
    return Encounter.objects.whole().get(pk=visit.pk).answers()


def save(visit: Encounter, by: Staff, *, revision: int = 1, key: uuid.UUID | None = None, **changes: Any) -> Saved:
    return record(encounter=visit, changes=changes, by=by, key=key or uuid.uuid4(), revision=revision)


def test_an_answer_that_was_recorded_is_in_the_record(visit: Encounter, clinician: Staff) -> None:
    saved = save(visit, clinician, pain_now=(None, 6), slr_left=(None, "positive"), infection_risk=(None, []))
    assert (saved.revision, saved.also) == (2, {})
    assert now(visit) == {
        "age": 46,
        "sex": "female",
        "pain_now": 6,
        "slr_left": "positive",
        "infection_risk": (),
    }


def test_none_of_it_is_no_and_clearing_makes_it_unknown_again(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, fever=(None, False))
    assert now(visit)["fever"] is False
    save(visit, clinician, revision=2, fever=(False, None))
    assert "fever" not in now(visit)


def test_a_text_left_empty_is_no_answer(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, other_symptoms=(None, "Dizzy"))
    save(visit, clinician, revision=2, other_symptoms=("Dizzy", "  "))
    assert "other_symptoms" not in now(visit)


def test_different_findings_saved_from_the_same_page_merge(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, pain_now=(None, 6))
    saved = save(visit, clinician, fever=(None, False))
    assert saved.revision == 3
    assert (now(visit)["pain_now"], now(visit)["fever"]) == (6, False)


def test_the_same_finding_is_shown_side_by_side_and_nothing_is_written(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, pain_now=(None, 6))
    with pytest.raises(Conflict) as refusal:
        save(visit, clinician, pain_now=(None, 8), fever=(None, True))
    [(slot, clash)] = refusal.value.clashes.items()
    assert (slot, clash.was, clash.now, clash.mine) == ("pain_now", None, 6, 8)
    assert "fever" not in now(visit)
    assert Encounter.objects.get().revision == 2


def test_two_who_found_the_same_do_not_differ(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, pain_now=(None, 6))
    save(visit, clinician, pain_now=(None, 6))
    assert now(visit)["pain_now"] == 6


def test_a_list_is_the_same_in_any_order(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, worse_with=(None, ["sitting", "bending"]))
    save(visit, clinician, revision=2, worse_with=(["bending", "sitting"], ["sitting"]))
    assert now(visit)["worse_with"] == ("sitting",)


def test_the_same_save_sent_twice_is_done_once(visit: Encounter, clinician: Staff) -> None:
    key = uuid.uuid4()
    first = save(visit, clinician, key=key, pain_now=(None, 6))
    assert save(visit, clinician, key=key, pain_now=(None, 6)) == first
    assert Encounter.objects.get().revision == 2
    assert AuditEvent.objects.filter(action="visit.recorded").count() == 1


def test_the_same_key_with_other_content_is_refused(visit: Encounter, clinician: Staff) -> None:
    key = uuid.uuid4()
    save(visit, clinician, key=key, pain_now=(None, 6))
    with pytest.raises(KeyReused):
        save(visit, clinician, key=key, pain_now=(None, 7))


@pytest.mark.parametrize("revision", [None, 0, -1, "1", True, 2, 99])
def test_a_save_names_the_revision_it_was_made_from(visit: Encounter, clinician: Staff, revision: Any) -> None:
    with pytest.raises(Refused) as refusal:
        save(visit, clinician, revision=revision, pain_now=(None, 6))
    assert refusal.value.field == "revision"
    assert Receipt.objects.filter(action="visit.recorded").count() == 0


@pytest.mark.parametrize("pair", [6, (6,), (None, 6, 7), "no", None])
def test_a_save_says_what_each_answer_was_before(visit: Encounter, clinician: Staff, pair: Any) -> None:
    with pytest.raises(NotRecordable) as refusal:
        save(visit, clinician, pain_now=pair)
    assert refusal.value.problems == {
        "pain_now": "pain_now: this save does not say what the answer was before. Reload the visit and save again."
    }


def test_every_answer_that_cannot_be_is_named_with_what_can(visit: Encounter, clinician: Staff) -> None:
    with pytest.raises(NotRecordable) as refusal:
        save(visit, clinician, pain_now=(None, 11), slr_left=(None, "maybe"), fever=(None, True))
    assert refusal.value.problems == {
        "pain_now": "Pain now: 11 is not allowed. Give a number from 0 to 10, or leave it unanswered.",
        "slr_left": "Straight-leg raise, left: 'maybe' is not allowed. "
        "Give one of negative, positive, or leave it unanswered.",
    }
    assert "fever" not in now(visit)


@pytest.mark.parametrize(
    ("slot", "value", "says"),
    [
        ("age", 40, "comes from the patient's chart"),
        ("sex", "male", "comes from the patient's chart"),
        ("medications", [], "comes from the patient's chart"),
        ("strength_fallen", True, "worked out"),
        ("phq2", 3, "is no finding"),
        ("slr", "positive", "is no finding"),
        ("mood", 3, "is no finding"),
        ("tried", {"prayer": "helped"}, "has no prayer"),
        ("onset_on", datetime(2026, 3, 1, 9, 0), "a date without a time"),  # noqa: DTZ001
        ("other_symptoms", "nul\0", "not allowed"),
    ],
)
def test_what_is_not_recorded_here_says_where_it_is(
    visit: Encounter, clinician: Staff, slot: str, value: Any, says: str
) -> None:
    with pytest.raises(NotRecordable) as refusal:
        record(encounter=visit, changes={slot: (None, value)}, by=clinician, key=uuid.uuid4(), revision=1)
    assert says in refusal.value.problems[slot]


def test_an_empty_save_is_refused(visit: Encounter, clinician: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        save(visit, clinician)
    assert refusal.value.field == "changes"


def test_the_audit_trail_names_the_findings_and_never_their_values(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, other_symptoms=(None, "Canary in the text"), pain_now=(None, 6))
    event = AuditEvent.objects.get(action="visit.recorded")
    assert event.findings == ["other_symptoms", "pain_now"]
    assert (event.revision_before, event.revision_after) == (1, 2)
    assert (event.patient_id, event.object_id) == (visit.patient_id, str(visit.pk))
    assert "Canary" not in repr(event.sealed())
    assert audit.verify() == []


def test_the_receipt_holds_no_answer(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, other_symptoms=(None, "Canary in the text"))
    assert "Canary" not in repr(Receipt.objects.get(action="visit.recorded").__dict__)


# Who ----------------------------------------------------------------------------------------------------------------


def test_the_assistant_takes_the_history_but_does_not_examine(visit: Encounter) -> None:
    assistant = people.assistant()
    save(visit, assistant, pain_now=(None, 6), fever=(None, False), tried=(None, {}), leg_weakness=(None, "none"))
    for slot, value in {"slr_left": "positive", "strength_l5_left": 4, "disposition": "home"}.items():
        with pytest.raises(NotAllowed):
            save(visit, assistant, revision=2, pain_worst=(None, 8), **{slot: (None, value)})
    assert "pain_worst" not in now(visit)


@pytest.mark.parametrize("who", [people.auditor, people.records_admin, people.superuser])
def test_nobody_else_records_anything(visit: Encounter, who: Any) -> None:
    with pytest.raises(NotAllowed):
        save(visit, who(), pain_now=(None, 6))


def test_a_clinician_whose_account_was_closed_records_nothing(visit: Encounter, clinician: Staff) -> None:
    clinician.is_active = False
    with pytest.raises(NotAllowed):
        save(visit, clinician, pain_now=(None, 6))


def test_a_visit_opened_by_an_assistant_belongs_to_the_clinician_who_writes_in_it(clinician: Staff) -> None:
    visit = factories.visit(by=people.assistant())
    assert visit.clinician is None
    save(visit, clinician, pain_now=(None, 6))
    assert Encounter.objects.get().clinician == clinician


def test_nothing_is_recorded_after_signing(clinician: Staff) -> None:
    note = factories.signed(by=clinician)
    visit = Encounter.objects.get()
    with pytest.raises(Signed):
        save(visit, clinician, revision=visit.revision, pain_now=(6, 3))
    with pytest.raises(Signed):
        none_of_these(encounter=visit, group="serious", by=clinician, key=uuid.uuid4(), revision=visit.revision)
    with pytest.raises(Signed):
        confirm_background(encounter=visit, by=clinician, key=uuid.uuid4(), revision=visit.revision)
    assert note.encounter.answers()["pain_now"] == 6


def test_a_visit_that_is_not_there_is_not_found(clinician: Staff) -> None:
    with pytest.raises(Encounter.DoesNotExist):
        record(encounter=uuid.uuid4(), changes={"fever": (None, True)}, by=clinician, key=uuid.uuid4(), revision=1)


# When it began -------------------------------------------------------------------------------------------------------


def test_three_weeks_set_an_approximate_day(visit: Encounter, clinician: Staff) -> None:
    saved = save(visit, clinician, duration_weeks=(None, 3))
    assert saved.also == {"onset_on": "2026-02-23", "onset_approximate": True}
    assert now(visit) | {"onset_on": date(2026, 2, 23), "onset_approximate": True} == now(visit)


def test_a_day_sets_the_completed_weeks(visit: Encounter, clinician: Staff) -> None:
    saved = save(visit, clinician, onset_on=(None, "2026-02-24"))
    assert saved.also == {"duration_weeks": 2}
    assert now(visit)["duration_weeks"] == 2
    assert "onset_approximate" not in now(visit)


def test_a_day_given_later_takes_the_place_of_the_approximate_one(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, duration_weeks=(None, 3))
    saved = save(visit, clinician, revision=2, onset_on=("2026-02-23", "2026-02-20"))
    assert saved.also == {"onset_approximate": None}
    assert now(visit)["duration_weeks"] == 3


def test_saving_the_weeks_again_leaves_the_exact_day(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, onset_on=(None, "2026-02-20"))
    save(visit, clinician, revision=2, duration_weeks=(3, 3))
    assert now(visit)["onset_on"] == date(2026, 2, 20)


def test_a_day_and_its_weeks_in_one_save_agree_or_are_refused(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, onset_on=(None, "2026-02-20"), duration_weeks=(None, 3), onset_approximate=(None, True))
    assert now(visit)["onset_approximate"] is True
    with pytest.raises(Refused) as refusal:
        save(visit, clinician, revision=2, onset_on=("2026-02-20", "2026-02-20"), duration_weeks=(3, 5))
    assert refusal.value.field == "duration_weeks"


def test_a_page_that_sends_the_day_with_the_weeks_unknown_gets_the_weeks(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, onset_on=(None, "2026-02-20"))
    save(visit, clinician, revision=2, onset_on=("2026-02-20", "2026-02-20"), duration_weeks=(3, None))
    assert now(visit)["duration_weeks"] == 3


@pytest.mark.parametrize("slot", ["onset_on", "duration_weeks"])
def test_clearing_one_clears_the_other(visit: Encounter, clinician: Staff, slot: str) -> None:
    save(visit, clinician, duration_weeks=(None, 3))
    save(visit, clinician, revision=2, **{slot: (now(visit)[slot], None)})
    assert not {"onset_on", "duration_weeks", "onset_approximate"} & set(now(visit))


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-03-17", "after the visit"), ("1980-02-02", "before the patient was born")],
)
def test_pain_begins_between_birth_and_the_visit(visit: Encounter, clinician: Staff, day: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        save(visit, clinician, onset_on=(None, day))
    assert refusal.value.field == "onset_on"


def test_pain_does_not_last_longer_than_the_patient_lives(visit: Encounter, clinician: Staff) -> None:
    with pytest.raises(Refused, match="before the patient was born") as refusal:
        save(visit, clinician, duration_weeks=(None, 2600))
    assert refusal.value.field == "duration_weeks"


def test_the_day_of_the_visit_is_week_0(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, onset_on=(None, VISIT_DAY))
    assert now(visit)["duration_weeks"] == 0


def test_a_week_counts_when_it_is_complete(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, onset_on=(None, VISIT_DAY - timedelta(days=41)))
    assert now(visit)["duration_weeks"] == 5
    save(visit, clinician, revision=2, onset_on=(VISIT_DAY - timedelta(days=41), VISIT_DAY - timedelta(days=42)))
    assert now(visit)["duration_weeks"] == 6


# What was tried ------------------------------------------------------------------------------------------------------


def test_not_asked_is_not_nothing(visit: Encounter, clinician: Staff) -> None:
    assert "tried" not in now(visit)
    save(visit, clinician, tried=(None, {}))
    assert now(visit)["tried"] == {}
    save(visit, clinician, revision=2, tried=({}, {"heat": "helped", "yoga": "no_help"}))
    assert now(visit)["tried"] == {"heat": "helped", "yoga": "no_help"}
    save(visit, clinician, revision=3, tried=({"yoga": "no_help", "heat": "helped"}, {"heat": "partly"}))
    assert now(visit)["tried"] == {"heat": "partly"}
    save(visit, clinician, revision=4, tried=({"heat": "partly"}, None))
    assert "tried" not in now(visit)


def test_what_was_tried_conflicts_as_one_answer(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, tried=(None, {"heat": "helped"}))
    with pytest.raises(Conflict) as refusal:
        save(visit, clinician, tried=(None, {"yoga": "helped"}))
    assert refusal.value.clashes["tried"].now == {"heat": "helped"}


# Many at once --------------------------------------------------------------------------------------------------------


def test_none_of_these_answers_every_open_flag_by_name(visit: Encounter, clinician: Staff) -> None:
    save(visit, clinician, fever=(None, True))
    saved = none_of_these(encounter=visit, group="emergency", by=clinician, key=uuid.uuid4(), revision=2)
    assert now(visit)["fever"] is True
    assert now(visit)["trauma"] == "none"
    assert set(saved.also) == {
        "bladder_change",
        "bowel_change",
        "saddle_numbness",
        "sexual_dysfunction",
        "weakness_worsening",
        "bilateral_deficit",
        "trauma",
        "tearing_or_pulsating",
        "sudden_collapse",
    }
    assert set(Encounter.objects.get().red_flags.together) == set(saved.also)
    assert "weight_loss" not in now(visit)


def test_the_serious_group_asks_no_man_about_the_cycle(clinician: Staff) -> None:
    visit = factories.visit(by=clinician, patient=people.patient(sex="male"))
    none_of_these(encounter=visit, group="serious", by=clinician, key=uuid.uuid4(), revision=1)
    assert now(visit)["infection_risk"] == ()
    assert "pelvic_cycle_pain" not in now(visit)


def test_an_answer_given_on_its_own_is_no_longer_one_of_many(visit: Encounter, clinician: Staff) -> None:
    record(
        encounter=visit,
        changes={"sits": (None, "normal"), "stands": (None, "normal"), "gait": (None, "normal")},
        by=clinician,
        key=uuid.uuid4(),
        revision=1,
        together=["sits", "stands"],
    )
    assert Encounter.objects.get().examination.together == ["sits", "stands"]
    save(visit, clinician, revision=2, stands=("normal", "normal"))
    assert Encounter.objects.get().examination.together == ["sits"]


def test_only_what_is_answered_can_be_answered_together(visit: Encounter, clinician: Staff) -> None:
    for together in (["stands"], ["sits"]):
        with pytest.raises(Refused) as refusal:
            record(
                encounter=visit,
                changes={"sits": ("normal", None)},
                by=clinician,
                key=uuid.uuid4(),
                revision=1,
                together=together,
            )
        assert refusal.value.field == "together"


def test_the_background_of_the_last_signed_visit_is_confirmed_in_one_act(clinician: Staff) -> None:
    patient = people.patient(sex="female")
    factories.signed(
        by=clinician,
        patient=patient,
        on=date(2026, 1, 5),
        kidney_disease=True,
        diabetes=False,
        pregnancy="yes",
        pregnancy_weeks=10,
        night_pain=True,
    )
    visit = factories.visit(by=clinician, patient=patient, diabetes=True)
    saved = confirm_background(encounter=visit, by=clinician, key=uuid.uuid4(), revision=visit.revision)
    assert saved.also == {"pregnancy": "yes", "kidney_disease": True}
    assert now(visit)["diabetes"] is True
    assert not {"pregnancy_weeks", "night_pain"} & set(now(visit))
    background = Encounter.objects.get(pk=visit.pk).background
    assert background.carried_from == Encounter.objects.signed().get()
    assert (background.confirmed_by, background.together) == (clinician, ["pregnancy", "kidney_disease"])


def test_without_an_earlier_visit_there_is_no_background_to_confirm(visit: Encounter, clinician: Staff) -> None:
    with pytest.raises(Refused, match="no earlier signed visit"):
        confirm_background(encounter=visit, by=clinician, key=uuid.uuid4(), revision=1)
    assert Encounter.objects.get().background.confirmed_at is None


# The chart -----------------------------------------------------------------------------------------------------------


def test_age_and_sex_follow_the_chart_while_the_visit_is_a_draft(visit: Encounter, clinician: Staff) -> None:
    patients.update_patient(
        patient=visit.patient,
        changes={"birth_date": (date(1980, 2, 3), date(1990, 3, 17)), "sex": ("female", "other")},
        by=clinician,
        key=uuid.uuid4(),
    )
    assert (now(visit)["age"], now(visit)["sex"]) == (35, "other")
    save(visit, clinician, pain_now=(None, 6))
    assert (Encounter.objects.get().age_years, Encounter.objects.get().sex) == (35, "other")


def test_medicines_and_allergies_are_read_from_the_chart_in_three_states(visit: Encounter, clinician: Staff) -> None:
    assert not {"medications", "allergies"} & set(now(visit))
    medicine = lists.add_medicine(patient=visit.patient, name="Ibuprofen", by=clinician, key=uuid.uuid4())
    lists.no_known_allergies(patient=visit.patient, by=clinician, key=uuid.uuid4())
    assert (now(visit)["medications"], now(visit)["allergies"]) == (("Ibuprofen",), ())
    lists.strike_medicine(medicine=medicine, by=clinician, key=uuid.uuid4())
    assert "medications" not in now(visit)
