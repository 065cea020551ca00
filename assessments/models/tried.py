"""What was tried before this visit, and how it went. Once asked, a treatment without a row was not tried."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.vocabulary import HELPED, NO_HELP, PARTLY
from assessments.models.encounter import Encounter
from assessments.models.sealed import Unsealed
from clinic.models.patient import filled
from clinic.models.restricted import OfPatient


class Effect(models.TextChoices):
    HELPED = HELPED, _("helped")
    PARTLY = PARTLY, _("helped partly")
    NO_HELP = NO_HELP, _("did not help")


class TriedTreatmentQuerySet(OfPatient, models.QuerySet["TriedTreatment"]):
    to_patient = "encounter__patient__"


class TriedTreatment(Unsealed):
    """The one kind of row a draft may drop: the answer is the whole list, and the list is one finding."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="tried", editable=False)
    treatment = models.CharField(_("treatment"), max_length=40)
    effect = models.CharField(_("effect"), max_length=7, choices=Effect)

    objects = TriedTreatmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tried treatment")
        verbose_name_plural = _("tried treatments")
        ordering = ["treatment"]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "treatment"], name="triedtreatment_once_a_visit"),
            models.CheckConstraint(condition=filled("treatment"), name="triedtreatment_treatment_filled"),
            models.CheckConstraint(condition=models.Q(effect__in=Effect.values), name="triedtreatment_effect_known"),
        ]

    def __str__(self) -> str:
        return f"{self.treatment}: {self.effect}"
