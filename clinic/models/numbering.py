"""Numbers the practice gives out, one row per series; the counting update is the lock."""

import uuid

from django.db import models, transaction


class Numbering(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.CharField(max_length=30, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "numbering"
        verbose_name_plural = "numberings"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"

    @classmethod
    @transaction.atomic
    def take(cls, series: str) -> int:
        """The next number. Others wait until this transaction ends; if it fails, the number is given out again."""
        row = cls.objects.filter(series=series)
        if not row.update(last=models.F("last") + 1):
            cls.objects.get_or_create(series=series)
            row.update(last=models.F("last") + 1)
        return row.values_list("last", flat=True).get()
