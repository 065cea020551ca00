"""Tests, treatments and rules by their names, as a list shows them."""

from django.utils.translation import gettext

from assessments.services.catalogue import ITEMS, RULE_BY_ID, TESTS


def test_name(id: str) -> str:
    return gettext(TESTS[id].label) if id in TESTS else id


def item_name(id: str) -> str:
    return gettext(ITEMS[id].label) if id in ITEMS else id


def rule_name(id: str) -> str:
    """Empty where nobody's rule suggested it."""
    if not id:
        return gettext("the clinician")
    return gettext(RULE_BY_ID[id].title) if id in RULE_BY_ID else id
