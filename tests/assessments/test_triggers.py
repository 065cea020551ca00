"""A signed visit, attacked past the program: nothing of it can be added, changed or deleted."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from assessments.models import (
    SECTIONS,
    Addendum,
    CoSignature,
    CoSignatureAsked,
    Encounter,
    LadderRelease,
    SectionRow,
    SignedNote,
    TestEvent,
    TestOrder,
    TreatmentDecision,
    TriedTreatment,
)
from assessments.services.addenda import amend
from assessments.services.co_signing import co_sign
from assessments.services.decisions import decide, release
from assessments.services.orders import order, schedule
from assessments.services.signing import sign
from assessments.triggers import TRIGGERS
from clinic import triggers
from clinic.models import Staff
from clinic.refusals import NeverChanged, NeverDeleted, Signed
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db
CHILDREN: tuple[type[models.Model], ...] = (*SECTIONS, TestOrder, TreatmentDecision, LadderRelease, TriedTreatment)
STAMPED: tuple[type[models.Model], ...] = (SignedNote, Addendum, CoSignatureAsked, CoSignature, TestEvent)


def revision(visit: Encounter) -> int:
    return Encounter.objects.get(pk=visit.pk).revision


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def full(clinician: Staff) -> Encounter:
    """A draft with a row of every kind."""
    visit = factories.visit(
        by=clinician, **{**factories.COMPLETE, "saddle_numbness": True, "tried": {"heat": "no_help"}}
    )
    fields: dict[str, Any] = {"encounter": visit, "by": clinician}
    made = order(
        **fields,
        test="mri_lumbar",
        urgency="immediate",
        reason="Saddle numbness",
        key=uuid.uuid4(),
        revision=revision(visit),
    )
    schedule(order=made, on=visit.visited_on, by=clinician, key=uuid.uuid4())
    decide(**fields, item="emergency_department", answer="accepted", key=uuid.uuid4(), revision=revision(visit))
    release(**fields, rule="cauda_equina", reason="Old deficit", key=uuid.uuid4(), revision=revision(visit))
    return Encounter.objects.get(pk=visit.pk)


@pytest.fixture
def signed(full: Encounter, clinician: Staff) -> Encounter:
    given = {"password": people.PASSWORD, "key": uuid.uuid4(), "co_sign": True, **factories.read(full)}
    note = sign(encounter=full, by=clinician, **given)
    co_sign(note=note, by=people.supervisor(), password=people.PASSWORD, shown=note.sha256, key=uuid.uuid4())
    amend(note=note, kind="addendum", text="Seen again.", by=clinician, key=uuid.uuid4(), password=people.PASSWORD)
    return Encounter.objects.get(pk=full.pk)


def refused(act: Callable[[], Any]) -> bool:
    """By the database, not by the program."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        return "signed" in str(error) or "never" in str(error) or "stays" in str(error) or "draft" in str(error)
    return False


def sql(statement: str, *values: Any) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def raw(pk: uuid.UUID) -> Any:
    return pk.hex if connection.vendor == "sqlite" else pk


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def key_of(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)  # type: ignore[union-attr]


def test_the_catalogue_lists_every_trigger_on_its_table() -> None:
    wanted = {one.full_name: one.table for one in TRIGGERS if connection.vendor in one.vendors}
    standing = {name: on for name, on in triggers.standing(connection).items() if on.startswith("assessments_")}
    assert standing == wanted


def test_every_table_of_a_visit_is_guarded() -> None:
    tables = {table(model) for model in (Encounter, *CHILDREN, *STAMPED)}
    assert {one.table for one in TRIGGERS} == tables
    assert {name for name in connection.introspection.table_names() if name.startswith("assessments_")} == tables


@pytest.mark.parametrize("model", [Encounter, *CHILDREN, *STAMPED])
def test_no_row_of_a_signed_visit_is_updated_in_sql(signed: Encounter, model: type[models.Model]) -> None:
    column = "id" if model is not Encounter and model not in SECTIONS else key_of(model)
    update = sql(f"UPDATE {table(model)} SET {column} = {column}")
    assert model._default_manager.exists()
    assert refused(update)
    triggers.lower(connection)
    assert not refused(update)  # so it was the trigger that refused


@pytest.mark.parametrize("model", [TriedTreatment, *STAMPED, LadderRelease, TreatmentDecision])
def test_no_row_of_a_signed_visit_is_deleted_in_sql(signed: Encounter, model: type[models.Model]) -> None:
    before = model._default_manager.count()
    assert refused(sql(f"DELETE FROM {table(model)}"))
    assert model._default_manager.count() == before > 0


@pytest.mark.parametrize("model", [Encounter, *SECTIONS, TestOrder])
def test_rows_that_others_hang_on_are_not_deleted_either(signed: Encounter, model: type[models.Model]) -> None:
    before = model._default_manager.count()
    assert refused(sql(f"DELETE FROM {table(model)}"))
    assert model._default_manager.count() == before > 0


