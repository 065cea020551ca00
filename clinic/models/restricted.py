"""Records open to few: who is on the care team, who opened one all the same and closed it, and who looked at that."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.context import session_ref
from clinic.models.kept import AppendOnly, AppendOnlyQuerySet, Kept, KeptQuerySet
from clinic.models.staff import Staff
from clinic.roles import Act, acts


class CareTeamMember(Kept):
    """Whoever opened or took over a visit while the record was open to all, and whoever was named; it counts while
    `left_at` is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("clinic.Patient", models.PROTECT, related_name="care_team", editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # None: by a visit of their own.
    named_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a care team")
        verbose_name_plural = _("members of care teams")
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "staff"], condition=models.Q(left_at__isnull=True), name="careteammember_once"
            )
        ]

    def __str__(self) -> str:
        return self.staff.name_and_title


class OpeningReason(models.TextChoices):
    EMERGENCY = "emergency", _("emergency")
    COVERING = "covering", _("covering for a colleague")
    RESULT = "result", _("a result that cannot wait")
    PATIENT = "patient", _("the patient is here and asks for it")
    OTHER = "other", _("another reason")


class Opening(AppendOnly):
    """A restricted record opened by somebody outside its care team, for one session and until `until` or closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("clinic.Patient", models.PROTECT, related_name="openings", editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    staff_name = models.CharField(max_length=150)
    staff_role = models.CharField(max_length=150)
    reason = models.CharField(max_length=9, choices=OpeningReason)
    words = models.CharField(max_length=300)
    session_ref = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency access to a restricted record")
        verbose_name_plural = _("emergency access to restricted records")
        ordering = ["-opened_at", "id"]
        indexes = [models.Index(fields=["patient", "staff"], name="opening_of_patient_by_staff")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=OpeningReason.values), name="opening_reason_known_word"
            ),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("opened_at")), name="opening_ends_after"),
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(session_ref=""), name="opening_says_why_and_where"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_name}, {self.opened_at:%Y-%m-%d %H:%M} UTC"


class OpeningClosed(AppendOnly):
    """Whoever opened it needs it no longer: it ends before its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.OneToOneField(Opening, models.PROTECT, related_name="closed", editable=False)
    closed_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed emergency access")
        verbose_name_plural = _("closed emergency access")
        ordering = ["-closed_at", "id"]

    def __str__(self) -> str:
        return f"{self.closed_at:%Y-%m-%d %H:%M} UTC"


class OpeningSeen(AppendOnly):
    """Somebody whose task it is has looked at an opening: from here on nobody is told of it any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.OneToOneField(Opening, models.PROTECT, related_name="seen", editable=False)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    by_name = models.CharField(max_length=150)
    seen_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed emergency access")
        verbose_name_plural = _("reviewed emergency access")
        ordering = ["-seen_at", "id"]

    def __str__(self) -> str:
        return f"{self.by_name}, {self.seen_at:%Y-%m-%d %H:%M} UTC"


def openings_now(user: Staff) -> "AppendOnlyQuerySet[Opening]":
    """Those that let `user` in, in the session that asks; outside of a request there is none."""
    ref = session_ref()
    going_on = Opening.objects.filter(staff=user, session_ref=ref, until__gt=timezone.now(), closed=None)
    return going_on if ref else going_on.none()


def open_to(user: Staff | AnonymousUser, to_patient: str = "") -> models.Q | None:
    """Which rows somebody may see; None: none at all. `to_patient` leads from a row to its patient: "patient__"."""
    allowed = acts(user)
    if Act.SEE_CHART not in allowed or not isinstance(user, Staff):
        return None
    if Act.SEE_RESTRICTED in allowed:
        return models.Q()
    patient = models.OuterRef(f"{to_patient}pk")
    seen = models.Q(**{f"{to_patient}restricted_at": None})
    seen |= models.Q(models.Exists(CareTeamMember.objects.filter(patient=patient, staff=user, left_at=None)))
    if Act.BREAK_GLASS in allowed:
        seen |= models.Q(models.Exists(openings_now(user).filter(patient=patient)))
    return seen


class OfPatient:
    """Beside a QuerySet: its rows belong to a patient and are seen by whoever sees the patient, by the rule above."""

    to_patient: ClassVar[str] = "patient__"

    def visible_to(self, user: Staff | AnonymousUser) -> Self:
        rows: Any = self
        seen = open_to(user, self.to_patient)
        visible: Self = rows.none() if seen is None else rows.filter(seen)
        return visible
