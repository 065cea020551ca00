"""Two tabs, a dead line, a signature pressed twice: nothing shown as saved is missing, nothing is done twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.models import Encounter, SignedNote
from clinic.demo import PASSWORD
from clinic.models import AuditEvent
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
    """A quarter of a minute: four tries fail, and the visit goes on meanwhile."""
    desk = started(sit_down)
    page = desk.page
    desk.answer("pain_now", "6")
    desk.all_saved()
    tries: list[str] = []
    page.on(
        "requestfailed", lambda request: tries.append(request.post_data or "") if request.method == "POST" else None
    )
    page.context.set_offline(True)
    desk.measure("duration_weeks", "3w")
    expect(desk.save_state).to_contain_text("NOT saved")
    for slot, value in (("spread_left", "calf"), ("saddle_numbness", "no"), ("pain_now", "7")):
        desk.answer(slot, value)
        page.wait_for_timeout(1_000)
        expect(desk.save_state).to_contain_text("NOT saved")
    page.locator("#id-patient_questions").fill("Can I swim with this?")
    page.locator("a[data-review]").first.click()
    for _ in range(60):
        if len(tries) >= 4:
            break
        page.wait_for_timeout(500)
        expect(desk.save_state).not_to_contain_text("Saved ")
    assert len(tries) >= 4
    assert len(set(tries)) == 1, "a save whose answer was lost is sent again word for word, under its own key"
    assert desk.save_state.is_visible()
    expect(page.locator("#id-duration_weeks")).to_have_value("3w")
    expect(page.locator("#id-patient_questions")).to_have_value("Can I swim with this?")
    kept = visit_of(desk)
    assert (kept.pain.duration_weeks, kept.pain.spread_left, kept.pain.pain_now) == (None, None, 6)

    page.context.set_offline(False)
    # Review was asked for meanwhile: it opens once everything is safe, and not before.
    expect(page.get_by_role("heading", name="Review and sign")).to_be_visible()
    visit = Encounter.objects.whole().get(pk=kept.pk)
    assert (visit.pain.pain_now, visit.pain.duration_weeks, visit.pain.spread_left) == (7, 3, "calf")
    assert (visit.red_flags.saddle_numbness, visit.history.patient_questions) == (False, "Can I swim with this?")
    events = AuditEvent.objects.filter(object_id=str(visit.pk), action="visit.recorded").values_list(
        "findings", flat=True
    )
    assert sum("duration_weeks" in slots for slots in events) == 1


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
