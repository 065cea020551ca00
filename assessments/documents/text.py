"""The only way from words to the page: markup is shown, never obeyed; what cannot be drawn is shown as a mark."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from .fonts import REGULAR, has, register
from .right_to_left import joined, visual

# Stands for a character that the typefaces do not have.
UNKNOWN_LETTER = "\ufffd"
_CITED = re.compile(r"(?<=\S)\[\d+(?:,\d+)*\]")
_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


class _Text(Paragraph):
    """A paragraph whose lines, once broken, are turned into the order in which they are read."""

    turned = False

    def breakLines(self, width: Any) -> Any:  # noqa: N802
        lines = super().breakLines(width)
        if not self.turned:
            for place, line in enumerate(lines.lines):
                if lines.kind == 0:
                    space, words = line
                    lines.lines[place] = (space, visual(" ".join(words)).split(" "))
                else:
                    for fragment in line.words:
                        fragment.text = visual(fragment.text)
        return lines

    def split(self, width: float, height: float) -> Any:
        """The parts of plain text are made of the lines that were turned already, those of marked-up text are not."""
        parts = super().split(width, height)
        for part in parts:
            part.turned = self.turned or self.blPara.kind == 0
        return parts


def clean(text: str) -> str:
    """Composed, with line breaks as "\\n", and without anything that only steers a printer or a reader's eye."""
    unified = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return "".join(letter for letter in unified if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf"))


def paragraph(text: str, style: ParagraphStyle, *, cites: bool = False) -> Paragraph:
    """`cites`: numbers in brackets right after a word are set small and raised."""
    register()
    drawable, font = _drawable(joined(clean(text)), style.fontName)
    markup = escape(drawable, quote=False).replace("\n", "<br/>")
    if cites:
        markup = _CITED.sub(lambda mark: f'<super size="{style.fontSize * 0.72:.1f}">{mark.group()}</super>', markup)
    return _Text(markup, style if font == style.fontName else _in(style, font))


def plain(text: str, font: str = REGULAR) -> str:
    """For words drawn on the page directly, on one line."""
    return visual(_drawable(joined(clean(text).replace("\n", " ")), font)[0])


def _drawable(text: str, font: str) -> tuple[str, str]:
    """Every letter the face lacks as a visible mark; the regular face, where it has more of them."""
    missing = {letter for letter in text if not letter.isspace() and not has(font, letter)}
    if missing and font != REGULAR:
        better = {letter for letter in missing if has(REGULAR, letter)}
        if better:
            return _drawable(text, REGULAR)
    return "".join(UNKNOWN_LETTER if letter in missing else letter for letter in text), font


def _in(style: ParagraphStyle, font: str) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} in {font}", parent=style, fontName=font)
