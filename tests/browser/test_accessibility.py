"""Every page in every state: no fault that axe-core finds, nothing wider than the window, nothing against the policy.

EVERY_LOOK=yes adds a window of 768 px and the dark look.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.browser.conftest import Desk
from tests.browser.seldom import SELDOM
from tests.browser.states import WALKS, Walk
from tests.browser.walked import WALKED

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
SignsIn = Callable[[str], Desk]
ALL = {**WALKS, **SELDOM}
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
# Between two looks the colours of the records office take a moment to change.
SETTLED = "() => Promise.allSettled(document.getAnimations().map((one) => one.finished))"
TOO_WIDE = """
() => {
  const window = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= window) return [];
  const out = (one) => one.getBoundingClientRect().right > window + 1 && one.checkVisibility();
  const inmost = [...document.body.querySelectorAll("*")].filter((one) => out(one) && ![...one.children].some(out));
  return inmost.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}
"""
REFUSED = 422
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")


def test_the_checker_is_the_one_named_beside_it() -> None:
    assert hashlib.sha256(AXE.encode()).hexdigest() == AXE_SHA256


def faults(desk: Desk) -> list[str]:
    """At every width and in every look, named by them."""
    found = []
    page = desk.page
    page.evaluate(AXE)
    for scheme in SCHEMES:
        for width in WIDTHS:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(SETTLED)
            found += [f"{width} {scheme}: {one}" for one in page.evaluate(FAULTS)]
            found += [f"{width} {scheme}: wider than the window: {one}" for one in page.evaluate(TOO_WIDE)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def strange(page: Page) -> bool:
    """An error page has few faults."""
    return page.locator("h1").count() == 0 or "failed" in page.title().lower()


@pytest.fixture
def desk(context: BrowserContext, live_server: Any) -> Desk:
    """At which nobody has signed in yet."""
    at = Desk(page=context.new_page(), address=live_server.url)
    at.listen()
    return at


@pytest.mark.parametrize("walk", ALL.values(), ids=ALL)
def test_no_page_in_any_state_has_a_fault_of_access_of_width_or_of_policy(walk: Walk, desk: Desk) -> None:
    found: list[str] = []
    policies: dict[str, str] = {}
    shown: set[str] = set()

    def document(answer: Response) -> None:
        """A page of ours, whole or refused: what a browser shows a paper in is its own."""
        is_page = answer.request.resource_type == "document" and answer.url.startswith(desk.address)
        if not (is_page and (answer.status < 300 or answer.status == REFUSED)):
            return
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return
        policies[answer.url] = answer.headers.get("content-security-policy", "")
        if answer.request.method == "GET":
            shown.add(resolve(urlsplit(answer.url).path).view_name)

    desk.page.context.on("response", document)
    for state in walk(desk):
        found += [f"{state}, {said}" for said in faults(desk)]
        found += [f"{state}: an error page"] if strange(desk.page) else []
    assert not found, "\n".join(found)
    assert policies
    assert {page for page, by in WALKED.items() if by == walk.__name__} - shown == set()
    assert {url: policy for url, policy in policies.items() if not all(part in policy for part in POLICY)} == {}
    assert [said for said in desk.complaints if "Security Policy" in said] == []


# What is pressed to answer or to act and is too small; the buttons of 1 px are for whoever has no scripts.
TARGETS = """
() => {
  const all = document.querySelectorAll(
    "#visit .segment > span, #visit button, #visit input.form-control, #visit textarea, .section-index a, .rail button"
  );
  const sides = (one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && sides(one)[0] > 1;
  const small = (one) => seen(one) && Math.min(...sides(one)) < 43.9;
  return [...all].filter(small).map((one) => `${sides(one).map(Math.round)}: ${one.textContent.trim() || one.id}`);
}
"""


def test_under_a_finger_every_answer_and_every_act_is_44_px_wide_and_high(
    chromium: Browser, live_server: Any, made_up_clinic: None
) -> None:
    context = chromium.new_context(viewport={"width": 768, "height": 1024}, has_touch=True, is_mobile=True)
    desk = Desk(page=context.new_page(), address=live_server.url)
    desk.sign_in("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    assert desk.page.locator("#visit .segment").count() > 100
    assert desk.page.evaluate(TARGETS) == []
    context.close()


MOVING = """
() => [...document.body.querySelectorAll("*")]
  .filter((one) => {
    const look = getComputedStyle(one);
    return look.animationName !== "none" || look.transitionDuration.split(", ").some((time) => parseFloat(time));
  })
  .map((one) => `moves: ${one.outerHTML.slice(0, 120)}`)
"""
PAINTED = """
() => [...document.querySelectorAll("main *, header *")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).forcedColorAdjust === "none")
  .map((one) => `keeps its own colours: ${one.outerHTML.slice(0, 120)}`)
