"""Reviews that were planned at a signed visit and have not happened."""

from datetime import date, timedelta

from django.db.models import (
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast

from assessments.models import Encounter
from clinic.models import Staff

# A review is late from a week after its day: patients and clinics do not keep to the day.
GRACE = timedelta(weeks=1)
_AFTER = ExpressionWrapper(F("conclusion__review_in_weeks") * timedelta(weeks=1), output_field=DurationField())
_MOMENT = ExpressionWrapper(F("visited_on") + _AFTER, output_field=DateTimeField())


def due_on(visited_on: date, weeks: int) -> date:
    return visited_on + timedelta(weeks=weeks)


def overdue(by: Staff, today: date) -> QuerySet[Encounter]:
    """This clinician's last visits of patients who were not here since, with `due_on`; the latest missed first."""
    since = (
        Encounter.objects.going_on()
        .exclude(note__addenda__kind="entered_in_error")
        .filter(
            Q(visited_on__gt=OuterRef("visited_on"))
            | Q(visited_on=OuterRef("visited_on"), opened_at__gt=OuterRef("opened_at")),
            patient_id=OuterRef("patient_id"),
        )
    )
    return (
        Encounter.objects.visible_to(by)
        .standing()
        .filter(clinician=by, patient__archived_at=None, conclusion__review_in_weeks__isnull=False)
        .annotate(due_on=Cast(_MOMENT, DateField()))
        .filter(~Exists(since), due_on__lte=today - GRACE)
        .select_related("patient")
        .order_by("-due_on", "patient__search_name")
    )
