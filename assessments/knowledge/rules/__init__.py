"""What follows from the findings, once each, a file per clinical question."""

from ..rule import Rule
from .pointers import POINTERS
from .reassurance import NO_ROUTINE_IMAGING, RULES_BEFORE

RULES: tuple[Rule, ...] = (*RULES_BEFORE, NO_ROUTINE_IMAGING)

__all__ = ["NO_ROUTINE_IMAGING", "POINTERS", "RULES"]
