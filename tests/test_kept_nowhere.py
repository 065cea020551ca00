"""What a browser's cache, an address and a log keep of a record: nothing, whatever is asked and however it ends."""

import io
import logging
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from clinic import urls
from clinic.models import AuditEvent
from tests import factories
from tests.clinic.views.test_outage import Gone
from tests.everybody import Site
from tests.test_refusals import CANARIES, asked, site
from tests.who_may import ABSENT, ADMIN, ANONYMOUS, AUDITOR, OWN, OWNER, RECORDS_ADMIN, TABLE

pytestmark = pytest.mark.django_db
__all__ = ["site"]

WORDS = (*CANARIES, "1931-03-09")
# Nothing that a spreadsheet opens: whoever adds such an export neutralises cells that begin with = + - @ tab or CR.
KINDS = {"text/html", "text/plain", "text/javascript", "application/json", "application/pdf", ""}
ADDRESSES = re.compile(r"""\s(?:href|action|formaction|src|hx-[a-z]+|data-[a-z-]+)="([^"]*/[^"]*)\"""")


def kind(answer: HttpResponse) -> str:
    return answer.get("Content-Type", "").partition(";")[0]


def leads_to(answer: HttpResponse) -> list[str]:
    """Where it was asked, where it leads at once, and where its links and forms would lead."""
    asked_at: Any = getattr(answer, "request", {})
    found = [f"{asked_at.get('PATH_INFO', '')}?{asked_at.get('QUERY_STRING', '')}", answer.get("Location", "")]
    if kind(answer) == "text/html":
        found += ADDRESSES.findall(answer.content.decode())
    return [unquote_plus(address) for address in found]


def kept(what: str, answer: HttpResponse) -> Iterator[str]:
    """What is wrong with an answer."""
    if answer.get("Cache-Control") != "no-store":
        yield f"{what} may be stored"
    if kind(answer) not in KINDS:
        yield f"{what} answers with {kind(answer)}"
    yield from (f"{what} leads to {address}" for address in leads_to(answer) if any(word in address for word in WORDS))


def all_of(site: Site, client: Client, actor: str) -> Iterator[tuple[str, HttpResponse]]:
    """Each address as a page and as a fragment; of the admin each list, row and search."""
    yield from asked(site, client, actor)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    yield from ((f"{what} as a fragment", answer) for what, answer in asked(site, client, actor))
    del client.defaults["HTTP_HX_REQUEST"]
    for label in ADMIN:
        row = apps.get_model(*label.split("_"))._default_manager.first()
        pk = row.pk if row else uuid.uuid4()
        for page in (reverse(f"admin:{label}_changelist"), reverse(f"admin:{label}_change", args=[pk])):
            yield f"get {page}", client.get(page)
            searched = client.post(page, {"sought": CANARIES[0]})
            yield f"search {page}", searched
            if searched.status_code == 302:
                yield f"found {page}", client.get(searched["Location"], follow=False)
    for name in ("admin:index", "admin:login", "admin:jsi18n", "login"):
        yield f"get {name}", client.get(reverse(name))
    wrong = {"username": CANARIES[0], "password": CANARIES[1], "next": "/", "phone": CANARIES[2]}
    yield "post login", client.post(reverse("login"), wrong)
    yield "post logout", client.post(reverse("logout"))


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the site's own handlers write."""
    written = io.StringIO()
    ours = [one for name in ("", "django") for one in logging.getLogger(name).handlers]
    streams = [one for one in ours if type(one) is logging.StreamHandler]
    assert streams
    before = [(one, one.setStream(written)) for one in streams]
    yield written
    for handler, stream in before:
        if stream is not None:
            handler.setStream(stream)


@pytest.mark.parametrize("actor", [OWNER, RECORDS_ADMIN, AUDITOR, ANONYMOUS])
def test_no_answer_may_be_stored_and_no_address_or_line_of_the_log_holds_a_word_of_a_record(
    site: Site, actor: str, logged: io.StringIO
) -> None:
    client = site.at_a_desk(actor)
    answers = list(all_of(site, client, actor))
    assert [wrong for what, answer in answers for wrong in kept(what, answer)] == []
    assert len(answers) > 500
    lines = logged.getvalue()
    assert [word for word in WORDS if word in lines] == []
    assert lines.count("\n") > 10  # refusals are lines of it
    assert [word for word in WORDS if word in str(list(AccessAttempt.objects.values()))] == []


