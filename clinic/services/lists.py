"""Keeping a patient's medicines and allergies: adding, stopping, striking, and the answer "none"."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from clinic.models import ListState, Patient, PatientAllergy, PatientMedicine, Practice, Staff
from clinic.models.lists import Listed
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import audit
from clinic.services.access import require
from clinic.services.patients import locked
from clinic.services.receipts import once
from clinic.text import clean

ListName = Literal["medicines", "allergies"]


def _day(value: date | None, field: str) -> date | None:
    today = Practice.current().today()
    if value is not None and value > today:
        raise Refused(
            gettext("%(field)s: %(value)s has not come yet.") % {"field": field, "value": value.isoformat()},
            field=field,
            value=value,
            way_out=gettext("Give today, %(today)s, or an earlier day.") % {"today": today.isoformat()},
        )
    return value


def _in_order(started: date | None, stopped: date | None) -> None:
    if started and stopped and stopped < started:
        raise Refused(
            gettext("stopped: %(stopped)s is before it was started, %(started)s.")
            % {"stopped": stopped.isoformat(), "started": started.isoformat()},
            field="stopped",
            value=stopped,
            way_out=gettext("Correct one of the two days."),
        )


def _change(
    *,
    pk: UUID,
    which: ListName,
    action: str,
    by: Staff,
    key: UUID,
    body: object,
    act: Callable[[Patient], Listed | None],
) -> Any:
    """Under the patient's lock; the list's state then says what its rows say. The id of the row, if there is one."""

    def change() -> str | None:
        patient = locked(pk)
        row = act(patient)
        setattr(patient, f"{which}_state", _state(patient, which, said_none=row is None))
        patient.save(update_fields=[f"{which}_state"])
        audit.append(
            action=action,
            by=by,
            patient=patient,
            of=row or patient,
            revision_before=patient.revision - 1,
            revision_after=patient.revision,
            findings=[which],
            content_hash=audit.hash_of(row or patient),
            key=key,
        )
        return str(row.pk) if row else None

    return once(key=key, by=by, action=action, body=body, act=change)


def _state(patient: Patient, which: ListName, *, said_none: bool) -> ListState | None:
    if getattr(patient, which).current().exists():
        return ListState.LISTED
    # The last line gone does not mean that somebody asked whether there is another; a line of the past undoes nothing.
    still_none = getattr(patient, f"{which}_state") == ListState.NONE
    return ListState.NONE if said_none or still_none else None


@transaction.atomic
def add_medicine(
    *,
    patient: Patient | UUID,
    name: str,
    by: Staff,
    key: UUID,
    dose: str = "",
    ingredient_code: str | None = None,
    started: date | None = None,
    stopped: date | None = None,
) -> PatientMedicine:
    """`stopped` for one taken in the past; it does not make the list count as answered."""
    require(by, Act.RECORD_LISTS)
    pk = patient.pk if isinstance(patient, Patient) else patient
    fields = {
        "name": clean(name, field="name", limit=200, required=True),
        "dose": clean(dose, field="dose", limit=200),
        "ingredient_code": clean(ingredient_code, field="ingredient_code", limit=20) or None,
        "started": _day(started, "started"),
        "stopped": _day(stopped, "stopped"),
    }
    _in_order(started, stopped)
    made = _change(
        pk=pk,
        which="medicines",
        action="medicine.added",
        by=by,
        key=key,
        body={"patient": pk, **fields},
        act=lambda row: PatientMedicine.objects.create(patient=row, added_by=by, **fields),
    )
    return PatientMedicine.objects.get(pk=made)


@transaction.atomic
def add_allergy(
    *,
    patient: Patient | UUID,
    substance: str,
    by: Staff,
    key: UUID,
    reaction: str = "",
    started: date | None = None,
) -> PatientAllergy:
    require(by, Act.RECORD_LISTS)
    pk = patient.pk if isinstance(patient, Patient) else patient
    fields = {
        "substance": clean(substance, field="substance", limit=200, required=True),
        "reaction": clean(reaction, field="reaction", limit=200),
        "started": _day(started, "started"),
    }
    made = _change(
        pk=pk,
        which="allergies",
        action="allergy.added",
        by=by,
        key=key,
        body={"patient": pk, **fields},
        act=lambda row: PatientAllergy.objects.create(patient=row, added_by=by, **fields),
    )
    return PatientAllergy.objects.get(pk=made)


@transaction.atomic
def stop_medicine(*, medicine: PatientMedicine | UUID, on: date, by: Staff, key: UUID) -> PatientMedicine:
    """After the last one is stopped the list is unanswered again, until somebody says "takes none"."""
    require(by, Act.RECORD_LISTS)
    row = _medicine(medicine)

    def act(_: Patient) -> PatientMedicine:
        fresh = PatientMedicine.objects.get(pk=row.pk)
        _still_current(fresh)
        _in_order(fresh.started, _day(on, "stopped"))
        fresh.stopped = on
        fresh.save(update_fields=["stopped"])
        return fresh

    _change(
        pk=row.patient_id,
        which="medicines",
        action="medicine.stopped",
        by=by,
        key=key,
        body={"medicine": row.pk, "stopped": on},
        act=act,
    )
    return _medicine(row.pk)


@transaction.atomic
def strike_medicine(*, medicine: PatientMedicine | UUID, by: Staff, key: UUID) -> PatientMedicine:
    """Entered in error: it stays, crossed out."""
    require(by, Act.RECORD_LISTS)
    row = _medicine(medicine)
    _change(
        pk=row.patient_id,
        which="medicines",
        action="medicine.struck",
        by=by,
        key=key,
        body={"medicine": row.pk},
        act=lambda _: _strike(PatientMedicine.objects.get(pk=row.pk)),
    )
    return _medicine(row.pk)


@transaction.atomic
def strike_allergy(*, allergy: PatientAllergy | UUID, by: Staff, key: UUID) -> PatientAllergy:
    """Entered in error, or disproved: it stays, crossed out."""
    require(by, Act.RECORD_LISTS)
    row = PatientAllergy.objects.get(pk=allergy.pk if isinstance(allergy, PatientAllergy) else allergy)
    _change(
        pk=row.patient_id,
        which="allergies",
        action="allergy.struck",
        by=by,
        key=key,
        body={"allergy": row.pk},
        act=lambda _: _strike(PatientAllergy.objects.get(pk=row.pk)),
    )
    return PatientAllergy.objects.get(pk=row.pk)


@transaction.atomic
def takes_no_medicines(*, patient: Patient | UUID, by: Staff, key: UUID) -> Patient:
    return _none(patient, which="medicines", action="medicines.none", by=by, key=key)


@transaction.atomic
def no_known_allergies(*, patient: Patient | UUID, by: Staff, key: UUID) -> Patient:
    return _none(patient, which="allergies", action="allergies.none", by=by, key=key)


def _none(patient: Patient | UUID, *, which: ListName, action: str, by: Staff, key: UUID) -> Patient:
    require(by, Act.RECORD_LISTS)
    pk = patient.pk if isinstance(patient, Patient) else patient

    def act(row: Patient) -> None:
        listed = [str(line) for line in getattr(row, which).current()]
        if listed:
            raise Refused(
                gettext("%(which)s: the list still has %(lines)s.") % {"which": which, "lines": "; ".join(listed)},
                field=which,
                value=listed,
                way_out=gettext("Mark what no longer holds as stopped or entered in error, then answer “none”."),
            )

    _change(pk=pk, which=which, action=action, by=by, key=key, body={"patient": pk}, act=act)
    return Patient.objects.get(pk=pk)


def _medicine(medicine: PatientMedicine | UUID) -> PatientMedicine:
    return PatientMedicine.objects.get(pk=medicine.pk if isinstance(medicine, PatientMedicine) else medicine)


def _still_current(row: Listed) -> None:
    if not row.is_current:
        raise Refused(
            gettext("“%(line)s” was already stopped or marked as entered in error.") % {"line": row},
            value=str(row),
            way_out=gettext("Reload the list."),
        )


def _strike(row: Listed) -> Listed:
    """Also one already stopped; crossing out twice changes nothing."""
    if row.struck_at is None:
        row.struck_at = timezone.now()
        row.save(update_fields=["struck_at"])
    return row
