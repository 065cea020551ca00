"""The encounter note on paper, alone or several of them in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note import Line, Note, Part
from assessments.knowledge.papers.course import Timeline
from assessments.knowledge.words import gettext_noop

from . import style
from .beside import Beside, Pair
from .body_figure import BodyFigure
from .file import File
from .letterhead import NOTHING, Letterhead
from .lines import ABNORMAL_MARK, Entry, LabelledLine, PartTitle
from .pages import Page, Together, laid
from .seal import NO_COURSE, Paper, Seal, Stamp, added, signature
from .sheet import Sheet
from .text import paragraph
from .trend import Trend, says_something

FIGURE = 86.0
# Instead of the distances that lines and titles have.
CLOSE, CLOSE_PARTS = 0.6, (4.5, 2.5)
# A visit in which everything is abnormal stays on three pages; what is longer still is set in its full size.
MOST_PAGES = 3
SCALES = (1.0, 0.94, 0.88, 0.84)
_UNDER_THE_TITLE = ("clinician", "allergies")


def encounter_note(
    note: Note,
    *,
    seal: Seal | None,
    addenda: Sequence[Stamp] = (),
    marked: Sequence[str] = (),
    course: Timeline = NO_COURSE,
    paper: str = "A4",
    copy_line: str = "",
    letterhead: Letterhead = NOTHING,
    tr: Translate = str,
) -> bytes:
    """Equal arguments give equal bytes. Without a seal it is a draft and says so across every page."""
    one = Paper(
        note=note,
        seal=seal,
        addenda=tuple(addenda),
        marked=tuple(marked),
        course=course,
        letterhead=letterhead,
    )
    title = tr(gettext_noop("{title}, {patient}, {day}")).format(
        title=note.title, patient=note.heading.patient, day=note.heading.visited_on.isoformat()
    )
    return _printed(
        [one], several=False, title=title, author=note.heading.clinician, size=paper, copy_line=copy_line, tr=tr
    )


def several_notes(papers: Sequence[Paper], *, paper: str = "A4", copy_line: str = "", tr: Translate = str) -> bytes:
    """One file with an outline; each note begins on a page of its own and counts its own pages."""
    if not papers:
        raise ValueError("There is no note to print; choose at least one")
    author = papers[0].note.heading.practice
    title = tr(gettext_noop("{n} notes")).format(n=len(papers))
    return _printed(papers, several=True, title=title, author=author, size=paper, copy_line=copy_line, tr=tr)


def _printed(
    papers: Sequence[Paper], *, several: bool, title: str, author: str, size: str, copy_line: str, tr: Translate
) -> bytes:
    """One after the other: no more than one is held as pieces."""
    first = papers[0].note
    file = File(size=style.page_size(size), title=title, author=author, subject=first.title, language=first.language)
    for place, one in enumerate(papers):
        sheet = Sheet(paper=one, size=style.page_size(size), copy_line=copy_line, letterhead=one.letterhead, tr=tr)
        file.add(sheet, _laid(one, sheet, key=f"note {place}", several=several, tr=tr))
    return file.finished()


def _laid(one: Paper, sheet: Sheet[Paper], *, key: str, several: bool, tr: Translate) -> list[Page]:
    """Closer where it takes more than one page, and smaller where that keeps it to three."""
    found: list[list[Page]] = []
    for scale in SCALES:
        story = _story(one, key=key, several=several, tr=tr)
        if not found and len(pages := _on(sheet, story)) == 1:
            return pages
        found.append(_on(sheet, _closer(story, scale)))
        if len(found[-1]) <= MOST_PAGES:
            return found[-1]
    return found[0]


def _on(sheet: Sheet[Paper], story: list[Any]) -> list[Page]:
    return laid(story, width=sheet.frame.width, height=sheet.frame.height)


def _closer(story: list[Any], scale: float) -> list[Any]:
    for piece in story:
        if isinstance(piece, Together):
            _closer(piece.pieces, scale)
        elif isinstance(piece, Beside):
            piece.pieces = _closer(piece.pieces, scale)
        elif isinstance(piece, LabelledLine):
            piece.spaceAfter = CLOSE
            piece.scale(scale)
        elif isinstance(piece, PartTitle):
            piece.spaceBefore, piece.spaceAfter = CLOSE_PARTS
    return story if scale == 1 else list(_paired(story))


def _paired(pieces: list[Any]) -> Iterator[Any]:
    """Two and two of the short lines that follow each other."""
    waiting: LabelledLine | None = None
    for piece in pieces:
        short = isinstance(piece, LabelledLine) and piece.is_short
        if waiting and short:
            yield Pair(waiting, piece)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = piece if short else None
        if not short:
            yield piece
    if waiting:
        yield waiting


def _story(one: Paper, *, key: str, several: bool, tr: Translate) -> list[Any]:
    note, level = one.note, int(several)
    story: list[Any] = []
    if several:
        story.append(Entry(f"{note.heading.patient}, {note.heading.visited_on.isoformat()}", key=key, level=0))
    story += _opening(note, tr)
    for part in note.parts:
        story += _with_figures(part, one, _part(part, key=f"{key} {part.id}", level=level), tr)
    # The last line goes with the signature, so that a signature never stands alone on a page.
    last = story.pop()
    story.append(Together([last, *_signature(one.seal, key=f"{key} signature", level=level, tr=tr)]))
    if one.addenda:
        story.append(PartTitle(tr(gettext_noop("Addenda")), key=f"{key} addenda", level=level))
        for stamp in one.addenda:
            story.append(Together(_addendum(stamp, tr)))
    return story


def _opening(note: Note, tr: Translate) -> list[Flowable]:
    told = [f"{line.label}: {line.text}" for line in note.band if line.id in _UNDER_THE_TITLE]
    pieces: list[Flowable] = [paragraph(note.title, style.TITLE), paragraph(" · ".join(told), style.BODY)]
    if any(line.abnormal for part in note.parts for line in part.lines):
        legend = tr(gettext_noop("{mark} abnormal, or to act on")).format(mark=ABNORMAL_MARK)
        pieces.append(paragraph(legend, style.SMALL))
    return pieces


def _with_figures(part: Part, one: Paper, pieces: list[Flowable], tr: Translate) -> list[Flowable]:
    """The course of pain under the plan; where it hurts beside the examination, or the history without one."""
    if part.id == "plan" and says_something(one.course):
        return [*pieces, Trend(one.course, tr=tr)]
    told = [part.id for part in one.note.parts if part.id in ("history", "examination")]
    if one.marked and [part.id] == told[-1:]:
        title, *lines = pieces
        return [title, Beside(lines, BodyFigure(one.marked, tall=FIGURE, tr=tr))]
    return pieces


def _part(part: Part, *, key: str, level: int) -> list[Flowable]:
    title = PartTitle(part.title, key=key, level=level)
    return [title, *(_line(line, small=part.id == "sources") for line in part.lines)]


def _line(line: Line, *, small: bool) -> Flowable:
    if small and line.label:
        return LabelledLine(
            line.label, line.text, label_width=style.NUMBER_WIDTH, label_style=style.SMALL, text_style=style.SMALL
        )
    if not line.label:
        return paragraph(line.text, style.SMALL)
    return LabelledLine(line.label, line.text, abnormal=line.abnormal is True, cites=bool(line.sources))


def _signature(seal: Seal | None, *, key: str, level: int, tr: Translate) -> list[Flowable]:
    title = PartTitle(tr(gettext_noop("Signature")), key=key, level=level)
    if seal is None:
        return [title, paragraph(tr(gettext_noop("Not signed. This draft is no record of the visit.")), style.STRONG)]
    return [title, *(LabelledLine(label, text) for label, text in signature(seal, tr) if text)]


def _addendum(stamp: Stamp, tr: Translate) -> list[Flowable]:
    head = paragraph(added(stamp, tr), style.STRONG)
    head.keepWithNext = True
    lines: list[Any] = [Spacer(0, 3), head, paragraph(stamp.text, style.BODY)]
    if stamp.content_hash:
        lines.append(LabelledLine(tr(gettext_noop("SHA-256")), stamp.content_hash))
    return lines
