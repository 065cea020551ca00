"""Reading the trail: by whom, about whom, when; and what one patient may be told of who opened their record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic import roles
from clinic.models import AuditEvent, Outcome, Patient, Practice, Staff
from clinic.roles import Act
from clinic.services import audit
from clinic.services.access import require

FILTERS = ("since", "until", "person", "patient", "action", "outcome")
# The longest report that a browser prints without complaint; a patient seen weekly for ten years has fewer.
REPORTED = 5000

OF_A_PATIENT: Mapping[str, object] = {
    "chart.opened": _("opened the record"),
    "patient.created": _("registered the patient"),
    "patient.updated": _("corrected the patient's details"),
    "patient.archived": _("archived the record"),
    "patient.restored": _("brought the record back"),
    "patient.restricted": _("restricted the record"),
    "patient.unrestricted": _("opened the record to everybody again"),
    "care_team.joined": _("joined the care team by a visit"),
    "care_team.named": _("added somebody to the care team"),
    "care_team.left": _("took somebody off the care team"),
    "glass.broken": _("opened the restricted record by emergency access"),
    "glass.closed": _("closed the restricted record again"),
    "glass.looked_into": _("reviewed an emergency access"),
    "denied.break_glass": _("tried to open the restricted record"),
    "denied.register_again": _("tried to register the patient a second time"),
    "medicine.added": _("added a medicine"),
    "medicine.stopped": _("stopped a medicine"),
    "medicine.struck": _("marked a medicine as entered in error"),
    "medicines.none": _("recorded that no medicines are taken"),
    "allergy.added": _("added an allergy"),
    "allergy.struck": _("marked an allergy as entered in error"),
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
    "test.scheduled": _("scheduled a test"),
    "test.resulted": _("recorded a result"),
    "test.cancelled": _("cancelled a test"),
    "treatment.decided": _("decided on a treatment"),
    "treatment.undecided": _("took a decision back"),
    "ladder.released": _("released the next steps of treatment"),
    "access.reported": _("printed this report"),
}
OTHERWISE: Mapping[str, object] = {
    "print.handout": _("printed the patient's handout"),
    "print.plan": _("printed the plan"),
    "print.request": _("printed a request for a test"),
    "print.letter": _("printed a letter"),
    "signed_in": _("signed in"),
    "signed_out": _("signed out"),
    "sign_in_failed": _("failed to sign in"),
    "patients.searched": _("searched for a patient"),
    "patients.like.listed": _("was shown patients with a similar name"),
    "visits.listed": _("listed visits"),
    "openings.listed": _("listed emergency access to restricted records"),
    "report.listed": _("opened the reports"),
    "audit.listed": _("read the audit trail"),
    "practice.updated": _("changed the practice's letterhead or policy"),
    "staff.created": _("made an account"),
    "staff.updated": _("changed an account"),
    "staff.roles_changed": _("changed somebody's roles"),
    "staff.opened": _("opened an account again"),
    "staff.closed": _("closed an account"),
    "staff.password_set": _("gave somebody a password"),
    "staff.password_changed": _("changed their password"),
    "password.failed": _("gave a wrong password"),
    "second_factor.added": _("added a second factor"),
    "second_factor.removed": _("removed a second factor"),
    "second_factor.reset": _("reset somebody's second factor"),
    "second_factor.used": _("showed a second factor"),
    "second_factor.failed": _("gave a wrong second factor"),
    "recovery_codes.made": _("made new recovery codes"),
    "session.expired": _("was signed out for inactivity"),
    "session.ended": _("ended a session"),
    "record.backed_up": _("backed the record up"),
    "record.restored": _("brought the record back from a backup"),
}
SAYS = {**OF_A_PATIENT, **OTHERWISE}
LISTED, DENIED = ".listed", "denied."


def in_words(action: str) -> str:
    if action in SAYS:
        return str(SAYS[action])
    act, listed = action.removeprefix(DENIED), action.removesuffix(LISTED)
    if act != action and act in set(Act):
        return gettext("was not allowed to %(act)s") % {"act": roles.SAYS[Act(act)]}
    if listed != action and listed in _kinds():
        return gettext("listed: %(what)s") % {"what": _kinds()[listed]._meta.verbose_name_plural}
    return action


def kind_in_words(object_type: str) -> str:
    """Of what an event is about."""
    kind = object_type.rpartition(".")[2]
    return str(_kinds()[kind]._meta.verbose_name) if kind in _kinds() else object_type


@cache
def _kinds() -> Mapping[str, type[Model]]:
    return {model._meta.model_name or "": model for model in apps.get_models()}


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
            action=in_words(event.action),
            record_number=numbers.get(event.patient_id, "") if event.patient_id else "",
        )
        for event in kept
    ]


def access_to(patient: Patient) -> list[Told]:
    return told(trail().filter(patient_id=patient.pk)[:REPORTED])


@transaction.atomic
def reported(*, by: Staff, patient: Patient) -> AuditEvent:
    require(by, Act.REPORT_ACCESS)
    return audit.append(action="access.reported", by=by, patient=patient, of=patient, recipient="patient")
