"""A second name under a signed note: asked for by its author or by the practice, given by a supervising clinician.

Both stand outside the seal and are written once.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from assessments.models.note import Meaning, SignedNote
from clinic.models import Staff
from clinic.models.kept import AppendOnly, AppendOnlyQuerySet
from clinic.models.patient import filled
from clinic.models.restricted import OfPatient


class OfNoteQuerySet(OfPatient, AppendOnlyQuerySet[Any]):
    to_patient = "note__encounter__patient__"


class CoSignatureAsked(AppendOnly):
    """Once for a note; `by_policy`: the practice asks it of everybody whose notes are not their own supervisor's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.OneToOneField(SignedNote, models.PROTECT, related_name="co_signature_asked")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    by_policy = models.BooleanField()
    asked_at = models.DateTimeField()

    objects = OfNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-signature asked for")
        verbose_name_plural = _("co-signatures asked for")
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} UTC"


class CoSignature(AppendOnly):
    """Stamped like an addendum; `note_sha256` is the hash that stood on the page, and is the note's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(SignedNote, models.PROTECT, related_name="co_signatures")
    meaning = models.CharField(max_length=9, choices=Meaning, default=Meaning.CO_SIGNER)
    note_sha256 = models.CharField(max_length=64)
    signer = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=150)
    signer_title = models.CharField(max_length=50, blank=True)
    signer_role = models.CharField(max_length=150)
    signed_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    objects = OfNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-signature")
        verbose_name_plural = _("co-signatures")
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["note", "signer"], name="cosignature_once_by_each"),
            models.CheckConstraint(condition=filled("signer_name"), name="cosignature_signer_filled"),
            models.CheckConstraint(condition=models.Q(meaning=Meaning.CO_SIGNER), name="cosignature_meaning_co_signer"),
            models.CheckConstraint(
                condition=models.Q(Exact(Length("sha256"), 64)) & models.Q(Exact(Length("note_sha256"), 64)),
                name="cosignature_hashes_are_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.signed_at:%Y-%m-%d %H:%M} UTC"

    def stamped(self) -> dict[str, Any]:
        """What its hash covers."""
        return {
            "note": self.note_sha256,
            "meaning": self.meaning,
            "signer": self.signer_id,
            "signer_name": self.signer_name,
            "signer_title": self.signer_title,
            "signer_role": self.signer_role,
            "signed_at": self.signed_at,
        }
