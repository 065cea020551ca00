"""Every way to write, tried on a signed visit: what was signed stays as it was.

Each way is tried on a draft as well, or with the database's own guard taken down, where it has to work: a way that
writes nowhere proves nothing.
"""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import (
    SECTIONS,
    Addendum,
    CoSignature,
    CoSignatureAsked,
    Encounter,
    LadderRelease,
    PainAssessment,
    SignedNote,
    TestEvent,
    TestOrder,
    TreatmentDecision,
    TriedTreatment,
)
from assessments.services.addenda import amend
from assessments.services.co_signing import co_sign
from assessments.services.decisions import decide, release
from assessments.services.orders import order
from assessments.services.signing import sign
from clinic import triggers
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Role
from tests import factories as people
from tests.assessments import factories
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import controls
from tests.who_may import DRAFT, SIGNED, TABLE

pytestmark = pytest.mark.django_db

OF_THE_VISIT = (*SECTIONS, TestOrder, TreatmentDecision, LadderRelease, TriedTreatment)
SEALED: tuple[type[models.Model], ...] = (
    Encounter,
    *OF_THE_VISIT,
    SignedNote,
    Addendum,
    CoSignature,
    CoSignatureAsked,
)


@pytest.fixture
def doctor() -> Staff:
    """Who may do all that anybody may with a visit, in the pages and in the admin."""
    return people.staff(Role.SUPERVISOR, Role.RECORDS_ADMIN)


def full(doctor: Staff) -> Encounter:
    """A draft with a row of every kind."""
    answers = {**factories.COMPLETE, "saddle_numbness": True, "tried": {"heat": "no_help"}}
    visit = factories.visit(by=doctor, patient=people.patient(sex="female"), **answers)
    plan: dict[str, Any] = {"encounter": visit, "by": doctor}
    order(**plan, test="mri_lumbar", urgency="immediate", reason="x", **now(visit))
    decide(**plan, item="emergency_department", answer="accepted", **now(visit))
    release(**plan, rule="cauda_equina", reason="x", **now(visit))
    return visit


@pytest.fixture
def draft(doctor: Staff) -> Encounter:
    return full(doctor)


@pytest.fixture
def signed(doctor: Staff) -> Encounter:
    """With an addendum and a co-signature."""
    visit = full(doctor)
    note = sign(
        encounter=visit, by=doctor, password=people.PASSWORD, co_sign=True, **now(visit) | factories.read(visit)
    )
    amend(note=note, kind="addendum", text="Later", by=doctor, key=uuid.uuid4(), password=people.PASSWORD)
    co_sign(note=note, by=people.supervisor(), password=people.PASSWORD, shown=note.sha256, key=uuid.uuid4())
    return Encounter.objects.get(pk=visit.pk)


def now(visit: Encounter) -> dict[str, Any]:
    return {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision}


def rows_of(visit: Encounter) -> dict[str, list[models.Model]]:
    paths = {Encounter: "pk", Addendum: "note__encounter", CoSignature: "note__encounter"}
    paths[CoSignatureAsked] = "note__encounter"
    return {
        model._meta.model_name or "": list(
            model._default_manager.filter(**{paths.get(model, "encounter"): visit.pk}).order_by("pk")
        )
        for model in SEALED
    }


def kept(visit: Encounter) -> str:
    """Every value of every row, as a fixture would hold it."""
    return json.dumps(
        {name: serializers.serialize("python", rows) for name, rows in rows_of(visit).items()}, default=str
    )


def sent(client: Client, name: str, visit: Encounter, typed: dict[str, Any], **more: Any) -> Any:
    fields = {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision, **typed}
    if name == "sign":
        fields |= factories.read(visit)
    return client.post(reverse(name, kwargs={"pk": visit.pk, **more}), fields)


def decision_of(visit: Encounter) -> dict[str, Any]:
    return {"decision": visit.decisions.get().pk}


def order_of(visit: Encounter) -> dict[str, Any]:
    return {"order": visit.orders.get().pk}


# Address, what is typed there, and what else the address names.
PAGES: dict[str, tuple[str, dict[str, Any], Callable[[Encounter], dict[str, Any]]]] = {
    "an answer changed": ("record", {"pain_now": "9", "was-pain_now": "6"}, lambda _: {}),
    "the rest normal": ("rest-normal", {"rows": "gait"}, lambda _: {"block": "movement"}),
    "a decision": ("decide", {"item": "stay_active", "answer": "declined"}, lambda _: {}),
    "all accepted": ("accept-all", {"items": ["stay_active"]}, lambda _: {}),
    "a decision taken back": ("undecide", {}, decision_of),
    "an order": ("order-new", {"test": "hla_b27", "urgency": "routine", "reason": "x"}, lambda _: {}),
    "an order withdrawn": ("order-withdraw", {}, order_of),
    "the visit taken over": ("take-over", {}, lambda _: {}),
    "the visit signed": ("sign", {"password": people.PASSWORD}, lambda _: {}),
    "the visit discarded": ("visit-discard", {"reason": "x"}, lambda _: {}),
}


