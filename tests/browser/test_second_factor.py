"""A passkey and an app in a real browser: added, used at the door, and asked again over a covered page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from clinic.models import Staff, StaffSession
from clinic.services import second_factor
from tests import factories
from tests.browser.conftest import Desk
from tests.browser.test_accessibility import faults
from tests.clinic.factors import App, app_of

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)


@pytest.fixture
def front(context: BrowserContext, live_server: Any) -> Desk:
    factories.assistant(username="front", password=factories.PASSWORD)
    desk = Desk(page=context.new_page(), address=live_server.url)
    desk.listen()
    return desk


@pytest.fixture
def key_on_the_ring(front: Desk) -> Iterator[None]:
    """The browser's own make-believe security key (w3.org/TR/webauthn-2, 11): it signs like a real one."""
    devtools = front.page.context.new_cdp_session(front.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.send("WebAuthn.disable")


def person() -> Staff:
    return Staff.objects.get(username="front")


def password(desk: Desk) -> Page:
    page = desk.page
    page.goto(desk.address)
    page.get_by_label("Username").fill("front")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def at_today(page: Page) -> None:
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def left_alone(page: Page) -> None:
    StaffSession.objects.update(last_input_at=timezone.now() - timedelta(minutes=16))
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")


@pytest.mark.usefixtures("key_on_the_ring")
def test_a_passkey_is_added_and_signs_in_at_the_door_and_in_place(front: Desk) -> None:
    page = password(front)
    at_today(page)
    page.goto(f"{front.address}/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Key on my ring")
    page.get_by_label("Your password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    assert [(one.kind, one.name) for one in second_factor.of(person())] == [("passkey", "Key on my ring")]
    page.get_by_role("button", name="Sign out").click()

    password(front)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    at_today(page)

    page.get_by_role("link", name="New patient").click()
    page.get_by_label("Given name").fill("Halfway")
    left_alone(page)
    over = page.get_by_role("dialog", name="Signed out")
    over.get_by_label("Password").fill(factories.PASSWORD)
    over.get_by_role("button", name="Sign in").click()
    expect(over.get_by_label("Code")).to_be_focused()
    over.get_by_role("button", name="Use a passkey").click()
    expect(over).to_be_hidden()
    expect(page.get_by_label("Given name")).to_have_value("Halfway")
    assert front.complaints == []


def test_a_code_of_the_app_is_asked_over_the_covered_page_as_well(front: Desk) -> None:
    app: App = app_of(person())
    page = password(front)
    page.get_by_label("Code").fill(app.code())
    page.get_by_role("button", name="Sign in").click()
    at_today(page)
    page.get_by_role("link", name="New patient").click()
    page.get_by_label("Given name").fill("Halfway")
    left_alone(page)
    over = page.get_by_role("dialog", name="Signed out")
    over.get_by_label("Password").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(over.get_by_label("Password")).to_be_hidden()
    assert faults(front) == []
    over.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(over.get_by_role("alert")).to_contain_text("not right")
    over.get_by_label("Code").fill(app.code())
    page.keyboard.press("Enter")
    expect(over).to_be_hidden()
    expect(page.get_by_label("Given name")).to_have_value("Halfway")
    left_alone(page)
    expect(over.get_by_label("Password")).to_be_focused()
