"""The signed note, word for word, and what was added to it later. Both are written once."""

import uuid
from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from assessments.models.encounter import Encounter
from clinic.models import Staff
from clinic.models.kept import AppendOnly, AppendOnlyQuerySet
from clinic.models.patient import filled
from clinic.models.restricted import OfPatient


class Meaning(models.TextChoices):
    AUTHOR = "author", _("author")
    CO_SIGNER = "co_signer", _("co-signer")


class SignedNoteQuerySet(OfPatient, AppendOnlyQuerySet["SignedNote"]):
    to_patient = "encounter__patient__"


class SignedNote(AppendOnly):
    """Names are copied: who was called what on that day. `content` is canonical JSON of every printed word;
    `basis` the answers, the advice given on them, when it was first shown, and what was ordered and decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encounter = models.OneToOneField(Encounter, models.PROTECT, related_name="note")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    basis = models.TextField()
    basis_sha256 = models.CharField(max_length=64)
    schema = models.PositiveSmallIntegerField()
    knowledge_version = models.CharField(_("version of the knowledge"), max_length=40)
    language = models.CharField(max_length=10)
    meaning = models.CharField(max_length=9, choices=Meaning, default=Meaning.AUTHOR)
    signer = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    signer_name = models.CharField(_("name of the signer"), max_length=150)
    signer_title = models.CharField(max_length=50, blank=True)
    signer_role = models.CharField(max_length=150)
    signed_at = models.DateTimeField()

    objects = SignedNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed note")
        verbose_name_plural = _("signed notes")
        ordering = ["-signed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=filled("content"), name="signednote_content_filled"),
            models.CheckConstraint(condition=filled("signer_name"), name="signednote_signer_filled"),
            models.CheckConstraint(
                condition=models.Q(Exact(Length("sha256"), 64)) & models.Q(Exact(Length("basis_sha256"), 64)),
                name="signednote_hashes_are_sha256",
            ),
            models.CheckConstraint(condition=models.Q(meaning=Meaning.AUTHOR), name="signednote_meaning_author"),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name}, {self.signed_at:%Y-%m-%d %H:%M} UTC"

    @property
    def content_bytes(self) -> bytes:
        return self.content.encode()

    @property
    def entered_in_error(self) -> bool:
        return any(addendum.kind == AddendumKind.ENTERED_IN_ERROR for addendum in self.addenda.all())


class AddendumKind(models.TextChoices):
    ADDENDUM = "addendum", _("addendum")
    LATE_ENTRY = "late_entry", _("late entry")
    CORRECTION = "correction", _("correction")
    ENTERED_IN_ERROR = "entered_in_error", _("entered in error")


class AddendumQuerySet(OfPatient, AppendOnlyQuerySet["Addendum"]):
    to_patient = "note__encounter__patient__"


class Addendum(AppendOnly):
    """Stamped like the note; its hash covers the note's, so it belongs to no other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(SignedNote, models.PROTECT, related_name="addenda")
    kind = models.CharField(_("kind"), max_length=16, choices=AddendumKind)
    text = models.TextField(_("text"), max_length=5000)
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    author_title = models.CharField(max_length=50, blank=True)
    author_role = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AddendumKind.values), name="addendum_kind_known"),
            models.CheckConstraint(condition=filled("text"), name="addendum_text_filled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.author_name}, {self.written_at:%Y-%m-%d %H:%M} UTC"

    def stamped(self) -> dict[str, Any]:
        """What its hash covers."""
        return {
            "note": self.note.sha256,
            "kind": self.kind,
            "text": self.text,
            "author": self.author_id,
            "author_name": self.author_name,
            "author_title": self.author_title,
            "author_role": self.author_role,
            "written_at": self.written_at,
        }
