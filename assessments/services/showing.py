"""When each suggestion of a visit was first on a page that went to somebody who decides; kept once, never moved."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from assessments.knowledge.guidance import Guidance
from assessments.knowledge.ladder import Status
from assessments.models import Encounter


def suggestions(guidance: Guidance) -> Iterator[str]:
    """What it is, which one, and by which rule where a rule brings it."""
    for alert in guidance.alerts:
        yield f"alert:{alert.rule.id}"
    for test in guidance.suggested:
        yield from (f"test:{test.test.id}:{rule.id}" for rule in test.rules)
    for avoided in guidance.avoided:
        yield from (f"avoid:{avoided.test.id}:{rule.id}" for rule in avoided.rules)
    for referral in guidance.referrals:
        yield from (f"referral:{referral.referral.id}:{rule.id}" for rule in referral.rules)
        if not referral.rules:
            yield f"referral:{referral.referral.id}"
    for treatment, status in guidance.statuses.items():
        if status is Status.SUGGESTED:
            yield f"treatment:{treatment}"


def showed(visit: Encounter, guidance: Guidance) -> None:
    """Of a draft, as the page goes out. Costs no query where all of it was shown before."""
    new = set(suggestions(guidance)) - set(visit.shown or ())
    if new:
        _keep(visit, new, version=guidance.knowledge_version)


@transaction.atomic
def _keep(visit: Encounter, new: set[str], *, version: str) -> None:
    # Read again under the lock: another page may have shown some of it a moment ago.
    kept = Encounter.objects.drafts().select_for_update().only("shown").filter(pk=visit.pk).first()
    if kept is None:
        return
    now = {"at": timezone.now().isoformat(), "knowledge_version": version}
    visit.shown = dict.fromkeys(sorted(new), now) | (kept.shown or {})
    Encounter.objects.drafts().filter(pk=visit.pk).update(shown=visit.shown)
