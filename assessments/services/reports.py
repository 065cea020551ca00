"""Counts over many signed visits: scans that came early, red flags left open, suggestions turned down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from assessments.knowledge.conditions import Certainly
from assessments.knowledge.findings.pain import TRIAL_OF_CARE_DONE
from assessments.knowledge.findings.red_flags import ALL_ABSENT, ALL_ASKED
from assessments.models import Answer, Encounter, TestOrder, TreatmentDecision
from assessments.services.catalogue import TESTS
from assessments.services.querying import holding
from clinic.models import Staff

SCANS = tuple(test.id for test in TESTS.values() if test.scan)


@dataclass(frozen=True, kw_only=True)
class Declined:
    """`reason` is one of those offered, or empty: none was given, or it was in the clinician's own words."""

    item: str
    reason: str
    own_words: bool
    count: int


def signed_since(by: Staff, since: date) -> QuerySet[Encounter]:
    return Encounter.objects.visible_to(by).standing().filter(visited_on__gte=since)


def early_scans(by: Staff, since: date, *, trial_weeks: int) -> QuerySet[TestOrder]:
    """Scans ordered with every red flag asked and absent, before so many weeks of pain."""
    early = holding(ALL_ABSENT & ~TRIAL_OF_CARE_DONE, trial_weeks=trial_weeks)
    return (
        TestOrder.objects.standing()
        .filter(test__in=SCANS, encounter__in=signed_since(by, since).filter(early))
        .select_related("encounter__patient", "encounter__clinician")
        .order_by("-encounter__visited_on", "test")
    )


def left_open(by: Staff, since: date) -> QuerySet[Encounter]:
    """Signed with a red flag that nobody asked; a male patient is not asked about pelvic pain."""
    return (
        signed_since(by, since)
        .filter(holding(~Certainly(ALL_ASKED)))
        .select_related("patient", "clinician")
        .order_by("-visited_on")
    )


def declined(by: Staff, since: date, *, offered: Collection[str]) -> list[Declined]:
    """The most frequent first. Own words are counted, never shown: they may speak of the patient."""
    told = (
        TreatmentDecision.objects.standing()
        .filter(answer=Answer.DECLINED, encounter__in=signed_since(by, since))
        .values_list("item", "reason")
        .annotate(count=Count("pk"))
        .order_by("item")
    )
    counts: dict[tuple[str, str, bool], int] = {}
    for item, reason, count in told:
        key = (item, reason if reason in offered else "", bool(reason) and reason not in offered)
        counts[key] = counts.get(key, 0) + count
    found = [Declined(item=item, reason=why, own_words=own, count=n) for (item, why, own), n in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.item, one.reason))
