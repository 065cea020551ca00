"""The visit page: what it shows, to whom, and that nothing falls out of it."""

import re
import uuid
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.forms.fields import TRIED_MARK
from assessments.forms.sections import LAYOUTS, SECTION_OF
from assessments.models import Encounter
from assessments.services.saves import last_saved
from clinic.models import AuditEvent, Staff
from tests import factories
from tests.assessments.factories import signed, visit

pytestmark = pytest.mark.django_db


class Controls(HTMLParser):
    """The controls of the sections, by name, with what is chosen in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.section = ""
        self.names: dict[str, set[str]] = {}
        self.chosen: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "form":
            self.section = given.get("data-section", "")
        if tag in ("input", "textarea") and self.section:
            self.names.setdefault(self.section, set()).add(given["name"])
            if "checked" in given:
                self.chosen.setdefault(given["name"], []).append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.section = ""


def page_of(client: Client, encounter: Encounter) -> Controls:
    return Controls(client.get(reverse("encounter", args=[encounter.pk])).content.decode())


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


def test_every_control_of_the_forms_is_on_the_page_and_nothing_else(client: Client, by: Staff) -> None:
    page = page_of(client, visit(by=by))
    beside = {"csrfmiddlewaretoken", "key", "revision"}
    shown = {
        section: {name for name in names if not name.startswith(("was-", TRIED_MARK))} - beside
        for section, names in page.names.items()
    }
    assert shown == {
        section: {slot.id for block in blocks for slot in block.slots} for section, blocks in LAYOUTS.items()
    }


def test_every_control_says_what_it_showed(client: Client, by: Staff) -> None:
    page = page_of(client, visit(by=by))
    was = {name.removeprefix("was-") for names in page.names.values() for name in names if name.startswith("was-")}
    assert was == set(SECTION_OF)


def test_no_id_is_given_twice(client: Client, by: Staff) -> None:
    ids = page_of(client, visit(by=by)).ids
    assert {one for one in ids if ids.count(one) > 1} == set()


def test_a_new_visit_has_nothing_ticked_but_not_asked(client: Client, by: Staff) -> None:
    page = page_of(client, visit(by=by))
    assert {name: values for name, values in page.chosen.items() if values != [""]} == {}


def test_an_answer_is_shown_where_it_was_given(client: Client, by: Staff) -> None:
    encounter = visit(
        by=by,
        pain_now=6,
        fever=True,
        slr_left="positive",
        tenderness=("midline",),
        infection_risk=(),
        tried={"heat": "partly"},
    )
    chosen = page_of(client, encounter).chosen
    answered = {name: values for name, values in chosen.items() if values != [""]}
    assert answered == {
        "pain_now": ["6"],
        "fever": ["yes"],
        "slr_left": ["positive"],
        "tenderness": ["midline"],
        "infection_risk": ["none"],
        "tried": ["some"],
        "tried-heat": ["partly"],
    }


def test_the_last_answer_stands_greyed_beside_and_answers_nothing(client: Client, by: Staff) -> None:
    patient = factories.patient(sex="female")
    signed(by=by, patient=patient, kidney_disease=True)
    response = client.get(reverse("encounter", args=[visit(by=by, patient=patient).pk]))
    assert re.search(
        r'class="previous">[^<]*: yes <button[^>]*aria-label="Kidney disease: same', response.content.decode()
    )
    assert "kidney_disease" not in {
        name for name, values in Controls(response.content.decode()).chosen.items() if values != [""]
    }


def test_the_last_answer_is_told_as_people_tell_it(client: Client, by: Staff) -> None:
    patient = factories.patient(sex="female")
    then = timezone.localdate() - timedelta(weeks=6)
    signed(by=by, patient=patient, on=then, duration_weeks=1)
    response = client.get(reverse("encounter", args=[visit(by=by, patient=patient).pk]))
    told = [" ".join(one.split()) for one in re.findall(r'class="previous">([^<]*)<', response.content.decode())]
    began = then - timedelta(weeks=1)
    assert [one.partition(": ")[2] for one in told if one.endswith((" week", f" {began.year}"))] == [
        "1 week",
        f"{began.day} {began:%b %Y}",
    ]


def test_the_page_costs_the_same_however_much_was_answered(client: Client, by: Staff) -> None:
    patient = factories.patient(sex="female")
    signed(by=by, patient=patient, kidney_disease=True)
    empty, little = visit(by=by, patient=patient), visit(by=by, patient=patient, tried={"heat": "partly"})
    full = visit(by=by, patient=patient, pain_now=6, slr_left="positive", tried={"heat": "partly", "yoga": "helped"})
    counts = []
    for encounter in (empty, little, full):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("encounter", args=[encounter.pk]))
        counts.append(len(queries))
    # The list of what was tried is asked for where it holds something.
    assert counts[0] + 1 == counts[1] == counts[2] <= 30


def test_opening_it_is_written_down(client: Client, by: Staff) -> None:
    encounter = visit(by=by)
    client.get(reverse("encounter", args=[encounter.pk]))
    event = AuditEvent.objects.latest("seq")
    assert (event.action, event.user_id, event.patient_id, event.object_id) == (
        "chart.opened",
        by.pk,
        encounter.patient_id,
        str(encounter.pk),
    )


def test_it_is_kept_by_no_browser(client: Client, by: Staff) -> None:
    assert client.get(reverse("encounter", args=[visit(by=by).pk]))["Cache-Control"] == "no-store"


def test_a_signed_visit_shows_its_note(client: Client, by: Staff) -> None:
    note = signed(by=by, patient=factories.patient(sex="female"))
    response = client.get(reverse("encounter", args=[note.encounter_id]))
    assert response["Location"] == reverse("note", args=[note.encounter_id])


def test_an_assistant_records_what_the_patient_tells_and_reads_the_rest(client: Client) -> None:
    encounter = visit(by=factories.clinician())
    client.force_login(factories.assistant())
    page = client.get(reverse("encounter", args=[encounter.pk])).content.decode()
    closed = {
        section
        for section, form in re.findall(r'data-section="(\w+)"(.*?)</form>', page, re.DOTALL)
        if '<fieldset class="answers-all" disabled>' in form
    }
    assert closed == {"examination", "nerve_roots", "conclusion"}


def test_records_admin_reads_it_and_records_nothing(client: Client) -> None:
    encounter = visit(by=factories.clinician())
    client.force_login(factories.records_admin())
    page = client.get(reverse("encounter", args=[encounter.pk])).content.decode()
    assert page.count('<fieldset class="answers-all" disabled>') == len(LAYOUTS)


def test_an_auditor_does_not_see_it(client: Client) -> None:
    encounter = visit(by=factories.clinician())
    client.force_login(factories.auditor())
    assert client.get(reverse("encounter", args=[encounter.pk])).status_code == 403


def test_nobody_sees_it_without_signing_in(client: Client) -> None:
    address = reverse("encounter", args=[visit(by=factories.clinician()).pk])
    assert client.get(address)["Location"] == f"{reverse('login')}?next={address}"


def test_a_visit_that_is_not_there_is_not_found(client: Client, by: Staff) -> None:
    assert client.get(reverse("encounter", args=[uuid.uuid4()])).status_code == 404


def test_a_draft_opened_again_says_when_it_was_last_saved_before_any_script_runs(client: Client, by: Staff) -> None:
    draft = visit(by=by)
    state = re.compile(r'<output [^>]*id="save-state"[^>]*>[^<]*</output>')
    [said] = state.findall(client.get(reverse("encounter", args=[draft.pk])).content.decode())
    assert said.endswith('data-state="idle"></output>')
    saved = visit(by=by, patient=draft.patient, pain_now=6)
    at = timezone.localtime(last_saved(saved)).strftime("%H:%M:%S")
    [said] = state.findall(client.get(reverse("encounter", args=[saved.pk])).content.decode())
    assert said.endswith(f'data-state="saved" data-at="{at}">Saved {at}</output>')
