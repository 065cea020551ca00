"""No page is without a walk, so none is without a check of its access, its width and its policy."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.seldom import SELDOM
from tests.browser.states import WALKS
from tests.browser.walked import WALKED
from tests.everybody import Site
from tests.who_may import ACTORS, ADMIN, OWN, RECORDS_ADMIN, TABLE

LEADS_ON = range(300, 400)


def is_a_page(client: Client, address: str) -> bool:
    """A whole page, also of what is wrong; or what leads on from here, for it may show one to somebody else."""
    answer = client.get(address)
    if answer.status_code in LEADS_ON:
        return not address.endswith(".pdf")
    return answer["Content-Type"].startswith("text/html") and b"<html" in answer.content


def pages() -> Iterator[str]:
    """By the table of who may ask for what, as each of them is answered."""
    site = Site()
    clients = {actor: site.at_a_desk(actor) for actor in ACTORS}
    for name, row in TABLE.items():
        asking = (actor for actor in ACTORS if row.get and actor in row.get)
        if any(is_a_page(clients[one], reverse(name, kwargs=dict(site.named(row, OWN, one)))) for one in asking):
            yield name
    office = {"index": {}, "app_list": {"app_label": "clinic"}, "jsi18n": {}}
    yield from (
        f"admin:{name}"
        for name, more in office.items()
        if is_a_page(clients[RECORDS_ADMIN], reverse(f"admin:{name}", kwargs=more))
    )
    for desk, who in ADMIN.items():
        shown = {"changelist": not who.leads_on, "change": True, "add": bool(who.add)}
        yield from (f"admin:{desk}_{page}" for page, there in shown.items() if there)


@pytest.mark.django_db
def test_every_page_has_a_walk_that_comes_to_it() -> None:
    found = set(pages())
    assert found - set(WALKED) == set(), "Walk there in states.py or seldom.py, and say in walked.py which walk does."
    assert set(WALKED) - found == set()


def test_every_walk_that_is_named_is_there() -> None:
    assert set(WALKED.values()) - {*WALKS, *SELDOM} == set()