@pytest.mark.parametrize("way", PAGES)
def test_no_page_changes_what_was_signed(doctor: Staff, signed: Encounter, draft: Encounter, way: str) -> None:
    name, typed, more = PAGES[way]
    client = Client()
    client.force_login(doctor)
    before = kept(signed), kept(draft)
    for visit in (signed, draft):
        assert sent(client, name, visit, typed, **more(visit)).status_code < 500
    assert kept(signed) == before[0]
    assert kept(draft) != before[1]  # so the way is one


# They write as well, which other tests show; of a signed visit they write nothing either.
FURTHER: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "none-of-these": ({}, {"section": "emergency_flags"}),
    "confirm-background": ({}, {}),
    "release": ({"rule": "cauda_equina", "reason": "y"}, {}),
    "emergency": ({"answer": "accepted", "reason": "y"}, {}),
    "despite": ({"answer": "accepted", "reason": "y"}, {"item": "opioid_short"}),
    "visit-bring-back": ({}, {}),
}


def test_every_address_that_writes_to_a_visit_is_tried() -> None:
    named = (DRAFT, SIGNED, "decision", "order", "signed order")
    writing = {name for name, row in TABLE.items() if row.post and row.of in named}
    assert writing == {name for name, *_ in PAGES.values()} | set(FURTHER) | set(LATER)


@pytest.mark.parametrize("name", FURTHER)
def test_no_further_page_changes_what_was_signed(doctor: Staff, signed: Encounter, name: str) -> None:
    typed, more = FURTHER[name]
    client = Client()
    client.force_login(doctor)
    before = kept(signed)
    assert sent(client, name, signed, typed, **more).status_code < 500
    assert kept(signed) == before


LATER: dict[str, tuple[dict[str, Any], Callable[[Encounter], dict[str, Any]], type[models.Model]]] = {
    "order-event": (
        {"kind": "resulted", "text": "Negative", "abnormal": "no"},
        order_of,
        TestEvent,
    ),
    "addendum-new": ({"kind": "correction", "text": "y", "password": people.PASSWORD}, lambda _: {}, Addendum),
    "co-sign-ask": ({}, lambda _: {}, CoSignatureAsked),
    "co-sign": ({"password": people.PASSWORD}, lambda _: {}, CoSignature),
}


@pytest.mark.parametrize("name", LATER)
def test_what_comes_after_signing_is_a_row_of_its_own_and_changes_none(doctor: Staff, name: str) -> None:
    typed, more, kind = LATER[name]
    visit = full(doctor)
    note = factories.sign_now(visit, by=doctor)
    client = Client()
    client.force_login(doctor if name != "co-sign" else people.supervisor())
    before = whole(visit)
    fields = {"shown": note.sha256, "on": visit.visited_on.isoformat()}
    assert sent(client, name, visit, {**typed, **fields}, **more(visit)).status_code == 302
    after = whole(visit)
    assert [one for one in before if one not in after] == []
    assert kind._default_manager.count() == 1


def whole(visit: Encounter) -> list[str]:
    """Each row of it, and each event of its orders."""
    events = TestEvent.objects.filter(order__encounter=visit)
    rows = [row for many in rows_of(visit).values() for row in many]
    return [json.dumps(one, default=str) for one in serializers.serialize("python", [*rows, *events])]


def test_every_kind_of_row_of_a_visit_is_kept_or_comes_later() -> None:
    def of_a_visit(model: type[models.Model]) -> bool:
        fields = model._meta.concrete_fields
        related = {field.related_model for field in fields if field.is_relation} - {model}
        return Encounter in related or any(of_a_visit(one) for one in related if one._meta.app_label == "assessments")

    found = {model for model in apps.get_app_config("assessments").get_models() if of_a_visit(model)}
    assert found | {Encounter} == {*SEALED, TestEvent}


@pytest.mark.parametrize("model", SECTIONS, ids=lambda model: model._meta.model_name)
def test_no_form_of_the_admin_changes_a_signed_section(
    doctor: Staff, signed: Encounter, draft: Encounter, model: type[models.Model]
) -> None:
    client = Client()
    client.force_login(doctor)
    mine, others = (model._default_manager.get(pk=visit.pk) for visit in (draft, signed))
    before = kept(signed), kept(draft)
    typed = controls(client.get(change(mine)))
    name, value = next((name, value) for name, value in ADMIN_TYPES.items() if name in typed)
    revision = Encounter.objects.get(pk=signed.pk).revision
    assert client.post(change(others), typed | {name: value, "revision": revision}).status_code == 403
    assert client.post(change(mine), typed | {name: value}).status_code == 302
    assert kept(signed) == before[0]
    assert kept(draft) != before[1]


ADMIN_TYPES = {
    "pain_average": "7",
    "fever": "yes",
    "walking_leg_pain": "yes",
    "heavy_work": "yes",
    "diabetes": "yes",
    "gait": "normal",
    "strength_l5_left": "5",
    "impression_note": "x",
}


