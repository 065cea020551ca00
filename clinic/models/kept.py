"""Rows that stay: never deleted, and, where they are evidence, never changed."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from clinic.refusals import NeverChanged, NeverDeleted

M = TypeVar("M", bound=models.Model)


class KeptQuerySet(models.QuerySet[M]):
    def delete(self) -> NoReturn:
        raise NeverDeleted(self.model._meta.verbose_name_plural)


class AppendOnlyQuerySet(KeptQuerySet[M]):
    def update(self, **_: Any) -> NoReturn:
        raise NeverChanged(self.model._meta.verbose_name_plural)

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged(self.model._meta.verbose_name_plural)


class Kept(models.Model):
    """Never deleted; give the model a manager made from KeptQuerySet as well."""

    class Meta:
        abstract = True

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverDeleted(self)


class AppendOnly(Kept):
    """Written once; give the model a manager made from AppendOnlyQuerySet as well."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(self)
        super().save(*args, **kwargs | {"force_insert": True})
