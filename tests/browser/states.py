"""Every page in every state, as those who work here come to it: a walk stands still in each state and names it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Encounter
from clinic.demo import PASSWORD
from clinic.models import Patient, Practice, Staff, StaffSession
from tests.browser.conftest import Desk

Walk = Callable[[Desk], Iterator[str]]


def goes(desk: Desk, path: str) -> None:
    desk.page.goto(f"{desk.address}{path}")


def unfold(desk: Desk) -> None:
    desk.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")


def press_last(desk: Desk) -> None:
    """The button a form ends with."""
    desk.page.get_by_role("main").get_by_role("button").last.click()
    expect(desk.page.locator(".errors, [role=alert]").first).to_be_visible()


def chart_of(family_name: str) -> str:
    return f"/patients/{Patient.objects.get(family_name=family_name).pk}/"


def signed_visits() -> dict[str, Encounter]:
    signed = Encounter.objects.signed()
    return {
        "orders": signed.filter(orders__isnull=False).distinct()[0],
        "addenda": signed.filter(note__addenda__isnull=False).distinct()[0],
    }


def at_the_door(desk: Desk) -> Iterator[str]:
    page = desk.page
    goes(desk, "/")
    yield "sign in"
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "sign in, refused"


def the_clinic(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    yield "today"
    page.get_by_role("searchbox", name="Find a patient").fill("nguyen")
    expect(page.locator("#found").get_by_role("link", name="Nguyen").first).to_be_visible()
    yield "found"
    page.get_by_role("searchbox", name="Find a patient").fill("nobody of this name")
    expect(page.locator("#found")).to_contain_text("Nobody here matches")
    yield "nobody found"
    for name in ("Шевченко", "Nguyen"):
        goes(desk, chart_of(name))
        unfold(desk)
        yield f"chart of {name}"
    goes(desk, chart_of("Wiśniewski") + "lists/")
    unfold(desk)
    yield "lists"
    goes(desk, chart_of("Wiśniewski") + "edit/")
    yield "patient"
    page.get_by_label("Family name").fill("")
    press_last(desk)
    yield "patient, refused"
    goes(desk, "/visits/00000000-0000-0000-0000-000000000000/")
    yield "no such page"
    goes(desk, "/audit/")
    yield "not allowed"


def what_is_published(desk: Desk) -> Iterator[str]:
    desk.sign_in("clinician")
    for path in ("information/", "information/prepare/", "knowledge/", "reports/"):
        goes(desk, f"/{path}")
        yield path


def ones_own_account(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    goes(desk, "/account/sessions/")
    yield "sessions"
    goes(desk, "/account/password/")
    yield "password"
    press_last(desk)
    yield "password, refused"
    goes(desk, "/")
    StaffSession.objects.update(last_input_at=timezone.now() - timedelta(minutes=13, seconds=10))
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    expect(page.get_by_text("In two minutes")).to_be_visible()
    yield "about to be signed out"
    StaffSession.objects.update(last_input_at=timezone.now() - timedelta(minutes=16))
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    expect(page.get_by_role("dialog", name="Signed out")).to_be_visible()
    yield "signed out"


def the_visit(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    page.wait_for_load_state()
    yield "visit, empty"
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    yield "keys"
    page.keyboard.press("Escape")
    page.locator("body").press("/")
    page.keyboard.type("sl l")
    expect(page.locator("#seek")).to_be_visible()
    yield "seeking"
    page.keyboard.press("Escape")
    desk.answer("pain_now", "6")
    desk.all_saved()
    desk.measure("duration_weeks", "lots")
    expect(page.locator("#error-duration_weeks")).to_be_visible()
    yield "visit, one answer refused"
    desk.measure("duration_weeks", "3w")
    desk.all_saved()
    page.get_by_role("link", name="Review and sign").click()
    expect(page.get_by_text("still needed")).to_be_visible()
    yield "review, answers missing"
    page.get_by_role("link", name="Back to the visit").click()
    desk.answer("bladder_change", "yes")
    expect(page.get_by_role("dialog", name="Emergency department now?")).to_be_visible()
    yield "the emergency steps forward"
    page.get_by_role("button", name="Back to the visit, unanswered").click()
    desk.answer("bladder_change", "no")
    desk.all_saved()
    visit = page.url.split("#")[0]
    for block in ("emergency", "serious-cause"):
        page.locator(f"#none-{block} button").click()
        expect(page.locator(f"#none-{block}")).to_be_hidden()
    desk.answer("disposition", "home")
    desk.all_saved()
    unfold(desk)
    yield "visit, answered, everything unfolded"
    page.goto(f"{visit}plan/")
    unfold(desk)
    yield "the plan by itself"
    for item in ("physical_therapy", "mri_lumbar"):
        page.goto(f"{visit}explain/{item}/")
        unfold(desk)
        yield f"explained: {item}"
    page.goto(f"{visit}despite/mri_lumbar/")
    yield "advised against"
    page.goto(f"{visit}review/")
    expect(page.get_by_role("heading", name="Review and sign")).to_be_visible()
    yield "review, ready"
    page.locator("#id_password").fill("not this one")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    yield "review, password refused"
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    unfold(desk)
    yield "signed note"


def an_emergency(desk: Desk) -> Iterator[str]:
    desk.sign_in("clinician")
    visit = Encounter.objects.drafts().get(patient__family_name="Παπαδοπούλου")
    goes(desk, f"/visits/{visit.pk}/")
    expect(desk.page.get_by_role("dialog", name="Emergency department now?")).to_be_visible()
    yield "an emergency opened"
    goes(desk, f"/visits/{visit.pk}/emergency/")
    yield "the emergency's own page"


def two_at_one_visit(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    desk.open_chart("wisniewski", "Wiśniewski")
    desk.start_visit()
    other = Desk(page=page.context.new_page(), address=desk.address)
    other.page.goto(page.url)
    other.answer("pain_now", "6")
    other.all_saved()
    other.page.close()
    desk.answer("pain_now", "8")
    expect(page.get_by_role("group", name="Two answers")).to_be_visible()
    yield "two answers side by side"
    page.get_by_role("button", name="Save mine").click()
    desk.all_saved()
    page.context.set_offline(True)
    desk.answer("spread_left", "calf")
    expect(desk.save_state).to_contain_text("NOT saved")
    yield "not saved"
    page.context.set_offline(False)
    desk.all_saved()


def notes_with_more_to_them(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("clinician")
    for what, visit in signed_visits().items():
        goes(desk, f"/visits/{visit.pk}/note/")
        unfold(desk)
        yield f"a note with {what}"
    page.locator("#addenda").get_by_role("button").last.click()
    expect(page.locator(".errors, [role=alert]").first).to_be_visible()
    yield "an addendum refused"


def the_front_desk(desk: Desk) -> Iterator[str]:
    desk.sign_in("assistant")
    goes(desk, "/patients/new/")
    yield "new patient"
    press_last(desk)
    yield "new patient, refused"


def the_supervisor(desk: Desk) -> Iterator[str]:
    desk.sign_in("supervisor")
    goes(desk, chart_of("Nguyen") + "archive/")
    yield "archive"
    press_last(desk)
    yield "archive, refused"
    desk.page.get_by_label("Reason").fill("Moved away")
    desk.page.get_by_role("button", name="Archive this record").click()
    expect(desk.page.get_by_role("heading", name="Chart")).to_be_visible()
    yield "chart in the archive"
    goes(desk, chart_of("Nguyen") + "restore/")
    yield "out of the archive"


def the_auditor(desk: Desk) -> Iterator[str]:
    desk.sign_in("auditor")
    goes(desk, "/audit/")
    unfold(desk)
    yield "audit trail"
    goes(desk, chart_of("Wiśniewski") + "access/")
    yield "report of access"


def the_records_office(desk: Desk) -> Iterator[str]:
    desk.sign_in("records")
    goes(desk, "/admin/")
    yield "records office"
    for of in ("clinic/patient", "assessments/encounter", "assessments/testorder"):
        goes(desk, f"/admin/{of}/")
        yield f"list of {of}"
    goes(desk, f"/admin/clinic/practice/{Practice.current().pk}/change/")
    yield "letterhead"
    goes(desk, f"/admin/clinic/patient/{Patient.objects.get(family_name='Wiśniewski').pk}/change/")
    yield "patient's record"
    draft = Encounter.objects.drafts()[0]
    goes(desk, f"/admin/assessments/encounter/{draft.pk}/change/")
    yield "visit's record"
    goes(desk, f"/admin/assessments/signednote/{signed_visits()['addenda'].note.pk}/change/")
    yield "signed note's record"


def the_manager(desk: Desk) -> Iterator[str]:
    page = desk.page
    desk.sign_in("manager")
    goes(desk, "/admin/")
    yield "manager's office"
    goes(desk, "/admin/clinic/staff/")
    yield "list of staff"
    goes(desk, "/admin/clinic/staff/add/")
    yield "new member of staff"
    page.locator('input[name="_save"]').click()
    expect(page.locator(".errornote")).to_be_visible()
    yield "new member of staff, refused"
    goes(desk, f"/admin/clinic/staff/{Staff.objects.get(username='clinician').pk}/change/")
    yield "member of staff"


WALKS: Mapping[str, Walk] = {
    walk.__name__: walk
    for walk in (
        at_the_door,
        the_clinic,
        what_is_published,
        ones_own_account,
        the_visit,
        an_emergency,
        two_at_one_visit,
        notes_with_more_to_them,
        the_front_desk,
        the_supervisor,
        the_auditor,
        the_records_office,
        the_manager,
    )
}
