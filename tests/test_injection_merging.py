"""Two answers side by side, one typed here and one saved elsewhere meanwhile: both stay words, in whichever text."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.forms.sections import LAYOUTS, SECTION_OF
from assessments.models import SECTIONS
from clinic.models import Patient, Practice, Staff
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change
from tests.clinic.admin.desk import controls
from tests.clinic.views.forms import sent as form_of
from tests.test_injection import TYPED, probe, taken_for_markup

pytestmark = pytest.mark.django_db

OF_THE_VISIT = {model: TYPED[model._meta.label] for model in SECTIONS if model._meta.label in TYPED}


@pytest.fixture
def doctor() -> Staff:
    """Who writes in the pages and in the admin."""
    return people.staff(people.Role.CLINICIAN, people.Role.RECORDS_ADMIN)


@pytest.fixture
def client(doctor: Staff) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


def mine(field: str) -> str:
    """Fits the shortest of the fields, as the other does."""
    return f"1 {probe(field)}"


def theirs(field: str) -> str:
    return f"2 {probe(field)}"


def not_words(
    answer: HttpResponse, field: str, *, shows: Iterable[Callable[[str], str]] = (mine, theirs)
) -> Iterator[str]:
    page = answer.content.decode()
    if answer.status_code not in (200, 409, 422):
        yield f"{field}: {answer.status_code}"
    yield from (f"{field}: taken for markup: {found}" for found in taken_for_markup(answer))
    yield from (f"{field}: not shown: {one(field)}" for one in shows if one(field) not in unescape(page))


def test_of_a_visit_on_its_page_and_in_its_fragment(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor)
    wrong = []
    for model, names in OF_THE_VISIT.items():
        for name in names:
            field = f"{model._meta.label}.{name}"
            visits.recorded(visit, by=doctor, **{name: theirs(field)})
            typed = {name: mine(field), f"was-{name}": probe(field), "key": uuid.uuid4(), "revision": 1}
            there = reverse("record", args=[visit.pk])
            # Sent by itself, so that what was typed stands on the page it was sent from.
            for headers in ({}, {"Accept": "text/html; fragment"}):
                wrong += not_words(client.post(there, typed, headers=headers), field, shows=[theirs])
    assert wrong == []
    assert len([name for names in OF_THE_VISIT.values() for name in names]) == 9


def test_of_a_whole_section_sent_without_a_script(client: Client, doctor: Staff) -> None:
    """The page comes back with what was typed in its controls, and beside each what the record holds."""
    visit = visits.visit(by=doctor)
    by_section: dict[str, list[str]] = {}
    for model, names in OF_THE_VISIT.items():
        for name in names:
            by_section.setdefault(SECTION_OF[name], []).append(f"{model._meta.label}.{name}")
    wrong = []
    for section, fields in by_section.items():
        named = {field.rpartition(".")[2]: field for field in fields}
        visits.recorded(visit, by=doctor, **{name: theirs(field) for name, field in named.items()})
        slots = [slot.id for block in LAYOUTS[section] for slot in block.slots]
        typed = dict.fromkeys(slots, "") | {name: mine(field) for name, field in named.items()}
        was = {f"was-{slot}": "" for slot in slots}
        sent = typed | was | {"key": str(uuid.uuid4()), "revision": "1"}
        answer = client.post(reverse("record", args=[visit.pk]), sent)
        assert answer.status_code == 409
        wrong += [said for field in fields for said in not_words(answer, field)]
    assert wrong == []
    assert sum(map(len, by_section.values())) == 9


def test_of_a_visit_in_the_records_office(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor)
    wrong = []
    for model, names in OF_THE_VISIT.items():
        there = change(model._default_manager.get(pk=visit.pk))
        stale = controls(client.get(there))
        for name in names:
            visits.recorded(visit, by=doctor, **{name: theirs(f"{model._meta.label}.{name}")})
        typed = stale | {name: mine(f"{model._meta.label}.{name}") for name in names}
        answer = client.post(there, typed)
        wrong += [said for name in names for said in not_words(answer, f"{model._meta.label}.{name}")]
    assert wrong == []


@pytest.mark.parametrize("desk", ["the page", "the records office"])
def test_of_who_a_patient_is(client: Client, desk: str) -> None:
    patient = people.patient()
    on_page = desk == "the page"
    there = reverse("patient-edit", args=[patient.pk]) if on_page else change(patient)
    stale = form_of(client.get(there).content) if on_page else controls(client.get(there))
    written = {name: theirs(f"clinic.Patient.{name}") for name in TYPED["clinic.Patient"] if name != "email"}
    Patient.objects.filter(pk=patient.pk).update(**written)
    typed = stale | {name: mine(f"clinic.Patient.{name}") for name in written}
    answer = client.post(there, typed)
    assert [said for name in written for said in not_words(answer, f"clinic.Patient.{name}")] == []


def test_of_the_practice(doctor: Staff) -> None:
    client = Client()
    client.force_login(people.superuser())
    there = change(Practice.current())
    stale = controls(client.get(there))
    written = {name: theirs(f"clinic.Practice.{name}") for name in TYPED["clinic.Practice"]}
    now = Practice.current()
    changes = {name: (getattr(now, name), value) for name, value in written.items()}
    update_practice(changes=changes, by=people.superuser(), key=uuid.uuid4())
    answer = client.post(there, stale | {name: mine(f"clinic.Practice.{name}") for name in written})
    assert [said for name in written for said in not_words(answer, f"clinic.Practice.{name}")] == []
