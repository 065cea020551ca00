"""Since the last signed visit: what changed, what was planned and came of it, and whether the review is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext

from assessments.forms.fields import SOME, TRIED_MARK
from assessments.forms.written import written
from assessments.knowledge.change import Change, changes, score, strength_fallen
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.findings.conclusion import REVIEW_IN_WEEKS
from assessments.knowledge.findings.history import TRIED
from assessments.knowledge.findings.instruments import PEG_SCORE
from assessments.knowledge.findings.nerve_roots import STRENGTH
from assessments.knowledge.findings.pain import PAIN_NOW
from assessments.knowledge.findings.red_flags import RED_FLAGS
from assessments.knowledge.treatments import TREATMENT_BY_ID
from assessments.knowledge.vocabulary import EFFECTS
from assessments.models import Answer, Encounter, EventKind, TestOrder
from assessments.services.reviews import GRACE, due_on
from assessments.services.writing import translated
from assessments.views.chips import Chip, field_of
from assessments.views.rows import label_of

Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`done` is None where nobody has said yet."""

    label: str
    state: str
    done: bool | None


@dataclass(frozen=True, kw_only=True)
class ToTell:
    """Taken up last time, and not told yet whether it was tried. `name` is its control on the page."""

    label: str
    name: str


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    visited_on: date
    encounter: UUID
    changes: tuple[str, ...]
    flags: tuple[tuple[str, tuple[Chip, ...]], ...]
    planned: tuple[Planned, ...]
    review: str
    is_late: bool
    to_tell: tuple[ToTell, ...]
    tried_was: str
    tried_marks: tuple[tuple[str, str], ...]

    @property
    def effects(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.value, translated(one.label)) for one in EFFECTS)


def follow_up(encounter: Encounter, now: Answers) -> FollowUp | None:
    """None at a first visit. Up to five queries, and no more for a longer plan."""
    last = encounter.last_signed()
    if last is None:
        return None
    then = last.answers()
    accepted = [one.item for one in last.decisions.standing() if one.answer == Answer.ACCEPTED]
    treatments = [item for item in accepted if item in TREATMENT_BY_ID]
    tried = now.get(TRIED.id)
    review, is_late = _review(last, then, encounter.visited_on)
    return FollowUp(
        visited_on=last.visited_on,
        encounter=last.pk,
        changes=tuple(_changes(then, now)),
        flags=tuple(_flags(then, now)),
        planned=(
            *(_ordered(order) for order in last.orders.standing().prefetch_related("events")),
            *(
                Planned(label=label_of(item), state=gettext("referred"), done=None)
                for item in accepted
                if item not in treatments
            ),
            *(_treated(item, tried or {}) for item in treatments),
        ),
        review=review,
        is_late=is_late,
        to_tell=tuple(
            ToTell(label=label_of(item), name=f"{TRIED_MARK}{item}") for item in treatments if item not in (tried or {})
        ),
        tried_was=written(SLOTS[TRIED.id], tried),
        tried_marks=((TRIED.id, SOME), *((f"{TRIED_MARK}{id}", effect) for id, effect in (tried or {}).items())),
    )


def _changes(then: Answers, now: Answers) -> list[str]:
    told = [in_words(one) for one in changes(then, now)]
    told += [
        _not_now(translated(one.label), one.says(was, translated))
        for one in (PAIN_NOW, PEG_SCORE)
        if (was := score(one, then)) is not None and score(one, now) is None
    ]
    fallen = strength_fallen(then, now)
    if fallen:
        told += [
            gettext("%(strength)s: %(then)s, now %(now)s: lower.")
            % {"strength": slot.label(translated), "then": slot.value(then), "now": slot.value(now)}
            for slot in fallen
        ]
    elif fallen is not None:
        told.append(gettext("Strength: nothing lower than then."))
    weak = [slot for finding in STRENGTH for slot in finding.slots() if finding.abnormal(slot.value(then) or 5)]
    told += [
        _not_now(slot.label(translated), slot.finding.says(slot.value(then), translated))
        for slot in weak
        if slot.value(now) is None
    ]
    return told


