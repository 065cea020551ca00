"""Recording answers: single ones as they were and as they are now, and the few acts that answer many at once."""

from collections.abc import Collection, Mapping
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from assessments.knowledge.findings.background import PREGNANCY_WEEKS
from assessments.knowledge.findings.red_flags import EMERGENCY_FLAGS, SERIOUS_FLAGS, asked
from assessments.knowledge.findings.who import SEX
from assessments.models import Background, Encounter
from assessments.services.draft import Saved, Written, saved, write
from assessments.services.onset import follows
from assessments.services.slots import NotRecordable, act_for, current, kept, put, recordable
from clinic.canonical import plain, sha256
from clinic.models import Staff
from clinic.refusals import Clash, Conflict, Refused
from clinic.roles import Act

Changes = Mapping[str, tuple[Any, Any]]
Group = Literal["emergency", "serious"]
FLAGS = {"emergency": EMERGENCY_FLAGS, "serious": SERIOUS_FLAGS}
# A pregnancy is weeks further on by the next visit.
NOT_CARRIED = frozenset({PREGNANCY_WEEKS.id})


def record(
    *,
    encounter: Encounter | UUID,
    changes: Changes,
    by: Staff,
    key: UUID,
    revision: int,
    together: Collection[str] = (),
) -> Saved:
    """`changes` = {slot id: (as it was on the page, as it is to be)}, None for unknown.

    Raises Conflict when a slot was changed to something else meanwhile, NotRecordable naming every slot refused.
    `together` names the slots among them that one act answered, so that the note can say so.
    """
    wanted = _cleaned(changes)
    _set_together(wanted, together)

    def change(draft: Encounter) -> Written:
        clashes = {
            slot: Clash(was=was, now=current(draft, slot), mine=now)
            for slot, (was, now) in wanted.items()
            if current(draft, slot) not in (was, now)
        }
        if clashes:
            raise Conflict(clashes)
        given = {slot: now for slot, (_, now) in wanted.items()}
        also = follows(draft, given)
        return _put(draft, {**given, **also}, together=together, also=also, action="visit.recorded")

    return saved(
        write(
            encounter=encounter,
            by=by,
            acts=sorted({act_for(slot) for slot in wanted}),
            key=key,
            revision=revision,
            action="visit.recorded",
            body={"changes": wanted, "together": sorted(together)},
            change=change,
        )
    )


def _put(
    draft: Encounter,
    values: Mapping[str, Any],
    *,
    action: str,
    together: Collection[str] = (),
    also: Mapping[str, Any],
) -> Written:
    changed = {slot: value for slot, value in values.items() if value != current(draft, slot)}
    put(draft, changed, touched=values, together=together)
    return Written(action=action, findings=values, content_hash=sha256(draft.answers()), result={"also": plain(also)})


def _cleaned(changes: Changes) -> dict[str, tuple[Any, Any]]:
    if not changes:
        raise Refused(
            gettext("This save holds no answer."), field="changes", way_out=gettext("Send at least one finding.")
        )
    wanted, problems = {}, {}
    for slot, pair in changes.items():
        try:
            recordable(slot)
            if not isinstance(pair, list | tuple) or len(pair) != 2:
                raise Refused(
                    gettext("%(slot)s: this save does not say what the answer was before.") % {"slot": slot},
                    field=slot,
                    way_out=gettext("Reload the visit and save again."),
                )
            wanted[slot] = (kept(slot, pair[0]), kept(slot, pair[1]))
        except Refused as refused:
            problems[str(slot)] = refused
    if problems:
        raise NotRecordable(problems)
    return wanted


def _set_together(wanted: Changes, together: Collection[str]) -> None:
    for slot in together:
        if slot not in wanted or wanted[slot][1] is None:
            raise Refused(
                gettext("together: %(slot)s is not answered by this save.") % {"slot": slot},
                field="together",
                value=slot,
                way_out=gettext("Name only findings this save answers."),
            )


def none_of_these(*, encounter: Encounter | UUID, group: Group, by: Staff, key: UUID, revision: int) -> Saved:
    """Every flag of the group that nobody has answered is absent, each by name; answered ones stay as they are."""
    if group not in FLAGS:
        raise Refused(
            gettext("group: there is no group of red flags %(group)s.") % {"group": group},
            field="group",
            value=group,
            way_out=gettext("Choose emergency or serious."),
        )

    def change(draft: Encounter) -> Written:
        known = {SEX.id: draft.patient.sex} | {flag.id: current(draft, flag.id) for flag in FLAGS[group]}
        absent = {flag.id: flag.normal[0] for flag in FLAGS[group] if asked(flag).holds(known) is not True}
        return _put(draft, absent, together=absent, also=absent, action="visit.flags_closed")

    return saved(
        write(
            encounter=encounter,
            by=by,
            acts=[Act.RECORD_INTAKE],
            key=key,
            revision=revision,
            action="visit.flags_closed",
            body={"group": group},
            change=change,
        )
    )


def confirm_background(*, encounter: Encounter | UUID, by: Staff, key: UUID, revision: int) -> Saved:
    """What was known of the background at the last signed visit holds today as well; answered today stays as it is.

    The week of a pregnancy is not carried.
    """

    def change(draft: Encounter) -> Written:
        last = draft.last_signed()
        if last is None:
            raise Refused(
                gettext("There is no earlier signed visit to carry the background from."),
                field="background",
                way_out=gettext("Answer it finding by finding."),
            )
        carried = {
            slot: value
            for slot, value in last.background.answers().items()
            if slot not in NOT_CARRIED and current(draft, slot) is None
        }
        background = draft.background
        background.carried_from, background.confirmed_by, background.confirmed_at = last, by, timezone.now()
        background.save(update_fields=["carried_from", "confirmed_by", "confirmed_at"])
        return _put(draft, carried, together=carried, also=carried, action="visit.background_confirmed")

    return saved(
        write(
            encounter=encounter,
            by=by,
            acts=[Act.RECORD_INTAKE],
            key=key,
            revision=revision,
            action="visit.background_confirmed",
            body={"section": Background._meta.model_name},
            change=change,
        )
    )
