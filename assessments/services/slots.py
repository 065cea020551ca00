"""Answers by slot: whether one may be recorded here and by whom, how it reads now, and setting it in its row."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from assessments.knowledge.answers import shown
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.findings.background import ALLERGIES, MEDICATIONS
from assessments.knowledge.findings.history import TRIED
from assessments.knowledge.findings.nerve_roots import STRENGTH_FALLEN
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.treatments import TREATMENT_BY_ID
from assessments.knowledge.vocabulary import NotAllowed, Number, Text
from assessments.models import ROW_OF, Encounter, TriedTreatment
from clinic.refusals import Refused
from clinic.roles import Act

ROWS = {**ROW_OF, TRIED.id: "history"}
# What the patient tells can be taken down before the clinician comes in.
INTAKE_ROWS = frozenset({"pain", "red_flags", "legs", "history", "background"})
FROM_THE_CHART = frozenset({AGE.id, SEX.id, MEDICATIONS.id, ALLERGIES.id})


class NotRecordable(Refused):
    """`problems` has a sentence for every slot that was refused."""

    def __init__(self, problems: Mapping[str, Refused]) -> None:
        self.problems = {slot: str(problem) for slot, problem in problems.items()}
        first = next(iter(problems.values()))
        super().__init__(" ".join(self.problems.values()), field=next(iter(problems)), value=first.value)


def act_for(slot: str) -> Act:
    return Act.RECORD_INTAKE if ROWS[slot] in INTAKE_ROWS else Act.RECORD_ENCOUNTER


def recordable(slot: str) -> None:
    if slot not in SLOTS:
        raise Refused(
            gettext("%(slot)s is no finding.") % {"slot": shown(slot)},
            field=str(slot),
            way_out=gettext("Leave it out."),
        )
    if slot in FROM_THE_CHART:
        raise Refused(
            gettext("%(label)s: this comes from the patient's chart.") % {"label": SLOTS[slot].label(gettext)},
            field=slot,
            way_out=gettext("Change it there."),
        )
    if slot == STRENGTH_FALLEN.id:
        raise Refused(
            gettext("%(label)s: this is worked out and cannot be recorded.") % {"label": SLOTS[slot].label(gettext)},
            field=slot,
            way_out=gettext("Record the strength itself."),
        )


def kept(slot: str, value: Any) -> Any:
    """The answer as it is kept; None, and a text left empty, are unknown."""
    finding = SLOTS[slot].finding
    if value is None or (isinstance(finding, Text) and isinstance(value, str) and not value.strip()):
        return None
    try:
        if isinstance(value, datetime):
            raise NotAllowed(gettext("a date without a time"))
        answer = finding.allowed(value)
        if finding is TRIED and (strangers := sorted(set(answer) - set(TREATMENT_BY_ID))):
            raise NotAllowed(gettext("treatments of the list, which has no %(ids)s") % {"ids": ", ".join(strangers)})
    except NotAllowed as limits:
        raise Refused(
            gettext("%(label)s: %(value)s is not allowed.")
            % {"label": SLOTS[slot].label(gettext), "value": shown(value)},
            field=slot,
            value=value,
            way_out=gettext("Give %(limits)s, or leave it unanswered.") % {"limits": limits},
        ) from None
    return float(answer) if isinstance(finding, Number) and finding.decimals else answer


def current(draft: Encounter, slot: str) -> Any:
    return draft.tried_answer() if slot == TRIED.id else getattr(getattr(draft, ROW_OF[slot]), slot)


def put(
    draft: Encounter, values: Mapping[str, Any], *, touched: Collection[str], together: Collection[str] = ()
) -> None:
    """Sets `values`; of all `touched` slots only those named as set together still count as that."""
    by_row: dict[str, list[str]] = {}
    for slot in {**dict.fromkeys(touched), **values}:
        by_row.setdefault(ROWS[slot], []).append(slot)
    for name, slots in by_row.items():
        row = getattr(draft, name)
        for slot in slots:
            if slot in values and slot != TRIED.id:
                setattr(row, slot, values[slot])
        marked = [slot for slot in row.columns() if slot in together or (slot in row.together and slot not in slots)]
        changed = [slot for slot in slots if slot in values and slot != TRIED.id]
        if marked != row.together:
            row.together = marked
            changed.append("together")
        if changed:
            row.save(update_fields=changed)
    if TRIED.id in values:
        _put_tried(draft, values[TRIED.id])


def _put_tried(draft: Encounter, answer: Mapping[str, str] | None) -> None:
    wanted = dict(answer or {})
    for row in draft.tried.all():
        if row.treatment not in wanted:
            row.delete()
        elif row.effect != wanted.pop(row.treatment):
            row.effect = answer[row.treatment]  # type: ignore[index]
            row.save(update_fields=["effect"])
    for treatment, effect in wanted.items():
        TriedTreatment.objects.create(encounter=draft, treatment=treatment, effect=effect)
    draft.__dict__.get("_prefetched_objects_cache", {}).pop("tried", None)
    draft.history.tried_asked = answer is not None
    draft.history.save(update_fields=["tried_asked"])
