"""The knowledge as a page and as a paper: for whoever is signed in, and nobody else."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.knowledge.published import version
from tests import factories as people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["knowledge", "knowledge-pdf"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("assistant", 200),
        ("clinician", 200),
        ("supervisor", 200),
        ("records_admin", 200),
        ("auditor", 200),
    ],
)
def test_whoever_is_signed_in_may_read_it(client: Client, name: str, who: str, status: int) -> None:
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse(name)).status_code == status


def test_it_is_read_only(client: Client) -> None:
    client.force_login(people.clinician())
    assert client.post(reverse("knowledge")).status_code == 405


def test_a_reviewer_finds_rules_sources_disagreements_vignettes_and_changes(client: Client) -> None:
    client.force_login(people.auditor())
    page = client.get(reverse("knowledge")).content.decode()
    for words in (
        "Cauda equina syndrome possible",
        "any of",
        "New bladder trouble: yes",
        "Where sources differ",
        "Backchart follows",
        "Duloxetine",
        "New trouble passing urine is an emergency before anything else was asked",
        "the first release",
        version(),
    ):
        assert words in page


def test_the_page_costs_few_queries(client: Client, django_assert_max_num_queries) -> None:
    client.force_login(people.clinician())
    client.get(reverse("knowledge"))
    with django_assert_max_num_queries(12):
        client.get(reverse("knowledge"))


def test_the_paper_has_every_chapter_and_the_version_on_every_page(client: Client) -> None:
    client.force_login(people.clinician())
    response = client.get(reverse("knowledge-pdf"))
    reader = PdfReader(BytesIO(response.content))
    assert response["Content-Type"] == "application/pdf"
    assert len(reader.pages) > 10
    assert all(version() in page.extract_text() for page in reader.pages)
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "About this guidance"
    assert {"Treatments, by step", "Where sources differ", "Sources", "Changes"} <= set(titles)