def _not_now(label: str, then: str) -> str:
    return gettext("%(what)s: %(then)s then, not known today.") % {"what": label, "then": then}


def in_words(change: Change) -> str:
    label = translated(change.finding.label)
    then, now = change.finding.says(change.then, translated), change.finding.says(change.now, translated)
    told = gettext("%(what)s: %(then)s, now %(now)s") % {"what": label, "then": then, "now": now}
    if not change.down:
        return gettext("%(told)s: unchanged.") % {"told": told}
    worse = change.down < 0
    if change.percent is None:
        return gettext("%(told)s: worse.") % {"told": told}
    if change.meaningful is None:
        said = gettext("%(told)s: up %(percent)d %%.") if worse else gettext("%(told)s: down %(percent)d %%.")
    elif change.meaningful:
        said = (
            gettext("%(told)s: up %(percent)d %%, a change that matters.")
            if worse
            else gettext("%(told)s: down %(percent)d %%, a meaningful improvement.")
        )
    else:
        said = (
            gettext("%(told)s: up %(percent)d %%, less than patients usually notice.")
            if worse
            else gettext("%(told)s: down %(percent)d %%, less than patients usually notice.")
        )
    return said % {"told": told, "percent": change.percent}


def _flags(then: Answers, now: Answers) -> list[tuple[str, tuple[Chip, ...]]]:
    def chips(was: bool | None, *reads: bool | None) -> tuple[Chip, ...]:
        return tuple(
            Chip(text=translated(flag.label), href=field_of(flag.id))
            for flag in RED_FLAGS
            if (_abnormal(flag, then) is True) is was and _abnormal(flag, now) in reads
        )

    groups = (
        (gettext("New since then"), chips(False, True)),
        (gettext("Still there"), chips(True, True)),
        (gettext("Gone"), chips(True, False)),
        (gettext("Present then, not asked now"), chips(True, None)),
    )
    return [(words, found) for words, found in groups if found]


def _abnormal(flag: Any, answers: Answers) -> bool | None:
    value = answers.get(flag.id)
    told: bool | None = None if value is None else flag.abnormal(value)
    return told


def _ordered(order: TestOrder) -> Planned:
    by_kind = {event.kind: event for event in order.events.all()}
    label = label_of(order.test)
    if event := by_kind.get(EventKind.RESULTED):
        return Planned(label=label, state=gettext("result: %(text)s") % {"text": event.text}, done=True)
    if event := by_kind.get(EventKind.CANCELLED):
        return Planned(label=label, state=gettext("cancelled: %(text)s") % {"text": event.text}, done=False)
    state = gettext("scheduled, no result yet") if EventKind.SCHEDULED in by_kind else gettext("ordered, no result yet")
    return Planned(label=label, state=state, done=False)


def _treated(item: str, tried: Mapping[str, str]) -> Planned:
    if item not in tried:
        return Planned(label=label_of(item), state=gettext("no outcome yet"), done=None)
    effects = {one.value: translated(one.label) for one in EFFECTS}
    return Planned(label=label_of(item), state=effects[tried[item]], done=True)


def _review(last: Encounter, then: Answers, today: date) -> tuple[str, bool]:
    weeks = then.get(REVIEW_IN_WEEKS.id)
    if weeks is None:
        return "", False
    planned = ngettext("Review was planned after %(n)d week", "Review was planned after %(n)d weeks", weeks) % {
        "n": weeks
    }
    late = today - due_on(last.visited_on, weeks)
    if late < GRACE:
        return gettext("%(planned)s.") % {"planned": planned}, False
    by = ngettext("%(n)d week", "%(n)d weeks", late.days // 7) % {"n": late.days // 7}
    return gettext("%(planned)s: overdue by %(by)s.") % {"planned": planned, "by": by}, True
