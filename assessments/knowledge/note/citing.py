"""The sources a note cites: numbered in the order they are met, each printed once, as short as it is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..conditions import Translate
from ..sources import Citation, Source
from ..words import gettext_noop
from .content import SOURCES, Line, Part


class Cited:
    """Hands out the numbers while a note is being written."""

    def __init__(self) -> None:
        self._cited: dict[Source, list[str]] = {}

    def mark(self, citations: Iterable[Citation]) -> str:
        """ "[1,2]", set close to the word it follows; nothing where nothing is cited."""
        numbers = sorted({self._number(citation) for citation in citations})
        return f"[{','.join(map(str, numbers))}]" if numbers else ""

    def _number(self, citation: Citation) -> int:
        sections = self._cited.setdefault(citation.source, [])
        section = citation.section.partition(":")[0]
        if section not in sections:
            sections.append(section)
        return list(self._cited).index(citation.source) + 1

    def part(self, knowledge_version: str, tr: Translate) -> Part:
        lines = [
            Line(
                id=f"source_{source.key}", label=str(number), text=_printed(source, sections, tr), sources=(source.key,)
            )
            for number, (source, sections) in enumerate(self._cited.items(), start=1)
        ]
        basis = tr(gettext_noop("Guidance {version} supports the clinician's judgement.")).format(
            version=knowledge_version
        )
        return Part(
            id=SOURCES,
            title=tr(gettext_noop("Sources")),
            lines=(*lines, Line(id="basis", label="", text=basis)),
        )


def keys(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.source.key for citation in citations))


def _printed(source: Source, sections: Sequence[str], tr: Translate) -> str:
    """Publisher, year and sections; title and address stand on the page of the knowledge."""
    if source.year is not None:
        template = gettext_noop("{publisher} {year}: {sections}")
    elif source.address:
        template = gettext_noop("{publisher}, read {read}: {sections}")
    else:
        template = gettext_noop("{publisher}: {sections}")
    return tr(template).format(
        publisher=source.short, year=source.year, read=source.read_on.year, sections=", ".join(sections)
    )
