"""The kinds of finding, under one name."""

from .computed import Computed, ComputedSlot
from .finding import (
    LEFT,
    RIGHT,
    SIDE_WORDS,
    SIDES,
    TEXT_LIMIT,
    Code,
    Finding,
    NotAllowed,
    OneSide,
    Option,
    Section,
    options,
)
from .kinds import Choice, Day, Measure, Names, Number, Scale, Several, Text, YesNo
from .tried import EFFECTS, HELPED, NO_HELP, NOT_TRIED, PARTLY, Tried, TriedOne

__all__ = [
    "EFFECTS",
    "HELPED",
    "LEFT",
    "NOT_TRIED",
    "NO_HELP",
    "PARTLY",
    "RIGHT",
    "SIDES",
    "SIDE_WORDS",
    "TEXT_LIMIT",
    "Choice",
    "Code",
    "Computed",
    "ComputedSlot",
    "Day",
    "Finding",
    "Measure",
    "Names",
    "NotAllowed",
    "Number",
    "OneSide",
    "Option",
    "Scale",
    "Section",
    "Several",
    "Text",
    "Tried",
    "TriedOne",
    "YesNo",
    "options",
]
