"""What holds for every page: nothing is kept by the browser, nothing foreign runs, errors say what was saved."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path

from clinic import urls
from tests import factories

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
REFUSED = re.compile(
    r"<style|\sstyle=|\son(?:click|change|input|submit|load|error|focus|blur|key|mouse)\w*=|javascript:"
    r"|<script(?![^>]*\ssrc=)|\|safe\b|autoescape off"
)


def fails(_: object) -> None:
    raise RuntimeError


class WithAFault:
    urlpatterns = [*urls.urlpatterns, path("fails/", fails)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/sign-in/", "/patients/new/", "/nothing/", "/patients/search/"])
def test_no_page_is_kept_by_a_browser(client: Client, address: str) -> None:
    client.force_login(factories.clinician())
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=WithAFault)
def test_a_fault_of_the_program_says_that_nothing_was_saved() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(factories.clinician())
    answer = client.get("/fails/")
    assert answer.status_code == 500
    assert "Something failed: nothing was saved" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_open_too_long_says_that_nothing_was_saved() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.clinician())
    answer = client.post("/patients/new/", {})
    assert (answer.status_code, "Nothing was saved" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(settings.BASE_DIR)))
def test_no_page_asks_for_what_the_content_policy_refuses(template: Path) -> None:
    assert not REFUSED.search(template.read_text())
