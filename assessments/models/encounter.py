"""A visit: whose, when, by whom, and whether it is signed."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.change import strength_fallen
from assessments.knowledge.findings import who
from assessments.knowledge.findings.nerve_roots import STRENGTH
from clinic.models import ListState, Patient, Sex, Staff
from clinic.models.by_key import ByKey
from clinic.models.kept import Kept, KeptQuerySet
from clinic.models.lists import Listed
from clinic.models.restricted import OfPatient
from clinic.refusals import Discarded, Signed

# The row of each section, as it hangs on the encounter.
SECTION_ROWS = (
    "pain",
    "red_flags",
    "legs",
    "history",
    "background",
    "examination",
    "nerve_roots",
    "conclusion",
)

BESIDE = ("patient", "clinician", *SECTION_ROWS)
LISTS = ("tried", "patient__medicines", "patient__allergies")

_STRENGTHS = {slot.id for finding in STRENGTH for slot in finding.slots()}


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")
    DISCARDED = "discarded", _("discarded")


class EncounterQuerySet(OfPatient, KeptQuerySet["Encounter"]):
    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def signed(self) -> Self:
        return self.filter(status=Status.SIGNED)

    def going_on(self) -> Self:
        """Draft or signed: all but those opened by mistake."""
        return self.exclude(status=Status.DISCARDED)

    def standing(self) -> Self:
        """Signed, and not entered in error since."""
        return self.signed().exclude(note__addenda__kind="entered_in_error")

    def before(self, encounter: "Encounter") -> Self:
        """Standing visits of the same patient up to this one's day, the latest first."""
        return (
            self.standing()
            .filter(patient_id=encounter.patient_id, visited_on__lte=encounter.visited_on)
            .exclude(pk=encounter.pk)
            .order_by("-visited_on", "-signed_at")
        )

    def whole(self) -> Self:
        """With everything that answers() reads: four queries."""
        return self.select_related(*BESIDE).prefetch_related(*LISTS)


