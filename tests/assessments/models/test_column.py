"""Findings and the columns they are kept in: the same set, the same limits, and no words in the database."""

import dataclasses
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.utils import DataError

from assessments.knowledge.findings import FINDINGS, SECTIONS, SLOTS, pain
from assessments.knowledge.vocabulary import Finding
from assessments.models import ROW_OF, SECTION_ROWS, Encounter
from assessments.models import SECTIONS as ROWS
from assessments.models.column import _column
from assessments.models.limits import bring_in_line
from tests.assessments import factories

KEPT_ELSEWHERE = {
    "age": "from the birth date and the day of the visit; on the encounter",
    "sex": "from the chart; on the encounter",
    "medications": "rows of the patient; copied on the encounter by signing",
    "allergies": "rows of the patient; copied on the encounter by signing",
    "tried": "rows of the visit, beside whether it was asked",
}
ROW_OF_SECTION = {"emergency_flags": "red_flags", "serious_flags": "red_flags"}


def test_every_finding_has_its_column_and_every_column_its_finding() -> None:
    assert set(ROW_OF) == {slot.id for slot in SLOTS.values() if slot.finding.id not in KEPT_ELSEWHERE}


def test_a_column_stands_in_the_row_of_its_section_in_reading_order() -> None:
    wanted = {
        slot.id: ROW_OF_SECTION.get(section.id, section.id)
        for section in SECTIONS
        for finding in section.findings
        for slot in finding.slots()
        if finding.id not in KEPT_ELSEWHERE
    }
    assert wanted == ROW_OF
    assert list(wanted) == list(ROW_OF)


def test_what_is_kept_elsewhere_is_still_a_finding() -> None:
    assert set(KEPT_ELSEWHERE) <= set(FINDINGS)


def test_a_column_reads_in_the_words_of_its_finding() -> None:
    column = ROWS[SECTION_ROWS.index("examination")].columns()["slr_left"]
    assert (column.verbose_name, column.help_text) == (
        "Straight-leg raise, left",
        FINDINGS["slr"].help,
    )


def test_no_column_has_a_default_and_every_one_may_be_unknown() -> None:
    columns = [column for row in ROWS for column in row.columns().values()]
    assert {(column.null, column.has_default()) for column in columns} == {(True, False)}


def changes_when(before: Finding, after: Finding) -> list[str]:
    """What makemigrations would write if the first finding became the second."""

    def state(finding: Finding) -> ProjectState:
        fields = [
            ("id", models.UUIDField(primary_key=True, default=uuid.uuid4)),
            ("answer", _column(finding.slots()[0])),
        ]
        whole = ProjectState()
        whole.add_model(ModelState("assessments", "Sheet", [(name, field) for name, field in fields]))
        return whole

    found = MigrationAutodetector(state(before), state(after))._detect_changes()
    return [str(operation.__class__.__name__) for one in found.get("assessments", []) for operation in one.operations]


def test_a_reworded_label_makes_no_migration() -> None:
    reworded = dataclasses.replace(pain.PAIN_NOW, label="How much does it hurt", help="Say a number.")
    assert changes_when(pain.PAIN_NOW, reworded) == []


def test_another_reading_order_of_the_options_makes_no_migration() -> None:
    turned = dataclasses.replace(pain.WORSE_WITH, options=pain.WORSE_WITH.options[::-1])
    assert changes_when(pain.WORSE_WITH, turned) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pain.PAIN_NOW, dataclasses.replace(pain.PAIN_NOW, highest=100)),
        (pain.WORSE_WITH, dataclasses.replace(pain.WORSE_WITH, options=pain.WORSE_WITH.options[1:])),
        (pain.PAIN_PATTERN, dataclasses.replace(pain.PAIN_PATTERN, options=pain.PAIN_PATTERN.options[1:])),
    ],
)
def test_a_changed_limit_makes_one(before: Finding, after: Finding) -> None:
    assert changes_when(before, after) == ["AlterField"]


