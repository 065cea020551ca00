"""Who signed a note and what was added after: the words of the signature block and of every addendum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note import Note
from assessments.knowledge.papers.course import Timeline
from assessments.knowledge.words import gettext_noop

from .letterhead import NOTHING, Letterhead

NO_COURSE = Timeline()
ENTERED_IN_ERROR = "entered_in_error"
KINDS = {
    "addendum": gettext_noop("Addendum"),
    "late_entry": gettext_noop("Late entry"),
    "correction": gettext_noop("Correction"),
    ENTERED_IN_ERROR: gettext_noop("Entered in error"),
}


@dataclass(frozen=True, kw_only=True)
class Second:
    """Somebody who signed the same words after their author: outside the seal, under the same hash."""

    signer: str
    role: str
    meaning: str
    signed_at: datetime
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class Seal:
    """`meaning` says what the signature stands for ("author"); `signed_at` is aware; `time_zone` is IANA's name.
    `waits`: a co-signature was asked for, and nobody has given it."""

    signer: str
    role: str
    meaning: str
    signed_at: datetime
    time_zone: str
    encounter: str
    content_hash: str
    software: str
    co_signed: tuple[Second, ...] = ()
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What was added after signing: kind, words (which say why), who and when."""

    kind: str
    text: str
    author: str
    role: str
    at: datetime
    time_zone: str
    content_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A note with its seal, or without one while it is a draft, and what was added since.

    Drawn beside the words: `marked` are the regions of the body map, `course` tells of this visit and earlier ones.
    """

    note: Note
    seal: Seal | None
    addenda: tuple[Stamp, ...] = ()
    marked: tuple[str, ...] = ()
    course: Timeline = NO_COURSE
    letterhead: Letterhead = NOTHING

    @property
    def across(self) -> str:
        """What prints across every page; nothing on a signed note that stands."""
        if any(stamp.kind == ENTERED_IN_ERROR for stamp in self.addenda):
            return gettext_noop("ENTERED IN ERROR")
        return "" if self.seal else gettext_noop("DRAFT")


def signature(seal: Seal, tr: Translate) -> list[tuple[str, str]]:
    """Label and words of each line of the block."""
    return [
        (tr(gettext_noop("Signed by")), ", ".join(part for part in (seal.signer, seal.role) if part)),
        (tr(gettext_noop("Meaning")), seal.meaning),
        (tr(gettext_noop("Signed at")), moment(seal.signed_at, seal.time_zone, tr)),
        (tr(gettext_noop("Encounter")), seal.encounter),
        (tr(gettext_noop("SHA-256")), seal.content_hash),
        (tr(gettext_noop("Software")), seal.software),
        *(line for second in seal.co_signed for line in _second(second, seal.time_zone, tr)),
        *([(tr(gettext_noop("Co-signature")), tr(gettext_noop("asked for, not given yet")))] if seal.waits else []),
    ]


def _second(second: Second, time_zone: str, tr: Translate) -> list[tuple[str, str]]:
    return [
        (tr(gettext_noop("Co-signed by")), ", ".join(part for part in (second.signer, second.role) if part)),
        (tr(gettext_noop("Meaning")), second.meaning),
        (tr(gettext_noop("Co-signed at")), moment(second.signed_at, time_zone, tr)),
        (tr(gettext_noop("SHA-256 co-signed")), second.content_hash),
    ]


def added(stamp: Stamp, tr: Translate) -> str:
    """Kind, author and time of an addendum, in one line."""
    author = ", ".join(part for part in (stamp.author, stamp.role) if part)
    return tr(gettext_noop("{kind}: {author}, {moment}")).format(
        kind=tr(KINDS[stamp.kind]), author=author, moment=moment(stamp.at, stamp.time_zone, tr)
    )


def moment(at: datetime, time_zone: str, tr: Translate) -> str:
    """Local time with its zone, and UTC. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone, so it names no moment; give an aware datetime")
    local = at.astimezone(ZoneInfo(time_zone))
    return tr(gettext_noop("{local} ({zone}, UTC{offset}); {utc} UTC")).format(
        local=local.strftime("%Y-%m-%d %H:%M:%S"),
        zone=time_zone,
        offset=local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:],
        utc=at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    )
