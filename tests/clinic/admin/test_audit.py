"""The trail in the admin: read by those who may, changed by nobody, and read in the open."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from clinic.models import AuditEvent
from tests import factories
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clinic_auditevent_changelist")


def first() -> AuditEvent:
    event = AuditEvent.objects.first()
    assert event is not None
    return event


def test_an_auditor_reads_the_trail_and_that_is_an_event() -> None:
    patient = factories.patient()
    desk = signed_in(factories.auditor())
    html = page(desk, LIST)
    assert "patient.created" in html
    assert str(patient.pk) in html
    assert "Stone" not in html
    assert first().action == "auditevent.listed"


def test_one_event_shows_every_field_and_cannot_be_changed() -> None:
    factories.patient()
    event = AuditEvent.objects.get(action="patient.created")
    desk = signed_in(factories.auditor())
    address = reverse("admin:clinic_auditevent_change", args=[event.pk])
    html = page(desk, address)
    assert event.hash in html
    assert event.previous_hash in html
    assert "given_name" in html
    assert desk.post(address, {"action": "patient.forgotten"}).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).action == "patient.created"


def test_events_of_one_patient_are_found_by_the_id() -> None:
    patient, _other = factories.patient(), factories.patient()
    desk = signed_in(factories.auditor())
    found = desk.get(desk.post(LIST, {"sought": str(patient.pk)}).url)
    assert [event.patient_id for event in found.context["cl"].result_list] == [patient.pk]


def linked(html: str, words: str) -> str:
    """Where a link of the page leads."""
    return unescape(
        next(href for href, said in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>([^<]*)</a>', html) if said == words)
    )


def test_no_event_is_shown_twice_or_left_out_while_an_auditor_turns_the_pages() -> None:
    for _each in range(120):
        factories.patient()
    desk = signed_in(factories.auditor())
    answer = desk.get(LIST)
    shown = [event.seq for event in answer.context["cl"].result_list]
    upto = shown[0]
    for number in ("2", "3"):
        factories.patient()  # somebody at another desk
        answer = desk.get(LIST + linked(answer.content.decode(), number))
        shown += [event.seq for event in answer.context["cl"].result_list]
    assert shown[:150] == list(range(upto, upto - 150, -1))
    # Another order, and the list asked for anew, are of the trail as it is now.
    for anew in ("", linked(answer.content.decode(), "In the role"), "?upto=3", "?p=1&upto=x", "?p=1&upto=" + "9" * 30):
        assert desk.get(LIST + anew).context["cl"].result_count == AuditEvent.objects.count() - 1, anew


@pytest.mark.parametrize("who", [factories.records_admin, factories.superuser, factories.clinician])
def test_others_do_not_read_the_trail(who: Any) -> None:
    desk = signed_in(who())
    assert desk.get(LIST).status_code == 403
    event = first()
    assert desk.get(reverse("admin:clinic_auditevent_change", args=[event.pk])).status_code == 403


def test_a_longer_trail_asks_no_more_questions(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    desk = signed_in(factories.auditor())
    page(desk, LIST)
    with django_assert_max_num_queries(30) as few:
        page(desk, LIST)
    for _each in range(17):
        factories.patient()
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, LIST)