@pytest.mark.django_db(transaction=True)
def test_a_changed_limit_is_held_by_the_database_after_its_migration() -> None:
    class Sheet(models.Model):  # noqa: DJ008
        id = models.IntegerField(primary_key=True)
        answer = _column(pain.PAIN_NOW.slots()[0])

        class Meta:
            app_label = "sheet"
            managed = False
            db_table = "sheet"

    narrow = Sheet._meta.get_field("answer")
    wide = _column(dataclasses.replace(pain.PAIN_NOW, highest=100).slots()[0])
    wide.set_attributes_from_name("answer")
    wide.model = Sheet
    try:
        with connection.schema_editor() as editor:
            editor.create_model(Sheet)
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.create(id=1, answer=11)
        with connection.schema_editor() as editor:
            editor.alter_field(Sheet, narrow, wide, strict=True)
        bring_in_line(connection, [("sheet", [wide])])
        assert bring_in_line(connection, [("sheet", [wide])]) == []
        Sheet.objects.create(id=1, answer=11)
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.create(id=2, answer=101)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Sheet)


def write(visit: Encounter, slot: str, value: Any) -> None:
    """In plain SQL, past every check of this program."""
    row = getattr(visit, ROW_OF[slot])
    pk = visit.pk.hex if connection.vendor == "sqlite" else visit.pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {slot} = %s WHERE encounter_id = %s", [value, pk])


ALLOWED = [
    ("saddle_numbness", True, True),
    ("pain_now", 0, 0),
    ("pain_now", 10, 10),
    ("duration_weeks", 5200, 5200),
    ("weight_kg", 71.5, 71.5),
    ("weight_kg", 80, 80.0),
    ("trauma", "minor", "minor"),
    ("infection_risk", ",", ()),
    ("infection_risk", ",dialysis,iv_drugs,", ("iv_drugs", "dialysis")),
    ("emergency_open_reason", "ż" * 500, "ż" * 500),
    ("slr_left", "positive", "positive"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("slot", "value", "kept"), ALLOWED)
def test_an_allowed_answer_comes_back_as_the_guidance_expects_it(slot: str, value: Any, kept: Any) -> None:
    visit = factories.visit()
    write(visit, slot, value)
    found = Encounter.objects.get(pk=visit.pk).answers()[slot]
    assert (found, type(found)) == (kept, type(kept))


REFUSED = [
    ("pain_now", 11),
    ("pain_now", -1),
    ("duration_weeks", 5201),
    ("weight_kg", 501),
    ("temperature_c", 29.9),
    ("trauma", "huge"),
    ("trauma", ""),
    ("infection_risk", ""),
    ("infection_risk", "dialysis"),
    ("infection_risk", ",dialysis,dialysis,"),
    ("infection_risk", ",iv_drugs,dialysis,"),
    ("infection_risk", ",dialysis,sadness,"),
    ("impression", ",disc,"),
    ("emergency_open_reason", ""),
    ("emergency_open_reason", "x" * 501),
    ("slr_left", "maybe"),
]
REFUSED_BY_SQLITE = [
    ("saddle_numbness", 2),
    ("saddle_numbness", "yes"),
    ("pain_now", 5.5),
    ("pain_now", "five"),
    ("weight_kg", "heavy"),
    ("onset_on", "2026-02-30"),
    ("onset_on", "yesterday"),
    ("onset_on", 20260203),
    ("trauma", b"minor"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("slot", "value"), REFUSED)
def test_the_database_itself_refuses_what_a_finding_does_not_allow(slot: str, value: Any) -> None:
    visit = factories.visit()
    with pytest.raises((IntegrityError, DataError)):
        write(visit, slot, value)


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(("slot", "value"), REFUSED_BY_SQLITE)
def test_sqlite_which_takes_anything_is_held_to_the_type(slot: str, value: Any) -> None:
    visit = factories.visit()
    with pytest.raises(IntegrityError):
        write(visit, slot, value)


@pytest.mark.django_db
def test_every_column_takes_unknown_back() -> None:
    visit = factories.visit()
    for slot in ROW_OF:
        write(visit, slot, None)
    assert set(Encounter.objects.get(pk=visit.pk).answers()) == {"age", "sex"}


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_migration_leaves_nothing_to_bring_in_line() -> None:
    tables = [(row._meta.db_table, row.columns().values()) for row in ROWS]
    assert bring_in_line(connection, tables) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE assessments_painassessment DROP CONSTRAINT assessments_painassessment_pain_now_check"
        )
    assert bring_in_line(connection, tables) == ["assessments_painassessment.pain_now"]
