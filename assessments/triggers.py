"""What the database keeps of a closed visit, against every program: nothing of it is added, changed or deleted."""

from clinic.triggers import Trigger, append_only, never_deleted

SECTION_TABLES = (
    "assessments_painassessment",
    "assessments_redflagscreen",
    "assessments_legsymptoms",
    "assessments_history",
    "assessments_background",
    "assessments_physicalexam",
    "assessments_nerveroots",
    "assessments_conclusion",
)
KEPT_TABLES = (
    "assessments_testorder",
    "assessments_treatmentdecision",
    "assessments_ladderrelease",
)
TRIED_TABLE = "assessments_triedtreatment"


def _closed(visit: str) -> str:
    return f"EXISTS (SELECT 1 FROM assessments_encounter e WHERE e.id = {visit} AND e.status <> 'draft')"  # noqa: S608 (names from this file)


def closed_with_the_visit(table: str, *, key: str = "id") -> tuple[Trigger, ...]:
    """No row into, within or out of a visit signed or discarded; nor one that would push a row of it out by taking
    its key."""
    says = f"{table}: the visit is signed or discarded"
    # With OR REPLACE, SQLite drops the row that holds the key and asks no trigger of it.
    taken = (
        f"EXISTS (SELECT 1 FROM {table} r JOIN assessments_encounter e ON e.id = r.encounter_id "  # noqa: S608
        f"WHERE r.{key} = NEW.{key} AND e.status <> 'draft')"
    )
    return (
        Trigger(
            name=f"{table}_sealed_insert",
            table=table,
            before="INSERT",
            says=says,
            when=f"{_closed('NEW.encounter_id')} OR {taken}",
        ),
        Trigger(
            name=f"{table}_sealed_update",
            table=table,
            before="UPDATE",
            says=says,
            when=f"{_closed('OLD.encounter_id')} OR {_closed('NEW.encounter_id')} OR {taken}",
        ),
    )


TRIGGERS: tuple[Trigger, ...] = (
    *never_deleted("assessments_encounter"),
    Trigger(
        name="assessments_encounter_born_signed",
        table="assessments_encounter",
        before="INSERT",
        says="assessments_encounter: a visit begins as a draft",
        when="NEW.status <> 'draft'",
    ),
    Trigger(
        name="assessments_encounter_sealed_update",
        table="assessments_encounter",
        before="UPDATE",
        says="assessments_encounter: the visit is signed",
        when="OLD.status = 'signed'",
    ),
    Trigger(
        name="assessments_encounter_discarded_update",
        table="assessments_encounter",
        before="UPDATE",
        says="assessments_encounter: a discarded visit is never changed, only brought back as a draft",
        when="OLD.status = 'discarded' AND NEW.status <> 'draft'",
    ),
    Trigger(
        name="assessments_encounter_moved",
        table="assessments_encounter",
        before="UPDATE",
        says="assessments_encounter: a visit stays with its patient and its day",
        when="NEW.id <> OLD.id OR NEW.patient_id <> OLD.patient_id OR NEW.visited_on <> OLD.visited_on",
    ),
    *(trigger for table in SECTION_TABLES for trigger in closed_with_the_visit(table, key="encounter_id")),
    *(trigger for table in SECTION_TABLES for trigger in never_deleted(table, unique=("encounter_id",))),
    *(trigger for table in KEPT_TABLES for trigger in closed_with_the_visit(table)),
    *(trigger for table in KEPT_TABLES for trigger in never_deleted(table)),
    *closed_with_the_visit(TRIED_TABLE),
    Trigger(
        name=f"{TRIED_TABLE}_sealed_delete",
        table=TRIED_TABLE,
        before="DELETE",
        says=f"{TRIED_TABLE}: the visit is signed or discarded",
        when=_closed("OLD.encounter_id"),
    ),
    Trigger(
        name=f"{TRIED_TABLE}_truncate",
        table=TRIED_TABLE,
        before="TRUNCATE",
        says=f"{TRIED_TABLE}: rows are never deleted all at once",
        vendors=("postgresql",),
    ),
    *append_only("assessments_testevent"),
    *append_only("assessments_signednote", unique=("id", "encounter_id")),
    *append_only("assessments_addendum"),
    *append_only("assessments_cosignatureasked", unique=("id", "note_id")),
    *append_only("assessments_cosignature"),
    Trigger(
        name="assessments_cosignature_own_or_other",
        table="assessments_cosignature",
        before="INSERT",
        says="assessments_cosignature: nobody co-signs their own note, and never another hash than the note's",
        when="NOT EXISTS (SELECT 1 FROM assessments_signednote n WHERE n.id = NEW.note_id "
        "AND n.signer_id <> NEW.signer_id AND n.sha256 = NEW.note_sha256)",
    ),
)
