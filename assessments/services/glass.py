"""Breaking the glass: a restricted record opened in need for some hours, with a reason; closed; and looked into."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from assessments.services.identity import confirm
from clinic.context import session_ref
from clinic.models import Opening, OpeningClosed, OpeningReason, OpeningSeen, Patient, Staff
from clinic.names import fold_name
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.search import read
from clinic.services import audit, reading
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.text import clean

LONGEST = timedelta(hours=4)
WORDS = 300


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who is meant: the whole record number, or the full name and the birth date."""

    number: str = ""
    name: str = ""
    birth_date: date | None = None


class NobodyFound(Refused):
    """The same for a record that is not there and for details that fit several."""

    def __init__(self) -> None:
        super().__init__(
            gettext("No record matches exactly these details."),
            field="number",
            way_out=gettext("Give the whole record number, or the full name with the date of birth."),
        )


def break_glass(*, who: Named, by: Staff, password: str, reason: str, words: str, key: UUID) -> Patient:
    """Opens it in this session. A record that is open to `by` anyway is returned, and nothing is written."""
    require(by, Act.BREAK_GLASS)
    if reason not in OpeningReason.values:
        raise Refused(
            gettext("reason: “%(value)s” is not one of the answers.") % {"value": reason},
            field="reason",
            value=reason,
            way_out=gettext("Choose one of those listed."),
        )
    why = clean(words, field="words", limit=WORDS, required=True)
    patient = _meant(who)
    try:
        confirm(by, password)
        if patient is None:
            raise NobodyFound
    except Refused:
        # Outside the transaction that would be rolled back.
        reading.denied(by=by, act=Act.BREAK_GLASS.value, patient=patient)
        raise
    if Patient.objects.visible_to(by).filter(pk=patient.pk).exists():
        return patient
    return _open(patient, by=by, reason=reason, words=why, key=key)


def _meant(who: Named) -> Patient | None:
    if who.number:
        sought = read(who.number)
        found = list(Patient.objects.filter(record_number__in=sought.numbers or [who.number.strip()])[:2])
    elif who.name and who.birth_date:
        whole = fold_name(who.name, "")
        found = list(Patient.objects.filter(birth_date=who.birth_date, search_name=whole)[:2])
    else:
        found = []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def _open(patient: Patient, *, by: Staff, reason: str, words: str, key: UUID) -> Patient:
    def act() -> UUID:
        ref = session_ref()
        if not ref:
            raise Refused(
                gettext("A restricted record is opened at a desk, by somebody signed in."),
                way_out=gettext("Sign in and open it there."),
            )
        now = timezone.now()
        opening = Opening.objects.create(
            patient=patient,
            staff=by,
            staff_name=by.name,
            staff_role=by.role,
            reason=reason,
            words=words,
            session_ref=ref,
            opened_at=now,
            until=now + LONGEST,
        )
        audit.append(
            action="glass.broken",
            by=by,
            patient=patient,
            of=opening,
            reason=f"{opening.get_reason_display()}: {words}",
            content_hash=audit.hash_of(opening),
            key=key,
        )
        return opening.pk

    body = {"patient": patient.pk, "reason": reason, "words": words, "session": session_ref()}
    once(key=key, by=by, action="glass.broken", body=body, act=act)
    return patient


@transaction.atomic
def closed(*, opening: Opening | UUID, by: Staff, key: UUID) -> None:
    """Before its time, by whoever opened it, at whichever desk; one that is over or closed already stays as it was.

    Raises Opening.DoesNotExist for somebody else's as for none.
    """
    require(by, Act.BREAK_GLASS)
    pk = opening.pk if isinstance(opening, Opening) else opening
    row = Opening.objects.get(pk=pk, staff=by)

    def act() -> None:
        _alone(row)
        now = timezone.now()
        if row.until <= now or OpeningClosed.objects.filter(opening=row).exists():
            return
        end = OpeningClosed.objects.create(opening=row, closed_at=now)
        audit.append(
            action="glass.closed",
            by=by,
            patient=row.patient_id,
            of=end,
            content_hash=audit.hash_of(end),
            key=key,
        )

    once(key=key, by=by, action="glass.closed", body={"opening": pk}, act=act)


def not_looked_into(by: Staff) -> QuerySet[Opening]:
    """Of everybody else, the latest first."""
    return (
        Opening.objects.filter(seen=None).exclude(staff=by).select_related("patient", "closed").order_by("-opened_at")
    )


@transaction.atomic
def looked_into(*, opening: Opening | UUID, by: Staff, key: UUID) -> OpeningSeen:
    """Once, by whoever comes first; never by the one who opened the record."""
    require(by, Act.REVIEW_OPENINGS)
    pk = opening.pk if isinstance(opening, Opening) else opening

    def act() -> None:
        row = Opening.objects.get(pk=pk)
        if row.staff_id == by.pk:
            raise Refused(
                gettext("You opened this record yourself."),
                field="opening",
                way_out=gettext("Somebody else has to review it."),
            )
        _alone(row)
        if OpeningSeen.objects.filter(opening=row).exists():
            return
        seen = OpeningSeen.objects.create(opening=row, by=by, by_name=by.name, seen_at=timezone.now())
        audit.append(
            action="glass.looked_into",
            by=by,
            patient=row.patient_id,
            of=seen,
            content_hash=audit.hash_of(seen),
            key=key,
        )

    once(key=key, by=by, action="glass.looked_into", body={"opening": pk}, act=act)
    return OpeningSeen.objects.get(opening_id=pk)


def _alone(opening: Opening) -> None:
    """Nobody else closes or looks into it until this transaction ends.

    Held is the row of the patient: the opening is evidence, and an account of the database that may not change it may
    not hold it either.
    """
    Patient.objects.select_for_update().values_list("pk").get(pk=opening.patient_id)
