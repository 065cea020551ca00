"""The sheet that words are laid on: who it is about at the top of every page, which page at its foot."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from assessments.knowledge.conditions import Translate
from assessments.knowledge.note import Heading, Line
from assessments.knowledge.words import gettext_noop

from . import style
from .file import Frame
from .fonts import BOLD, REGULAR
from .letterhead import GAP, NOTHING, Letterhead, picture
from .letterhead import size as size_of
from .text import paragraph, plain

STATUS = {
    "DRAFT": gettext_noop("DRAFT: not signed, may still change"),
    "UNSIGNED": gettext_noop("UNSIGNED: printed before the visit was signed"),
    "CANCELLED": gettext_noop("CANCELLED: do not use"),
    "ENTERED IN ERROR": gettext_noop("ENTERED IN ERROR: do not use; see the addendum"),
}
_IN_THE_HEADER = ("born", "record", "visited")
# What stands across a page is turned by so much.
SLANT = 52


class Headed(Protocol):
    """Whose it is, and from whom."""

    @property
    def heading(self) -> Heading: ...

    @property
    def band(self) -> tuple[Line, ...]: ...


class Printable(Protocol):
    """`across` is one of STATUS, or nothing."""

    @property
    def note(self) -> Headed: ...

    @property
    def across(self) -> str: ...


P = TypeVar("P", bound=Printable)


class Sheet(Generic[P]):
    """Draws what every page of one paper has in common."""

    def __init__(
        self,
        *,
        paper: P,
        size: tuple[float, float],
        copy_line: str,
        tr: Translate,
        letterhead: Letterhead = NOTHING,
    ) -> None:
        self.paper, self.size, self.tr, self.logo = paper, size, tr, letterhead.logo
        heading = paper.note.heading
        band = {line.id: line for line in paper.note.band}
        told = [band["age_and_sex"].text] if "age_and_sex" in band else []
        told += [f"{band[id].label} {band[id].text}" for id in _IN_THE_HEADER if id in band]
        self.left = [
            paragraph(heading.patient, style.NAME if len(heading.patient) <= 80 else style.STRONG),
            paragraph(" · ".join(told), style.SMALL),
        ]
        address = " · ".join(part for part in (heading.practice_address, heading.practice_phone) if part)
        self.right = [paragraph(heading.practice, style.PRACTICE), paragraph(address, style.SMALL_RIGHT)]
        if letterhead.lines:
            self.right.append(paragraph(letterhead.lines, style.SMALL_RIGHT))
        self.status = paragraph(tr(STATUS[paper.across]), style.STATUS) if paper.across else None
        self.copy_line = paragraph(copy_line, style.SMALL)
        width = size[0] - 2 * style.MARGIN
        self.left_width, self.right_width = width * 0.68, width * 0.3
        self.foot_width = width * 0.8
        self.logo_size = size_of(self.logo, at_most=self.right_width) if self.logo else (0.0, -GAP)
        right = _height(self.right, self.right_width) + self.logo_size[1] + GAP
        self.header_height = max(_height(self.left, self.left_width), right)
        self.status_height = self.status.wrap(width, 1000)[1] + 4 if self.status else 0
        self.foot_height = max(self.copy_line.wrap(self.foot_width, 1000)[1], 9.2)

    @property
    def frame(self) -> Frame:
        width, height = self.size
        top = height - style.MARGIN * 0.75 - self.header_height - 13 - self.status_height
        bottom = style.MARGIN * 0.7 + self.foot_height + 8
        return Frame(style.MARGIN, bottom, width - 2 * style.MARGIN, top - bottom)

    def draw(self, canvas: Any, *, page: int, pages: int) -> None:
        canvas.saveState()
        if self.paper.across:
            self._across(canvas)
        width, height = self.size
        top = height - style.MARGIN * 0.75
        _stack(canvas, self.left, style.MARGIN, top)
        wide, tall = self.logo_size
        if self.logo:
            canvas.drawImage(picture(self.logo), width - style.MARGIN - wide, top - tall, wide, tall)
        _stack(canvas, self.right, width - style.MARGIN - self.right_width, top - tall - GAP)
        rule = top - self.header_height - 4
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.7)
        canvas.line(style.MARGIN, rule, width - style.MARGIN, rule)
        if self.status:
            self.status.drawOn(canvas, style.MARGIN, rule - self.status_height - 0.5)
        self._foot(canvas, page, pages)
        canvas.restoreState()

    def _across(self, canvas: Any) -> None:
        """Under the words and light, so that none is hidden, in black and white too."""
        text = plain(self.tr(self.paper.across), BOLD)
        width, height = self.size
        reach = (width**2 + height**2) ** 0.5 * 0.66
        size = min(120.0, 100 * reach / canvas.stringWidth(text, BOLD, 100))
        canvas.saveState()
        canvas.setFillColor(style.FAINT)
        canvas.setFont(BOLD, size)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(SLANT)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()

    def _foot(self, canvas: Any, page: int, pages: int) -> None:
        width, _ = self.size
        bottom = style.MARGIN * 0.7
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.4)
        canvas.line(style.MARGIN, bottom + self.foot_height + 3, width - style.MARGIN, bottom + self.foot_height + 3)
        self.copy_line.drawOn(canvas, style.MARGIN, bottom + self.foot_height - self.copy_line.height)
        canvas.setFillColor(style.QUIET)
        canvas.setFont(REGULAR, style.SMALL.fontSize)
        number = self.tr(gettext_noop("Page {page} of {pages}")).format(page=page, pages=pages)
        canvas.drawRightString(width - style.MARGIN, bottom + self.foot_height - 7.2, plain(number))


def _height(pieces: list[Any], width: float) -> float:
    return sum(piece.wrap(width, 1000)[1] for piece in pieces)


def _stack(canvas: Any, pieces: list[Any], left: float, top: float) -> None:
    for piece in pieces:
        top -= piece.height
        piece.drawOn(canvas, left, top)
