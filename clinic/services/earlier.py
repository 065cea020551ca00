"""What the details of a patient, the practice or a member of staff were before each correction, and whose it was."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import gettext

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One field at one moment. `by` is empty for what a command did."""

    at: datetime
    by: str
    label: str
    was: str
    now: str


def corrections(row: models.Model) -> list[Correction]:
    """The latest first, of the latest 200 times the row was written. For whoever may see the row itself."""
    history: Any = row.history  # type: ignore[attr-defined]
    kept = list(history.select_related("history_user")[: SHOWN + 1])
    return [one for later, before in pairwise(kept) for one in _between(row, before, later)]


def _between(row: models.Model, before: Any, later: Any) -> list[Correction]:
    by = later.history_user.name if later.history_user else ""
    names = [field.attname for field in later.tracked_fields]
    return [
        Correction(
            at=later.history_date,
            by=by,
            label=str(getattr(row._meta.get_field(name), "verbose_name", name)),
            was=_says(before, name),
            now=_says(later, name),
        )
        for name in names
        if getattr(before, name) != getattr(later, name)
    ]


def _says(kept: Any, name: str) -> str:
    value = getattr(kept, name)
    if value in (None, ""):
        return gettext("nothing")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    told = getattr(kept, f"get_{name}_display", None)
    return str(told() if told else value)
