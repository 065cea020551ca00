"""The audit trail: who did what to whose record, in one unbroken chain; never what was written there."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.canonical import sha256
from clinic.models.kept import AppendOnly, AppendOnlyQuerySet, Kept, KeptQuerySet

HEAD_ID = uuid.UUID("00000000-0000-4000-8000-000000000002")
# The hash before the first event.
GENESIS = "0" * 64


class Outcome(models.TextChoices):
    DONE = "done", _("done")
    DENIED = "denied", _("denied")
    FAILED = "failed", _("failed")


class AuditEvent(AppendOnly):
    """Names, roles and ids are copied, so that an event means the same when the account is long closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seq = models.PositiveBigIntegerField(unique=True)
    recorded_at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=6, choices=Outcome)
    user_id = models.UUIDField(null=True, db_index=True)
    user_name = models.CharField(max_length=150, blank=True)
    user_role = models.CharField(max_length=150, blank=True)
    session_ref = models.CharField(max_length=64, blank=True)
    source_address = models.CharField(max_length=45, blank=True)
    patient_id = models.UUIDField(null=True, db_index=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    revision_before = models.PositiveIntegerField(null=True)
    revision_after = models.PositiveIntegerField(null=True)
    findings = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64, blank=True)
    search_hash = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    key = models.UUIDField(null=True)
    schema_version = models.PositiveSmallIntegerField(default=1)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-seq"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="auditevent_counts_from_1"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="auditevent_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    def sealed(self) -> dict[str, Any]:
        """Every field but the hash itself."""
        return {field.attname: getattr(self, field.attname) for field in self._meta.fields if field.name != "hash"}

    def computed_hash(self) -> str:
        return sha256(self.sealed())


class AuditHead(Kept):
    """The number and hash of the latest event. Whoever adds one holds this row till the commit: the chain is locked."""

    id = models.UUIDField(primary_key=True, default=HEAD_ID, editable=False)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "audit head"
        verbose_name_plural = "audit heads"
        constraints = [models.CheckConstraint(condition=models.Q(id=HEAD_ID), name="audithead_is_one")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
