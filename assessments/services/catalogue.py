"""Tests, treatments, referrals and rules by id, for what orders and decisions refer to."""

from collections.abc import Iterable

from django.utils.translation import gettext

from assessments.knowledge.answers import shown
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.rule import Investigation, Referral, Rule
from assessments.knowledge.rules import RULES
from assessments.knowledge.treatments import TREATMENTS, Treatment
from clinic.refusals import Refused

TESTS: dict[str, Investigation] = {test.id: test for test in INVESTIGATIONS}
Decidable = Treatment | Referral | Investigation
ITEMS: dict[str, Decidable] = {
    **{treatment.id: treatment for treatment in TREATMENTS},
    **{referral.id: referral for referral in REFERRALS},
    **TESTS,
}
RULE_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


def test(id: str) -> Investigation:
    if id not in TESTS:
        raise _no("test", id, TESTS)
    return TESTS[id]


def item(id: str) -> Decidable:
    if id not in ITEMS:
        raise _no("item", id, ITEMS)
    return ITEMS[id]


def known_rule(id: str) -> str:
    """Empty where no rule suggested it."""
    if id and id not in RULE_BY_ID:
        raise _no("rule", id, RULE_BY_ID)
    return id


def _no(field: str, id: str, known: Iterable[str]) -> Refused:
    return Refused(
        gettext("%(field)s: there is no %(id)s.") % {"field": field, "id": shown(id)},
        field=field,
        value=id,
        way_out=gettext("Choose one of %(known)s.") % {"known": ", ".join(known)},
    )