"""
# Backgrounds go in the reader's own colours: what is pressed or marked is then told by its edge alone.
EDGELESS = """
() => [...document.querySelectorAll("main button, main a.act, main .tag, main input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).borderBottomWidth) === 0)
  .map((one) => `has no edge: ${one.outerHTML.slice(0, 120)}`)
"""


def yields(page: Page) -> list[str]:
    """What still moves with movement reduced, and what is lost in forced colours."""
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    found: list[str] = [*page.evaluate(MOVING), *page.evaluate(PAINTED), *page.evaluate(EDGELESS)]
    page.emulate_media(reduced_motion="no-preference", forced_colors="none")
    return found


def test_movement_stops_for_whoever_asked_and_colours_yield_to_the_readers_own(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    assert yields(page) == []
    desk.open_chart("wisniewski", "Wiśniewski")
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    assert yields(page) == []
    desk.start_visit()
    desk.answer("pain_now", "6")
    desk.all_saved()
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(media="print")
    for gone in ("#section-index", "#rail", ".visit-end", "#save-state"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("region", name="Patient")).to_be_visible()


def test_in_the_reader_s_own_colours_chosen_marked_unknown_and_unsaved_are_still_told_apart(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.answer("pain_now", "6")
    page.locator('#f-pain_regions label:has(input[value="lumbar_left"])').click()
    desk.all_saved()
    page.emulate_media(forced_colors="active")

    def own(colour: str) -> object:
        return page.evaluate(
            """(colour) => {
              const one = document.body.appendChild(document.createElement("i"));
              one.style.color = colour;
              return getComputedStyle(one).color;
            }""",
            colour,
        )

    def look(place: str, of: str) -> object:
        return page.locator(place).first.evaluate("(one, of) => getComputedStyle(one)[of]", of)

    assert look('#f-pain_now [value="6"] + span', "backgroundColor") == own("Highlight")
    assert look('#f-pain_now [value="5"] + span', "backgroundColor") != own("Highlight")
    assert look("#f-spread_left input:checked + span", "backgroundColor") == own("Canvas")
    assert look("#f-spread_left input:checked + span", "borderTopStyle") == "dashed"
    assert look(".body-map .region.is-marked", "fill") == own("Highlight")
    assert look(".body-map .outline", "fill") == own("Canvas")
    page.context.set_offline(True)
    desk.answer("pain_now", "7")
    expect(desk.save_state).to_have_attribute("data-state", "not-saved")
    assert look("#save-state", "borderTopWidth") == "3px"
    page.context.set_offline(False)
    desk.all_saved()


# One line box each: the text's own rectangles have one top.
BROKEN = """
() => [...document.querySelectorAll(".listing th[scope=row] a, .listing td .quiet, .listing .number, .listing .tag")]
  .filter((one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    return new Set([...text.getClientRects()].map((box) => Math.round(box.top))).size > 1;
  })
  .map((one) => one.textContent.trim())
"""


def test_on_a_tablet_no_name_no_age_and_no_number_breaks_over_two_lines(sit_down: SignsIn) -> None:
    page = sit_down("clinician").page
    for width in (768, 820, 1024):
        page.set_viewport_size({"width": width, "height": 1024})
        assert page.locator(".listing .number").count() > 5
        assert (page.evaluate(BROKEN), page.evaluate(TOO_WIDE)) == ([], [])
