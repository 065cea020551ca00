"""What was answered to a save, kept by the key the page sent, so that sending it again does nothing twice."""

import uuid

from django.db import models

from clinic.models.staff import Staff


class Receipt(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    body_hash = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "receipt"
        verbose_name_plural = "receipts"

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
