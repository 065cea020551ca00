"""A refusal tells nothing of the record: not in its words, not in where it leads.

Every field of a patient holds a word found nowhere else, and every address is asked by people it is not for.
"""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from clinic.models import Patient, Staff
from clinic.models.patient import PatientQuerySet
from clinic.services import lists, patients, restricting
from tests import factories
from tests.assessments import factories as visits
from tests.everybody import Site
from tests.who_may import ABSENT, ADMIN, ANONYMOUS, AUDITOR, FOREIGN, NOBODY, OTHER, OWN, OWNER, SUPERUSER, TABLE, Row

pytestmark = pytest.mark.django_db

FIELDS = {
    "given_name": "Canarygiven",
    "family_name": "Canaryfamily",
    "phone": "0700-555-0177",
    "email": "canary@post.example",
    "address": "Canarystreet",
}
LISTS = {"name": "Canarymedicine", "dose": "Canarydose", "substance": "Canarysubstance", "reaction": "Canaryreaction"}
TEXTS = {"impression_note": "Canarynote", "pain_now": 6}
BIRTHS = ("1931-03-09", "9 March 1931", "9 Mar 1931")
NUMBER = "BC-77"  # and what the practice counted
CANARIES = (*FIELDS.values(), *LISTS.values(), "Canarynote", *BIRTHS, NUMBER)
# Ids, flags and times, the same for many; the folded name is the name, however it is written.
NOBODYS_OWN = {
    *("id", "search_name", "sex", "medicines_state", "allergies_state", "archived_at", "restricted_at"),
    *("created_by", "created_at", "registered_on", "revision"),
}
STRANGER, STRANGE_ASSISTANT = "a clinician outside the care team", "an assistant outside the care team"


def told(site: Site) -> None:
    """Every patient of the site with the canaries, in the record and in what is written there."""
    by = factories.assistant()
    for patient in Patient.objects.all():
        doctor = patient.encounters.first().clinician
        changes: dict[str, Any] = {name: (getattr(patient, name), value) for name, value in FIELDS.items()}
        changes["birth_date"] = (patient.birth_date, patient.birth_date.replace(1931, 3, 9))
        patients.update_patient(patient=patient, changes=changes, by=by, key=uuid.uuid4())
        medicine = {name: LISTS[name] for name in ("name", "dose")}
        lists.add_medicine(patient=patient, by=by, key=uuid.uuid4(), **medicine)
        allergy = {name: LISTS[name] for name in ("substance", "reaction")}
        lists.add_allergy(patient=patient, by=by, key=uuid.uuid4(), **allergy)
        visits.recorded(Encounter.objects.drafts().get(patient=patient), by=doctor, **TEXTS)
        number = f"{NUMBER}{patient.record_number.removeprefix('BC-')}"
        Patient.objects.filter(pk=patient.pk).update(record_number=number)


@pytest.fixture
def site() -> Site:
    made = Site()
    told(made)
    return made


def asked(site: Site, client: Client, actor: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every address of the site and of the admin, read and written to; of one's own and others'."""
    typed = {"key": str(uuid.uuid4()), "revision": "1", "reason": "x", "q": "x", "number": "x"}
    for name, row in TABLE.items():
        if name in ("logout", "login"):
            continue
        for whose in (OWN, FOREIGN, ABSENT) if row.of else (OWN,):
            address = reverse(name, kwargs=dict(site.named(row, whose, actor)))
            yield f"get {name}", client.get(address)
            yield f"post {name}", client.post(address, typed)
    for label in ADMIN:
        yield f"get admin {label}", client.get(reverse(f"admin:{label}_changelist"))
        yield f"post admin {label}", client.post(reverse(f"admin:{label}_add"), typed)


def said(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace") + "".join(f"{name}: {value}" for name, value in answer.items())


def leaks(answer: HttpResponse) -> list[str]:
    words = said(answer).lower()
    return [canary for canary in CANARIES if canary.lower() in words]


def test_every_field_of_a_patient_has_a_word_of_its_own() -> None:
    fields = {field.name for field in Patient._meta.concrete_fields}
    assert fields == {*FIELDS, "birth_date", "record_number"} | NOBODYS_OWN


def who_may(row: Row | None, method: str) -> frozenset[str]:
    return (row.get if method == "get" else row.post) or NOBODY if row else NOBODY


@pytest.mark.parametrize("actor", [ANONYMOUS, AUDITOR, SUPERUSER, OTHER])
def test_no_refusal_and_no_way_elsewhere_holds_a_word_of_a_record(
    site: Site, actor: str, record_property: Callable[[str, object], None]
) -> None:
    client = site.at_a_desk(actor)
    found, refused = [], 0
    for what, answer in asked(site, client, actor):
        method, name = what.split(" ", 1)
        # Whoever may see the chart is shown it again with what was wrong: that is no refusal to them.
        own_page = actor in who_may(TABLE.get(name), method) and answer.status_code in (409, 422, 428)
        if answer.status_code >= 300 and not own_page:
            refused += 1
            found += [f"{what} {answer.status_code}: {word}" for word in leaks(answer)]
    record_property("refusals read", refused)
    assert found == []
    assert refused > 80


def outsiders(site: Site) -> dict[str, Staff]:
    for patient in Patient.objects.all():
        office = site.people["records admin"]
        assert isinstance(office, Staff)
        restricting.restrict(patient=patient, by=office, key=uuid.uuid4(), reason="x")
    return {STRANGER: factories.clinician(), STRANGE_ASSISTANT: factories.assistant()}


@pytest.mark.parametrize("actor", [STRANGER, STRANGE_ASSISTANT])
def test_of_a_restricted_record_no_answer_at_all_holds_a_word(site: Site, actor: str) -> None:
    site.people |= outsiders(site)
    client = site.at_a_desk(actor)
    found = [f"{what}: {word}" for what, answer in asked(site, client, actor) for word in leaks(answer)]
    assert found == []


@pytest.mark.control
def test_the_words_are_there_to_be_found(site: Site) -> None:
    """Who may see them sees each of them somewhere."""
    client = site.at_a_desk(OWNER)
    draft = site.rows[OWN]["draft"]["pk"]
    pages = [client.get(reverse(name, args=[draft])) for name in ("encounter", "review")]
    pages.append(client.get(reverse("patient", args=[site.rows[OWN]["patient"]["pk"]])))
    pages.append(client.get(reverse("patient-edit", args=[site.rows[OWN]["patient"]["pk"]])))
    seen = {word for page in pages for word in leaks(page)}
    assert set(CANARIES) - seen == set()


@pytest.mark.control
def test_a_site_that_lets_everybody_see_everything_is_found_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.people |= outsiders(site)
    client = site.at_a_desk(STRANGER)
    chart = reverse("patient", args=[site.rows[OWN]["patient"]["pk"]])
    assert leaks(client.get(chart)) == []
    monkeypatch.setattr(PatientQuerySet, "visible_to", lambda rows, _: rows)
    monkeypatch.setattr(type(Patient.objects), "visible_to", lambda manager, _: manager.all())
    assert "Canaryfamily" in leaks(client.get(chart))
