"""The pages that are opened seldom, in every state, walked as those of `states` are."""

import uuid
from collections.abc import Iterator, Mapping

from playwright.sync_api import FilePayload, expect

from assessments.models import Encounter, SignedNote, TestOrder
from assessments.services import batches, co_signing, decisions
from clinic.demo import PASSWORD
from clinic.models import Patient, Practice, Staff, StaffSession
from clinic.services import restricting
from clinic.services.practice import update_practice
from tests.browser.conftest import Desk
from tests.browser.states import Walk, chart_of, goes, press_last, unfold
from tests.clinic.factors import code_of
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
    yield "chart, opened by emergency access"
    somebody_else(desk, "auditor")
    yield "told of an opening"
    goes(desk, "/restricted/openings/")
    page.get_by_role("button", name="Mark as reviewed").click()
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
    page.locator("input[name=logo]").set_input_files(FilePayload(name="logo.png", mimeType="image/png", buffer=logo()))
    preview = page.get_by_role("button", name="Preview the letterhead")
    with page.context.expect_event("response", lambda answer: "letterhead.pdf" in answer.url) as sent:
        preview.click()
    assert sent.value.header_value("content-type") == "application/pdf"
    yield "letterhead, filled in and seen on paper"
    drawn = FilePayload(name="logo.svg", mimeType="image/svg+xml", buffer=b"<svg/>")
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


def a_request_that_lacks_something(desk: Desk) -> Iterator[str]:
    desk.sign_in("clinician")
    ordered = TestOrder.objects.filter(encounter__in=Encounter.objects.drafts())[0]
    phone = {"phone": (Practice.current().phone, "")}
    update_practice(changes=phone, by=Staff.objects.get(username="records"), key=uuid.uuid4())
    goes(desk, f"/visits/{ordered.encounter_id}/orders/{ordered.pk}/request.pdf")
    expect(desk.page.get_by_role("heading", name="the request cannot go out yet")).to_be_visible()
    yield "a request that lacks something"


def a_second_factor(desk: Desk) -> Iterator[str]:
    """With a security key of the browser's own make (w3.org/TR/webauthn-2, 11): it signs like a real one."""
    page = desk.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    desk.sign_in("assistant")
    at = "/account/second-factor/"
    goes(desk, at)
    yield "none yet"
    StaffSession.objects.update(must_enrol=True)
    goes(desk, "/")
    expect(page.get_by_text("Add a second factor to go on")).to_be_visible()
    yield "led to it"
    page.get_by_role("link", name="Add an authenticator app").click()
    page.get_by_text("The app cannot scan it").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    yield "app"
    press_last(desk)
    yield "app, refused"
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    yield "codes"
    page.reload()
    yield "codes, seen"
    goes(desk, f"{at}passkey/")
    yield "passkey"
    press_last(desk)
    yield "passkey, refused"
    goes(desk, f"{at}recovery-codes/")
    press_last(desk)
    yield "new codes, refused"
    goes(desk, at)
    yield "with an app"
    page.get_by_role("link", name="Remove").click()
    yield "remove"
    press_last(desk)
    yield "remove, refused"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Username").fill("assistant")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    yield "second step"
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "second step, refused"
    assert [said for said in desk.complaints if "422" not in said] == []


def every_shelf_of_the_records_office(desk: Desk) -> Iterator[str]:
    """Each list, and the first of its rows; lines of a patient's lists stand on no index."""
    page = desk.page
    held = Encounter.objects.drafts().get(patient__family_name="Παπαδοπούλου")
    decisions.release(
        encounter=held,
        rule="cauda_equina",
        reason="An old deficit",
        by=Staff.objects.get(username="clinician"),
        key=uuid.uuid4(),
        revision=held.revision,
    )
    lines = ["/admin/clinic/patientmedicine/", "/admin/clinic/patientallergy/"]
    for who, unlisted in (("records", lines), ("auditor", []), ("manager", [])):
        desk.is_forgotten()
        desk.sign_in(who)
        goes(desk, "/admin/")
        listed = page.locator("#content-main th a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert listed
        for shelf in (*listed, *unlisted):
            goes(desk, shelf)
            yield f"{who}: {shelf}"
            first = page.locator("#result_list tbody th a").first
            if first.count():
                first.click()
                expect(page.locator("#content-main form")).to_be_visible()
                yield f"{who}: the first of {shelf}"
        goes(desk, "/admin/clinic/")
        yield f"{who}: the shelves of the practice"


SELDOM: Mapping[str, Walk] = {
    walk.__name__: walk
    for walk in (
        a_restricted_record,
        a_visit_opened_by_mistake,
        a_second_name_under_a_note,
        notes_as_one_file,
        the_letterhead_before_it_is_saved,
        a_request_that_lacks_something,
        a_second_factor,
        every_shelf_of_the_records_office,
    )
}
