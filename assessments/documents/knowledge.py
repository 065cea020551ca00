"""The knowledge on paper, for a clinical reviewer: chapters with an outline, the version and page on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from assessments.knowledge.conditions import Translate
from assessments.knowledge.plain_words import Outline
from assessments.knowledge.reviewing import Chapter, Line
from assessments.knowledge.words import gettext_noop

from . import fonts, style
from .lines import LabelledLine, PartTitle
from .text import clean, paragraph, plain

_STEP = "· "


def knowledge(
    chapters: Sequence[Chapter], *, version: str, paper: str = "A4", language: str = "en", tr: Translate = str
) -> bytes:
    """Equal arguments give equal bytes."""
    fonts.register()
    width, height = style.page_size(paper)
    title = tr(gettext_noop("What the guidance knows"))
    foot = tr(gettext_noop("Backchart, guidance {version}")).format(version=version)

    def draw(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(style.QUIET)
        canvas.setFont(fonts.REGULAR, style.SMALL.fontSize)
        canvas.drawString(style.MARGIN, style.MARGIN * 0.7, plain(foot))
        number = tr(gettext_noop("Page {page}")).format(page=document.page)
        canvas.drawRightString(width - style.MARGIN, style.MARGIN * 0.7, plain(number))
        canvas.restoreState()

    frame = Frame(style.MARGIN, style.MARGIN, width - 2 * style.MARGIN, height - 2 * style.MARGIN, 0, 0, 0, 0)
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        pageTemplates=[PageTemplate(id="knowledge", frames=[frame], onPage=draw)],
        title=clean(title),
        author="Backchart",
        subject=clean(foot),
        creator="Backchart",
        lang=language,
        invariant=1,
        displayDocTitle=1,
        initialFontName=fonts.REGULAR,
    )
    document.build([paragraph(title, style.TITLE), *_story(chapters)])
    return buffer.getvalue()


def _story(chapters: Sequence[Chapter]) -> Iterator[Flowable]:
    for chapter in chapters:
        yield PartTitle(chapter.title, key=chapter.id, level=0)
        for entry in chapter.entries:
            heading = paragraph(entry.title, style.STRONG)
            heading.keepWithNext = True
            yield heading
            for line in entry.lines:
                yield from _lines(line)
            yield Spacer(0, 4)


def _lines(line: Line) -> Iterator[Flowable]:
    first = line.text
    parts: list[str] = []
    if line.outline:
        told = list(_indented(line.outline, 0))
        first, parts = (first, told) if first else (told[0], told[1:])
    yield LabelledLine(line.label, first)
    for part in parts:
        yield LabelledLine("", part)


def _indented(outline: Outline, depth: int) -> Iterator[str]:
    yield f"{_STEP * depth}{outline.words}{':' if outline.parts else ''}"
    for part in outline.parts:
        yield from _indented(part, depth + 1)
