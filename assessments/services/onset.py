"""When the pain began, and for how many completed weeks it has lasted: recording one sets the other."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from assessments.knowledge.findings.pain import DURATION, ONSET_APPROXIMATE, ONSET_ON
from assessments.knowledge.vocabulary import NotAllowed
from assessments.models import Encounter
from clinic.refusals import Refused


def weeks_between(onset: date, visit: date) -> int:
    return (visit - onset).days // 7


def follows(draft: Encounter, given: Mapping[str, Any]) -> dict[str, Any]:
    """What else changes, given what a save sets; a date leads, and the number of weeks has to agree with it."""
    pain = draft.pain
    told_on, told_weeks = given.get(ONSET_ON.id), given.get(DURATION.id)
    changes_on = ONSET_ON.id in given and told_on != pain.onset_on
    changes_weeks = DURATION.id in given and told_weeks != pain.duration_weeks
    if not (changes_on or changes_weeks):
        return {}
    if told_on is not None:
        weeks = _weeks(draft, told_on)
        if told_weeks not in (None, weeks):
            raise Refused(
                gettext("%(duration)s: %(weeks)d weeks do not agree with %(onset)s %(day)s.")
                % {
                    "duration": gettext(DURATION.label),
                    "weeks": told_weeks,
                    "onset": gettext(ONSET_ON.label),
                    "day": told_on.isoformat(),
                },
                field=DURATION.id,
                value=told_weeks,
                way_out=gettext("Give one of the two; from that day it is %(weeks)d weeks.") % {"weeks": weeks},
            )
        found: dict[str, Any] = {DURATION.id: weeks, ONSET_APPROXIMATE.id: None}
    elif told_weeks is not None:
        onset = draft.visited_on - timedelta(weeks=told_weeks)
        _born_by(draft, onset, DURATION.id)
        found = {ONSET_ON.id: onset, ONSET_APPROXIMATE.id: True}
    else:
        found = {DURATION.id: None, ONSET_ON.id: None, ONSET_APPROXIMATE.id: None}
    if given.get(ONSET_APPROXIMATE.id) is not None:
        del found[ONSET_APPROXIMATE.id]
    return {slot: value for slot, value in found.items() if value != given.get(slot, getattr(pain, slot))}


def _weeks(draft: Encounter, onset: date) -> int:
    if onset > draft.visited_on:
        raise Refused(
            gettext("%(label)s: %(day)s is after the visit on %(visit)s.")
            % {
                "label": gettext(ONSET_ON.label),
                "day": onset.isoformat(),
                "visit": draft.visited_on.isoformat(),
            },
            field=ONSET_ON.id,
            value=onset,
            way_out=gettext("Give the day of the visit or an earlier one."),
        )
    _born_by(draft, onset, ONSET_ON.id)
    weeks = weeks_between(onset, draft.visited_on)
    try:
        return int(DURATION.allowed(weeks))
    except NotAllowed as limits:
        raise Refused(
            gettext("%(label)s: %(day)s is %(weeks)d weeks ago.")
            % {"label": gettext(ONSET_ON.label), "day": onset.isoformat(), "weeks": weeks},
            field=ONSET_ON.id,
            value=onset,
            way_out=gettext("Allowed is %(limits)s.") % {"limits": limits},
        ) from None


def _born_by(draft: Encounter, onset: date, field: str) -> None:
    if onset < draft.patient.birth_date:
        raise Refused(
            gettext("%(label)s: %(day)s is before the patient was born.")
            % {"label": gettext(ONSET_ON.label), "day": onset.isoformat()},
            field=field,
            value=onset,
            way_out=gettext("Give a later day, or correct the birth date in the chart."),
        )
