import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from clinic.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db


def latest() -> AuditEvent:
    event = AuditEvent.objects.first()
    assert event is not None
    return event


def test_signing_in_and_out_is_written_down() -> None:
    doctor, client = factories.clinician(), Client()
    client.post("/sign-in/", {"username": doctor.username, "password": factories.PASSWORD})
    assert (latest().action, latest().user_id) == ("signed_in", doctor.pk)
    client.logout()
    assert (latest().action, latest().user_id) == ("signed_out", doctor.pk)


def test_a_failed_sign_in_names_the_account_by_id() -> None:
    doctor = factories.clinician(username="eze")
    assert authenticate(RequestFactory().post("/"), username="eze", password="wrong") is None
    event = latest()
    assert (event.action, event.outcome, event.user_id) == ("sign_in_failed", "failed", None)
    assert event.object_id == str(doctor.pk)


@pytest.mark.parametrize("typed", ["correct horse battery", "nul\x00", "\ud83d"])
def test_a_failed_sign_in_never_keeps_what_was_typed_as_a_name(typed: str) -> None:
    assert authenticate(RequestFactory().post("/"), username=typed, password="wrong") is None
    event = latest()
    assert (event.action, event.object_id) == ("sign_in_failed", "")
    assert typed not in repr(event.sealed())
