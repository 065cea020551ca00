"""The practice itself: its letterhead, its clock and its policy. One row."""

import uuid
import zoneinfo
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models.history import Earlier
from clinic.models.kept import Kept, KeptQuerySet
from clinic.models.letterhead import Logo

PRACTICE_ID = uuid.UUID("00000000-0000-4000-8000-000000000001")


def known_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            gettext("%(name)s is no time zone of the IANA list. Write it as Europe/Warsaw or America/New_York.")
            % {"name": name}
        )


def site_time_zone() -> str:
    return settings.TIME_ZONE


def site_second_factor() -> str:
    return settings.SECOND_FACTOR_FOR


class PaperSize(models.TextChoices):
    A4 = "A4", _("A4")
    LETTER = "Letter", _("US Letter")


class SecondFactorFor(models.TextChoices):
    NOBODY = "nobody", _("nobody (optional)")
    SIGNERS = "signers", _("those who sign visits or use the records office")
    ALL = "all", _("everybody")


class CoSigned(models.TextChoices):
    """Whose notes wait for the co-signature of a supervising clinician."""

    ASKED = "asked", _("notes whose author asks for it")
    CLINICIANS = "clinicians", _("every note not signed by a supervising clinician")


class Practice(Kept):
    id = models.UUIDField(primary_key=True, default=PRACTICE_ID, editable=False)
    name = models.CharField(_("name of the practice"), max_length=150, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    letterhead = models.TextField(
        _("letterhead"), max_length=500, blank=True, help_text=_("Extra lines at the top of every paper.")
    )
    logo = models.ForeignKey(Logo, models.PROTECT, verbose_name=_("logo"), null=True, blank=True, related_name="+")
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=site_time_zone,
        validators=[known_time_zone],
        help_text=_("Decides which day a visit belongs to."),
    )
    paper_size = models.CharField(_("paper"), max_length=6, choices=PaperSize, default=PaperSize.A4)
    trial_weeks = models.PositiveSmallIntegerField(
        _("weeks a treatment is tried"),
        default=6,
        validators=[MinValueValidator(4), MaxValueValidator(12)],
        help_text=_("4 to 12; after that long without enough relief the next step is offered."),
    )
    second_factor_for = models.CharField(
        _("second factor required for"),
        max_length=10,
        choices=SecondFactorFor,
        default=site_second_factor,
        help_text=_("Anyone without one is asked to add it on their next page, and can open nothing else until then."),
    )
    co_signed = models.CharField(
        _("co-signature"),
        max_length=10,
        choices=CoSigned,
        default=CoSigned.ASKED,
        help_text=_("These notes stay on every supervising clinician's Today page until one of them co-signs."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = KeptQuerySet.as_manager()
    history = Earlier(without=["revision"])

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practice")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=PRACTICE_ID), name="practice_is_one"),
            models.CheckConstraint(condition=models.Q(paper_size__in=PaperSize.values), name="practice_paper_known"),
            models.CheckConstraint(
                condition=models.Q(trial_weeks__gte=4, trial_weeks__lte=12), name="practice_trial_4_to_12_weeks"
            ),
            models.CheckConstraint(
                condition=models.Q(second_factor_for__in=SecondFactorFor.values), name="practice_second_factor_known"
            ),
            models.CheckConstraint(condition=models.Q(co_signed__in=CoSigned.values), name="practice_co_signed_known"),
        ]

    def __str__(self) -> str:
        return self.name or gettext("The practice")

    @classmethod
    def current(cls) -> "Practice":
        """The row, or the defaults while nobody has filled it in. One query."""
        return cls.objects.filter(pk=PRACTICE_ID).first() or cls()

    def today(self) -> date:
        """The day it is where the practice is."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))
