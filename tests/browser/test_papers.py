"""Papers that need a page: many notes as one file, and the letterhead before it is saved."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from assessments.services import batches
from clinic.models import Staff
from tests import factories
from tests.assessments import factories as visits
from tests.browser.conftest import Desk
from tests.clinic.logos import logo

pytestmark = pytest.mark.browser


@pytest.fixture
def clerk(transactional_db: None) -> Staff:
    return factories.records_admin(username="clerk", password=factories.PASSWORD)


@pytest.fixture
def desk(context: BrowserContext, live_server: Any, clerk: Staff) -> Desk:
    desk = Desk(page=context.new_page(), address=live_server.url)
    desk.listen()
    desk.page.goto(desk.address)
    desk.page.get_by_label("Username").fill("clerk")
    desk.page.get_by_label("Password").fill(factories.PASSWORD)
    desk.page.get_by_role("button", name="Sign in").click()
    expect(desk.page.get_by_role("button", name="Sign out")).to_be_visible()
    return desk


def test_many_notes_are_laid_out_by_themselves_until_the_file_is_ready(
    desk: Desk, clerk: Staff, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(batches, "PORTION", 1)
    signed = [visits.signed().encounter for _ in range(3)]
    batch = batches.begin(visits=signed, by=clerk)
    desk.page.goto(f"{desk.address}/papers/batches/{batch.id}/")
    expect(desk.page.get_by_role("link", name="Open the file")).to_be_visible()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Open the file").evaluate("link => { link.download = ''; link.click(); }")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert desk.complaints == []


def test_the_letterhead_opens_in_a_tab_of_its_own_before_it_is_saved(
    desk: Desk, context: BrowserContext, tmp_path: Path
) -> None:
    chosen = tmp_path / "logo.png"
    chosen.write_bytes(logo())
    desk.page.goto(f"{desk.address}/admin/clinic/practice/", wait_until="load")
    desk.page.get_by_label("Name of the practice").fill("Hill Practice")
    desk.page.locator("input[name=logo]").set_input_files(chosen)
    with context.expect_event("response", lambda response: "letterhead.pdf" in response.url) as sent:
        desk.page.get_by_role("button", name="Preview the letterhead").click()
    assert (sent.value.status, sent.value.header_value("content-type")) == (200, "application/pdf")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_role("img", name="The logo as it is printed")).to_be_visible()
    assert desk.complaints == []
