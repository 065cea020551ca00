"""The papers of a visit: what each says before and after signing, for whom, and written down."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments.models import Encounter, TestOrder
from assessments.services.decisions import decide
from assessments.services.orders import cancel, order
from clinic.models import AuditEvent, Practice, Staff
from clinic.pictures import picture_of
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories as visits
from tests.clinic.logos import logo

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Mo Weaver")


@pytest.fixture
def letterhead() -> None:
    set_letterhead(name="Northside Back Clinic", phone="+1 555 0100")


def set_letterhead(**given: str) -> None:
    practice = Practice.current()
    changes = {field: (getattr(practice, field), value) for field, value in given.items()}
    update_practice(changes=changes, by=people.superuser(), key=uuid.uuid4())


def set_logo(*, ink: str) -> None:
    picture = picture_of(logo(ink=ink), field="logo")
    changes = {"logo_id": (Practice.current().logo_id, picture.sha256)}
    update_practice(changes=changes, by=people.superuser(), key=uuid.uuid4(), picture=picture)


@pytest.fixture
def visit(doctor: Staff, letterhead: None) -> Encounter:
    """Complete, with an X-ray ordered and a referral taken up."""
    draft = visits.visit(
        by=doctor,
        patient=people.patient(sex="female"),
        **visits.COMPLETE | {"impression": ("disk",), "review_in_weeks": 4, "spread_left": "calf"},
    )
    order(
        encounter=draft,
        test="xray_lumbar",
        urgency="soon",
        reason="Pain after a fall from a ladder",
        by=doctor,
        key=uuid.uuid4(),
        revision=draft.revision,
    )
    for item in ("spine_surgery_referral", "heat"):
        now = Encounter.objects.get(pk=draft.pk)
        decide(encounter=now, item=item, answer="accepted", by=doctor, key=uuid.uuid4(), revision=now.revision)
    return Encounter.objects.get(pk=draft.pk)


def addresses(visit: Encounter) -> dict[str, str]:
    return {
        "handout": reverse("handout-pdf", args=[visit.pk]),
        "plan": reverse("plan-pdf", args=[visit.pk]),
        "request": reverse("request-pdf", args=[visit.pk, visit.orders.get().pk]),
        "letter": reverse("letter-pdf", args=[visit.pk, "spine_surgery_referral"]),
    }


def words_of(response) -> str:
    assert response.status_code == 200
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages)


SAYS = {
    "handout": "Use heat.",
    "plan": "You are on step 1 of 5.",
    "request": "Pain after a fall from a ladder",
    "letter": "Can surgery help",
}


@pytest.mark.parametrize("paper", SAYS)
def test_a_paper_is_shown_in_place_and_kept_nowhere(signed_in: Client, visit: Encounter, paper: str) -> None:
    response = signed_in.get(addresses(visit)[paper])
    assert SAYS[paper] in words_of(response)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{paper}.pdf"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("paper", "across"), [("handout", "DRAFT"), ("request", "UNSIGNED"), ("letter", "UNSIGNED")])
def test_before_signing_a_paper_says_so_and_after_it_who_signed(
    signed_in: Client, visit: Encounter, doctor: Staff, paper: str, across: str
) -> None:
    assert across in words_of(signed_in.get(addresses(visit)[paper]))
    note = visits.sign_now(visit, by=doctor)
    words = words_of(signed_in.get(addresses(visit)[paper]))
    assert across not in words
    assert (note.sha256 in words.replace(" ", "")) is (paper != "handout")


@pytest.mark.parametrize("paper", SAYS)
def test_after_signing_a_paper_keeps_the_words_of_that_day(
    signed_in: Client, visit: Encounter, doctor: Staff, paper: str
) -> None:
    set_logo(ink="#0b5560")
    visits.sign_now(visit, by=doctor)
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        before = signed_in.get(addresses(visit)[paper]).content
        set_letterhead(name="Elsewhere", phone="+1 555 0199", letterhead="Closed")
        set_logo(ink="#000000")
        assert signed_in.get(addresses(visit)[paper]).content == before


@pytest.mark.parametrize("paper", SAYS)
def test_every_copy_says_when_it_was_printed_and_by_whom(signed_in: Client, visit: Encounter, paper: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        at = timezone.now().strftime("%Y-%m-%d %H:%M")
        assert f"Copy printed on {at} (UTC) by Dr Mo Weaver" in words_of(signed_in.get(addresses(visit)[paper]))


@pytest.mark.parametrize("paper", SAYS)
def test_a_draft_shows_the_letterhead_of_today(signed_in: Client, visit: Encounter, paper: str) -> None:
    set_letterhead(letterhead="Weekdays 8 to 17")
    set_logo(ink="#000000")
    response = signed_in.get(addresses(visit)[paper])
    assert "Weekdays 8 to 17" in words_of(response)
    assert all(len(page.images) == 1 for page in PdfReader(BytesIO(response.content)).pages)


@pytest.mark.parametrize("paper", SAYS)
def test_what_leaves_on_paper_is_written_down(signed_in: Client, visit: Encounter, paper: str) -> None:
    signed_in.get(addresses(visit)[paper])
    [event] = AuditEvent.objects.filter(action=f"print.{paper}")
    assert event.patient_id == visit.patient_id


def test_a_request_without_a_phone_is_kept_back_alone_and_says_what_it_lacks(
    signed_in: Client, visit: Encounter
) -> None:
    set_letterhead(phone="")
    response = signed_in.get(addresses(visit)["request"])
    assert response.status_code == 422
    assert "Set it in the letterhead." in response.content.decode()
    assert AuditEvent.objects.filter(action="print.request").count() == 0
    assert signed_in.get(addresses(visit)["letter"]).status_code == 200


def test_a_request_that_was_cancelled_says_so(signed_in: Client, visit: Encounter, doctor: Staff) -> None:
    visits.sign_now(visit, by=doctor)
    row = TestOrder.objects.get()
    cancel(order=row, on=visit.visited_on, reason="Done elsewhere", by=doctor, key=uuid.uuid4())
    assert "CANCELLED" in words_of(signed_in.get(addresses(visit)["request"]))


def test_papers_of_a_visit_entered_in_error_say_so(signed_in: Client, visit: Encounter, doctor: Staff) -> None:
    visits.sign_now(visit, by=doctor)
    signed_in.post(
        reverse("addendum-new", args=[visit.pk]),
        {"key": uuid.uuid4(), "kind": "entered_in_error", "text": "Wrong patient", "password": people.PASSWORD},
    )
    for address in addresses(visit).values():
        assert "ENTERED IN ERROR" in words_of(signed_in.get(address))


def test_a_letter_nobody_decided_on_and_a_request_nobody_ordered_are_not_there(
    signed_in: Client, visit: Encounter
) -> None:
    assert signed_in.get(reverse("letter-pdf", args=[visit.pk, "rheumatology_referral"])).status_code == 404
    assert signed_in.get(reverse("letter-pdf", args=[visit.pk, "heat"])).status_code == 404
    assert signed_in.get(reverse("request-pdf", args=[visit.pk, uuid.uuid4()])).status_code == 404
    assert signed_in.get(reverse("handout-pdf", args=[uuid.uuid4()])).status_code == 404


def test_a_request_is_not_reached_through_another_visit(signed_in: Client, visit: Encounter, doctor: Staff) -> None:
    other = visits.visit(by=doctor)
    address = reverse("request-pdf", args=[other.pk, visit.orders.get().pk])
    assert signed_in.get(address).status_code == 404


@pytest.mark.parametrize("paper", SAYS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("assistant", 200), ("records_admin", 200), ("auditor", 403), ("superuser", 403)],
)
def test_who_prints(client: Client, visit: Encounter, paper: str, who: str, status: int) -> None:
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(addresses(visit)[paper]).status_code == status


def test_review_and_note_lead_to_every_paper(signed_in: Client, visit: Encounter, doctor: Staff) -> None:
    for name in ("review", "note"):
        page = signed_in.get(reverse(name, args=[visit.pk])).content.decode()
        for address in addresses(visit).values():
            assert f'href="{address}"' in page
        if name == "review":
            visits.sign_now(visit, by=doctor)


def test_the_empty_form_is_for_staff_and_names_no_patient(client: Client, letterhead: None) -> None:
    assert client.get(reverse("blank-pdf")).status_code == 302
    client.force_login(people.auditor())
    assert client.get(reverse("blank-pdf")).status_code == 403
    client.force_login(people.assistant())
    set_logo(ink="#000000")
    response = client.get(reverse("blank-pdf"))
    assert "Back pain visit, on paper" in words_of(response)
    assert len(PdfReader(BytesIO(response.content)).pages[0].images) == 1
    assert f'href="{reverse("blank-pdf")}"' in client.get(reverse("today")).content.decode()
    assert response["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(action__startswith="print").count() == 0


def test_the_note_shows_where_it_hurts_and_from_the_third_visit_on_the_course(signed_in: Client, doctor: Staff) -> None:
    patient = people.patient(sex="female")
    days = [date(2026, 3, 2), date(2026, 3, 30), date(2026, 5, 4)]
    signed = [
        visits.signed(by=doctor, patient=patient, on=on, pain_now=pain, pain_regions=("lumbar_left",))
        for on, pain in zip(days, (8, 6, 3), strict=True)
    ]
    printed = [words_of(signed_in.get(reverse("note-pdf", args=[one.encounter_id]))) for one in signed]
    assert all("right · front · left" in words for words in printed)
    assert ["2 Mar 2026" in words for words in printed] == [False, False, True]


def test_a_visit_entered_in_error_later_does_not_change_an_earlier_print(signed_in: Client, doctor: Staff) -> None:
    patient = people.patient(sex="female")
    first, _, last = [
        visits.signed(by=doctor, patient=patient, on=on, pain_now=5)
        for on in (date(2026, 3, 2), date(2026, 3, 30), date(2026, 5, 4))
    ]
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        before = signed_in.get(reverse("note-pdf", args=[last.encounter_id])).content
    given = {"key": uuid.uuid4(), "kind": "entered_in_error", "text": "Wrong patient", "password": people.PASSWORD}
    signed_in.post(reverse("addendum-new", args=[first.encounter_id]), given)
    with time_machine.travel(now, tick=False):
        assert signed_in.get(reverse("note-pdf", args=[last.encounter_id])).content == before
    fourth = visits.signed(by=doctor, patient=patient, on=date(2026, 6, 1), pain_now=2)
    assert "2 Mar 2026" not in words_of(signed_in.get(reverse("note-pdf", args=[fourth.encounter_id])))
