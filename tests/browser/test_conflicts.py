"""Two tabs, a dead line, a signature pressed twice: nothing shown as saved is missing, nothing is done twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.models import Encounter, SignedNote
from clinic.demo import PASSWORD
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
SignsIn = Callable[[str], Desk]


def visit_of(desk: Desk) -> Encounter:
    return Encounter.objects.whole().get(pk=desk.page.url.split("/visits/")[1].split("/")[0])


def started(sit_down: SignsIn) -> Desk:
    desk = sit_down("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    return desk


def second_tab(desk: Desk) -> Desk:
    other = Desk(page=desk.page.context.new_page(), address=desk.address)
    other.page.goto(desk.page.url)
    expect(other.rail).to_be_visible()
    return other


def test_two_tabs_keep_both_what_differs_and_ask_about_what_clashes(sit_down: SignsIn) -> None:
    one = started(sit_down)
    two = second_tab(one)
    one.answer("pain_now", "6")
    one.all_saved()
    two.measure("duration_weeks", "3w")
    two.all_saved()
    visit = visit_of(one)
    assert (visit.pain.pain_now, visit.pain.duration_weeks) == (6, 3)

    two.answer("pain_now", "8")
    expect(two.save_state).to_contain_text("NOT saved")
    choice = two.page.locator("#more-pain_now").get_by_role("group", name="Two answers")
    expect(choice).to_contain_text("6")
    expect(choice).to_contain_text("8")
    assert visit_of(one).pain.pain_now == 6
    choice.get_by_role("button", name="Save mine").click()
    two.all_saved()
    expect(choice).to_have_count(0)
    assert visit_of(one).pain.pain_now == 8

    one.answer("pain_now", "5")
    choice = one.page.locator("#more-pain_now").get_by_role("group", name="Two answers")
    choice.get_by_role("button", name="Keep the record's").click()
    expect(one.page.locator('#f-pain_now [name="pain_now"][value="8"]')).to_be_checked()
    assert visit_of(one).pain.pain_now == 8


def test_what_was_typed_while_the_line_was_dead_is_kept_and_saved_when_it_lives_again(sit_down: SignsIn) -> None:
    desk = started(sit_down)
    desk.answer("pain_now", "6")
    desk.all_saved()
    desk.page.context.set_offline(True)
    desk.measure("duration_weeks", "3w")
    desk.answer("spread_left", "calf")
    expect(desk.save_state).to_contain_text("NOT saved")
    desk.page.wait_for_timeout(3_000)
    expect(desk.page.locator("#id-duration_weeks")).to_have_value("3w")
    assert visit_of(desk).pain.duration_weeks is None

    desk.page.context.set_offline(False)
    desk.all_saved()
    visit = visit_of(desk)
    assert (visit.pain.pain_now, visit.pain.duration_weeks, visit.pain.spread_left) == (6, 3, "calf")


def test_a_signature_pressed_twice_is_one_signature(sit_down: SignsIn) -> None:
    desk = started(sit_down)
    page = desk.page
    desk.answer("pain_now", "6")
    desk.measure("duration_weeks", "3w")
    for block in ("emergency", "serious-cause"):
        page.locator(f"#none-{block} button").click()
        expect(page.locator(f"#none-{block}")).to_be_hidden()
    desk.answer("disposition", "home")
    desk.all_saved()
    visit = visit_of(desk)
    page.get_by_role("link", name="Review and sign").click()
    page.locator("#id_password").fill(PASSWORD)
    sign = page.get_by_role("button", name="Sign", exact=True)
    sign.evaluate("button => { button.click(); button.click(); }")
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    assert SignedNote.objects.filter(encounter=visit).count() == 1


def test_a_day_that_cannot_be_read_holds_back_neither_its_neighbour_nor_the_server(sit_down: SignsIn) -> None:
    desk = started(sit_down)
    desk.page.context.set_offline(True)
    desk.measure("duration_weeks", "3w")
    desk.measure("onset_on", "some day")
    desk.page.context.set_offline(False)
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    expect(desk.page.locator("#error-onset_on")).to_be_visible()
    desk.page.wait_for_timeout(1_500)
    assert visit_of(desk).pain.duration_weeks == 3
    expect(desk.page.locator("#id-onset_on")).to_have_value("some day")
    assert len(sent) <= 6
