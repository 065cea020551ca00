"""The ladder of treatment, from self-care to surgery."""

from .added_care import ADDED_CARE
from .medicines import MEDICINES
from .procedures import PROCEDURES
from .rung import ADULT, NOT_KNOWN_UNDER_18, ON_HOLD, RELEASED, Rung, Status, current_step
from .self_care import SELF_CARE

RUNGS: tuple[Rung, ...] = (*SELF_CARE, *ADDED_CARE, *MEDICINES, *PROCEDURES)
RUNG_BY_ID: dict[str, Rung] = {rung.treatment.id: rung for rung in RUNGS}

__all__ = [
    "ADULT",
    "NOT_KNOWN_UNDER_18",
    "ON_HOLD",
    "RELEASED",
    "RUNGS",
    "RUNG_BY_ID",
    "Rung",
    "Status",
    "current_step",
]
