"""What guidance is made of: alerts, tests, treatments, referrals and causes, each with its reason and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any as Anything

from .causes import Cause
from .conditions import Answers, Slot, Translate, unique
from .findings.background import ALLERGIES, MEDICATIONS
from .rule import Investigation, Referral, Remark, Rule, Urgency
from .sources import Citation


def listed(parts: Iterable[Anything]) -> list[Anything]:
    return [part.as_json() for part in parts]


def keys(sources: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(citation.key for citation in sources))


def once(sources: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple({str(citation): citation for citation in sources}.values())


@dataclass(frozen=True, kw_only=True)
class Because:
    """One answer that made something fire, and how it reads."""

    finding: str
    side: str
    value: Anything
    words: str
    slot: Slot | None = field(default=None, compare=False, repr=False)

    def says(self, tr: Translate) -> str:
        """Its words in another language."""
        return self.slot.words(self.value, tr) if self.slot else self.words

    def as_json(self) -> dict[str, Anything]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        side = {"side": self.side} if self.side else {}
        return {"finding": self.finding, **side, "value": value, "words": self.words}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A remark that applies to this patient, with the answers that made it."""

    text: str
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]

    @property
    def lists(self) -> str:
        """The names on the patient's own lists that made it."""
        own = (one.value for one in self.because if one.finding in (MEDICATIONS.id, ALLERGIES.id))
        return "; ".join(", ".join(names) for names in own)

    def as_json(self) -> dict[str, Anything]:
        return {"text": self.text, "because": listed(self.because), "sources": keys(self.sources)}


def because(slots: Iterable[Slot], answers: Answers) -> tuple[Because, ...]:
    return tuple(
        Because(
            finding=slot.finding_id,
            side=getattr(slot, "side", ""),
            value=slot.value(answers),
            words=slot.words(slot.value(answers)),
            slot=slot,
        )
        for slot in unique(slots)
    )


def said(remarks: Iterable[Remark], answers: Answers) -> tuple[Said, ...]:
    """Those that hold of this patient."""
    return tuple(
        Said(text=one.text, because=because(one.when.evidence(answers), answers), sources=one.sources)
        for one in remarks
        if one.when.holds(answers) is True
    )


@dataclass(frozen=True, kw_only=True)
class Alert:
    rule: Rule
    urgency: Urgency
    because: tuple[Because, ...]
    remarks: tuple[Said, ...]

    @property
    def text(self) -> str:
        return self.rule.advice

    @property
    def sources(self) -> tuple[Citation, ...]:
        return self.rule.sources

    def as_json(self) -> dict[str, Anything]:
        return {
            "rule": self.rule.id,
            "urgency": self.urgency.word,
            "title": self.rule.title,
            "text": self.text,
            "reason": self.rule.because,
            "because": listed(self.because),
            "remarks": listed(self.remarks),
            "sources": keys(self.sources),
        }


@dataclass(frozen=True, kw_only=True)
class SuggestedTest:
    test: Investigation
    urgency: Urgency
    offered: bool
    rules: tuple[Rule, ...]
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]
    cautions: tuple[Said, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.test.id,
            "urgency": self.urgency.word,
            "offered": self.offered,
            "rules": [rule.id for rule in self.rules],
            "because": listed(self.because),
            "sources": keys(self.sources),
            "cautions": listed(self.cautions),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, kw_only=True)
class AvoidedTest:
    test: Investigation
    rules: tuple[Rule, ...]
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]
    until: str
    unexamined: tuple[str, ...]

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.test.id,
            "rules": [rule.id for rule in self.rules],
            "because": listed(self.because),
            "sources": keys(self.sources),
            "until": self.until,
            "unexamined": list(self.unexamined),
        }


@dataclass(frozen=True, kw_only=True)
class UndecidedTest:
    test: Investigation
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Anything]:
        return {"id": self.test.id, "missing": list(self.missing)}


@dataclass(frozen=True, kw_only=True)
class SuggestedReferral:
    referral: Referral
    urgency: Urgency
    rules: tuple[Rule, ...]
    reason: str
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.referral.id,
            "urgency": self.urgency.word,
            "rules": [rule.id for rule in self.rules],
            "reason": self.reason,
            "because": listed(self.because),
            "sources": keys(self.sources),
        }


@dataclass(frozen=True, kw_only=True)
class CauseToConsider:
    cause: Cause
    because: tuple[Because, ...]

    def as_json(self) -> dict[str, Anything]:
        return {"id": self.cause.id, "because": listed(self.because)}