@pytest.mark.parametrize("model", [TestOrder, TreatmentDecision, LadderRelease, TriedTreatment])
def test_no_row_is_added_to_a_signed_visit_in_bulk(
    signed: Encounter, clinician: Staff, model: type[models.Model]
) -> None:
    row = model._default_manager.get(encounter=signed)
    name = next(name for name in ("test", "item", "rule", "treatment") if hasattr(row, name))
    row.pk = uuid.uuid4()
    setattr(row, name, "something_else")
    assert refused(lambda: model._default_manager.bulk_create([row]))
    assert model._default_manager.filter(encounter=signed).count() == 1


@pytest.mark.parametrize("model", SECTIONS)
def test_a_bulk_update_does_not_reach_a_signed_section(signed: Encounter, model: type[SectionRow]) -> None:
    assert refused(lambda: model._default_manager.update(together=["fever"]))


@pytest.mark.parametrize("model", [TestOrder, TreatmentDecision, LadderRelease, TriedTreatment])
def test_no_row_is_moved_out_of_a_signed_visit_or_into_it(
    signed: Encounter, clinician: Staff, model: type[models.Model]
) -> None:
    other = factories.visit(by=clinician)
    out = sql(f"UPDATE {table(model)} SET encounter_id = %s", raw(other.pk))
    assert refused(out)


def test_a_draft_is_not_moved_to_another_patient_or_day(full: Encounter) -> None:
    stranger = people.patient(given_name="Else")
    assert refused(sql("UPDATE assessments_encounter SET patient_id = %s", raw(stranger.pk)))
    assert refused(sql("UPDATE assessments_encounter SET visited_on = %s", date(2020, 1, 1).isoformat()))


def test_a_visit_is_not_born_signed(full: Encounter, clinician: Staff) -> None:
    forged = Encounter(
        patient=full.patient,
        clinician=clinician,
        opened_by=clinician,
        visited_on=full.visited_on,
        age_years=40,
        status="signed",
        signed_at=timezone.now(),
    )
    assert refused(lambda: Encounter.objects.bulk_create([forged]))


@pytest.mark.sqlite
@pytest.mark.parametrize("model", [Encounter, *CHILDREN, *STAMPED])
def test_insert_or_replace_is_no_way_round_on_sqlite(signed: Encounter, model: type[models.Model]) -> None:
    assert refused(sql(f"INSERT OR REPLACE INTO {table(model)} SELECT * FROM {table(model)}"))


@pytest.mark.sqlite
@pytest.mark.parametrize("model", [TestOrder, TreatmentDecision, LadderRelease, TriedTreatment])
def test_a_draft_row_does_not_push_a_signed_one_out_by_taking_its_id(
    signed: Encounter, clinician: Staff, model: type[models.Model]
) -> None:
    row = model._default_manager.get(encounter=signed)
    pk = row.pk
    row.pk, row.encounter = uuid.uuid4(), factories.visit(by=clinician)  # type: ignore[attr-defined]
    model._default_manager.bulk_create([row])
    take = sql(f"UPDATE OR REPLACE {table(model)} SET id = %s WHERE id = %s", pk.hex, row.pk.hex)
    assert refused(take)
    assert model._default_manager.get(pk=pk).encounter_id == signed.pk  # type: ignore[attr-defined]


@pytest.mark.postgresql
@pytest.mark.parametrize("model", [Encounter, *CHILDREN, *STAMPED])
def test_no_table_is_emptied_on_postgresql(signed: Encounter, model: type[models.Model]) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")()  # or PostgreSQL refuses for what is still to be checked
    assert refused(sql(f"TRUNCATE {table(model)} CASCADE"))


@pytest.mark.parametrize("model", CHILDREN)
def test_the_model_itself_says_that_the_visit_is_signed(signed: Encounter, model: type[models.Model]) -> None:
    row = model._default_manager.get(encounter=signed)
    with pytest.raises(Signed):
        row.save()
    with pytest.raises((Signed, NeverDeleted)):
        row.delete()


def test_the_signed_visit_refuses_to_be_saved(signed: Encounter) -> None:
    with pytest.raises(Signed):
        signed.save()
    with pytest.raises(NeverDeleted):
        signed.delete()


@pytest.mark.parametrize("model", STAMPED)
def test_what_is_stamped_refuses_update_and_delete(signed: Encounter, model: type[models.Model]) -> None:
    row = model._default_manager.get()
    with pytest.raises(NeverChanged):
        row.save()
    with pytest.raises(NeverDeleted):
        row.delete()
    with pytest.raises(NeverChanged):
        model._default_manager.update(recorded_at=None)
    with pytest.raises(NeverDeleted):
        model._default_manager.all().delete()


def test_what_becomes_of_an_order_is_still_written_down_after_signing(signed: Encounter, clinician: Staff) -> None:
    [made] = TestOrder.objects.all()
    schedule(order=made, on=signed.visited_on, by=clinician, key=uuid.uuid4(), note="Moved")
    assert [event.text for event in made.events.all()] == ["", "Moved"]


def test_the_same_rows_are_free_while_the_visit_is_a_draft(full: Encounter) -> None:
    for model in (*SECTIONS, TestOrder, TreatmentDecision, LadderRelease, TriedTreatment):
        row = model._default_manager.get(encounter=full)
        row.save()
    assert not refused(lambda: TriedTreatment.objects.get().delete())
