"""A real Chromium at the made-up clinic, and somebody who sits in front of it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

from assessments.demo.loading import load
from clinic.demo import PASSWORD

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its module: while it runs, Django believes itself inside an event loop."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Desk:
    """What a clinician does on a page, and what the browser complained about meanwhile."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    interactions: int = 0

    def listen(self) -> None:
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, said: ConsoleMessage) -> None:
        """What comes from no address is about what a test ran in the page, such as the checker's own styles."""
        if said.type in ("error", "warning") and said.location["url"]:
            self.complaints.append(said.text)

    def sign_in(self, username: str) -> None:
        self.page.goto(self.address)
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def is_forgotten(self) -> None:
        """What the last page still asks for is let go first: its answer would bring a cookie back."""
        self.page.goto("about:blank")
        self.page.context.clear_cookies()

    def open_chart(self, typed: str, family_name: str) -> None:
        self.page.get_by_role("searchbox", name="Find a patient").fill(typed)
        self.page.get_by_role("link", name=family_name).click()
        expect(self.page.get_by_role("heading", name="Chart")).to_be_visible()

    def start_visit(self) -> None:
        self.page.get_by_role("button", name="Start visit").click()
        expect(self.page.get_by_role("complementary", name="Guidance")).to_be_visible()

    def press(self, control: Locator) -> None:
        self.interactions += 1
        control.click()

    def type_into(self, control: Locator, text: str) -> None:
        self.interactions += 1
        control.fill(text)

    def answer(self, slot: str, value: str, within: str | None = None) -> None:
        """By a press on the label, as with a mouse."""
        finding = self.page.locator(f"#f-{within or slot}")
        self.press(finding.locator(f'label:has(input[name="{slot}"][value="{value}"])'))

    def measure(self, slot: str, text: str) -> None:
        self.type_into(self.page.locator(f"#id-{slot}"), text)
        self.page.locator(f"#id-{slot}").blur()

    @property
    def save_state(self) -> Locator:
        return self.page.locator("#save-state")

    def all_saved(self) -> None:
        expect(self.save_state).to_have_attribute("data-state", "saved")

    @property
    def rail(self) -> Locator:
        return self.page.get_by_role("complementary", name="Guidance")

    def row(self, item: str) -> Locator:
        """Its line in the plan."""
        return self.page.locator(f"#row-{item}")


@pytest.fixture(scope="session")
def as_loaded() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def made_up_clinic(transactional_db: None, as_loaded: sqlite3.Connection) -> None:
    """Made once, which takes seconds; every test finds it as it was then."""
    connection.ensure_connection()
    if as_loaded.execute("SELECT 1 FROM sqlite_master").fetchone():
        as_loaded.backup(connection.connection)
        ContentType.objects.clear_cache()
    else:
        load()
        connection.connection.backup(as_loaded)


@pytest.fixture
def context(chromium: Browser, live_server: Any, made_up_clinic: None) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=WIDE, locale="en-IE", timezone_id="Europe/Dublin")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def sit_down(context: BrowserContext, live_server: Any) -> Callable[[str], Desk]:
    """Signs somebody in by username."""

    def signed_in(username: str) -> Desk:
        desk = Desk(page=context.new_page(), address=live_server.url)
        desk.listen()
        desk.sign_in(username)
        return desk

    return signed_in
