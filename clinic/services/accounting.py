"""Reading the trail: by whom, about whom, when; and what one patient may be told of who opened their record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from clinic.models import AuditEvent, Outcome, Patient, Practice, Staff
from clinic.services import audit

FILTERS = ("since", "until", "person", "patient", "action", "outcome")
# The longest report that a browser prints without complaint; a patient seen weekly for ten years has fewer.
REPORTED = 5000

SAYS: Mapping[str, object] = {
    "chart.opened": _("opened the record"),
    "patient.created": _("registered the patient"),
    "patient.updated": _("corrected who the patient is"),
    "patient.archived": _("archived the record"),
    "patient.restored": _("brought the record back"),
    "patient.restricted": _("restricted the record"),
    "patient.unrestricted": _("opened the record to everybody again"),
    "care_team.named": _("named somebody to the care team"),
    "care_team.left": _("took somebody off the care team"),
    "glass.broken": _("opened the restricted record in need"),
    "glass.closed": _("closed the restricted record again"),
    "glass.looked_into": _("looked into such an opening"),
    "denied.break_glass": _("tried to open the restricted record"),
    "denied.register_again": _("tried to register the patient a second time"),
    "medicine.added": _("added a medicine"),
    "medicine.stopped": _("stopped a medicine"),
    "medicine.struck": _("struck a medicine"),
    "medicines.none": _("recorded that no medicines are taken"),
    "allergy.added": _("added an allergy"),
    "allergy.struck": _("struck an allergy"),
    "allergies.none": _("recorded that no allergies are known"),
    "visit.opened": _("opened a visit"),
    "visit.recorded": _("recorded answers"),
    "visit.flags_closed": _("recorded that no other red flags are present"),
    "visit.background_confirmed": _("confirmed the background"),
    "visit.taken_over": _("took a visit over"),
    "visit.signed": _("signed a visit"),
    "visit.discarded": _("discarded a visit opened by mistake"),
    "visit.brought_back": _("brought a discarded visit back"),
    "note.co_signature_asked": _("asked for a co-signature"),
    "note.co_signed": _("co-signed a note"),
    "note.addendum": _("added an addendum"),
    "note.late_entry": _("added a late entry"),
    "note.correction": _("added a correction"),
    "note.entered_in_error": _("marked a note as entered in error"),
    "print.note": _("printed a note"),
    "print.draft": _("printed a draft"),
    "test.ordered": _("ordered a test"),
    "test.withdrawn": _("withdrew an order"),
    "test.scheduled": _("gave a test its day"),
    "test.resulted": _("recorded a result"),
    "test.cancelled": _("cancelled a test"),
    "treatment.decided": _("decided on a treatment"),
    "treatment.undecided": _("took a decision back"),
    "ladder.released": _("released the next steps of treatment"),
    "access.reported": _("printed this report"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """An event in words, with the record number in place of the patient's id."""

    event: AuditEvent
    action: str
    record_number: str


def trail(
    *,
    since: date | None = None,
    until: date | None = None,
    person: str | None = None,
    patient: str | None = None,
    action: str | None = None,
    outcome: str | None = None,
) -> QuerySet[AuditEvent]:
    """The latest first; both days are the practice's own and included."""
    events = AuditEvent.objects.order_by("-seq")
    if since:
        events = events.filter(recorded_at__gte=_begins(since))
    if until:
        events = events.filter(recorded_at__lt=_begins(until + timedelta(days=1)))
    if person:
        accounts = Staff.objects.filter(username=person).values("pk")
        events = events.filter(Q(user_name__icontains=person) | Q(user_id__in=accounts))
    if patient:
        numbered = patient_numbered(patient)
        events = events.filter(patient_id=numbered.pk) if numbered else events.none()
    if action:
        events = events.filter(action__startswith=action)
    if outcome in Outcome.values:
        events = events.filter(outcome=outcome)
    return events


def _begins(day: date) -> datetime:
    return make_aware(datetime(day.year, day.month, day.day), ZoneInfo(Practice.current().time_zone))  # noqa: DTZ001 (made aware)


def patient_numbered(number: str) -> Patient | None:
    return Patient.objects.filter(record_number=number.strip()).first()


def told(events: Iterable[AuditEvent]) -> list[Told]:
    """One query for all of them."""
    kept = list(events)
    numbers = dict(
        Patient.objects.filter(pk__in={event.patient_id for event in kept if event.patient_id}).values_list(
            "pk", "record_number"
        )
    )
    return [
        Told(
            event=event,
            action=str(SAYS.get(event.action, event.action)),
            record_number=numbers.get(event.patient_id, "") if event.patient_id else "",
        )
        for event in kept
    ]


def access_to(patient: Patient) -> list[Told]:
    return told(trail().filter(patient_id=patient.pk)[:REPORTED])


@transaction.atomic
def reported(*, by: Staff, patient: Patient) -> AuditEvent:
    return audit.append(action="access.reported", by=by, patient=patient, of=patient, recipient="patient")
