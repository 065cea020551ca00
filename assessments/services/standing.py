"""The answer that stands to a suggestion, an order or a decision, and whether a page that answers it showed that."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from assessments.models import Encounter, TestOrder, TreatmentDecision
from assessments.services import catalogue
from clinic.refusals import Clash, Conflict


class Answered(Conflict):
    """Somebody else, or the same person on another page, answered it after this page was shown."""

    def __init__(self, stands: TestOrder | TreatmentDecision, *, mine: str) -> None:
        item = stands.test if isinstance(stands, TestOrder) else stands.item
        now, by, at = _told(stands)
        super().__init__({item: Clash(was=None, now=now, mine=mine)})
        self.message = gettext(
            "%(item)s: %(now)s by %(name)s at %(time)s, which this page did not show yet. You pressed: %(mine)s."
        ) % {
            "item": gettext(catalogue.item(item).label),
            "now": f"{now} ({stands.reason})" if stands.reason else now,
            "name": by,
            "time": timezone.localtime(at).strftime("%H:%M"),
            "mine": mine,
        }
        self.way_out = gettext("Nothing was changed. Read it as it stands, and answer again if yours is the right one.")


def _told(stands: TestOrder | TreatmentDecision) -> tuple[str, str, datetime]:
    if isinstance(stands, TestOrder):
        return gettext("ordered"), stands.ordered_by.name, stands.ordered_at
    return str(stands.get_answer_display()), stands.decided_by.name, stands.decided_at


def refuse_unless_shown(draft: Encounter, item: str, *, was: Collection[UUID], mine: str) -> None:
    """`was`: the ids of what the page showed as standing. Raises Answered. What was taken back meanwhile is no bar."""
    for stands in answers(draft, item):
        if stands.pk not in was:
            raise Answered(stands, mine=mine)


def is_shown(draft: Encounter, item: str, was: Collection[UUID]) -> bool:
    return all(stands.pk in was for stands in answers(draft, item))


def answers(draft: Encounter, item: str) -> Iterator[TestOrder | TreatmentDecision]:
    """One query, and a second for a test."""
    yield from draft.decisions.standing().filter(item=item).select_related("decided_by")
    if item in catalogue.TESTS:
        yield from draft.orders.standing().filter(test=item).select_related("ordered_by")
