"""What a note is made of, and what it is written from besides the answers and the guidance."""

from dataclasses import dataclass
from datetime import date

from ..sources import Citation

# Stands inside every note, so that an old one can be told apart and read for ever.
SCHEMA = 1

SOURCES = "sources"
ACCEPTED, DECLINED = "accepted", "declined"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Names as they stood at the visit, copied and never referred to. A list that is None was not asked."""

    practice: str
    practice_address: str
    practice_phone: str
    patient: str
    birth_date: date
    record_number: str
    sex: str
    age: int | None
    visited_on: date
    clinician: str
    clinician_title: str
    medicines: tuple[str, ...] | None
    allergies: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """`abnormal` is None where there is no normal; `sources` are the keys of what the text cites."""

    id: str
    label: str
    text: str
    abnormal: bool | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """`band` says who the patient is and prints at the top; the parts follow in reading order."""

    schema: int = SCHEMA
    language: str
    knowledge_version: str
    title: str
    heading: Heading
    band: tuple[Line, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """A test ordered. `id`, `label` and `sources` of the investigation, `rule` the title of what suggested it."""

    id: str
    label: str
    urgency: str
    reason: str
    rule: str = ""
    note: str = ""
    by: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """What was decided about a treatment, a referral or a test: `accepted` or `declined`."""

    id: str
    label: str
    answer: str
    reason: str = ""
    rule: str = ""
    by: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReleaseLine:
    """An urgent rule's hold on the ladder that the clinician lifted; `rule` is its title."""

    rule: str
    reason: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Past:
    """An earlier signed visit; `pain_now` 0 to 10."""

    visited_on: date
    pain_now: int | None = None


def word_count(note: Note) -> int:
    """What a reader reads through: titles, labels and text of the parts, but for the list of sources."""
    return sum(
        len(part.title.split()) + sum(len(f"{line.label} {line.text}".split()) for line in part.lines)
        for part in note.parts
        if part.id != SOURCES
    )
