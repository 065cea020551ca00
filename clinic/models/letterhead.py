"""What stands at the head of a paper beside the practice's name: its logo and its further lines, as of each moment."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from clinic.models.kept import AppendOnly, AppendOnlyQuerySet


class Logo(AppendOnly):
    """A picture in shades of grey on white, made anew of what was uploaded; known by its SHA-256."""

    sha256 = models.CharField(primary_key=True, max_length=64, editable=False)
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "logo"
        constraints = [
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="logo_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Letterhead(AppendOnly):
    """One row per change, so that a note is printed again under the head it was signed under."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)
    lines = models.TextField(max_length=500, blank=True)
    logo = models.ForeignKey(Logo, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "letterhead"
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M} UTC"

    @classmethod
    def at(cls, moment: datetime | None) -> "Letterhead":
        """As it stood then, or stands now for None; empty before anybody set one. One query."""
        rows = cls.objects.select_related("logo")
        return (rows if moment is None else rows.filter(since__lte=moment)).first() or cls()
