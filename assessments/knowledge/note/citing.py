"""The sources a note cites: numbered in the order they are met, each printed once."""

from __future__ import annotations

from collections.abc import Iterable

from ..conditions import Translate
from ..sources import Citation, Source
from ..words import gettext_noop
from .content import SOURCES, Line, Part


class Cited:
    """Hands out the numbers while a note is being written."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}

    def mark(self, citations: Iterable[Citation]) -> str:
        """ "[1,2]", set close to the word it follows; nothing where nothing is cited."""
        numbers = sorted({self._number(citation.source) for citation in citations})
        return f"[{','.join(map(str, numbers))}]" if numbers else ""

    def _number(self, source: Source) -> int:
        self._sources.setdefault(source.key, source)
        return list(self._sources).index(source.key) + 1

    def part(self, knowledge_version: str, tr: Translate) -> Part:
        lines = [
            Line(id=f"source_{key}", label=str(number), text=_printed(source, tr), sources=(key,))
            for number, (key, source) in enumerate(self._sources.items(), start=1)
        ]
        basis = tr(
            gettext_noop("Guidance {version} supports the clinician's judgement and does not replace it.")
        ).format(version=knowledge_version)
        return Part(
            id=SOURCES,
            title=tr(gettext_noop("Sources")),
            lines=(*lines, Line(id="basis", label="", text=basis)),
        )


def keys(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.source.key for citation in citations))


def _printed(source: Source, tr: Translate) -> str:
    """The year once, also where the publisher's reference bears it already."""
    if source.year is None:
        template = tr(gettext_noop("{title}. {publisher}, read {read_on}."))
    elif str(source.year) in source.publisher:
        template = tr(gettext_noop("{title}. {publisher}."))
    else:
        template = tr(gettext_noop("{title}. {publisher}, {year}."))
    return template.format(
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        read_on=source.read_on.isoformat(),
    )
