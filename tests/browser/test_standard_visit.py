"""The visits a clinician has every day and the one nobody wants, from the sign-in to the paper."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from assessments.models import Encounter, SignedNote
from clinic.demo import PASSWORD
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
SignsIn = Callable[[str], Desk]
AT_MOST = 25  # presses and typed fields, from the opened visit to the signature


def words(pdf: bytes) -> str:
    """As one line: where a line breaks is the paper's business."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_standard_visit_from_the_sign_in_to_the_paper(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()

    desk.answer("pain_now", "6")
    desk.measure("duration_weeks", "3w")
    desk.answer("spread_right", "none")
    desk.answer("spread_left", "calf")
    desk.press(page.locator("#none-emergency").get_by_role("button", name="None of these"))
    desk.press(page.locator("#none-serious-cause").get_by_role("button", name="None of these"))
    expect(desk.rail.get_by_role("heading", name="No scan needed now")).to_be_visible()

    desk.press(page.locator("#confirm-background").get_by_role("button", name="Confirm all as last time"))
    expect(page.locator("#confirm-background")).to_contain_text("Confirmed today by Niamh Byrne")
    desk.answer("tried-pain_reliever_otc", "no_help", within="tried")
    desk.answer("slr_right", "negative")
    desk.answer("slr_left", "positive")
    desk.measure("slr_angle_left", "45")
    desk.answer("reflex_ankle_right", "2")
    desk.answer("reflex_ankle_left", "1")
    desk.all_saved()

    expect(desk.rail).to_contain_text("Step 2 of 5")
    for item in ("nsaid_prescription", "physical_therapy", "stay_active"):
        desk.press(page.locator(f"#plan-accept-{item}"))
        expect(desk.row(item)).to_have_attribute("data-state", "accepted")
    desk.answer("disposition", "review")
    desk.measure("review_in_weeks", "4")
    desk.all_saved()

    desk.press(page.get_by_role("link", name="Review and sign"))
    expect(page.get_by_role("heading", name="Review and sign")).to_be_visible()
    expect(page.get_by_text("still needed")).to_have_count(0)
    desk.type_into(page.get_by_label("Your password"), PASSWORD)
    desk.press(page.get_by_role("button", name="Sign", exact=True))
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    assert desk.interactions <= AT_MOST
    expect(page.get_by_text("word for word as signed")).to_be_visible()

    address = page.get_by_role("link", name="Print").get_attribute("href")
    printed = page.context.request.get(f"{desk.address}{address}")
    assert (printed.status, printed.headers["content-type"]) == (200, "application/pdf")
    paper = words(printed.body())
    note = SignedNote.objects.get(
        encounter__patient__family_name="Wiśniewski", encounter__visited_on=today_of(page.url)
    )
    for said in (
        "Łukasz Wiśniewski",
        "Riverside Back Clinic",
        "Niamh Byrne",
        "3 weeks",
        "6/10",
        "calf",
        "45",
        "ibuprofen",
        "NSAID on prescription",
        "Physical therapy",
        "Stay active",
        "No scan needed now",
        "4 weeks",
        "ACR",
    ):
        assert said in paper
    assert note.sha256 in paper.replace(" ", "")
    assert desk.complaints == []


def today_of(url: str) -> object:
    """The day of the visit whose page this is."""
    found = re.search(r"/visits/([0-9a-f-]{36})/", url)
    assert found
    return Encounter.objects.get(pk=found.group(1)).visited_on


def test_nothing_is_ticked_before_somebody_answers(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    ticked = desk.page.locator("#visit input:checked")
    assert set(ticked.evaluate_all("boxes => boxes.map(box => box.value)")) <= {""}
    expect(desk.rail).not_to_contain_text("No scan needed now")


def test_two_groups_of_flags_closed_in_one_breath_are_both_recorded_and_shown(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    order: list[str] = []
    desk.page.on("request", lambda request: order.append("sent") if request.method == "POST" else None)
    desk.page.on("requestfinished", lambda request: order.append("answered") if request.method == "POST" else None)
    desk.page.locator(".none-of-these button").evaluate_all("buttons => buttons.forEach(button => button.click())")
    expect(desk.rail.get_by_role("heading", name="No scan needed now")).to_be_visible()
    desk.all_saved()
    visit = Encounter.objects.whole().drafts().get(patient__family_name="Wiśniewski")
    assert (visit.red_flags.saddle_numbness, visit.red_flags.cancer_history) == (False, False)
    assert order == ["sent", "answered"] * 2


def test_bladder_trouble_opens_the_page_that_interrupts(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.answer("bladder_change", "yes")
    interruption = page.get_by_role("dialog", name="Emergency department now?")
    expect(interruption).to_contain_text("Cauda equina syndrome possible")
    interruption.get_by_role("button", name="Send to the emergency department").click()
    expect(interruption).to_have_count(0)
    expect(desk.row("emergency_department")).to_have_attribute("data-state", "accepted")
    expect(desk.rail).to_contain_text("Immediate")
    assert desk.complaints == []


def test_who_is_signed_out_while_typing_is_told_that_nothing_is_saved_and_loses_nothing(sit_down: SignsIn) -> None:
    desk = sit_down("clinician")
    page = desk.page
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    desk.answer("pain_now", "6")
    desk.all_saved()

    page.context.clear_cookies(name="sessionid")
    desk.measure("duration_weeks", "3w")
    expect(desk.save_state).to_contain_text("NOT saved")
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.locator("#id-duration_weeks")).to_have_value("3w")

    other = Desk(page=page.context.new_page(), address=desk.address)
    other.sign_in("clinician")
    page.get_by_role("button", name="I am signed in: save now").click()
    desk.all_saved()
    visit = Encounter.objects.whole().drafts().get(patient__family_name="Wiśniewski")
    assert (visit.pain.pain_now, visit.pain.duration_weeks) == (6, 3)
