"""What belongs to a visit and closes with it: after signing neither added, changed nor deleted."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from assessments.models.encounter import Encounter
from clinic.models.kept import KeptQuerySet
from clinic.models.restricted import OfPatient
from clinic.refusals import NeverDeleted

if TYPE_CHECKING:
    from uuid import UUID


class SealedQuerySet(OfPatient, KeptQuerySet[Any]):
    """Seen by whoever may see the visit."""

    to_patient = "encounter__patient__"


class Unsealed(models.Model):
    """Can be written while its visit is a draft. The database holds the same by trigger, against bulk writes."""

    encounter: Any
    if TYPE_CHECKING:
        encounter_id: UUID

    class Meta:
        abstract = True

    def refuse_if_closed(self) -> None:
        visit = Encounter.objects.filter(pk=self.encounter_id).only("status").first()
        if visit is not None and visit.is_closed:
            raise visit.closed()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_if_closed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_if_closed()
        return super().delete(*args, **kwargs)


class UnsealedKept(Unsealed):
    """Taken back by marking it, so that a report can count it. Give the model a manager made from SealedQuerySet."""

    class Meta:
        abstract = True

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverDeleted(self)
