"""A page per section: unknown and none told apart, drafts saved through the service, signed visits only read."""

import uuid
from typing import Any

import pytest
from django.test import Client

from assessments.models import SECTIONS, Encounter, SectionRow
from clinic.models import AuditEvent, Staff
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import controls, errors, page, send, signed_in

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("model", SECTIONS, ids=lambda model: model._meta.model_name)


@pytest.fixture
def both() -> Staff:
    """A clinician who also looks after the records."""
    return factories.staff(Role.CLINICIAN, Role.RECORDS_ADMIN)


@pytest.fixture
def desk(both: Staff) -> Client:
    return signed_in(both)


def row_of(encounter: Encounter, model: type[SectionRow]) -> SectionRow:
    return model.objects.get(pk=encounter.pk)


@EVERY
def test_an_empty_section_reads_not_asked_throughout(model: type[SectionRow]) -> None:
    row = row_of(visits.visit(), model)
    html = page(signed_in(factories.records_admin()), change(row))
    assert html.count("not asked") == len(model.columns()) + (model._meta.model_name == "history")
    assert 'name="_save"' not in html


@EVERY
def test_an_untouched_page_sends_no_change(model: type[SectionRow], desk: Client) -> None:
    row = row_of(visits.visit(**{**visits.COMPLETE, "pain_quality": (), "weight_kg": 71.5}), model)
    page(desk, change(row))
    assert "__all__" in errors(send(desk, change(row)))


@EVERY
def test_a_signed_section_is_read_by_everybody_and_written_by_nobody(model: type[SectionRow], both: Staff) -> None:
    note = visits.signed(by=both, pain_quality=())
    row = row_of(note.encounter, model)
    before = row.answers()
    for person in (both, factories.records_admin()):
        client = signed_in(person)
        assert 'name="_save"' not in page(client, change(row))
        for field in model.columns():
            assert client.post(change(row), {field: "yes", "key": str(uuid.uuid4()), "was": "{}"}).status_code == 403
    assert row_of(note.encounter, model).answers() == before
    assert AuditEvent.objects.order_by("-seq")[0].outcome == "denied"


@EVERY
def test_a_records_admin_without_a_clinical_role_reads_a_draft_and_cannot_write_it(model: type[SectionRow]) -> None:
    row = row_of(visits.visit(), model)
    client = signed_in(factories.records_admin())
    assert client.post(change(row), {"pain_now": "5"}).status_code == 403


def test_answers_of_each_kind_are_saved_through_the_service(desk: Client) -> None:
    visit = visits.visit()
    sent = {
        "pain_now": "7",
        "pain_pattern": "constant",
        "pain_quality": ["burning", "ache"],
        "worse_with": ["-"],
        "night_pain": "no",
        "spread_left": "calf",
        "onset_on": "2026-01-05",
    }
    assert send(desk, change(visit.pain), **sent).status_code == 302
    pain = Encounter.objects.get(pk=visit.pk).pain
    assert pain.answers() | {"duration_weeks": 0} == {
        "duration_weeks": 0,
        "onset_on": pain.onset_on,
        "pain_now": 7,
        "pain_pattern": "constant",
        "pain_quality": ("ache", "burning"),
        "worse_with": (),
        "night_pain": False,
        "spread_left": "calf",
    }
    assert pain.onset_on.isoformat() == "2026-01-05"
    event = AuditEvent.objects.get(action="visit.recorded", object_id=str(visit.pk))
    assert set(sent) <= set(event.findings)
    html = page(desk, change(pain))
    assert controls(desk.get(change(pain)))["worse_with"] == ["-"]
    assert "burning" in html


def test_an_answer_is_taken_back_to_not_asked(desk: Client, both: Staff) -> None:
    visit = visits.visit(by=both, pain_now=7, worse_with=(), night_pain=True)
    page_now = controls(desk.get(change(visit.pain)))
    del page_now["worse_with"]
    assert desk.post(change(visit.pain), page_now | {"pain_now": "", "night_pain": ""}).status_code == 302
    assert Encounter.objects.get(pk=visit.pk).pain.answers() == {}


def test_examination_and_texts_are_saved(desk: Client) -> None:
    visit = visits.visit()
    assert send(desk, change(visit.examination), temperature_c="37.4", slr_right="positive").status_code == 302
    assert visit.examination.__class__.objects.get(pk=visit.pk).answers() == {
        "temperature_c": 37.4,
        "slr_right": "positive",
    }
    assert send(desk, change(visit.history), stressors="work\r\nmoney").status_code == 302
    assert visit.history.__class__.objects.get(pk=visit.pk).stressors == "work\nmoney"
    assert "__all__" in errors(send(desk, change(visit.history)))