@pytest.mark.parametrize("why", [OperationalError, ProgrammingError])
def test_nor_may_an_answer_be_stored_where_the_database_fails(site: Site, why: Any, logged: io.StringIO) -> None:
    client = site.at_a_desk(OWNER)
    addresses = [reverse(name, kwargs=dict(site.named(row, OWN, OWNER))) for name, row in TABLE.items()]
    with connection.execute_wrapper(Gone(why)):
        answers = [(f"{ask.__name__} {at}", ask(at)) for at in addresses for ask in (client.get, client.post)]
    assert [wrong for what, answer in answers for wrong in kept(what, answer)] == []
    assert {answer.status_code for _, answer in answers} - {405} == {503 if why is OperationalError else 500}
    assert [word for word in WORDS if word in logged.getvalue()] == []


def test_nor_one_to_a_page_open_too_long_or_to_a_form_out_of_bounds(site: Site) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(site.people[OWNER])
    for name, row in TABLE.items():
        at = reverse(name, kwargs=dict(site.named(row, ABSENT, OWNER)))
        for sent in ({"key": "x"}, {str(number): "x" for number in range(1100)}):
            answer = client.post(at, sent)
            assert (list(kept(at, answer)), answer.status_code in (400, 403, 405)) == ([], True), (at, answer)


class WithAFault:
    @staticmethod
    def fails(_: object) -> None:
        try:
            raise ValueError(CANARIES[0])
        except ValueError as cause:
            raise RuntimeError(CANARIES[1]) from cause

    urlpatterns = [*urls.urlpatterns, path("fails/", fails.__func__)]


@override_settings(ROOT_URLCONF=WithAFault)
def test_the_log_of_a_fault_says_where_and_of_what_kind_and_not_what_it_was_about(logged: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(factories.clinician())
    client.get("/fails/")
    line = logged.getvalue()
    for said in ("/fails/", __file__, "builtins.ValueError\nand then\n", "builtins.RuntimeError", "in fails"):
        assert said in line
    assert [word for word in WORDS if word in line] == []


@pytest.mark.control
@override_settings(ROOT_URLCONF=WithAFault)
def test_a_log_that_quotes_a_fault_is_found_out(logged: io.StringIO) -> None:
    handler = logging.getLogger("django").handlers[0]
    ours = handler.formatter
    handler.setFormatter(logging.Formatter())
    try:
        Client(raise_request_exception=False).get("/fails/")
        client = Client(raise_request_exception=False)
        client.force_login(factories.clinician())
        client.get("/fails/")
    finally:
        handler.setFormatter(ours)
    assert [word for word in WORDS if word in logged.getvalue()] == [CANARIES[0], CANARIES[1]]


@pytest.mark.control
def test_an_answer_that_is_kept_somewhere_is_found_out() -> None:
    answer = HttpResponse(f'<a href="/patients/?q={WORDS[0]}">', headers={"Location": f"/?name={WORDS[1]}"})
    assert list(kept("x", answer)) == [
        "x may be stored",
        f"x leads to /?name={WORDS[1]}",
        f"x leads to /patients/?q={WORDS[0]}",
    ]
    table = HttpResponse("=1+1", content_type="text/csv", headers={"Cache-Control": "no-store"})
    assert list(kept("x", table)) == ["x answers with text/csv"]


def test_no_part_of_the_site_writes_for_a_spreadsheet() -> None:
    """So there is no cell to neutralise. Rows of a record leave as paper, as pages, or as a whole backup."""
    writes = re.compile(
        r"^\s*(?:import|from) (?:csv|openpyxl|xlsxwriter|import_export|tablib)\b|text/csv", re.MULTILINE
    )
    files = [file for app in ("clinic", "assessments") for file in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    assert [file.name for file in files if writes.search(file.read_text())] == []
    assert writes.search("import csv\n")


def test_the_trail_keeps_no_word_that_was_typed_at_the_door(site: Site) -> None:
    Client().post(reverse("login"), {"username": CANARIES[0], "password": CANARIES[1], "phone": CANARIES[2]})
    assert AccessAttempt.objects.count() == 1
    said = str(list(AccessAttempt.objects.values())) + str([event.sealed() for event in AuditEvent.objects.all()])
    assert [word for word in WORDS if word in said] == []
