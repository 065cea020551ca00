"""Sizes, inks and distances of every paper. All of it reads in black and white."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from .fonts import BOLD, REGULAR

PAPERS: dict[str, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
INK, QUIET, RULE = HexColor("#1b1f22"), HexColor("#52595e"), HexColor("#a9b0b4")
ACCENT = HexColor("#0b5560")
FAINT: Color = HexColor("#e4e7e9")
PAPER_WHITE: Color = HexColor("#ffffff")

MARGIN = 18 * mm
LABEL_WIDTH = 40 * mm
LABEL_GAP = 3 * mm
MARK_WIDTH = 4.5 * mm
NUMBER_WIDTH = 8 * mm

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=8.4, leading=11.4, textColor=INK)
STRONG = ParagraphStyle("strong", parent=BODY, fontName=BOLD)
LABEL = ParagraphStyle("label", parent=BODY, textColor=QUIET)
PART = ParagraphStyle("part", fontName=BOLD, fontSize=9.6, leading=12, textColor=ACCENT)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=13, leading=17, textColor=INK)
SMALL = ParagraphStyle("small", fontName=REGULAR, fontSize=6.9, leading=9.2, textColor=QUIET)
SMALL_RIGHT = ParagraphStyle("small right", parent=SMALL, alignment=2)
NAME = ParagraphStyle("name", fontName=BOLD, fontSize=11.5, leading=14.5, textColor=INK)
PRACTICE = ParagraphStyle("practice", fontName=BOLD, fontSize=8, leading=10.5, textColor=INK, alignment=2)
STATUS = ParagraphStyle("status", fontName=BOLD, fontSize=8, leading=11, textColor=INK, alignment=1)


def page_size(paper: str) -> tuple[float, float]:
    if paper not in PAPERS:
        raise ValueError(f"There is no paper {paper!r}; choose {' or '.join(PAPERS)}")
    return PAPERS[paper]
