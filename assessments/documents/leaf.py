"""Builds the file of a paper from its finished pieces: counted pages, title, language, outline, embedded typefaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Flowable

from assessments.knowledge.conditions import Translate
from assessments.knowledge.papers import Leaf
from assessments.knowledge.words import gettext_noop

from . import fonts, style
from .sheet import Sheet
from .text import clean

# Made anew for each setting: a piece is laid out once.
Story = Callable[[], Iterable[Flowable]]


@dataclass(frozen=True, kw_only=True)
class _OnSheet:
    note: Leaf
    across: str


def printed(leaf: Leaf, story: Story, *, paper: str, copy_line: str, tr: Translate) -> bytes:
    """Equal arguments give equal bytes."""
    return printed_and_counted(leaf, story, paper=paper, copy_line=copy_line, tr=tr)[0]


def printed_and_counted(leaf: Leaf, story: Story, *, paper: str, copy_line: str, tr: Translate) -> tuple[bytes, int]:
    """Set twice where it has more than one page: the first time counts them."""
    pages, drawn = 1, 0
    while drawn != pages:
        pages = drawn or pages
        content, drawn = _set(leaf, story(), pages=pages, paper=paper, copy_line=copy_line, tr=tr)
    return content, drawn


def _set(
    leaf: Leaf, story: Iterable[Flowable], *, pages: int, paper: str, copy_line: str, tr: Translate
) -> tuple[bytes, int]:
    fonts.register()
    on_sheet = _OnSheet(note=leaf, across=leaf.across)
    sheet = Sheet(paper=on_sheet, id=leaf.id, size=style.page_size(paper), copy_line=copy_line, pages=pages, tr=tr)
    title = tr(gettext_noop("{title}, {patient}, {day}")).format(
        title=leaf.title, patient=leaf.heading.patient, day=leaf.heading.visited_on.isoformat()
    )
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=sheet.size,
        pageTemplates=[sheet.template()],
        title=clean(title),
        author=clean(leaf.heading.clinician or leaf.heading.practice),
        subject=clean(leaf.title),
        creator="Backchart",
        lang=leaf.language,
        invariant=1,
        displayDocTitle=1,
        initialFontName=fonts.REGULAR,
    )
    document.build(list(story))
    return buffer.getvalue(), sheet.drawn
