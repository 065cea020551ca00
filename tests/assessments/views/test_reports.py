"""Reports over many visits: what is counted, what is not, and who may look."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.forms.decision import DECLINE_REASONS
from assessments.models import Encounter
from assessments.services.decisions import decide
from assessments.services.orders import order
from assessments.services.reports import declined, early_scans, left_open
from clinic.models import AuditEvent, Practice, Staff
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db
LONG_AGO = date(2000, 1, 1)
OFFERED = {str(reason) for reason in DECLINE_REASONS}


def signed(doctor: Staff, *, test: str = "", decline: tuple[str, str] | None = None, sex: str = "female", **answers):
    visit = visits.visit(by=doctor, patient=people.patient(sex=sex), **{**COMPLETE, **answers})
    common = {"encounter": visit, "by": doctor}
    if test:
        order(**common, test=test, urgency="routine", reason="Asked for", key=uuid.uuid4(), revision=_revision(visit))
    if decline:
        item, reason = decline
        decide(**common, item=item, answer="declined", reason=reason, key=uuid.uuid4(), revision=_revision(visit))
    visits.sign_now(visit, by=doctor)
    return visit


def _revision(visit: Encounter) -> int:
    return Encounter.objects.get(pk=visit.pk).revision


def test_a_scan_at_three_weeks_without_a_red_flag_is_counted(doctor: Staff) -> None:
    early = signed(doctor, test="mri_lumbar", duration_weeks=3)
    signed(doctor, test="mri_lumbar", duration_weeks=8)
    signed(doctor, test="mri_lumbar", duration_weeks=3, weight_loss=True)
    signed(doctor, test="urinalysis", duration_weeks=3)
    assert [one.encounter_id for one in early_scans(doctor, LONG_AGO, trial_weeks=6)] == [early.pk]


def test_the_practices_own_weeks_count(doctor: Staff) -> None:
    signed(doctor, test="xray_lumbar", duration_weeks=5)
    assert early_scans(doctor, LONG_AGO, trial_weeks=6).count() == 1
    assert early_scans(doctor, LONG_AGO, trial_weeks=4).count() == 0


def test_a_flag_left_open_is_counted_and_pelvic_pain_of_a_man_is_none(doctor: Staff) -> None:
    opened = signed(doctor, fever=None, emergency_open_reason="Left in a hurry")
    signed(doctor)
    signed(doctor, sex="male", pelvic_cycle_pain=None)
    assert [visit.pk for visit in left_open(doctor, LONG_AGO)] == [opened.pk]


def test_what_was_declined_is_counted_by_the_reasons_that_were_offered(doctor: Staff) -> None:
    signed(doctor, decline=("heat", "The patient prefers not to"))
    signed(doctor, decline=("heat", "The patient prefers not to"))
    signed(doctor, decline=("heat", "Mrs Stone says that her sister was burnt"))
    signed(doctor, decline=("physical_therapy", ""))
    told = [(one.item, one.reason, one.own_words, one.count) for one in declined(doctor, LONG_AGO, offered=OFFERED)]
    assert told == [
        ("heat", "The patient prefers not to", False, 2),
        ("heat", "", True, 1),
        ("physical_therapy", "", False, 1),
    ]


def test_drafts_and_visits_before_the_period_are_not_counted(doctor: Staff) -> None:
    signed(doctor, test="mri_lumbar")
    visit = visits.visit(by=doctor, patient=people.patient(sex="female"), **COMPLETE)
    order(encounter=visit, by=doctor, test="mri_lumbar", urgency="routine", reason="x", key=uuid.uuid4(), revision=2)
    assert early_scans(doctor, LONG_AGO, trial_weeks=6).count() == 1
    tomorrow = Practice.current().today() + timedelta(days=1)
    assert early_scans(doctor, tomorrow, trial_weeks=6).count() == 0


def test_the_page_counts_links_and_never_shows_own_words(client: Client, doctor: Staff) -> None:
    visit = signed(doctor, test="mri_lumbar", decline=("heat", "Mrs Stone says no"))
    client.force_login(doctor)
    page = client.get(reverse("reports")).content.decode()
    assert reverse("encounter", args=[visit.pk]) in page
    assert "in own words" in page
    assert "Mrs Stone" not in page
    assert AuditEvent.objects.filter(action="report.listed", user_id=doctor.pk).count() == 1


@pytest.mark.parametrize("days", ["30", "365", "", "x", "-1", "9" * 40, "\x00"])
def test_any_period_is_answered(client: Client, doctor: Staff, days: str) -> None:
    client.force_login(doctor)
    assert client.get(reverse("reports"), {"days": days}).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("assistant", 403),
        ("clinician", 200),
        ("supervisor", 200),
        ("records_admin", 200),
        ("auditor", 403),
    ],
)
def test_who_may_look(client: Client, who: str, status: int) -> None:
    if who != "anonymous":
        client.force_login(getattr(people, who)())
    assert client.get(reverse("reports")).status_code == status


def test_a_longer_report_costs_no_more_queries(
    client: Client, doctor: Staff, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client.force_login(doctor)
    signed(doctor, test="mri_lumbar", decline=("heat", ""), duration_weeks=2)
    with django_assert_max_num_queries(22) as few:
        client.get(reverse("reports"))
    for _ in range(2):
        signed(doctor, test="mri_lumbar", decline=("heat", ""), duration_weeks=2)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse("reports"))
