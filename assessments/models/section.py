"""A section of a visit, kept as one row that is made with the visit and never goes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from assessments.models.column import Column
from assessments.models.encounter import Encounter
from assessments.models.sealed import SealedQuerySet, Unsealed
from clinic.refusals import NeverDeleted

if TYPE_CHECKING:
    EncounterField = models.OneToOneField[Encounter, Encounter]


def of_encounter(name: str) -> "EncounterField":
    return models.OneToOneField(Encounter, models.PROTECT, primary_key=True, related_name=name, editable=False)


class SectionRow(Unsealed):
    # Slots answered by one act for many ("None of these", "the rest is normal"): the note says so.
    together = models.JSONField(default=list, blank=True, editable=False)

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}, {self.encounter}"

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverDeleted(self)

    @classmethod
    def columns(cls) -> Mapping[str, Column]:
        """Slot id to column, in reading order."""
        return {field.name: field for field in cls._meta.fields if isinstance(field, Column)}

    def answers(self) -> dict[str, Any]:
        """What is known."""
        known = {name: getattr(self, name) for name in self.columns()}
        return {name: value for name, value in known.items() if value is not None}
