"""Every text of the record as a script that calls a stranger: a browser opens the pages, and nothing runs or leaves.

The site's own word on what a page may run is left out where escaping is tried, and escaping where that word is.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from assessments.models import (
    Addendum,
    Conclusion,
    Encounter,
    History,
    LadderRelease,
    RedFlagScreen,
    SignedNote,
    TestOrder,
    TreatmentDecision,
)
from assessments.services.record import record
from clinic.models import Patient, PatientAllergy, PatientMedicine, Practice, Staff, StaffSession
from tests.assessments.admin.pages import change, listing
from tests.everybody import Site
from tests.test_injection import FIELDS, STRANGER, probe, probes, shown_in, typed_everywhere
from tests.who_may import AUDITOR, OWN, OWNER, RECORDS_ADMIN, SUPERUSER, SUPERVISOR, TABLE

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

# What somebody reads or types on a page, not in its markup: a script inside it would have been taken out of there.
WORDS = """() => {
  const said = [], nodes = document.createTreeWalker(document);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    for (const one of node.attributes || []) said.push(one.value);
    if ("value" in node) said.push(node.value);
  }
  return said.join("\\n");
}"""


@dataclass
class Watched:
    """A page in a browser, and what no page may do."""

    page: Page
    address: str
    ran: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Once everything that the page asked for has come."""
        self.page.wait_for_load_state("networkidle")
        self.ran += [f"{self.page.url}: {ran}" for ran in [self.page.evaluate("window.__ran")] if ran is not None]
        self.seen |= shown_in(self.page.evaluate(WORDS))

    def open(self, path: str) -> None:
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.ok, (path, answer.status)
        self.look()


@contextmanager
def watched(chromium: Browser, address: str, site: Site, actor: str, *, by_the_site: bool = False) -> Iterator[Watched]:
    context = chromium.new_context(bypass_csp=not by_the_site)
    context.set_default_timeout(30_000)
    session = site.at_a_desk(actor).cookies[settings.SESSION_COOKIE_NAME].value
    StaffSession.objects.update(**probes("clinic.StaffSession"))
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    one = Watched(page=context.new_page(), address=address)

    def stopped(route: Route) -> None:
        one.left.append(route.request.url)
        route.abort()

    def closed(dialog: Dialog) -> None:
        one.ran.append(f"{one.page.url} said {dialog.message}")
        dialog.dismiss()

    context.route(lambda url: not url.startswith((address, "data:", "blob:")), stopped)
    one.page.on("dialog", closed)
    yield one
    context.close()


@pytest.fixture
def site(transactional_db: None) -> Site:
    made = Site()
    typed_everywhere(made)
    return made


def asked_for_by(actor: str, site: Site) -> list[str]:
    """Every page of this person's but papers and the account."""
    return [
        reverse(name, kwargs=dict(site.named(row, OWN, actor)))
        for name, row in TABLE.items()
        if row.get and actor in row.get and row.of not in ("factor", "batch", "session") and not row.door
        if not name.endswith("-pdf") and name not in ("record", "session-state", "second-step")
    ]


def in_the_office(*models: Any) -> list[str]:
    rows = [row for model in models for row in model._default_manager.order_by("-pk")[:2]]
    return [*map(listing, models), *map(change, rows)]


def pages_of(actor: str, site: Site) -> list[str]:
    """What this person reads here: the chart and the visit, the trail, or the records office."""
    match actor:
        case "owner" | "auditor":
            return asked_for_by(actor, site)
        case "supervising clinician":
            return [reverse("openings")]
        case "superuser":
            return [listing(Staff), change(site.people[OWNER])]
    return in_the_office(
        *(Practice, Patient, PatientMedicine, PatientAllergy, Encounter, History, RedFlagScreen, Conclusion),
        *(TestOrder, TreatmentDecision, LadderRelease, SignedNote, Addendum),
    )


def typed_and_answered(one: Watched, site: Site) -> None:
    """Found while it is typed, saved from the page, and shown beside what a colleague wrote meanwhile."""
    name = probe("clinic.Patient.family_name")
    one.open("/")
    one.page.get_by_role("searchbox", name="Find a patient").fill(name)
    expect(one.page.locator("#found").get_by_role("link", name=name).first).to_be_visible()
    one.look()
    draft = Encounter.objects.get(pk=site.rows[OWN]["draft"]["pk"])
    one.open(reverse("encounter", args=[draft.pk]))
    one.page.get_by_role("button", name="Back to the visit, unanswered").click()
    box = one.page.locator("#id-patient_questions")
    was = box.input_value()
    box.fill(f"{was} once more")
    with one.page.expect_response(lambda answer: answer.request.method == "POST"):
        box.blur()
    expect(one.page.locator("#save-state")).to_have_attribute("data-state", "saved")
    one.look()
    draft.refresh_from_db()
    by = site.people[OWNER]
    assert isinstance(by, Staff)
    theirs = {"patient_questions": (f"{was} once more", f"theirs {was}")}
    record(encounter=draft.pk, changes=theirs, by=by, key=uuid.uuid4(), revision=draft.revision)
    box.fill(f"mine {was}")
    box.blur()
    expect(one.page.get_by_role("group", name="Two answers")).to_contain_text(f"theirs {was}")
    one.look()


def test_whatever_was_typed_runs_nowhere_and_calls_nobody(chromium: Browser, live_server: Any, site: Site) -> None:
    seen: set[str] = set()
    for actor in (OWNER, SUPERVISOR, AUDITOR, RECORDS_ADMIN, SUPERUSER):
        with watched(chromium, live_server.url, site, actor) as one:
            for path in pages_of(actor, site):
                one.open(path)
            if actor == OWNER:
                typed_and_answered(one, site)
            assert (one.ran, one.left) == ([], []), actor
            seen |= one.seen
    assert sorted(set(FIELDS) - seen) == []


UNESCAPED = "django.template.base.conditional_escape"


@pytest.mark.control
def test_a_page_that_escapes_nothing_runs_it_and_calls(
    chromium: Browser, live_server: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UNESCAPED, str)
    with watched(chromium, live_server.url, site, OWNER) as one:
        one.open(reverse("patient", args=[site.rows[OWN]["patient"]["pk"]]))
    assert one.ran
    assert any(STRANGER in address for address in one.left)


def test_even_unescaped_it_neither_runs_nor_calls_where_the_site_has_its_say(
    chromium: Browser, live_server: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UNESCAPED, str)
    with watched(chromium, live_server.url, site, OWNER, by_the_site=True) as one:
        one.open(reverse("patient", args=[site.rows[OWN]["patient"]["pk"]]))
        assert one.page.locator(f'img[src*="{STRANGER}"]').count() > 0
    assert (one.ran, one.left) == ([], [])
