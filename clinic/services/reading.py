"""Looking is written down as well: charts opened, searches made, and what was refused."""

from uuid import UUID

from django.db import models, transaction

from clinic.models import AuditEvent, Outcome, Patient, Staff
from clinic.services import audit


@transaction.atomic
def opened(*, by: Staff, patient: Patient | UUID, of: models.Model | None = None) -> AuditEvent:
    """`of` is what was opened when it is not the chart itself."""
    if of is None and isinstance(patient, Patient):
        of = patient
    return audit.append(action="chart.opened", by=by, patient=patient, of=of)


@transaction.atomic
def listed(*, by: Staff, action: str, count: int) -> AuditEvent:
    """A list with patients on it: the day's visits, the open results. `action` as "visits.listed"."""
    return audit.append(action=action, by=by, count=count)


@transaction.atomic
def searched(*, by: Staff, text_hash: str, count: int) -> AuditEvent:
    """`text_hash` from audit.search_hash."""
    return audit.append(action="patients.searched", by=by, search_hash=text_hash, count=count)


@transaction.atomic
def denied(*, by: Staff | None, act: str, patient: Patient | UUID | None = None) -> AuditEvent:
    """Outside the transaction that is rolled back, or it goes with it."""
    return audit.append(action=f"denied.{act}", by=by, patient=patient, outcome=Outcome.DENIED)
