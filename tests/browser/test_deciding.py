"""A press in the plan or on an emergency: done once, after what was answered before it, and never taken for done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assessments.models import Encounter
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
SignsIn = Callable[[str], Desk]


def visit_of(desk: Desk) -> Encounter:
    return Encounter.objects.whole().get(pk=desk.page.url.split("/visits/")[1].split("/")[0])


def with_a_plan(sit_down: SignsIn) -> Desk:
    desk = sit_down("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.page.wait_for_load_state()
    desk.answer("pain_now", "6")
    desk.measure("duration_weeks", "3w")
    for block in ("emergency", "serious-cause"):
        desk.press(desk.page.locator(f"#none-{block} button"))
    expect(desk.row("stay_active")).to_have_attribute("data-state", "suggested")
    expect(desk.page.locator("#progress-red_flags")).to_have_text("16 of 17 asked")
    desk.all_saved()
    desk.page.wait_for_timeout(300)  # what follows is placed a moment after it is said
    return desk


def test_a_press_while_the_line_is_dead_is_done_once_when_it_lives_again(sit_down: SignsIn) -> None:
    desk = with_a_plan(sit_down)
    desk.page.context.set_offline(True)
    desk.press(desk.page.locator("#plan-accept-stay_active"))
    expect(desk.save_state).to_contain_text("NOT saved")
    expect(desk.row("stay_active")).to_have_attribute("data-state", "suggested")
    desk.press(desk.page.locator("#plan-accept-stay_active"))
    desk.page.context.set_offline(False)
    expect(desk.row("stay_active")).to_have_attribute("data-state", "accepted")
    desk.all_saved()
    assert list(visit_of(desk).decisions.values_list("item", "answer")) == [("stay_active", "accepted")]


def test_the_keyboard_stays_on_the_button_that_was_pressed(sit_down: SignsIn) -> None:
    desk = with_a_plan(sit_down)
    button = desk.page.locator("#plan-accept-stay_active")
    button.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.row("stay_active")).to_have_attribute("data-state", "accepted")
    expect(button).to_be_focused()
    expect(button).to_have_text("Undo: Stay active, no bed rest")
    desk.page.keyboard.press("Enter")
    expect(desk.row("stay_active")).to_have_attribute("data-state", "suggested")
    assert not visit_of(desk).decisions.standing().exists()


def test_a_press_comes_after_the_answer_given_right_before_it(sit_down: SignsIn) -> None:
    desk = with_a_plan(sit_down)
    address = desk.page.url
    order: list[str] = []
    desk.page.on(
        "request", lambda asked: order.append(asked.url.removeprefix(address)) if asked.method == "POST" else None
    )
    desk.page.locator("#id-duration_weeks").fill("5w")
    desk.press(desk.page.locator("#plan-accept-stay_active"))
    expect(desk.row("stay_active")).to_have_attribute("data-state", "accepted")
    desk.all_saved()
    assert [one.rstrip("/").rsplit("/", 1)[-1] for one in order] == ["record", "decide"]
    assert visit_of(desk).pain.duration_weeks == 5


def test_an_answer_that_was_refused_holds_up_no_emergency(sit_down: SignsIn) -> None:
    desk = with_a_plan(sit_down)
    desk.measure("slr_angle_left", "400")
    expect(desk.save_state).to_contain_text("NOT saved")
    desk.answer("bladder_change", "yes")
    desk.press(desk.page.get_by_role("button", name="Send to the emergency department"))
    expect(desk.row("emergency_department")).to_have_attribute("data-state", "accepted")
    expect(desk.save_state).to_contain_text("NOT saved")
    assert desk.page.locator("#id-slr_angle_left").input_value() == "400"


def test_what_the_record_refuses_is_said_where_it_was_pressed(sit_down: SignsIn) -> None:
    desk = with_a_plan(sit_down)
    accept = desk.page.locator("#row-stay_active form:has(#plan-accept-stay_active)")
    accept.locator("[name=revision]").evaluate("field => { field.value = 999 }")
    desk.press(accept.get_by_role("button"))
    refused = desk.page.locator("#plan [role=alert]")
    expect(refused).to_be_focused()
    expect(refused).to_contain_text("revision: 999 is ahead of the record")
    expect(desk.save_state).to_contain_text("NOT saved: revision: 999 is ahead")
    assert not visit_of(desk).decisions.exists()
