"""The letter to whom a patient is sent, on one page."""

from assessments.knowledge.conditions import Translate
from assessments.knowledge.papers import Leaf

from .letter import on_one_page


def referral(leaf: Leaf, *, paper: str = "A4", copy_line: str = "", tr: Translate = str) -> bytes:
    """Equal arguments give equal bytes."""
    return on_one_page(leaf, paper=paper, copy_line=copy_line, tr=tr)
