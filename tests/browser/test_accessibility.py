"""Every page in every state: no fault that axe-core finds, nothing wider than the window, nothing against the policy.

EVERY_LOOK=yes adds a window of 768 px and the dark look.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Encounter
from clinic.demo import PASSWORD
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
SignsIn = Callable[[str], Desk]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
EVERY_LOOK = "EVERY_LOOK" in os.environ
WIDTHS = (320, 768, 1280) if EVERY_LOOK else (320, 1280)
SCHEMES = ("light", "dark") if EVERY_LOOK else ("light",)
FAULTS = """
async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const where = (one) => one.nodes.slice(0, 4).map((node) => node.target.join(" ")).join(" | ");
  return found.violations.map((one) => `${one.id}: ${where(one)}`);
}
"""
TOO_WIDE = """
() => {
  const window = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= window) return [];
  const out = (one) => one.getBoundingClientRect().right > window + 1 && one.checkVisibility();
  const inmost = [...document.body.querySelectorAll("*")].filter((one) => out(one) && ![...one.children].some(out));
  return inmost.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}
"""
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")


def test_the_checker_is_the_one_named_beside_it() -> None:
    assert hashlib.sha256(AXE.encode()).hexdigest() == AXE_SHA256


def faults(desk: Desk) -> list[str]:
    """At every width and in every look, named by them."""
    found = []
    page, before = desk.page, len(desk.complaints)
    page.evaluate(AXE)
    for scheme in SCHEMES:
        for width in WIDTHS:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{width} {scheme}: {one}" for one in page.evaluate(FAULTS)]
            found += [f"{width} {scheme}: wider than the window: {one}" for one in page.evaluate(TOO_WIDE)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    del desk.complaints[before:]  # the checker writes styles of its own, which the policy refuses
    return found


def strange(page: Page) -> bool:
    """An error page has few faults."""
    return page.locator("h1").count() == 0 or "failed" in page.title().lower()


def pages_of_the_clinic(desk: Desk) -> Iterator[str]:
    page = desk.page
    page.goto(desk.address)
    yield "sign in"
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "sign in, refused"
    desk.sign_in("clinician")
    yield "today"
    page.get_by_role("searchbox", name="Find a patient").fill("nguyen")
    expect(page.get_by_role("link", name="Nguyen").first).to_be_visible()
    yield "found"
    page.get_by_role("searchbox", name="Find a patient").fill("wisniewski")
    page.get_by_role("link", name="Wiśniewski").click()
    expect(page.get_by_role("heading", name="Chart")).to_be_visible()
    yield "chart"


def states_of_the_visit(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.start_visit()
    yield "visit, empty"
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    yield "keys"
    page.keyboard.press("Escape")
    desk.answer("pain_now", "6")
    desk.all_saved()
    desk.measure("duration_weeks", "lots")
    expect(page.locator("#error-duration_weeks")).to_be_visible()
    yield "visit, one answer refused"
    desk.measure("duration_weeks", "3w")
    desk.all_saved()
    page.get_by_role("link", name="Review and sign").click()
    expect(page.get_by_text("still needed")).to_be_visible()
    yield "review, answers missing"
    page.get_by_role("link", name="Back to the visit").click()
    desk.answer("bladder_change", "yes")
    expect(page.get_by_role("dialog", name="Emergency department now?")).to_be_visible()
    yield "the emergency steps forward"
    page.get_by_role("button", name="Back to the visit, unanswered").click()
    desk.answer("bladder_change", "no")
    desk.all_saved()
    for block in ("emergency", "serious-cause"):
        page.locator(f"#none-{block} button").click()
        expect(page.locator(f"#none-{block}")).to_be_hidden()
    desk.answer("disposition", "home")
    desk.all_saved()
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    yield "visit, answered, everything unfolded"
    page.get_by_role("link", name="Review and sign").click()
    expect(page.get_by_role("heading", name="Review and sign")).to_be_visible()
    yield "review, ready"
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    yield "signed note"


def notes_with_more_to_them(desk: Desk) -> Iterator[str]:
    page = desk.page
    signed = Encounter.objects.signed()
    for what, visits in (
        ("a note with orders", signed.filter(orders__isnull=False)),
        ("a note with words added", signed.filter(note__addenda__isnull=False)),
    ):
        page.goto(f"{desk.address}/visits/{visits.distinct()[0].pk}/note/")
        yield what


def new_patients(desk: Desk) -> Iterator[str]:
    page = desk.page
    page.goto(f"{desk.address}/patients/new/")
    yield "new patient"
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Nothing was saved yet")).to_be_visible()
    yield "new patient, refused"


def test_no_page_in_any_state_has_a_fault_of_access_of_width_or_of_policy(sit_down: SignsIn, desk_of: SignsIn) -> None:
    found: dict[str, list[str]] = {}
    desk = desk_of("clinician")
    policies: dict[str, str] = {}
    desk.page.on(
        "response",
        lambda answer: (
            policies.update({answer.url: answer.headers.get("content-security-policy", "")})
            if answer.request.resource_type == "document" and answer.status < 300
            else None
        ),
    )
    for part in (pages_of_the_clinic, states_of_the_visit, notes_with_more_to_them):
        for state in part(desk):
            found[state] = faults(desk) + (["an error page"] if strange(desk.page) else [])
    desk.page.context.clear_cookies()
    front = sit_down("assistant")
    for state in new_patients(front):
        found[state] = faults(front)
    assert {state: said for state, said in found.items() if said} == {}
    assert {url: policy for url, policy in policies.items() if not all(part in policy for part in POLICY)} == {}
    assert [said for said in desk.complaints if "Security Policy" in said] == []


@pytest.fixture
def desk_of(context: object, live_server: object) -> SignsIn:
    """A desk at which nobody has signed in yet."""

    def at(_username: str) -> Desk:
        desk = Desk(page=context.new_page(), address=live_server.url)  # type: ignore[attr-defined]
        desk.listen()
        return desk

    return at


def test_movement_stops_for_whoever_asked_and_colours_yield_to_the_readers_own(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.answer("pain_now", "6")
    desk.all_saved()
    page.emulate_media(reduced_motion="reduce")
    moving = "all => all.filter(one => getComputedStyle(one).animationName !== 'none').length"
    assert page.locator("body *").evaluate_all(moving) == 0
    page.emulate_media(forced_colors="active")
    painted = "one => getComputedStyle(one).backgroundColor"
    looks = [page.locator(f'#f-pain_now [value="{value}"] + span').evaluate(painted) for value in (6, 5)]
    assert looks[0] != looks[1]
    page.emulate_media(media="print", forced_colors="none")
    for gone in ("#section-index", "#rail", ".visit-end", "#save-state"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("region", name="Patient")).to_be_visible()
