"""What patients may be told, once each, in plain words; a file per subject, a tuple in reading order."""

from .alternatives import ALTERNATIVES
from .fact import Fact
from .natural_history import NATURAL_HISTORY
from .preparation import PREPARATION
from .prevention import PREVENTION
from .risks import RISKS
from .seek_care import SEEK_CARE
from .self_care import SELF_CARE

FACTS: dict[str, Fact] = {
    fact.id: fact
    for subject in (NATURAL_HISTORY, RISKS, PREVENTION, SELF_CARE, ALTERNATIVES, PREPARATION, SEEK_CARE)
    for fact in subject
}

__all__ = [
    "ALTERNATIVES",
    "FACTS",
    "NATURAL_HISTORY",
    "PREPARATION",
    "PREVENTION",
    "RISKS",
    "SEEK_CARE",
    "SELF_CARE",
    "Fact",
]
