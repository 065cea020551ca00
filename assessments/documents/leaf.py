"""Builds the file of a paper from its finished pieces: counted pages, title, language, outline, embedded typefaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assessments.knowledge.conditions import Translate
from assessments.knowledge.papers import Leaf
from assessments.knowledge.words import gettext_noop

from . import style
from .file import File
from .pages import laid
from .sheet import Sheet

# Made anew for each setting: a piece is laid out once.
Story = Callable[[], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class _OnSheet:
    note: Leaf
    across: str


def printed(leaf: Leaf, story: Story, *, paper: str, copy_line: str, tr: Translate) -> bytes:
    """Equal arguments give equal bytes."""
    return first_that_fits(leaf, [story], most=1, paper=paper, copy_line=copy_line, tr=tr)


def first_that_fits(
    leaf: Leaf, stories: Iterable[Story], *, most: int, paper: str, copy_line: str, tr: Translate
) -> bytes:
    """The first of them that takes no more than `most` pages, or else the last. Equal arguments give equal bytes."""
    sheet = Sheet(
        paper=_OnSheet(note=leaf, across=leaf.across), size=style.page_size(paper), copy_line=copy_line, tr=tr
    )
    for story in stories:
        pages = laid(story(), width=sheet.frame.width, height=sheet.frame.height)
        if len(pages) <= most:
            break
    title = tr(gettext_noop("{title}, {patient}, {day}")).format(
        title=leaf.title, patient=leaf.heading.patient, day=leaf.heading.visited_on.isoformat()
    )
    file = File(
        size=sheet.size,
        title=title,
        author=leaf.heading.clinician or leaf.heading.practice,
        subject=leaf.title,
        language=leaf.language,
    )
    file.add(sheet, pages)
    return file.finished()