def test_no_list_of_the_admin_has_an_action_that_writes_to_a_signed_row(doctor: Staff, signed: Encounter) -> None:
    client = Client()
    client.force_login(doctor)
    before = kept(signed)
    for model in (*SEALED, TestOrder):
        if model in (TriedTreatment, CoSignature, CoSignatureAsked):
            continue  # shown with what they belong to
        for row in model._default_manager.all():
            for action in ("delete_selected", "archive", "restore", "print_notes"):
                client.post(listing(model), {"action": action, "_selected_action": [row.pk], "reason": "x"})
            assert client.post(change(row), {"key": uuid.uuid4(), "text": "y"}).status_code != 302
            client.post(change(row).replace("/change/", "/delete/"), {"post": "yes"})
    assert kept(signed) == before


def test_an_inline_of_the_patient_does_not_reach_a_signed_visit(doctor: Staff, signed: Encounter) -> None:
    client = Client()
    client.force_login(doctor)
    before, note = kept(signed), signed.note.content
    there = change(signed.patient)
    typed = controls(client.get(there)) | {
        "medicines-TOTAL_FORMS": "1",
        "medicines-0-name": "Ibuprofen",
        "medicines-0-patient": str(signed.patient_id),
    }
    assert client.post(there, typed).status_code == 302
    assert signed.patient.medicines.get().name == "Ibuprofen"  # the inline does write, beside the visit
    assert (kept(signed), SignedNote.objects.get(encounter=signed).content) == (before, note)


def attempted(act: Callable[[], Any]) -> str:
    """How it was refused, or nothing."""
    try:
        with transaction.atomic():
            act()
    except (IntegrityError, Refused, CommandError) as why:
        return type(why).__name__
    return ""


def in_sql(statement: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def in_bulk(model: type[models.Model], field: str, value: Any) -> Callable[[], Any]:
    def run() -> None:
        rows = list(model._default_manager.all())
        for row in rows:
            setattr(row, field, value)
        models.QuerySet(model).bulk_update(rows, [field])

    return run


BULK = (
    (Encounter, "opened_by", None),
    (PainAssessment, "pain_now", 1),
    (TestOrder, "reason", "y"),
    (TreatmentDecision, "reason", "y"),
    (LadderRelease, "reason", "y"),
    (TriedTreatment, "effect", "helped"),
    (SignedNote, "content", "{}"),
    (Addendum, "text", "y"),
    (CoSignature, "signer_name", "y"),
    (CoSignatureAsked, "by_policy", True),
)
EACH = pytest.mark.parametrize(("model", "field", "value"), BULK, ids=[one[0].__name__ for one in BULK])


def past_the_services(model: type[models.Model], field: str, value: Any) -> dict[str, Callable[[], Any]]:
    value = value or people.clinician()
    column = model._meta.get_field(field).column
    return {
        "an update": lambda: models.QuerySet(model).update(**{field: value}),
        "in bulk": in_bulk(model, field, value),
        "in SQL": in_sql(f"UPDATE {model._meta.db_table} SET {column} = {column}"),
        "deleted": in_sql(f"DELETE FROM {model._meta.db_table}"),
    }


@EACH
def test_no_update_of_many_rows_changes_one_that_was_signed(
    signed: Encounter, model: type[models.Model], field: str, value: Any
) -> None:
    before = kept(signed)
    ways = past_the_services(model, field, value)
    assert {name: attempted(way) for name, way in ways.items()} == dict.fromkeys(ways, "IntegrityError")
    assert kept(signed) == before


@pytest.mark.control
@EACH
def test_a_record_whose_guards_are_down_is_found_out(
    signed: Encounter, model: type[models.Model], field: str, value: Any
) -> None:
    before = kept(signed)
    ways = past_the_services(model, field, value)
    del ways["deleted"]  # other rows hold it
    triggers.lower(connection)
    assert {name: attempted(way) for name, way in ways.items()} == dict.fromkeys(ways, "")
    assert kept(signed) != before


@EACH
def test_no_fixture_is_loaded_over_what_was_signed(
    signed: Encounter, tmp_path: Path, model: type[models.Model], field: str, value: Any
) -> None:
    """`loaddata` passes over save() and its refusal."""
    before = kept(signed)
    [row] = rows_of(signed)[model._meta.model_name or ""]
    setattr(row, field, value or people.clinician())
    file = tmp_path / "rows.json"
    file.write_text(serializers.serialize("json", [row]))

    def load() -> None:
        call_command("loaddata", str(file), verbosity=0)

    assert attempted(load) == "IntegrityError"
    assert kept(signed) == before
    triggers.lower(connection)
    assert attempted(load) == ""
    assert kept(signed) != before


@pytest.mark.django_db(transaction=True)
def test_no_command_empties_what_was_signed() -> None:
    doctor = people.supervisor()
    note = factories.signed(by=doctor)
    before = kept(note.encounter)
    with pytest.raises((CommandError, IntegrityError)):
        call_command("flush", interactive=False, verbosity=0)
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    call_command("migrate", verbosity=0)
    assert kept(note.encounter) == before
    assert attempted(in_sql("DELETE FROM assessments_signednote")) == "IntegrityError"  # the guard is up again
