"""The visit page by keys alone: every control is reached, seen and left again; what is read aloud is right."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
SignsIn = Callable[[str], Desk]

# Everything that Tab should reach: of a group of radios one, and nothing that is hidden, folded or put out of the way.
REACHABLE = """
() => {
  const seen = new Set();
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
  return all.filter((one) => {
    if (!one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.matches(":disabled") || one.tabIndex < 0) return false;
    if (one.closest("details:not([open])") && !one.matches("details > summary")) return false;
    if (one.type !== "radio") return true;
    const name = `${one.form?.id}/${one.name}`;
    return !seen.has(name) && seen.add(name);
  }).length;
}
"""
# Where the keyboard is, whether the eye can find it there, and whether it has a name to be read out.
HERE = """
() => {
  const one = document.activeElement;
  const drawn = one.matches(".segment > input") ? one.nextElementSibling : one;
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = ringed && box.width > 0 && box.height > 0;
  const place = [...document.querySelectorAll("*")].indexOf(one);
  const told = one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.textContent.trim();
  const named = Boolean(told || [...(one.labels ?? [])].some((label) => label.textContent.trim()));
  return { on: one !== document.body, seen, place, named, what: one.outerHTML.slice(0, 160) };
}
"""


def test_tab_reaches_every_control_shows_where_it_is_and_comes_out_at_the_end(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    page.wait_for_load_state()
    wanted = page.evaluate(REACHABLE)
    walked, unseen, nameless, places = 0, [], [], []
    while walked <= wanted + 20:
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if not here["on"]:
            break
        walked += 1
        places.append(here["place"])
        if not here["seen"]:
            unseen.append(here["what"])
        if not here["named"]:
            nameless.append(here["what"])
    assert (unseen, nameless) == ([], [])
    assert places == sorted(places)  # in reading order
    assert walked == wanted


def test_the_list_of_keys_opens_with_a_question_mark_and_gives_the_keyboard_back(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    page.wait_for_load_state()
    page.keyboard.press("]")
    scale = page.get_by_role("group", name="Pain now")
    expect(scale.get_by_role("radio", name="0", exact=True)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(scale.get_by_role("radio", name="0", exact=True)).to_be_focused()

    page.keyboard.press("7")
    expect(scale.get_by_role("radio", name="7", exact=True)).to_be_checked()
    desk.all_saved()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(scale.get_by_role("radio", name="7", exact=True)).to_be_focused()

    page.keyboard.press("/")
    page.keyboard.type("sl l")
    page.keyboard.press("Enter")
    side = page.get_by_role("group", name="Straight-leg raise, left", exact=True)
    expect(side.get_by_role("radio", name="not examined")).to_be_focused()
    page.keyboard.press("p")
    expect(side.get_by_role("radio", name="positive")).to_be_checked()
    page.keyboard.press("Backspace")
    expect(side.get_by_role("radio", name="not examined")).to_be_checked()


def test_the_emergency_takes_the_keyboard_without_pointing_at_an_answer(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    page.wait_for_load_state()
    desk.answer("bladder_change", "yes")
    dialog = page.get_by_role("dialog", name="Emergency department now?")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.outerHTML.slice(0, 80)").startswith('<dialog class="interruption"')
    expect(page.locator("#announce")).to_contain_text("suggestion")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="Answer the emergency")).to_be_visible()


def test_below_the_wide_screen_the_gist_of_the_guidance_follows_each_section(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    page.wait_for_load_state()
    strip = page.locator("#pain .rail-strip")
    expect(strip).to_be_hidden()
    page.set_viewport_size({"width": 900, "height": 900})
    expect(strip).to_be_visible()
    desk.answer("pain_now", "6")
    desk.all_saved()
    expect(strip).to_contain_text("Care that fits now")


# The section across the line a third down the window, and the one the index lights.
READ_AND_LIT = """
async () => {
  for (let n = 0; n < 4; n += 1) await new Promise(requestAnimationFrame);
  const sections = [...document.querySelectorAll(".visit-section")];
  const line = innerHeight * 0.35;
  const read = sections.filter((one) => one.getBoundingClientRect().top <= line).at(-1) ?? sections[0];
  return [read.id, document.querySelector(".section-index [aria-current]")?.hash.slice(1)];
}
"""


def test_the_index_lights_the_section_that_is_being_read_whichever_way_one_scrolls(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    page.wait_for_load_state()
    edge = "one => window.scrollBy(0, one.getBoundingClientRect().top - innerHeight * 0.32)"
    found = []
    for id in ("plan-section", "examination", "nerve_roots", "conclusion", "pain", "plan-section"):
        page.locator(f"#{id}").evaluate(edge)
        for by in (0, -40, 40, -40):  # the edge between two sections goes up and down across the line
            page.evaluate("by => window.scrollBy(0, by)", by)
            found.append(page.evaluate(READ_AND_LIT))
    assert {read for read, _ in found} > {"plan-section", "examination", "conclusion"}
    assert [(read, lit) for read, lit in found if read != lit] == []


NARROW: ViewportSize = {"width": 320, "height": 640}
# A window of 1280 by 1024 at 400 % is 320 by 256 CSS pixels.
AT_400_PER_CENT: ViewportSize = {"width": 320, "height": 256}
WIDE: ViewportSize = {"width": 1280, "height": 900}
TABLET: ViewportSize = {"width": 768, "height": 1024}
WHO = ("Lan Nguyen", "Born", "Record", "Allergies")


def test_whether_it_is_saved_stays_in_sight_however_far_one_scrolls_on_a_telephone_too(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    desk.answer("pain_now", "6")
    desk.all_saved()
    for window in (WIDE, TABLET, NARROW, AT_400_PER_CENT):
        page.set_viewport_size(window)
        page.locator("#conclusion").evaluate("one => one.scrollIntoView()")
        expect(desk.save_state).to_contain_text("Saved")
        expect(desk.save_state).to_be_in_viewport(ratio=1)


def test_who_it_is_about_stays_in_sight_however_far_one_scrolls_on_a_telephone_too(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    desk.start_visit()
    who = page.get_by_role("region", name="Patient")
    for window, highest in ((WIDE, 48), (TABLET, 72), (NARROW, 88)):
        page.set_viewport_size(window)
        page.locator("#conclusion").evaluate("one => one.scrollIntoView()")
        for told in WHO:
            expect(who.get_by_text(told)).to_be_in_viewport(ratio=1)
        assert who.evaluate("one => one.getBoundingClientRect().bottom") <= highest
    page.set_viewport_size(AT_400_PER_CENT)
    page.locator("#conclusion").evaluate("one => one.scrollIntoView()")
    expect(who).not_to_be_in_viewport()  # there it would leave nothing to work in


# Of what has the keyboard, how much the band and the words about saving cover.
COVERED = """
() => {
  const one = document.activeElement;
  const box = (one.matches(".segment > input") ? one.nextElementSibling : one).getBoundingClientRect();
  const over = [...document.querySelectorAll(".visit-head, .identity, #save-state, #section-index")]
    .filter((that) => ["sticky", "fixed"].includes(getComputedStyle(that).position) && !that.contains(one))
    .map((that) => that.getBoundingClientRect())
    .filter((that) => that.left < box.right && box.left < that.right && that.top < box.bottom && box.top < that.bottom)
    .map((that) => Math.round(Math.min(box.bottom, that.bottom) - Math.max(box.top, that.top)));
  return Math.max(0, ...over) > 1 ? [one.outerHTML.slice(0, 120), ...over] : null;
}
"""


@pytest.mark.parametrize("window", [NARROW, AT_400_PER_CENT, TABLET], ids=("narrow", "at 400 %", "tablet"))
def test_nothing_that_stays_in_sight_covers_what_has_the_keyboard(window: ViewportSize, sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("nguyen", "Nguyen, Lan")
    page.set_viewport_size(window)
    desk.start_visit()
    desk.answer("pain_now", "6")
    desk.all_saved()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            assert page.evaluate(COVERED) is None
