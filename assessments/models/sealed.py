"""What belongs to a visit and closes with it: after signing neither added, changed nor deleted."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from assessments.models.encounter import Encounter, Status
from clinic.models.kept import KeptQuerySet
from clinic.models.staff import Staff
from clinic.refusals import NeverDeleted, Signed
from clinic.roles import Act, may

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser


class SealedQuerySet(KeptQuerySet[Any]):
    """Seen by whoever may see the visit."""

    def visible_to(self, user: "Staff | AnonymousUser") -> "SealedQuerySet":
        return self if may(user, Act.SEE_CHART) else self.none()


class Unsealed(models.Model):
    """Can be written while its visit is a draft. The database holds the same by trigger, against bulk writes."""

    encounter: Any
    if TYPE_CHECKING:
        encounter_id: UUID

    class Meta:
        abstract = True

    def refuse_if_signed(self) -> None:
        if Encounter.objects.filter(pk=self.encounter_id, status=Status.SIGNED).exists():
            raise Signed(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_if_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_if_signed()
        return super().delete(*args, **kwargs)


class UnsealedKept(Unsealed):
    """Taken back by marking it, so that a report can count it. Give the model a manager made from SealedQuerySet."""

    class Meta:
        abstract = True

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverDeleted(self)
