"""What a paper is written from, and what it is made of: titled parts of lines, as in the note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..conditions import Answers
from ..note import DecisionLine, Heading, Line, Note, OrderLine, Part

ACCEPTED = "accepted"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit as its note tells it: of the draft, or as it was frozen by signing.

    `advice` is guidance as JSON, the form in which signing keeps it. `across` is what prints across every page;
    `signature` label and words of who signed, empty before.
    """

    note: Note
    answers: Answers
    advice: Mapping[str, Any]
    orders: tuple[OrderLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    across: str = ""
    signature: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> Heading:
        return self.note.heading

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.decisions if one.answer == ACCEPTED)

    @property
    def not_needed(self) -> tuple[str, ...]:
        """Tests that guidance says are not needed now, but for those ordered all the same."""
        ordered = {one.id for one in self.orders}
        return tuple(one["id"] for one in self.advice["tests"]["avoid"] if one["id"] not in ordered)

    @property
    def item(self) -> Mapping[str, Mapping[str, Any]]:
        """What guidance says of each treatment."""
        return {one["id"]: one for one in self.advice["treatment"]["items"]}

    @property
    def is_emergency(self) -> bool:
        return self.answers.get("disposition") == "emergency" or "emergency_department" in self.accepted


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A finished paper. `band` says whose it is and prints at the top of every page."""

    id: str
    title: str
    language: str
    heading: Heading
    band: tuple[Line, ...]
    parts: tuple[Part, ...]
    across: str = ""


def leaf(visit: Visit, *, id: str, title: str, parts: tuple[Part, ...]) -> Leaf:
    """Parts without a line are left out."""
    return Leaf(
        id=id,
        title=title,
        language=visit.note.language,
        heading=visit.heading,
        band=visit.note.band,
        parts=tuple(part for part in parts if part.lines),
        across=visit.across,
    )
