"""The standard visit and its note, for the tests of the note and of the papers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assessments.documents import Seal, Stamp
from assessments.knowledge import note
from assessments.knowledge.findings import FINDINGS
from assessments.knowledge.findings.background import BACKGROUND
from assessments.knowledge.findings.red_flags import PELVIC_CYCLE_PAIN, RED_FLAGS
from assessments.knowledge.guidance import advise
from assessments.knowledge.note import DecisionLine, Heading, Note
from assessments.knowledge.treatments import NSAID_PRESCRIPTION, PHYSICAL_THERAPY, STAY_ACTIVE, TREATMENTS
from assessments.knowledge.vocabulary import Choice, Finding, Number, Several, Tried, YesNo

HEADING = Heading(
    practice="Northside Back Clinic",
    practice_address="12 Mill Lane, Springfield",
    practice_phone="+1 555 0100",
    patient="Thomas Reed",
    birth_date=date(1985, 3, 2),
    record_number="BC-000123",
    sex="male",
    age=41,
    visited_on=date(2026, 6, 22),
    clinician="Ana Moreau",
    clinician_title="MD",
    medicines=(),
    allergies=(),
)
RED_FLAGS_ABSENT: dict[str, Any] = {
    flag.id: False if isinstance(flag, YesNo) else "none" if isinstance(flag, Choice) else ()
    for flag in RED_FLAGS
    if flag is not PELVIC_CYCLE_PAIN
}
BACKGROUND_CLEAR: dict[str, Any] = {
    finding.id: False for finding in BACKGROUND.findings if isinstance(finding, YesNo)
} | {"pregnancy": "not_applicable"}
STANDARD: dict[str, Any] = (
    {
        "age": 41,
        "sex": "male",
        "pain_now": 6,
        "duration_weeks": 3,
        "pain_regions": ("lumbar_centre",),
        "spread_left": "calf",
        "spread_right": "none",
        "slr_left": "positive",
        "slr_angle_left": 45,
        "reflex_ankle_left": 1,
        "tried": {"pain_reliever_otc": "no_help"},
        "impression": ("sciatica",),
        "disposition": "review",
        "review_in_weeks": 4,
        "medications": (),
        "allergies": (),
    }
    | RED_FLAGS_ABSENT
    | BACKGROUND_CLEAR
)


def _worst(finding: Finding) -> Any:
    match finding:
        case YesNo():
            return True
        case Choice(options=options):
            abnormal = [one.value for one in options if finding.normal and finding.abnormal(one.value)]
            return (abnormal or [one.value for one in options])[-1]
        case Several(options=options):
            return tuple(one.value for one in options)
        case Number():
            return finding.highest
        case Tried():
            return {one.id: "no_help" for one in TREATMENTS}
    return None


# Everything at its worst at once, both sides, all regions, every cause: no such visit is known.
EVERYTHING_ABNORMAL: dict[str, Any] = {
    slot: worst
    for finding in FINDINGS.values()
    for slot in ([f"{finding.id}_right", f"{finding.id}_left"] if finding.sided else [finding.id])
    if (worst := _worst(finding)) is not None
} | {"age": 41, "sex": "female", "pregnancy": "no"}
ACCEPTED = tuple(
    DecisionLine(id=one.id, label=one.label, answer="accepted")
    for one in (NSAID_PRESCRIPTION, PHYSICAL_THERAPY, STAY_ACTIVE)
)
SEAL = Seal(
    signer="Ana Moreau, MD",
    role="clinician",
    meaning="author",
    signed_at=datetime(2026, 6, 22, 12, 5, 9, tzinfo=UTC),
    time_zone="Europe/Berlin",
    encounter="8f14e45f-ceea-467f-a0e6-9d0f3a1b2c3d",
    content_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    software="Backchart, guidance 2026.11",
)


def written(answers: dict[str, Any] | None = None, *, heading: dict[str, Any] | None = None, **more: Any) -> Note:
    """The note of the standard visit with these answers besides; None takes an answer away."""
    every = {id: value for id, value in (STANDARD | (answers or {})).items() if value is not None}
    given = {"decisions": ACCEPTED} | more
    return note.write(heading=replace(HEADING, **heading or {}), answers=every, advice=advise(every), **given)


def stamp(kind: str, text: str) -> Stamp:
    return Stamp(
        kind=kind,
        text=text,
        author="Ben Ortiz, MD",
        role="clinician",
        at=datetime(2026, 6, 23, 22, 30, tzinfo=UTC),
        time_zone="Europe/Berlin",
        content_hash="4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
    )
