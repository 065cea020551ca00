"""What a source is, and how it is cited: to the section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Source:
    """`short` is who says so, as a note prints it; `year` is None where the page bears none."""

    key: str
    short: str
    title: str
    publisher: str
    year: int | None  # without one `read_on` says which state of the page was read
    address: str
    population: str
    read_on: date = date(2026, 11, 22)

    def at(self, section: str) -> Citation:
        return Citation(source=self, section=section)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source, to the section; `str()` is the short form that stands beside a suggestion."""

    source: Source
    section: str

    @property
    def key(self) -> str:
        return self.source.key

    def __str__(self) -> str:
        year = f" {self.source.year}" if self.source.year else ""
        return f"{self.source.short}{year}, {self.section}"
