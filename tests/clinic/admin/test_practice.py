"""The letterhead and the policy, on one page."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinic.models import AuditEvent, Practice
from clinic.models.practice import PRACTICE_ID
from clinic.services.practice import update_practice
from tests import factories
from tests.clinic.admin.desk import controls, errors, page, send, signed_in
from tests.clinic.logos import logo

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:clinic_practice_change", args=[PRACTICE_ID])


def test_the_page_is_there_before_anybody_filled_it_in_and_saves_through_the_service() -> None:
    desk = signed_in(factories.records_admin())
    page(desk, PAGE)
    assert desk.get(reverse("admin:clinic_practice_changelist")).url == PAGE  # type: ignore[attr-defined]
    assert send(desk, PAGE, name="Hill Practice", address="1 High St\r\nTown", trial_weeks="8").status_code == 302
    now = Practice.current()
    assert (now.name, now.address, now.trial_weeks) == ("Hill Practice", "1 High St\nTown", 8)
    event = AuditEvent.objects.get(action="practice.updated")
    assert sorted(event.findings) == ["address", "name", "trial_weeks"]
    assert "__all__" in errors(send(desk, PAGE))


def test_what_the_policy_does_not_allow_is_refused_at_its_field() -> None:
    desk = signed_in(factories.superuser())
    assert list(errors(send(desk, PAGE, trial_weeks="40"))) == ["trial_weeks"]
    assert list(errors(send(desk, PAGE, time_zone="Mars/Olympus"))) == ["time_zone"]
    assert not Practice.objects.exists()


def test_a_page_gone_stale_shows_both_values() -> None:
    desk = signed_in(factories.records_admin())
    stale = controls(desk.get(PAGE))
    update_practice(changes={"name": ("", "Hill Practice")}, by=factories.superuser(), key=uuid.uuid4())
    [said] = errors(desk.post(PAGE, stale | {"name": "Dale Practice"}))["name"]
    assert "“Hill Practice”" in said
    assert "“Dale Practice”" in said
    assert Practice.current().name == "Hill Practice"


def test_an_auditor_does_not_change_the_practice() -> None:
    desk = signed_in(factories.auditor())
    assert desk.post(PAGE, {"name": "x"}).status_code == 403


def uploaded(data: bytes = logo()) -> SimpleUploadedFile:
    return SimpleUploadedFile("logo.png", data, content_type="image/png")


def test_a_logo_is_uploaded_shown_kept_through_another_save_and_taken_off() -> None:
    desk = signed_in(factories.records_admin())
    assert send(desk, PAGE, logo=uploaded()).status_code == 302
    kept = Practice.current().logo
    assert kept is not None
    assert "data:image/png;base64," in page(desk, PAGE)
    assert send(desk, PAGE, name="Hill Practice").status_code == 302
    assert Practice.current().logo == kept
    assert send(desk, PAGE, without_logo="on").status_code == 302
    assert Practice.current().logo is None
    assert AuditEvent.objects.filter(action="practice.updated").count() == 3


def test_a_file_that_is_no_picture_is_refused_at_its_field_and_nothing_is_saved() -> None:
    desk = signed_in(factories.records_admin())
    sent = send(desk, PAGE, name="Hill Practice", logo=uploaded(b"<svg onload='alert(1)'/>"))
    assert "no PNG or JPEG" in errors(sent)["logo"][0]
    assert not Practice.objects.exists()


def test_a_logo_that_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    desk = signed_in(factories.records_admin())
    stale = controls(desk.get(PAGE))
    send(desk, PAGE, logo=uploaded())
    said = errors(desk.post(PAGE, stale | {"logo": uploaded(logo(ink="#000000"))}))
    assert "Somebody changed this meanwhile" in said["__all__"][0]
    assert AuditEvent.objects.filter(action="practice.updated").count() == 1
