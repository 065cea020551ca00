"""A patient: who they are, and how the practice finds them again."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from clinic import search
from clinic.models.history import Earlier
from clinic.models.kept import Kept, KeptQuerySet
from clinic.models.restricted import OfPatient
from clinic.models.staff import Staff
from clinic.names import FOLDED_LENGTH, fold, fold_name
from clinic.roles import Act, may

EARLIEST_BIRTH = date(1890, 1, 1)
NAME_LENGTH = 150


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


class ListState(models.TextChoices):
    """Of the medicines and of the allergies; None is: nobody asked yet, or not since the last one was stopped."""

    NONE = "none", _("none")
    LISTED = "listed", _("listed")


class PatientQuerySet(OfPatient, KeptQuerySet["Patient"]):
    to_patient = ""

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def search(self, text: str) -> Self:
        """Everything typed has to match; nothing typed finds nobody."""
        sought = search.read(text)
        if sought.nothing:
            return self.none()
        found = self
        for days in sought.dates:
            found = found.filter(birth_date__in=days)
        for number in sought.numbers:
            found = found.filter(record_number=number)
        return found.with_words(sought.words)

    def with_words(self, words: tuple[str, ...]) -> Self:
        """Folded words that begin a word of the name, in any order."""
        found = self
        for word in words:
            found = found.filter(models.Q(search_name__startswith=word) | models.Q(search_name__contains=" " + word))
        return found

    def like(self, *, given_name: str, family_name: str, birth_date: date | None) -> Self:
        """Who might be the same person: the same words in the name, a family name with a like beginning of the
        given one, or the same birth date."""
        family, given = fold(family_name).split(), fold(given_name).split()
        alike = models.Q(search_name=fold_name(given_name, family_name))
        if family and given:
            begins = self.model._default_manager.with_words((*family, given[0][:3]))
            alike |= models.Q(pk__in=begins.values("pk"))
        if birth_date is not None:
            alike |= models.Q(birth_date=birth_date)
        return self.filter(alike)


def filled(column: str) -> models.Q:
    return models.Q(GreaterThan(Length(Trim(column)), 0))


def short(column: str) -> models.Q:
    """SQLite does not hold a column to its declared length."""
    return models.Q(LessThanOrEqual(Length(column), NAME_LENGTH))


class Patient(Kept):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_number = models.CharField(_("record number"), max_length=20, unique=True, editable=False)
    given_name = models.CharField(_("given name"), max_length=NAME_LENGTH, validators=[MinLengthValidator(1)])
    family_name = models.CharField(_("family name"), max_length=NAME_LENGTH, validators=[MinLengthValidator(1)])
    search_name = models.CharField(max_length=FOLDED_LENGTH, editable=False, db_index=True)
    birth_date = models.DateField(_("date of birth"), db_index=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    medicines_state = models.CharField(
        _("medicines known"), max_length=6, choices=ListState, null=True, blank=True, editable=False
    )
    allergies_state = models.CharField(
        _("allergies known"), max_length=6, choices=ListState, null=True, blank=True, editable=False
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    # From then on only its care team finds it, and whoever opens it with a reason.
    restricted_at = models.DateTimeField(_("restricted"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # The practice's day: nobody is born after they were registered, which the database can hold.
    registered_on = models.DateField(_("registered"), editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PatientQuerySet.as_manager()
    history = Earlier(without=["search_name", "created_at", "revision"])

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        ordering = ["family_name", "given_name", "birth_date", "id"]
        constraints = [
            models.CheckConstraint(condition=filled("given_name"), name="patient_given_name_filled"),
            models.CheckConstraint(condition=filled("family_name"), name="patient_family_name_filled"),
            models.CheckConstraint(
                condition=short("given_name") & short("family_name"),
                name="patient_names_short_enough",
            ),
            models.CheckConstraint(condition=filled("record_number"), name="patient_record_number_filled"),
            models.CheckConstraint(
                condition=models.Q(birth_date__gte=EARLIEST_BIRTH, birth_date__lte=models.F("registered_on")),
                name="patient_born_1890_to_registration",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__isnull=True) | models.Q(sex__in=Sex.values), name="patient_sex_known_word"
            ),
            models.CheckConstraint(
                condition=(models.Q(medicines_state__isnull=True) | models.Q(medicines_state__in=ListState.values))
                & (models.Q(allergies_state__isnull=True) | models.Q(allergies_state__in=ListState.values)),
                name="patient_list_states_known_words",
            ),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="patient_revision_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.record_number})"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def is_open_to(self, user: Staff) -> bool:
        """As visible_to() finds, of a row read just now; the database is asked only where the record is restricted."""
        if self.restricted_at is None:
            return may(user, Act.SEE_CHART)
        return Patient.objects.visible_to(user).filter(pk=self.pk).exists()

    def age_on(self, day: date) -> int:
        """Whole years."""
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))
