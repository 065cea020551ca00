"""What stands beside the sections of a draft: the margin, the plan, and what is still missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import SimpleLazyObject

from assessments.forms.decision import DECLINE_REASONS
from assessments.forms.order import OrderForm
from assessments.knowledge.advice import Alert
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.investigations import EMERGENCY_DEPARTMENT
from assessments.knowledge.roots import patterns
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER
from assessments.models import Answer, Encounter
from assessments.services.advice import guidance_for
from assessments.services.completeness import missing
from assessments.services.showing import showed
from assessments.services.writing import translated
from assessments.views.follow_up import follow_up
from assessments.views.from_lists import from_lists
from assessments.views.rail import alert_card, care_rows, rail
from assessments.views.rows import Decided, Row, decided, rows
from clinic.models import Staff
from clinic.roles import Act, may


@dataclass(frozen=True, kw_only=True)
class Hold:
    rule: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`now`: suggested or decided; the rest can be chosen, each with what there is to say first."""

    now: tuple[Row, ...]
    together: tuple[Row, ...]
    no_scan: tuple[Row, ...]
    purpose: tuple[Row, ...]
    choose: tuple[Row, ...]
    ask_first: tuple[Row, ...]
    against: tuple[Row, ...]
    later: tuple[Row, ...]
    tried: tuple[Row, ...]
    own_choice: tuple[Row, ...]
    tests: tuple[Row, ...]
    not_suggested: tuple[Row, ...]
    holds: tuple[Hold, ...]


def beside(encounter: Encounter, user: Staff) -> dict[str, Any]:
    """Give an encounter from `whole()`. About ten queries, and no more for a longer plan."""
    open_still = still_missing(encounter)
    answers = open_still["answers"]
    guidance = guidance_for(encounter, answers)
    if may(user, Act.DECIDE) and not encounter.is_closed:
        showed(encounter, guidance)
    known = decided(encounter)
    every = rows(guidance, known)
    return open_still | {
        "guidance": guidance,
        "rail": rail(guidance, every),
        "plan": plan(guidance, every),
        "rows": every,
        "follow_up": follow_up(encounter, answers) if not encounter.is_signed else None,
        "from_lists": from_lists(guidance.answers),
        "roots": _roots(guidance),
        "may_tell": may(user, Act.RECORD_INTAKE) and not encounter.is_signed,
        "interrupts": tuple(alert_card(guidance, alert) for alert in unanswered(guidance, known)),
        "emergency_was": _answered(known, EMERGENCY_DEPARTMENT.id),
        "ordered": len(known.orders),
        "may_decide": may(user, Act.DECIDE) and not encounter.is_signed,
        "may_order": may(user, Act.ORDER) and not encounter.is_signed,
        "decline_reasons": DECLINE_REASONS,
        "order_form": SimpleLazyObject(OrderForm),
    }


def still_missing(encounter: Encounter) -> dict[str, Any]:
    answers = encounter.answers()
    left = missing(encounter, answers)
    return {
        "encounter": encounter,
        "answers": answers,
        "missing": left,
        "missing_by_section": dict(Counter(one.section for one in left)),
    }


def plan(guidance: Guidance, every: Sequence[Row]) -> Plan:
    def of(*states: str, kind: str = "") -> tuple[Row, ...]:
        return tuple(row for row in every if row.state in states and kind in ("", row.kind))

    return Plan(
        now=of("suggested", "accepted", "ordered", "declined"),
        together=care_rows(every),
        no_scan=of("avoid", kind="test"),
        purpose=of("purpose"),
        choose=of("available", kind="treatment"),
        ask_first=of("held"),
        against=of("avoid", kind="treatment"),
        later=of("later"),
        tried=of("tried"),
        own_choice=of("never_suggested"),
        tests=of("available", "purpose", "avoid", "declined", kind="test"),
        not_suggested=tuple(row for row in every if row.state == "available" and row.kind != "treatment"),
        holds=tuple(
            Hold(rule=alert.rule.id, title=translated(alert.rule.title), text=translated(alert.text))
            for alert in guidance.alerts
            if guidance.on_hold and alert.rule in HOLDS_THE_LADDER and alert.rule.id not in guidance.answers["released"]
        ),
    )


def unanswered(guidance: Guidance, known: Decided) -> tuple[Alert, ...]:
    """Emergencies nobody has answered for in this visit; one that was declined comes back when its findings change."""
    answer = known.decisions.get(EMERGENCY_DEPARTMENT.id)
    if answer is None:
        return guidance.interrupts
    if answer.answer == Answer.ACCEPTED:
        return ()
    return tuple(alert for alert in guidance.interrupts if known.changed_since(alert.because, answer.decided_at))


def _answered(known: Decided, item: str) -> tuple[UUID, ...]:
    one = known.decisions.get(item)
    return (one.pk,) if one else ()


def unanswered_of(encounter: Encounter) -> bool:
    return bool(unanswered(guidance_for(encounter), decided(encounter)))


def _roots(guidance: Guidance) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.says(translated), one.found(guidance.answers, translated)) for one in patterns(guidance.answers)]
