"""How a records admin narrows a list of visits, or of what belongs to visits."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings.conclusion import DISPOSITION
from assessments.models import Encounter, OrderUrgency, Status, TestOrder
from assessments.services.catalogue import TESTS
from clinic.models import Practice, Staff

UNKNOWN = "unknown"


class VisitFilter(admin.SimpleListFilter):
    """Chooses visits; what belongs to a visit is chosen with it."""

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        visits = self.visits(Encounter.objects.all(), str(self.value()))
        return queryset.filter(**{f"{way_to_visit(queryset.model)}in": visits.values("pk")})

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        raise NotImplementedError


def way_to_visit(model: Any) -> str:
    return "pk__" if model is Encounter else "encounter__"


class SignedFilter(VisitFilter):
    title = _("signed or not")
    parameter_name = "status"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return Status.choices

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        return visits.filter(status=value)


class ClinicianFilter(VisitFilter):
    title = _("clinician")
    parameter_name = "clinician"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        seen = Staff.objects.filter(pk__in=Encounter.objects.values("clinician")).order_by("username")
        return [(str(one.pk), one.name) for one in seen] + [(UNKNOWN, gettext("nobody yet"))]

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        known = {id for id, _name in self.lookup_choices}
        if value not in known:
            return visits.none()
        return visits.filter(clinician=None) if value == UNKNOWN else visits.filter(clinician__pk=value)


class OnDay(VisitFilter):
    """By the practice's day."""

    title = _("day of the visit")
    parameter_name = "day"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("1", _("today")), ("7", _("last 7 days")), ("31", _("last 31 days")), ("366", _("last 366 days"))]

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        if value not in {days for days, _said in self.lookup_choices}:
            return visits.none()
        return visits.filter(visited_on__gte=Practice.current().today() - timedelta(days=int(value) - 1))


class UrgencyFilter(VisitFilter):
    title = _("urgency of a test ordered")
    parameter_name = "urgency"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return OrderUrgency.choices

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        return visits.filter(pk__in=TestOrder.objects.standing().filter(urgency=value).values("encounter"))


class TestFilter(VisitFilter):
    __test__ = False

    title = _("test ordered")
    parameter_name = "test"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(test.id, gettext(test.label)) for test in TESTS.values()]

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        return visits.filter(pk__in=TestOrder.objects.standing().filter(test=value).values("encounter"))


class DispositionFilter(VisitFilter):
    title = _("disposition")
    parameter_name = "disposition"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, Any]]:
        said = [(option.value, gettext(option.label)) for option in DISPOSITION.options]
        return [*said, (UNKNOWN, gettext("not asked"))]

    def visits(self, visits: QuerySet[Encounter], value: str) -> QuerySet[Encounter]:
        return visits.filter(conclusion__disposition=None if value == UNKNOWN else value)
