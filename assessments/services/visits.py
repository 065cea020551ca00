"""Opening a visit, and taking over one that somebody else began."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from assessments.models import SECTIONS, Encounter
from assessments.services.draft import Saved, Written, age_on, pk_of, saved, write
from clinic.models import Patient, Practice, Staff
from clinic.refusals import Archived, Refused
from clinic.roles import Act, may
from clinic.services import audit
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.services.restricting import joined_by_visit


@transaction.atomic
def open_encounter(*, patient: Patient | UUID, by: Staff, key: UUID, visited_on: date | None = None) -> Encounter:
    """Today where the practice is, unless another day, not in the future, is given; the day never changes again."""
    require(by, Act.RECORD_INTAKE)
    pk = pk_of(patient)
    made = once(
        key=key,
        by=by,
        action="visit.opened",
        body={"patient": pk, "visited_on": visited_on},
        act=lambda: _open(Patient.objects.get(pk=pk), by=by, key=key, day=visited_on),
    )
    return Encounter.objects.whole().get(pk=made)


def _open(patient: Patient, *, by: Staff, key: UUID, day: date | None) -> UUID:
    if patient.archived_at is not None:
        raise Archived(patient)
    today = Practice.current().today()
    if day is not None and (isinstance(day, datetime) or not patient.birth_date <= day <= today):
        raise Refused(
            gettext("visited_on: %(day)s is not a day on which this patient can have been here.") % {"day": day},
            field="visited_on",
            value=day,
            way_out=gettext("Give a day from %(born)s, when the patient was born, to today, %(today)s.")
            % {"born": patient.birth_date.isoformat(), "today": today.isoformat()},
        )
    visit = Encounter(
        patient=patient,
        clinician=by if may(by, Act.RECORD_ENCOUNTER) else None,
        opened_by=by,
        visited_on=day or today,
        sex=patient.sex,
    )
    visit.age_years = age_on(visit)
    visit.save(force_insert=True)
    for row in SECTIONS:
        section = row()
        section.encounter = visit
        section.save(force_insert=True)
    if visit.clinician is not None:
        joined_by_visit(patient=patient, by=by)
    audit.append(
        action="visit.opened",
        by=by,
        patient=patient,
        of=visit,
        revision_after=visit.revision,
        content_hash=audit.hash_of(visit),
        key=key,
    )
    return visit.pk


def take_over(*, encounter: Encounter | UUID, by: Staff, key: UUID, revision: int) -> Saved:
    """The draft becomes the visit of whoever takes it over, who then can sign it."""

    def change(draft: Encounter) -> Written:
        Encounter.objects.filter(pk=draft.pk).update(clinician=by)
        joined_by_visit(patient=draft.patient, by=by)
        return Written(action="visit.taken_over")

    return saved(
        write(
            encounter=encounter,
            by=by,
            acts=[Act.RECORD_ENCOUNTER],
            key=key,
            revision=revision,
            action="visit.taken_over",
            body={},
            change=change,
        )
    )
