"""When a visit was last written, as the trail has it."""

from datetime import datetime

from assessments.models import Encounter, LadderRelease, TestOrder, TreatmentDecision
from clinic.models import AuditEvent, Outcome

_OF_A_VISIT = {row._meta.label_lower: row for row in (TreatmentDecision, LadderRelease, TestOrder)}


def last_saved(encounter: Encounter) -> datetime | None:
    """None: nothing was saved since it was opened. One query, or two where the last thing saved was in the plan."""
    events = AuditEvent.objects.filter(
        patient_id=encounter.patient_id,
        revision_before=encounter.revision - 1,
        revision_after=encounter.revision,
        outcome=Outcome.DONE,
    )
    return next((event.recorded_at for event in events.order_by("-seq") if _is_of(event, encounter)), None)


def _is_of(event: AuditEvent, encounter: Encounter) -> bool:
    if event.object_type == Encounter._meta.label_lower:
        return event.object_id == str(encounter.pk)
    row = _OF_A_VISIT.get(event.object_type)
    return row is not None and row._default_manager.filter(pk=event.object_id, encounter=encounter).exists()
