"""The pages a patient may read hold every fact, and nobody's data."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessments.knowledge.facts import FACTS
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ("information", "information-prepare")


def test_every_fact_of_the_source_can_be_read(client: Client) -> None:
    client.force_login(factories.assistant())
    told = "".join(client.get(reverse(page)).content.decode() for page in PAGES)
    assert [fact.id for fact in FACTS.values() if escape(fact.text) not in told] == []


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_is_asked_to(client: Client, page: str) -> None:
    answer = client.get(reverse(page))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("login"))


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_only_show(client: Client, page: str) -> None:
    client.force_login(factories.assistant())
    assert client.post(reverse(page)).status_code == 405
