"""A restricted record: found by its care team, by nobody else anywhere.

Everything that belongs to a patient is asked the same question, so every model and page is walked.
"""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from assessments.models import Encounter, SignedNote
from assessments.services.addenda import amend
from assessments.services.co_signing import ask, co_sign
from assessments.services.decisions import decide, release
from assessments.services.orders import order, schedule
from clinic.models import Patient, Staff
from clinic.services import lists, restricting
from tests import factories as people
from tests.assessments import factories
from tests.assessments.restricted import CANARIES, at_a_desk, registered, restricted

pytestmark = pytest.mark.django_db

# What lies between a patient and the rows below: of the same rule, and shown to nobody by itself.
NOT_SHOWN = {"clinic.CareTeamMember", "clinic.Opening", "clinic.OpeningClosed", "clinic.OpeningSeen"}


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Own")


@pytest.fixture
def other() -> Staff:
    return people.clinician(display_name="Dr Other")


@pytest.fixture
def office() -> Staff:
    return people.records_admin()


@pytest.fixture
def patient(doctor: Staff, office: Staff) -> Patient:
    """Restricted, with a row of every kind."""
    made = registered()
    lists.add_medicine(patient=made, name="Canarium", by=doctor, key=uuid.uuid4())
    lists.add_allergy(patient=made, substance="Canary feathers", by=doctor, key=uuid.uuid4())
    answers = {**factories.COMPLETE, "saddle_numbness": True, "tried": {"heat": "no_help"}}
    visit = factories.visit(by=doctor, patient=made, **answers)

    def step(act: Any, **given: Any) -> Any:
        revision = Encounter.objects.get(pk=visit.pk).revision
        return act(encounter=visit, by=doctor, key=uuid.uuid4(), revision=revision, **given)

    ordered = step(order, test="mri_lumbar", urgency="immediate", reason="Canary reason")
    schedule(order=ordered, on=visit.visited_on, by=doctor, key=uuid.uuid4())
    step(decide, item="emergency_department", answer="accepted")
    step(release, rule="cauda_equina", reason="Old deficit")
    note = factories.sign_now(visit, by=doctor)
    amend(note=note, kind="addendum", text="Canary later", by=doctor, key=uuid.uuid4(), password=people.PASSWORD)
    ask(note=note, by=doctor, key=uuid.uuid4())
    senior = people.supervisor()
    co_sign(note=note, by=senior, password=people.PASSWORD, shown=note.sha256, key=uuid.uuid4())
    factories.visit(by=doctor, patient=made)
    return restricted(made, by=office)


def paths_to_patient(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> Iterator[str]:
    for field in model._meta.get_fields():
        if field.auto_created or not (field.many_to_one or field.one_to_one) or field.related_model in (model, *seen):
            continue
        if field.related_model is Patient:
            yield field.name
        elif field.related_model is not Staff:
            yield from (f"{field.name}__{rest}" for rest in paths_to_patient(field.related_model, (*seen, model)))


OF_PATIENTS = [
    model
    for app in ("clinic", "assessments")
    for model in apps.get_app_config(app).get_models()
    if (model is Patient or any(paths_to_patient(model))) and model._meta.label not in NOT_SHOWN
]


def test_every_model_of_a_patient_can_say_to_whom_it_is_visible() -> None:
    assert len(OF_PATIENTS) > 15
    silent = [model._meta.label for model in OF_PATIENTS if not hasattr(model._default_manager, "visible_to")]
    assert silent == []


@pytest.mark.parametrize("model", OF_PATIENTS, ids=lambda model: model._meta.model_name)
def test_of_a_restricted_record_only_its_team_sees_a_row_of_any_kind(
    patient: Patient, doctor: Staff, other: Staff, office: Staff, model: type[models.Model]
) -> None:
    rows: Any = model._default_manager
    assert rows.exists()
    seen = {who.name: rows.visible_to(who).exists() for who in (doctor, other, people.assistant(), people.supervisor())}
    assert [name for name, any_there in seen.items() if any_there] == ["Dr Own"]
    assert rows.visible_to(office).count() == rows.count()
    assert not rows.visible_to(people.auditor()).exists()
    restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="Moved away")
    assert rows.visible_to(other).count() == rows.count()  # so it was the restriction that hid them


def test_no_page_tells_somebody_else_of_a_restricted_record(patient: Patient, other: Staff) -> None:
    clients = [at_a_desk(other), at_a_desk(people.assistant()), at_a_desk(people.supervisor())]
    visits = list(Encounter.objects.filter(patient=patient))
    for client in clients:
        pages = [client.get(reverse(name)) for name in ("today", "reports", "blank-pdf")]
        pages += [client.post(reverse("patient-search"), {"q": "hidden canary"})]
        pages += [client.post(reverse("patient-search"), {"q": patient.record_number})]
        pages += [client.get(reverse(name, args=[patient.pk])) for name in ("patient", "patient-edit", "patient-lists")]
        for visit in visits:
            names = ("encounter", "note", "review", "plan", "guidance", "note-pdf", "draft-pdf", "handout-pdf")
            pages += [client.get(reverse(name, args=[visit.pk])) for name in (*names, "visit-discard")]
        for page in pages:
            body = page.content.decode(errors="replace").replace("hidden canary", "")
            assert [word for word in (*CANARIES, str(patient.pk)) if word in body] == []


def test_forbidden_answers_like_absent(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    for name in ("patient", "patient-edit", "patient-lists"):
        there, absent = (client.get(reverse(name, args=[pk])) for pk in (patient.pk, uuid.uuid4()))
        assert (there.status_code, there.content) == (absent.status_code, absent.content) == (404, absent.content)
    found, nobody = (client.post(reverse("patient-search"), {"q": q}) for q in ("hidden", "nobody"))
    assert found.context["count"] == nobody.context["count"] == 0


def test_the_team_and_the_office_go_on_as_ever(patient: Patient, doctor: Staff, office: Staff) -> None:
    for who in (doctor, office):
        client = at_a_desk(who)
        page = client.get(reverse("patient", args=[patient.pk])).content.decode()
        assert "Canary Hidden" in page
        assert "Restricted record." in page
        assert "Canary" in client.post(reverse("patient-search"), {"q": "hidden"}).content.decode()


def test_what_it_costs_to_ask_is_one_query(patient: Patient, other: Staff, django_assert_num_queries: Any) -> None:
    assert other.role
    with django_assert_num_queries(1):
        assert not list(SignedNote.objects.visible_to(other))
