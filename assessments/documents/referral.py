"""The letter to whom a patient is sent, on one page."""

from typing import Unpack

from assessments.knowledge.papers import Leaf

from .leaf import Setting
from .letter import on_one_page


def referral(leaf: Leaf, **given: Unpack[Setting]) -> bytes:
    """Equal arguments give equal bytes."""
    return on_one_page(leaf, **given)
