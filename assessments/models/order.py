"""A test asked for in a visit, and what became of it afterwards."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.encounter import Encounter
from assessments.models.sealed import SealedQuerySet, UnsealedKept
from clinic.models import Staff
from clinic.models.kept import AppendOnly, AppendOnlyQuerySet
from clinic.models.patient import filled
from clinic.models.restricted import OfPatient


class OrderUrgency(models.TextChoices):
    ROUTINE = "routine", _("routine")
    SOON = "soon", _("soon")
    URGENT = "urgent", _("urgent")
    IMMEDIATE = "immediate", _("immediate")


class TestOrderQuerySet(SealedQuerySet):
    def standing(self) -> "TestOrderQuerySet":
        return self.filter(withdrawn_at=None)

    def waiting(self) -> "TestOrderQuerySet":
        """Standing, of a signed visit, with neither a result nor a cancellation."""
        closed = TestEvent.objects.filter(order=models.OuterRef("pk"), kind__in=CLOSING)
        return self.standing().filter(~models.Exists(closed), encounter__status="signed")


class TestOrder(UnsealedKept):
    __test__ = False  # a test of the patient, not of this program

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="orders", editable=False)
    test = models.CharField(_("test"), max_length=40)
    urgency = models.CharField(_("urgency"), max_length=9, choices=OrderUrgency)
    reason = models.CharField(_("reason"), max_length=500)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # The rule that suggested it, in the version of that day; empty: the clinician's own idea.
    rule = models.CharField(_("suggested by"), max_length=60, blank=True)
    knowledge_version = models.CharField(max_length=40, blank=True)
    ordered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TestOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("test order")
        verbose_name_plural = _("test orders")
        ordering = ["ordered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "test"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="testorder_stands_once_a_visit",
            ),
            models.CheckConstraint(condition=filled("test"), name="testorder_test_filled"),
            models.CheckConstraint(condition=filled("reason"), name="testorder_reason_filled"),
            models.CheckConstraint(condition=models.Q(urgency__in=OrderUrgency.values), name="testorder_urgency_known"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="testorder_withdrawn_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test} ({self.urgency})"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def state(self) -> str:
        """ordered, scheduled, resulted, cancelled or withdrawn: what happened last."""
        if not self.stands:
            return "withdrawn"
        kinds = [event.kind for event in self.events.all()]
        return kinds[-1] if kinds else "ordered"


class EventKind(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    RESULTED = "resulted", _("result is back")
    CANCELLED = "cancelled", _("cancelled")


CLOSING = (EventKind.RESULTED, EventKind.CANCELLED)


class TestEventQuerySet(OfPatient, AppendOnlyQuerySet["TestEvent"]):
    to_patient = "order__encounter__patient__"


class TestEvent(AppendOnly):
    """Outside the seal of the visit; a wrong one is followed by the right one."""

    __test__ = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(TestOrder, models.PROTECT, related_name="events")
    kind = models.CharField(_("what happened"), max_length=9, choices=EventKind)
    # The day the test is for, the day of the result, the day it was called off.
    on = models.DateField(_("day"))
    text = models.TextField(_("in words"), max_length=5000, blank=True)
    abnormal = models.BooleanField(_("abnormal"), null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TestEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("test event")
        verbose_name_plural = _("test events")
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EventKind.values), name="testevent_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind=EventKind.SCHEDULED) | filled("text"), name="testevent_result_or_reason_filled"
            ),
            models.CheckConstraint(
                condition=models.Q(abnormal__isnull=True) | models.Q(kind=EventKind.RESULTED),
                name="testevent_only_a_result_is_abnormal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order.test}: {self.kind}, {self.on.isoformat()}"
