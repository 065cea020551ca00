"""Restricting a record to its care team, naming that team, and opening the record to everybody again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from clinic.models import CareTeamMember, Patient, Staff
from clinic.refusals import Refused
from clinic.roles import Act, may
from clinic.services import audit
from clinic.services.access import require
from clinic.services.patients import counted
from clinic.services.receipts import once
from clinic.text import clean

LONGEST = 500


def team_of(patient: Patient) -> list[CareTeamMember]:
    return list(CareTeamMember.objects.filter(patient=patient, left_at=None).select_related("staff"))


def joined(*, patient: Patient | UUID, staff: Staff, named_by: Staff | None = None) -> CareTeamMember:
    """In the transaction of what makes somebody part of the team; being it already changes nothing."""
    pk = patient.pk if isinstance(patient, Patient) else patient
    member, _ = CareTeamMember.objects.get_or_create(
        patient_id=pk, staff=staff, left_at=None, defaults={"named_by": named_by}
    )
    return member


def joined_by_visit(*, patient: Patient, by: Staff) -> None:
    """In the transaction of the visit that `by` begins or takes over.

    Nobody joins the team of a restricted record in this way: whoever opened it in need has it for those hours.
    """
    if patient.restricted_at is not None:
        return
    member, is_new = CareTeamMember.objects.get_or_create(patient=patient, staff=by, left_at=None)
    if is_new:
        audit.append(action="care_team.joined", by=by, patient=patient, of=member, content_hash=audit.hash_of(member))


@transaction.atomic
def restrict(*, patient: Patient | UUID, by: Staff, key: UUID, reason: str) -> Patient:
    """From now on its care team finds it, and the records office; a clinician who restricts it joins the team."""

    def act(row: Patient) -> None:
        row.restricted_at = timezone.now()
        if not may(by, Act.SEE_RESTRICTED):
            joined(patient=row, staff=by, named_by=by)

    return _set(patient, by=by, key=key, reason=reason, action="patient.restricted", restricted=True, act=act)


@transaction.atomic
def lift(*, patient: Patient | UUID, by: Staff, key: UUID, reason: str) -> Patient:
    """Open to all whose role opens charts."""

    def act(row: Patient) -> None:
        row.restricted_at = None

    return _set(patient, by=by, key=key, reason=reason, action="patient.unrestricted", restricted=False, act=act)


def _set(
    patient: Patient | UUID, *, by: Staff, key: UUID, reason: str, action: str, restricted: bool, act: Any
) -> Patient:
    require(by, Act.RESTRICT)
    pk = patient.pk if isinstance(patient, Patient) else patient
    why = clean(reason, field="reason", limit=LONGEST, required=True)

    def change() -> None:
        row = counted(pk)
        if (row.restricted_at is not None) is restricted:
            raise Refused(
                gettext("This record is restricted already.") if restricted else gettext("This record is open to all."),
                value=row.record_number,
                way_out=gettext("Nothing more needs to be done."),
            )
        act(row)
        row.save(update_fields=["restricted_at"])
        audit.append(
            action=action,
            by=by,
            patient=row,
            of=row,
            revision_before=row.revision - 1,
            revision_after=row.revision,
            reason=why,
            content_hash=audit.hash_of(row),
            key=key,
        )

    once(key=key, by=by, action=action, body={"patient": pk, "reason": why}, act=change)
    return Patient.objects.get(pk=pk)


@transaction.atomic
def name(*, patient: Patient | UUID, staff: Staff | UUID, by: Staff, key: UUID) -> CareTeamMember:
    require(by, Act.RESTRICT)
    pk = patient.pk if isinstance(patient, Patient) else patient
    person = staff if isinstance(staff, Staff) else Staff.objects.get(pk=staff)

    def act() -> UUID:
        if not person.is_active or not may(person, Act.SEE_CHART):
            raise Refused(
                gettext("%(name)s opens no charts.") % {"name": person.name},
                field="staff",
                value=person.name,
                way_out=gettext("Choose somebody whose role does."),
            )
        row = counted(pk)
        member = joined(patient=row, staff=person, named_by=by)
        _told("care_team.named", row, member, by=by, key=key)
        return member.pk

    made = once(key=key, by=by, action="care_team.named", body={"patient": pk, "staff": person.pk}, act=act)
    return CareTeamMember.objects.select_related("staff").get(pk=made)


@transaction.atomic
def take_off(*, member: CareTeamMember | UUID, by: Staff, key: UUID) -> CareTeamMember:
    """The row stays, with the time; who opens a visit of the patient later joins again, unless it is restricted."""
    require(by, Act.RESTRICT)
    pk = member.pk if isinstance(member, CareTeamMember) else member

    def act() -> None:
        row = counted(CareTeamMember.objects.values_list("patient_id", flat=True).get(pk=pk))
        if CareTeamMember.objects.filter(pk=pk, left_at=None).update(left_at=timezone.now()):
            gone = CareTeamMember.objects.select_related("staff").get(pk=pk)
            _told("care_team.left", row, gone, by=by, key=key)

    once(key=key, by=by, action="care_team.left", body={"member": pk}, act=act)
    return CareTeamMember.objects.select_related("staff").get(pk=pk)


def _told(action: str, patient: Patient, member: CareTeamMember, *, by: Staff, key: UUID) -> None:
    audit.append(
        action=action,
        by=by,
        patient=patient,
        of=member,
        revision_before=patient.revision - 1,
        revision_after=patient.revision,
        recipient=member.staff.name[:200],
        content_hash=audit.hash_of(member),
        key=key,
    )
