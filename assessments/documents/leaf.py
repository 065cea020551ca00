"""Builds the file of a paper from its finished pieces: counted pages, title, language, outline, embedded typefaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

from assessments.knowledge.conditions import Translate
from assessments.knowledge.papers import Leaf
from assessments.knowledge.words import gettext_noop

from . import style
from .file import File
from .letterhead import NOTHING, Letterhead
from .pages import laid
from .sheet import Sheet

# Made anew for each setting: a piece is laid out once.
Story = Callable[[], Iterable[Any]]


class Setting(TypedDict, total=False):
    """How a paper is printed, whatever it says; see `printed` for what holds without one."""

    paper: str
    copy_line: str
    letterhead: Letterhead
    tr: Translate


@dataclass(frozen=True, kw_only=True)
class _OnSheet:
    note: Leaf
    across: str


def printed(
    leaf: Leaf,
    stories: Iterable[Story],
    *,
    most: int = 1,
    paper: str = "A4",
    copy_line: str = "",
    letterhead: Letterhead = NOTHING,
    tr: Translate = str,
) -> bytes:
    """The first of them that takes no more than `most` pages, or else the last. Equal arguments give equal bytes."""
    sheet = Sheet(
        paper=_OnSheet(note=leaf, across=leaf.across),
        size=style.page_size(paper),
        copy_line=copy_line,
        letterhead=letterhead,
        tr=tr,
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