class Encounter(Kept):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="encounters", editable=False)
    # None: an assistant opened it, and no clinician has written in it yet.
    clinician = models.ForeignKey(
        Staff, models.PROTECT, related_name="encounters", null=True, blank=True, editable=False
    )
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    visited_on = models.DateField(_("day of the visit"), db_index=True, editable=False)
    # As of the day of the visit; of the chart while a draft, fixed by signing.
    age_years = models.PositiveSmallIntegerField(_("age"), editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, null=True, blank=True, editable=False)
    # Copied from the chart by signing; None: nobody asked.
    medications = models.JSONField(null=True, blank=True, editable=False)
    allergies = models.JSONField(null=True, blank=True, editable=False)
    # When each suggestion was first on a page for somebody who decides; None: nothing was.
    shown = models.JSONField(null=True, blank=True, editable=False)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Opened by mistake: kept as it was left, in no list of the day, and open to nobody's writing until brought back.
    discarded_at = models.DateTimeField(null=True, blank=True, editable=False)
    discarded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, blank=True, editable=False)
    discarded_because = models.CharField(max_length=500, blank=True, editable=False)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_on", "-opened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.DISCARDED], signed_at__isnull=True)
                | models.Q(status=Status.SIGNED, signed_at__isnull=False, clinician__isnull=False),
                name="encounter_signed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ~models.Q(discarded_because=""),
                    status=Status.DISCARDED,
                    discarded_at__isnull=False,
                    discarded_by__isnull=False,
                )
                | models.Q(
                    ~models.Q(status=Status.DISCARDED),
                    discarded_at__isnull=True,
                    discarded_by__isnull=True,
                    discarded_because="",
                ),
                name="encounter_discarded_when_why_and_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(age_years__gte=who.AGE.lowest, age_years__lte=who.AGE.highest),
                name="encounter_age_within_limits",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__isnull=True) | models.Q(sex__in=Sex.values), name="encounter_sex_known_word"
            ),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="encounter_revision_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.patient}, {self.visited_on.isoformat()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        kept = None if self._state.adding else Encounter.objects.filter(pk=self.pk).first()
        if kept is not None and kept.is_closed:
            raise kept.closed()
        super().save(*args, **kwargs)

    @classmethod
    def one(cls, pk: uuid.UUID) -> "Encounter | None":
        """The same as whole() gives, in one query where none of its lists holds anything; None: there is none."""
        visit = _WHOLE.get(pk)
        if visit is not None:
            prefetch_related_objects([visit], *visit.lists_that_hold_something())
        return visit

    @property
    def is_whole(self) -> bool:
        """Read with its chart and every section: nothing of that is asked of the database any more."""
        return {"patient", *SECTION_ROWS} <= self._state.fields_cache.keys()

    @property
    def is_signed(self) -> bool:
        return self.status == Status.SIGNED

    @property
    def is_discarded(self) -> bool:
        return self.status == Status.DISCARDED

    @property
    def is_closed(self) -> bool:
        """Nothing of it changes."""
        return self.status != Status.DRAFT

    def closed(self) -> Signed:
        """Why nobody writes in it any more."""
        return Discarded(self) if self.is_discarded else Signed(self)

    def last_signed(self) -> "Encounter | None":
        """With its sections, in up to three queries; what it says of the chart it holds itself."""
        last = self._last()
        if last is not None:
            prefetch_related_objects([last], "tried")
        return last

    def _last(self) -> "Encounter | None":
        # By its key first: there is mostly none, and a row with every section is dear to ask for.
        pk = Encounter.objects.before(self).values_list("pk", flat=True).first()
        return _WITH_SECTIONS.get(pk) if pk else None

    def chart(self) -> dict[str, Any]:
        """Age, sex, medications and allergies as columns hold them: of the chart while a draft."""
        if self.is_signed:
            return {name: getattr(self, name) for name in ("age_years", "sex", "medications", "allergies")}
        patient = self.patient
        return {
            "age_years": patient.age_on(self.visited_on),
            "sex": patient.sex,
            "medications": _listed(
                patient.medicines_state, patient.medicines.all(), lambda line: {"name": line.name, "dose": line.dose}
            ),
            "allergies": _listed(
                patient.allergies_state,
                patient.allergies.all(),
                lambda line: {"name": line.substance, "reaction": line.reaction},
            ),
        }

    def lists_that_hold_something(self) -> list[str]:
        told = (
            self.history.tried_asked,
            self.patient.medicines_state == ListState.LISTED,
            self.patient.allergies_state == ListState.LISTED,
        )
        return [name for name, holds in zip(LISTS, told, strict=True) if holds]

    def tried_answer(self) -> dict[str, str] | None:
        """Treatment id to effect; empty: asked, nothing was tried; None: not asked."""
        if not self.history.tried_asked:
            return None
        return {row.treatment: row.effect for row in self.tried.all()}

    def answers(self) -> dict[str, Any]:
        """Everything known, by slot id: what rules, note and exports read. From whole(): four queries, or five."""
        chart = self.chart()
        found: dict[str, Any] = {"age": chart["age_years"]}
        if chart["sex"]:
            found["sex"] = chart["sex"]
        for row in SECTION_ROWS:
            found |= getattr(self, row).answers()
        for name in ("medications", "allergies"):
            if chart[name] is not None:
                found[name] = tuple(line["name"] for line in chart[name])
        if (tried := self.tried_answer()) is not None:
            found["tried"] = tried
        if not self.is_signed and (fallen := self.strength_fallen()) is not None:
            found["strength_fallen"] = fallen
        return found

    def strength_fallen(self) -> bool | None:
        """Against the last signed visit; None without one, or where nothing was examined both times."""
        now = self.nerve_roots.answers()
        last = self._last() if _STRENGTHS & set(now) else None
        fallen = strength_fallen(last.nerve_roots.answers(), now) if last else None
        return None if fallen is None else bool(fallen)


_WHOLE = ByKey(Encounter, *BESIDE)
_WITH_SECTIONS = ByKey(Encounter, *SECTION_ROWS)


def _listed(state: str | None, lines: Iterable[Listed], show: Any) -> list[dict[str, str]] | None:
    if state is None:
        return None
    return [] if state == ListState.NONE else [show(line) for line in lines if line.is_current]
