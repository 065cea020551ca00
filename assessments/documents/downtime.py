"""The empty form on paper: boxes to tick, rules to write on, the right side beside the left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from assessments.knowledge.conditions import Translate
from assessments.knowledge.findings.pain import PAIN_REGIONS
from assessments.knowledge.papers import BlankForm
from assessments.knowledge.papers.blank import Row
from assessments.knowledge.words import gettext_noop

from . import fonts, style
from .body_figure import BodyFigure
from .file import File, Frame
from .letterhead import NOTHING, Letterhead, picture
from .letterhead import size as size_of
from .lines import LabelledLine, PartTitle
from .pages import laid
from .text import paragraph, plain

_FIGURE, _HEAD, _FOOT = 190.0, 46.0, 16.0
_WORDS = ParagraphStyle("form", parent=style.BODY, leading=12.4)
_SIDE = ParagraphStyle("form side", parent=style.STRONG)
_LABEL_WIDTH = style.LABEL_WIDTH + 20


def downtime_form(
    form: BlankForm,
    *,
    practice: str = "",
    paper: str = "A4",
    language: str = "en",
    letterhead: Letterhead = NOTHING,
    tr: Translate = str,
) -> bytes:
    """Equal arguments give equal bytes."""
    head = _Head(form, practice=practice, size=style.page_size(paper), logo=letterhead.logo, tr=tr)
    file = File(size=head.size, title=form.title, author=practice, subject=form.title, language=language)
    file.add(head, laid(_story(form, tr), width=head.frame.width, height=head.frame.height))
    return file.finished()


class _Head:
    """Whose form it is, to be filled in on every page."""

    def __init__(
        self, form: BlankForm, *, practice: str, size: tuple[float, float], logo: bytes, tr: Translate
    ) -> None:
        self.form, self.practice, self.size, self.logo, self.tr = form, practice, size, logo, tr

    @property
    def frame(self) -> Frame:
        width, height = self.size
        bottom, top = style.MARGIN * 0.7 + _FOOT, height - style.MARGIN * 0.75 - _HEAD
        return Frame(style.MARGIN, bottom, width - 2 * style.MARGIN, top - bottom)

    def draw(self, canvas: Any, *, page: int, pages: int) -> None:
        width, height = self.size
        top, across = height - style.MARGIN * 0.75, (width - 2 * style.MARGIN) / 3
        if self.logo and page == 1:
            wide, tall = size_of(self.logo, at_most=across)
            canvas.drawImage(picture(self.logo), width - style.MARGIN - wide, top - _HEAD - tall, wide, tall)
        canvas.setFillColor(style.INK)
        canvas.setStrokeColor(style.QUIET)
        canvas.setLineWidth(0.5)
        for place, word in enumerate(self.form.whose):
            left, y = style.MARGIN + place % 3 * across, top - 12 - place // 3 * 20
            label = plain(word)
            canvas.setFont(fonts.REGULAR, style.BODY.fontSize)
            canvas.drawString(left, y, label)
            canvas.line(left + canvas.stringWidth(label) + 4, y - 1.5, left + across - 10, y - 1.5)
        number = self.tr(gettext_noop("Page {page} of {pages}")).format(page=page, pages=pages)
        canvas.setFont(fonts.REGULAR, style.SMALL.fontSize)
        canvas.setFillColor(style.QUIET)
        canvas.drawRightString(width - style.MARGIN, style.MARGIN * 0.7, plain(number))
        canvas.drawString(style.MARGIN, style.MARGIN * 0.7, plain(self.practice)[:120])


def _story(form: BlankForm, tr: Translate) -> Iterator[Flowable]:
    yield paragraph(form.title, style.TITLE)
    yield paragraph(form.fill_in, style.SMALL)
    for section in form.sections:
        yield PartTitle(section.title, key=section.id, level=0)
        sided = False
        for row in section.rows:
            if len(row.boxes) == 2 and not sided:
                head = TwoSides("", form.sides, words=_SIDE)
                head.keepWithNext = True
                yield head
            sided = len(row.boxes) == 2
            yield _row(row)
            if row.id == PAIN_REGIONS.id:
                yield BodyFigure((), tall=_FIGURE, tr=tr, empty=True)
                yield Spacer(0, 6)


def _row(row: Row) -> Flowable:
    if len(row.boxes) == 2:
        return TwoSides(row.label, row.boxes)
    return LabelledLine(row.label, row.boxes[0], label_width=_LABEL_WIDTH, text_style=_WORDS)


class TwoSides(Flowable):
    """A label, and the same boxes for the right and for the left."""

    def __init__(self, label: str, sides: tuple[str, ...], *, words: ParagraphStyle = _WORDS) -> None:
        super().__init__()
        self.spaceAfter = 2.2
        self.cells = [paragraph(label, style.LABEL), *(paragraph(side, words) for side in sides)]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        each = (width - _LABEL_WIDTH) / 2
        self.lefts = (0, _LABEL_WIDTH, _LABEL_WIDTH + each)
        self.widths = (_LABEL_WIDTH - style.LABEL_GAP, each - style.LABEL_GAP, each - style.LABEL_GAP)
        talls = [cell.wrap(wide, height)[1] for cell, wide in zip(self.cells, self.widths, strict=True)]
        self.height = max(talls)
        return width, self.height

    def draw(self) -> None:
        for cell, left in zip(self.cells, self.lefts, strict=True):
            cell.drawOn(self.canv, left, self.height - cell.height)
