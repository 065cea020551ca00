"""What the clinician decided about treatment: taken up, turned down, or let go on in spite of an alert."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.encounter import Encounter
from assessments.models.sealed import SealedQuerySet, UnsealedKept
from clinic.models import Staff
from clinic.models.patient import filled


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class TreatmentDecisionQuerySet(SealedQuerySet):
    def standing(self) -> "TreatmentDecisionQuerySet":
        return self.filter(undone_at=None)


class TreatmentDecision(UnsealedKept):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="decisions", editable=False)
    # A treatment or a referral of the knowledge, by id.
    item = models.CharField(_("treatment or referral"), max_length=40)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    rule = models.CharField(_("suggested by"), max_length=60, blank=True)
    knowledge_version = models.CharField(max_length=40, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = TreatmentDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("treatment decision")
        verbose_name_plural = _("treatment decisions")
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "item"],
                condition=models.Q(undone_at__isnull=True),
                name="treatmentdecision_stands_once_a_visit",
            ),
            models.CheckConstraint(condition=filled("item"), name="treatmentdecision_item_filled"),
            models.CheckConstraint(condition=models.Q(answer__in=Answer.values), name="treatmentdecision_answer_known"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="treatmentdecision_undone_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.answer}"

    @property
    def stands(self) -> bool:
        return self.undone_at is None


class LadderRelease(UnsealedKept):
    """The clinician lets treatment go on although this rule holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="releases", editable=False)
    rule = models.CharField(_("rule"), max_length=60)
    reason = models.CharField(_("reason"), max_length=500)
    released_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ladder release")
        verbose_name_plural = _("ladder releases")
        ordering = ["released_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "rule"], name="ladderrelease_once_a_visit"),
            models.CheckConstraint(condition=filled("rule"), name="ladderrelease_rule_filled"),
            models.CheckConstraint(condition=filled("reason"), name="ladderrelease_reason_filled"),
        ]

    def __str__(self) -> str:
        return self.rule
