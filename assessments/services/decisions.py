"""Deciding on treatment: taking a suggestion up or turning it down, taking that back, and releasing the ladder."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from assessments.knowledge.published import version
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER
from assessments.models import Answer, Encounter, LadderRelease, TreatmentDecision
from assessments.services import catalogue
from assessments.services.advice import guidance_for
from assessments.services.draft import Saved, Written, pk_of, saved, write
from assessments.services.standing import refuse_unless_shown
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.text import clean


def decide(
    *,
    encounter: Encounter | UUID,
    item: str,
    answer: str,
    by: Staff,
    key: UUID,
    revision: int,
    reason: str = "",
    rule: str = "",
    was: Collection[UUID] = (),
) -> TreatmentDecision:
    """`item` is a treatment or a referral; a test can be declined, and is accepted by ordering it.

    A second decision on the same item takes the place of the first, which stays as undone. `was`: the ids of the
    orders and decisions that the page showed; raises Answered when another one stands.
    """
    wanted = catalogue.item(item)
    if answer not in Answer.values or (answer == Answer.ACCEPTED and item in catalogue.TESTS):
        raise Refused(
            gettext("%(item)s: “%(answer)s” is no answer to it.") % {"item": gettext(wanted.label), "answer": answer},
            field="answer",
            value=answer,
            way_out=gettext("Accept or decline; a test is accepted by ordering it."),
        )
    fields = {
        "item": item,
        "answer": answer,
        "reason": clean(reason, field="reason", limit=500),
        "rule": catalogue.known_rule(rule),
    }

    def change(draft: Encounter) -> Written:
        refuse_unless_shown(draft, item, was=was, mine=str(Answer(answer).label))
        now = timezone.now()
        for earlier in draft.decisions.standing().filter(item=item):
            _undo(earlier, by=by)
        made = TreatmentDecision.objects.create(
            encounter=draft, **fields, knowledge_version=version(), decided_by=by, decided_at=now
        )
        return Written(action="treatment.decided", findings=[item], of=made, result={"decision": str(made.pk)})

    made = write(
        encounter=encounter,
        by=by,
        acts=[Act.DECIDE],
        key=key,
        revision=revision,
        action="treatment.decided",
        body={**fields, "was": sorted(was)},
        change=change,
    )
    return made.of or TreatmentDecision.objects.get(pk=made.result["decision"])


def _undo(decision: TreatmentDecision, *, by: Staff) -> None:
    decision.undone_by, decision.undone_at = by, timezone.now()
    decision.save(update_fields=["undone_by", "undone_at"])


def undecide(*, decision: TreatmentDecision | UUID, by: Staff, key: UUID, revision: int) -> Saved:
    """It stays, marked as undone. Undoing twice changes nothing; raises Answered where another one has its place."""
    pk = pk_of(decision)

    def change(draft: Encounter) -> Written:
        row = draft.decisions.get(pk=pk)
        refuse_unless_shown(draft, row.item, was=[pk], mine=gettext("Undo"))
        if row.stands:
            _undo(row, by=by)
        return Written(action="treatment.undecided", findings=[row.item], of=row)

    return saved(
        write(
            encounter=TreatmentDecision.objects.get(pk=pk).encounter_id,
            by=by,
            acts=[Act.DECIDE],
            key=key,
            revision=revision,
            action="treatment.undecided",
            body={"decision": pk},
            change=change,
        )
    )


def release(
    *, encounter: Encounter | UUID, rule: str, reason: str, by: Staff, key: UUID, revision: int
) -> LadderRelease:
    """Treatment goes on although this rule, which has fired, holds it."""
    fields = {
        "rule": catalogue.known_rule(rule),
        "reason": clean(reason, field="reason", limit=500, required=True),
    }

    def change(draft: Encounter) -> Written:
        if rule not in {alert.rule.id for alert in guidance_for(draft).alerts if alert.rule in HOLDS_THE_LADDER}:
            raise Refused(
                gettext("rule: %(rule)s does not hold treatment in this visit.") % {"rule": rule},
                field="rule",
                value=rule,
                way_out=gettext("Release only what the page shows as holding."),
            )
        if draft.releases.filter(rule=rule).exists():
            raise Refused(
                gettext("rule: %(rule)s is released already.") % {"rule": rule},
                field="rule",
                value=rule,
                way_out=gettext("Reload the visit."),
            )
        made = LadderRelease.objects.create(encounter=draft, **fields, released_by=by, released_at=timezone.now())
        return Written(action="ladder.released", findings=[rule], of=made, result={"release": str(made.pk)})

    made = write(
        encounter=encounter,
        by=by,
        acts=[Act.DECIDE],
        key=key,
        revision=revision,
        action="ladder.released",
        body=fields,
        change=change,
    )
    return made.of or LadderRelease.objects.get(pk=made.result["release"])
