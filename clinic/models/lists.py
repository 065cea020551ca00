"""The two lists kept with the patient: medicines and allergies. A row is stopped or struck, never deleted."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models.kept import Kept, KeptQuerySet
from clinic.models.patient import Patient, filled
from clinic.models.restricted import OfPatient
from clinic.models.staff import Staff


class ListedQuerySet(OfPatient, KeptQuerySet["Listed"]):
    def current(self) -> Self:
        """What counts today: neither stopped nor entered in error."""
        return self.filter(stopped=None, struck_at=None)


class Listed(Kept):
    """A line of either list."""

    patient_id: uuid.UUID  # each list has its own relation to the patient

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started = models.DateField(_("since"), null=True, blank=True)
    stopped = models.DateField(_("stopped"), null=True, blank=True)
    added_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(_("entered in error"), null=True, blank=True, editable=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_current(self) -> bool:
        return self.stopped is None and self.struck_at is None


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(started__isnull=True)
        | models.Q(stopped__isnull=True)
        | models.Q(stopped__gte=models.F("started")),
        name=name,
    )


class PatientMedicine(Listed):
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="medicines")
    name = models.CharField(_("medicine, as typed"), max_length=200)
    # None: nobody has said which ingredient this is, so no rule may take it for safe.
    ingredient_code = models.CharField(_("RxNorm ingredient"), max_length=20, null=True, blank=True)
    dose = models.CharField(_("dose"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("medicine")
        verbose_name_plural = _("medicines")
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=filled("name"), name="patientmedicine_name_filled"),
            in_order("patientmedicine_started_before_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.dose}" if self.dose else self.name


class PatientAllergy(Listed):
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="allergies")
    substance = models.CharField(_("substance"), max_length=200)
    reaction = models.CharField(_("reaction"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("allergy")
        verbose_name_plural = _("allergies")
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=filled("substance"), name="patientallergy_substance_filled"),
            in_order("patientallergy_started_before_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.substance}: {self.reaction}" if self.reaction else self.substance
