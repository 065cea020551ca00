"""What the review of the knowledge is made of."""

from __future__ import annotations

from dataclasses import dataclass

from ..plain_words import Outline


@dataclass(frozen=True, kw_only=True)
class Line:
    """A label, and what stands beside it: words, or a condition laid out."""

    label: str
    text: str = ""
    outline: Outline | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Vignette:
    """A visit in one sentence, and what is advised; each is tried by a test."""

    sentence: str
    urgency: str
    rules: tuple[str, ...]
