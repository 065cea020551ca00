"""The only way from words to the page: markup is shown, never obeyed; what cannot be drawn is shown as a mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from .fonts import REGULAR, face, has, letters, register
from .right_to_left import joined, visual

# Stands for a character that the typefaces do not have.
UNKNOWN_LETTER = "\ufffd"
_CITED = re.compile(r"(?<=\S)(\[\d+(?:,\d+)*\])")
_RAISED_SIZE, _RISE = 0.72, 0.38
_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Where a line may break: not at a space that keeps two words together.
_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")
# Fewer lines than this are not left behind at the foot of a page.
_AT_LEAST = 2

# A piece of a line, and whether it is raised.
Run = tuple[str, bool]
Line = tuple[Run, ...]


class Words(Flowable):
    """Text in one style. Breaks where it has to, also within a word wider than the line, and at the end of a page."""

    def __init__(self, text: str, style: ParagraphStyle, *, cites: bool = False, lines: list[Line] | None = None):
        super().__init__()
        self.text, self.style, self.cites = text, style, cites
        self.given = lines
        self.broken_at = -1.0
        self.lines: list[Line] = lines or []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self.given is None and width != self.broken_at:
            self.broken_at, self.lines = width, list(_broken(self.text, self.style, width, cites=self.cites))
        self.width, self.height = width, len(self.lines) * self.style.leading
        return width, self.height

    def scale(self, by: float) -> None:
        """Smaller letters, before it is laid out or to be laid out again."""
        if by != 1:
            self.style, self.broken_at = _scaled(self.style, by), -1.0

    def split(self, width: float, height: float) -> list[Any]:
        self.wrap(width, height)
        fit = int((height + 1e-6) / self.style.leading)
        if fit >= len(self.lines):
            return [self]
        if fit < _AT_LEAST:
            return []
        return [Words("", self.style, lines=part) for part in (self.lines[:fit], self.lines[fit:])]

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        """Without a drawing state of its own: leaves its ink behind."""
        style = self.style
        written = canvas.beginText(left, bottom + self.height - pdfmetrics.getAscent(style.fontName, style.fontSize))
        written.setFont(style.fontName, style.fontSize, style.leading)
        written.setFillColor(style.textColor)
        for place, line in enumerate(self.lines):
            if style.alignment:
                free = (self.width - _width(line, style)) / (1 if style.alignment == _RIGHT else 2)
                first = bottom + self.height - pdfmetrics.getAscent(style.fontName, style.fontSize)
                written.setTextOrigin(left + free, first - place * style.leading)
            if len(line) == 1 and not line[0][1]:
                written.textLine(visual(line[0][0]))
            else:
                _write(written, line, style)
        canvas.drawText(written)


_RIGHT = 2


def _write(written: Any, line: Line, style: ParagraphStyle) -> None:
    for text, raised in line:
        if raised:
            written.setFont(style.fontName, style.fontSize * _RAISED_SIZE, style.leading)
            written.setRise(style.fontSize * _RISE)
        written.textOut(visual(text))
        if raised:
            written.setFont(style.fontName, style.fontSize, style.leading)
            written.setRise(0)
    written.textLine("")


def clean(text: str) -> str:
    """Composed, with line breaks as "\\n", and without anything that only steers a printer or a reader's eye."""
    if text.isascii() and text.isprintable():
        return text
    unified = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    if unified.isprintable():
        return unified
    return "".join(letter for letter in unified if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf"))


def paragraph(text: str, style: ParagraphStyle, *, cites: bool = False) -> Words:
    """`cites`: numbers in brackets right after a word are set small and raised."""
    drawable, font = _drawable(joined(clean(text)), style.fontName)
    return Words(drawable, style if font == style.fontName else _in(style, font), cites=cites)


def plain(text: str, font: str = REGULAR) -> str:
    """For words drawn on the page directly, on one line."""
    return visual(_drawable(joined(clean(text).replace("\n", " ")), font)[0])


def _drawable(text: str, font: str) -> tuple[str, str]:
    """Every letter the face lacks as a visible mark; the regular face, where it has more of them."""
    missing = {letter for letter in set(text) - letters(font) if not letter.isspace()}
    if not missing:
        return text, font
    if font != REGULAR and any(has(REGULAR, letter) for letter in missing):
        return _drawable(text, REGULAR)
    return "".join(UNKNOWN_LETTER if letter in missing else letter for letter in text), font


@cache
def _in(style: ParagraphStyle, font: str) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} in {font}", parent=style, fontName=font)


@cache
def _scaled(style: ParagraphStyle, by: float) -> ParagraphStyle:
    return ParagraphStyle(
        f"{style.name} by {by}", parent=style, fontSize=style.fontSize * by, leading=style.leading * by
    )


def _broken(text: str, style: ParagraphStyle, width: float, *, cites: bool) -> Iterator[Line]:
    register()
    for hard in text.split("\n"):
        yield from _fitted(hard, style, width, cites=cites)


def _fitted(hard: str, style: ParagraphStyle, width: float, *, cites: bool) -> Iterator[Line]:
    """One line as it was typed, as lines no wider than `width`; an empty one stays."""
    font, room = style.fontName, width / style.fontSize
    space = _wide(" ", font)
    line: list[str] = []
    taken = 0.0
    for typed in _SPACES.split(hard):
        wide = _wide_cited(typed, font) if cites else _wide(typed, font)
        if line and taken + space + wide > room:
            yield _line(line, cites=cites)
            line, taken = [], 0.0
        word = typed
        while wide > room and len(word) > 1:
            place = _last_that_fits(word, font, room)
            yield _line([word[:place]], cites=cites)
            word = word[place:]
            wide = _wide(word, font)
        taken += wide + (space if line else 0.0)
        line.append(word)
    yield _line(line, cites=cites)


def _line(words: list[str], *, cites: bool) -> Line:
    text = " ".join(words)
    if not cites or "[" not in text:
        return ((text, False),)
    pieces = _CITED.split(text)
    return tuple((piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def _last_that_fits(word: str, font: str, room: float) -> int:
    """At least one letter, and never between a letter and the marks it carries."""
    taken, place = 0.0, 0
    for place, letter in enumerate(word):
        taken += _wide(letter, font)
        if taken > room and place:
            break
    while place > 1 and unicodedata.combining(word[place]):
        place -= 1
    return max(place, 1)


@lru_cache(maxsize=8192)
def _wide(word: str, font: str) -> float:
    """At a size of one point."""
    measured = face(font).face
    widths, other = measured.charWidths, measured.defaultWidth
    return float(sum(widths.get(ord(letter), other) for letter in word)) / 1000


def _wide_cited(word: str, font: str) -> float:
    if "[" not in word:
        return _wide(word, font)
    pieces = _CITED.split(word)
    return sum(_wide(piece, font) * (_RAISED_SIZE if place % 2 else 1) for place, piece in enumerate(pieces))


def _width(line: Line, style: ParagraphStyle) -> float:
    size = style.fontSize
    return sum(_wide(text, style.fontName) * size * (_RAISED_SIZE if raised else 1) for text, raised in line)
