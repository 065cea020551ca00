"""The pages that are opened seldom, in every state, walked as those of `states` are."""

import uuid
from collections.abc import Iterator, Mapping

from playwright.sync_api import expect

from assessments.models import Encounter, SignedNote
from assessments.services import batches, co_signing
from clinic.demo import PASSWORD
from clinic.models import Patient, Staff
from clinic.services import restricting
from tests.browser.conftest import Desk
from tests.browser.states import Walk, chart_of, goes, press_last, unfold
from tests.clinic.logos import logo


def somebody_else(desk: Desk, username: str) -> None:
    desk.page.get_by_role("button", name="Sign out").click()
    desk.sign_in(username)


def a_restricted_record(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("supervisor")
    goes(desk, "/restricted/openings/")
    yield "openings, none"
    goes(desk, chart_of("Wiśniewski") + "restrict/")
    yield "open to everybody"
    press_last(desk)
    yield "restricting, refused"
    page.get_by_label("Reason").fill("Known in town")
    page.get_by_role("button", name="Restrict this record").click()
    expect(page.get_by_role("heading", name="Restricted", exact=True)).to_be_visible()
    yield "restricted"
    somebody_else(desk, "clinician2")
    goes(desk, "/restricted/open/")
    yield "glass"
    press_last(desk)
    yield "glass, refused"
    page.get_by_label("Record number").fill(Patient.objects.get(family_name="Wiśniewski").record_number)
    page.locator('[name="reason"][value="covering"]').check()
    page.get_by_label("In your own words").fill("On call tonight")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Open this record").click()
    expect(page.get_by_role("heading", name="Chart")).to_be_visible()
    yield "chart, opened in need"
    somebody_else(desk, "auditor")
    yield "told of an opening"
    goes(desk, "/restricted/openings/")
    page.get_by_role("button", name="I have looked into it").click()
    expect(page.get_by_role("cell", name="Meera Krishnan")).to_be_visible()
    yield "openings, looked into"


def a_visit_opened_by_mistake(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    draft = Encounter.objects.drafts().filter(clinician__username="clinician", orders__isnull=True)[0]
    goes(desk, f"/visits/{draft.pk}/discard/")
    yield "discard"
    press_last(desk)
    yield "discard, refused"
    page.get_by_label("Reason").fill("Opened for the wrong patient")
    page.get_by_role("button", name="Discard this visit").click()
    expect(page.get_by_role("heading", name="Chart")).to_be_visible()
    goes(desk, f"/visits/{draft.pk}/discard/")
    yield "discarded"


def a_second_name_under_a_note(desk: Desk) -> Iterator[str]:
    page = desk.page
    note = SignedNote.objects.filter(signer__username="clinician", addenda__isnull=True)[0]
    co_signing.ask(note=note, by=note.signer, key=uuid.uuid4())
    desk.sign_in("supervisor")
    yield "today, a note waits"
    goes(desk, f"/visits/{note.encounter_id}/note/")
    expect(page.get_by_role("button", name="Co-sign", exact=True)).to_be_visible()
    yield "co-sign"
    page.get_by_role("button", name="Co-sign", exact=True).click()
    expect(page.locator("#co-signature .errors, #co-signature [role=alert]").first).to_be_visible()
    yield "co-sign, refused"
    page.locator("#id_co_sign_password").fill(PASSWORD)
    page.get_by_role("button", name="Co-sign", exact=True).click()
    expect(page.get_by_text("Co-signed.", exact=True)).to_be_visible()
    unfold(desk)
    yield "co-signed"


def notes_as_one_file(desk: Desk) -> Iterator[str]:
    page = desk.page
    visits = list(Encounter.objects.signed()[:2])
    by = Staff.objects.get(username="supervisor")
    desk.sign_in(by.username)
    page.route("**/next/", lambda _: None)  # it goes on by itself: here its first portion stays under way
    goes(desk, f"/papers/batches/{batches.begin(visits=visits, by=by).id}/")
    yield "being laid out"
    page.unroute("**/next/")
    page.reload()
    expect(page.get_by_role("link", name="Open the file")).to_be_visible()
    yield "laid out"
    office = Staff.objects.get(username="records")
    restricting.restrict(patient=visits[0].patient, by=office, key=uuid.uuid4(), reason="Known in town")
    goes(desk, f"/papers/batches/{batches.begin(visits=visits, by=by).id}/")
    expect(page.get_by_text("not there for you to print")).to_be_visible()
    yield "one of them was restricted meanwhile"


def the_letterhead_before_it_is_saved(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("records")
    goes(desk, "/admin/clinic/practice/")
    page.get_by_label("Name of the practice").fill("Hill Practice")
    page.get_by_label("Letterhead:").fill("Weekdays 8 to 17")
    page.locator("input[name=logo]").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": logo()})
    preview = page.get_by_role("button", name="Preview the letterhead")
    with page.context.expect_event("response", lambda answer: "letterhead.pdf" in answer.url) as sent:
        preview.click()
    assert sent.value.header_value("content-type") == "application/pdf"
    yield "letterhead, filled in and seen on paper"
    drawn = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    page.locator("input[name=logo]").set_input_files(drawn)
    with page.expect_popup() as tab:
        preview.click()
    desk.page = tab.value
    desk.listen()
    expect(desk.page.get_by_role("heading", name="The letterhead cannot be shown")).to_be_visible()
    yield "letterhead, refused in its own tab"
    desk.page.close()
    desk.page = page
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    yield "letterhead, refused where it was typed"


SELDOM: Mapping[str, Walk] = {
    walk.__name__: walk
    for walk in (
        a_restricted_record,
        a_visit_opened_by_mistake,
        a_second_name_under_a_note,
        notes_as_one_file,
        the_letterhead_before_it_is_saved,
    )
}