def test_a_quantity_is_understood_as_on_the_visit_page(desk: Client) -> None:
    visit = visits.visit()
    sent = {"temperature_c": "100.4F", "weight_kg": "180lb", "height_cm": "5ft 9in"}
    assert send(desk, change(visit.examination), **sent).status_code == 302
    assert type(visit.examination).objects.get(pk=visit.pk).answers() == {
        "temperature_c": 38.0,
        "weight_kg": 81.6,
        "height_cm": 175.3,
    }
    assert "__all__" in errors(send(desk, change(visit.examination)))


def test_what_was_tried_is_asked_as_one(desk: Client) -> None:
    visit = visits.visit()
    assert "tried" in errors(send(desk, change(visit.history), tried_2="helped"))
    assert send(desk, change(visit.history), tried_0="asked").status_code == 302
    assert Encounter.objects.get(pk=visit.pk).tried_answer() == {}
    assert send(desk, change(visit.history), tried_2="helped").status_code == 302
    assert Encounter.objects.get(pk=visit.pk).tried_answer() == {"heat": "helped"}
    assert "heat" in page(signed_in(factories.records_admin()), change(visit.history)).lower()


def test_values_outside_their_limits_are_refused_each_at_its_field(desk: Client) -> None:
    visit = visits.visit()
    sent = {"pain_now": "11", "pain_worst": "99999999999999999999", "pain_quality": ["-", "ache"], "onset_on": "soon"}
    assert set(errors(send(desk, change(visit.pain), **sent))) == set(sent)
    found = errors(send(desk, change(visit.pain), pain_now="11", pain_worst="12"))
    assert set(found) == {"pain_now", "pain_worst"}
    assert "0 to 10" in found["pain_now"][0]
    assert set(errors(send(desk, change(visit.examination), temperature_c="nan", height_cm="1e400"))) == {
        "temperature_c",
        "height_cm",
    }
    assert "onset_on" in errors(send(desk, change(visit.pain), onset_on="2190-01-01"))
    assert Encounter.objects.get(pk=visit.pk).pain.answers() == {}


def test_a_stale_page_shows_both_values_and_loses_neither(desk: Client, both: Staff) -> None:
    visit = visits.visit(by=both, pain_now=3)
    stale = controls(desk.get(change(visit.pain)))
    visits.recorded(visit, by=both, pain_now=5, pain_worst=9)
    response = desk.post(change(visit.pain), stale | {"pain_now": "8"})
    [said] = errors(response)["pain_now"]
    assert "“5 of 10”" in said
    assert "“8 of 10”" in said
    assert Encounter.objects.get(pk=visit.pk).pain.pain_now == 5
    assert desk.post(change(visit.pain), controls(response)).status_code == 302
    pain = Encounter.objects.get(pk=visit.pk).pain
    assert (pain.pain_now, pain.pain_worst) == (8, 9)


def test_a_save_sent_twice_is_made_once(desk: Client) -> None:
    visit = visits.visit()
    sent = controls(desk.get(change(visit.pain))) | {"pain_now": "4"}
    assert [desk.post(change(visit.pain), sent).status_code for _each in range(2)] == [302, 302]
    assert Encounter.objects.get(pk=visit.pk).revision == 2


@pytest.mark.parametrize("missing", ["revision", "was", "key"])
def test_a_save_that_does_not_say_what_it_was_made_from_is_refused(desk: Client, missing: str) -> None:
    visit = visits.visit()
    sent = controls(desk.get(change(visit.pain))) | {"pain_now": "4"}
    del sent[missing]
    assert missing in errors(desk.post(change(visit.pain), sent))
    assert Encounter.objects.get(pk=visit.pk).pain.pain_now is None


def test_reading_a_section_is_written_down(desk: Client, both: Staff) -> None:
    visit = visits.visit()
    desk.get(change(visit.nerve_roots))
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.user_id, event.patient_id) == ("chart.opened", both.pk, visit.patient_id)


def test_typed_marks_stay_words(desk: Client, both: Staff) -> None:
    visit = visits.visit(by=both, stressors="<script>alert(1)</script>")
    for person in (both, factories.records_admin()):
        assert "<script>alert" not in page(signed_in(person), change(visit.history))


@EVERY
def test_a_longer_list_asks_no_more_questions(
    model: type[SectionRow], django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    by = factories.clinician()
    desk = signed_in(factories.records_admin())
    for _each in range(3):
        visits.visit(by=by)
    page(desk, listing(model))
    with django_assert_max_num_queries(30) as few:
        page(desk, listing(model))
    for _each in range(17):
        visits.visit(by=by)
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, listing(model))
