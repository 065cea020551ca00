"""Registering a patient, correcting their details, archiving them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from clinic.canonical import sha256
from clinic.models import Numbering, Patient, Practice, Sex, Staff
from clinic.models.patient import EARLIEST_BIRTH, NAME_LENGTH
from clinic.names import fold, fold_name
from clinic.refusals import Archived, Refused
from clinic.roles import Act
from clinic.search import RECORD_NUMBER
from clinic.services import audit
from clinic.services.access import require
from clinic.services.changes import Changes, Cleaners, apply, cleaned
from clinic.services.receipts import once
from clinic.text import clean


def _name(value: str | None, field: str) -> str:
    name = clean(value, field=field, limit=NAME_LENGTH, required=True)
    if not fold(name):
        raise Refused(
            gettext("%(field)s: “%(name)s” has no letter in it.") % {"field": field, "name": name},
            field=field,
            value=value,
            way_out=gettext("Write the name in any script."),
        )
    return name


def _birth_date(value: date | None) -> date:
    today = Practice.current().today()
    if isinstance(value, datetime) or not isinstance(value, date) or not EARLIEST_BIRTH <= value <= today:
        raise Refused(
            gettext("birth_date: %(value)s is no date of birth of somebody living.") % {"value": value},
            field="birth_date",
            value=value,
            way_out=gettext("Give a day from %(first)s to today, %(today)s.")
            % {"first": EARLIEST_BIRTH.isoformat(), "today": today.isoformat()},
        )
    return value


def _sex(value: str | None) -> str | None:
    if value in ("", None):
        return None
    if value not in Sex.values:
        raise Refused(
            gettext("sex: “%(value)s” is not one of the answers.") % {"value": value},
            field="sex",
            value=value,
            way_out=gettext("Choose female, male or other, or leave it unknown."),
        )
    return str(value)


def _email(value: str | None) -> str:
    email = clean(value, field="email", limit=254)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused(
                gettext("email: “%(value)s” is no e-mail address.") % {"value": email},
                field="email",
                value=value,
                way_out=gettext("Correct it or leave it empty."),
            ) from None
    return email


CLEANERS: Cleaners = {
    "given_name": lambda value: _name(value, "given_name"),
    "family_name": lambda value: _name(value, "family_name"),
    "birth_date": _birth_date,
    "sex": _sex,
    "phone": lambda value: clean(value, field="phone", limit=50),
    "email": _email,
    "address": lambda value: clean(value, field="address", limit=500),
}


def _content_hash(patient: Patient) -> str:
    return sha256({name: getattr(patient, name) for name in CLEANERS})


@transaction.atomic
def create_patient(
    *,
    by: Staff,
    key: UUID,
    given_name: str,
    family_name: str,
    birth_date: date,
    sex: str | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
) -> Patient:
    """Who might be the same person is asked before, with Patient.objects.like; two people may share everything."""
    require(by, Act.MANAGE_PATIENTS)
    fields = {
        "given_name": given_name,
        "family_name": family_name,
        "birth_date": birth_date,
        "sex": sex,
        "phone": phone,
        "email": email,
        "address": address,
    }
    fields = {name: CLEANERS[name](value) for name, value in fields.items()}
    made = once(key=key, by=by, action="patient.created", body=fields, act=lambda: _create(fields, by=by, key=key))
    return Patient.objects.get(pk=made)


def _create(fields: Mapping[str, Any], *, by: Staff, key: UUID) -> UUID:
    patient = Patient.objects.create(
        **fields,
        record_number=_next_record_number(),
        search_name=fold_name(fields["given_name"], fields["family_name"]),
        registered_on=Practice.current().today(),
        created_by=by,
    )
    audit.append(
        action="patient.created",
        by=by,
        patient=patient,
        of=patient,
        revision_after=patient.revision,
        findings=[name for name, value in fields.items() if value],
        content_hash=_content_hash(patient),
        key=key,
    )
    return patient.pk


def _next_record_number() -> str:
    """Passes over numbers already taken, by patients brought in from elsewhere."""
    while True:
        number = RECORD_NUMBER.format(Numbering.take("patient"))
        if not Patient.objects.filter(record_number=number).exists():
            return number


def counted(patient: Patient | UUID) -> Patient:
    """The row as it now is, its revision counted up: nobody else changes it until this transaction ends."""
    pk = patient.pk if isinstance(patient, Patient) else patient
    Patient.objects.filter(pk=pk).update(revision=F("revision") + 1)
    return Patient.objects.get(pk=pk)


def locked(patient: Patient | UUID, *, archived: bool = False) -> Patient:
    """The same, of a record in use; `archived`: of one that is put away."""
    row = counted(patient)
    if (row.archived_at is not None) is not archived:
        if row.archived_at is not None:
            raise Archived(row)
        raise Refused(
            gettext("This record is not archived."), value=str(row), way_out=gettext("Nothing to bring back.")
        )
    return row


@transaction.atomic
def update_patient(*, patient: Patient | UUID, changes: Changes, by: Staff, key: UUID) -> Patient:
    """`changes` = {field: (as it stood on the page, as it is to be)}; raises Conflict, and then nothing is written."""
    require(by, Act.MANAGE_PATIENTS)
    pk = patient.pk if isinstance(patient, Patient) else patient
    wanted = cleaned(changes, cleaners=CLEANERS)

    def act() -> None:
        row = locked(pk)
        apply(row, wanted)
        row.search_name = fold_name(row.given_name, row.family_name)
        row.save(update_fields=[*wanted, "search_name"])
        audit.append(
            action="patient.updated",
            by=by,
            patient=row,
            of=row,
            revision_before=row.revision - 1,
            revision_after=row.revision,
            findings=wanted,
            content_hash=_content_hash(row),
            key=key,
        )

    if wanted:
        once(key=key, by=by, action="patient.updated", body={"patient": pk, "changes": wanted}, act=act)
    return Patient.objects.get(pk=pk)


@transaction.atomic
def archive_patient(*, patient: Patient | UUID, by: Staff, key: UUID, reason: str) -> Patient:
    """Off the lists, still in the record and still found."""
    return _archive(patient, by=by, key=key, reason=reason, archived=True)


@transaction.atomic
def restore_patient(*, patient: Patient | UUID, by: Staff, key: UUID, reason: str) -> Patient:
    return _archive(patient, by=by, key=key, reason=reason, archived=False)


def _archive(patient: Patient | UUID, *, by: Staff, key: UUID, reason: str, archived: bool) -> Patient:
    require(by, Act.ARCHIVE_PATIENTS)
    pk = patient.pk if isinstance(patient, Patient) else patient
    why = clean(reason, field="reason", limit=500, required=True)
    action = "patient.archived" if archived else "patient.restored"

    def act() -> None:
        row = locked(pk, archived=not archived)
        row.archived_at = timezone.now() if archived else None
        row.save(update_fields=["archived_at"])
        audit.append(
            action=action,
            by=by,
            patient=row,
            of=row,
            revision_before=row.revision - 1,
            revision_after=row.revision,
            reason=why,
            content_hash=_content_hash(row),
            key=key,
        )

    once(key=key, by=by, action=action, body={"patient": pk, "reason": why}, act=act)
    return Patient.objects.get(pk=pk)
