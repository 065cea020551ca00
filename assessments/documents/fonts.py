"""The typefaces that every paper embeds, so that it reads the same on any machine."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, BOLD, OBLIQUE = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"


@cache
def face(name: str) -> TTFont:
    """Read from its file once per process; a face that is read again changes the bytes of later papers."""
    font = TTFont(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def letters(name: str) -> frozenset[str]:
    return frozenset(map(chr, face(name).face.charToGlyph))


def has(name: str, letter: str) -> bool:
    return letter in letters(name)


@cache
def register() -> None:
    for name in (REGULAR, BOLD, OBLIQUE):
        face(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=OBLIQUE, boldItalic=BOLD)
