"""The request for one test on paper, one page."""

from typing import Unpack

from assessments.knowledge.papers import Leaf

from .leaf import Setting
from .letter import on_one_page


def requisition(leaf: Leaf, **given: Unpack[Setting]) -> bytes:
    """Equal arguments give equal bytes."""
    return on_one_page(leaf, **given)
