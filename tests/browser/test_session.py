"""What a page does when its session is about to end, has ended, and is taken up again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from clinic.models import StaffSession
from tests import factories
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser


def untouched_for(**ago: int) -> None:
    """As if nobody had been here, and the page looked at its clock."""
    StaffSession.objects.update(last_input_at=timezone.now() - timedelta(**ago))


def looked_at(desk: Desk) -> None:
    desk.page.evaluate("window.dispatchEvent(new Event('pageshow'))")


@pytest.fixture
def typing(context: BrowserContext, live_server: Any) -> Desk:
    """Somebody at the front desk, half way through a form."""
    desk = Desk(page=context.new_page(), address=live_server.url)
    factories.assistant(username="front", password=factories.PASSWORD)
    factories.assistant(username="other", password=factories.PASSWORD)
    desk.page.goto(desk.address)
    desk.page.get_by_label("Username").fill("front")
    desk.page.get_by_label("Password").fill(factories.PASSWORD)
    desk.page.get_by_role("button", name="Sign in").click()
    desk.page.get_by_role("link", name="New patient").click()
    desk.page.get_by_label("Given name").fill("Halfway")
    return desk


def test_a_warning_comes_first_and_a_key_takes_it_away(typing: Desk) -> None:
    page = typing.page
    untouched_for(minutes=13, seconds=10)
    looked_at(typing)
    expect(page.get_by_text("In two minutes")).to_be_visible()
    with page.expect_response("**/session/here/"):
        page.keyboard.press("Shift")
    expect(page.get_by_text("In two minutes")).to_be_hidden()
    assert timezone.now() - StaffSession.objects.get().last_input_at < timedelta(minutes=1)


def test_the_page_is_covered_and_given_back_with_what_was_typed(typing: Desk) -> None:
    page = typing.page
    untouched_for(minutes=16)
    looked_at(typing)
    over = page.get_by_role("dialog", name="Signed out")
    expect(over).to_be_visible()
    expect(page.get_by_label("Given name")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(over).to_be_visible()
    over.get_by_label("Password").fill("wrong")
    over.get_by_role("button", name="Sign in").click()
    expect(over.get_by_role("alert")).to_contain_text("correct username and password")
    over.get_by_label("Password").fill(factories.PASSWORD)
    over.get_by_role("button", name="Sign in").click()
    expect(over).to_be_hidden()
    expect(page.get_by_label("Given name")).to_have_value("Halfway")
    page.get_by_label("Family name").fill("Zbigniewska")
    page.get_by_label("Date of birth").fill("1931-12-29")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Chart")).to_be_visible()


def test_somebody_else_gets_a_page_of_their_own(typing: Desk) -> None:
    page = typing.page
    untouched_for(minutes=16)
    looked_at(typing)
    over = page.get_by_role("dialog", name="Signed out")
    over.get_by_label("Username").fill("other")
    over.get_by_label("Password").fill(factories.PASSWORD)
    over.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert "Halfway" not in page.content()


def test_a_page_that_was_left_alone_keeps_nobody_signed_in(typing: Desk) -> None:
    before = StaffSession.objects.get().last_input_at
    for _ in range(3):
        looked_at(typing)
    typing.page.wait_for_timeout(300)
    assert StaffSession.objects.get().last_input_at == before
