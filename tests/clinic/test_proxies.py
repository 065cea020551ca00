"""The visitor's address behind proxies: what the trusted one says, never what the visitor says of themselves."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from clinic.models import AuditEvent, StaffSession
from clinic.proxies import visitor
from tests import factories

PROXY, THEIRS, INVENTED = "10.0.0.1", "203.0.113.9", "198.51.100.66"


@pytest.mark.parametrize(
    ("header", "proxies", "address"),
    [
        ("203.0.113.9", 0, None),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.66, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.66,203.0.113.9 , 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, None),
        ("", 1, None),
        ("unknown", 1, None),
        ("203.0.113.9, ", 1, None),
        ("203.0.113.9:443", 1, None),
        ("2001:DB8::9", 1, "2001:db8::9"),
        ("'; DROP TABLE", 1, None),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(header: str, proxies: int, address: str | None) -> None:
    assert visitor(header, proxies) == address


@pytest.mark.django_db
def test_without_a_proxy_the_header_counts_for_nothing(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 0
    Client(REMOTE_ADDR=THEIRS, HTTP_X_FORWARDED_FOR=INVENTED).post("/sign-in/", {"username": "x", "password": "y"})
    event = AuditEvent.objects.first()
    assert event is not None
    assert event.source_address == THEIRS
    assert AccessAttempt.objects.get().ip_address == THEIRS


@pytest.mark.django_db
def test_behind_one_the_trail_the_sessions_and_the_limits_see_the_visitor(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    doctor = factories.clinician()
    client = Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"{INVENTED}, {THEIRS}")
    client.post("/sign-in/", {"username": doctor.username, "password": "wrong"})
    assert AccessAttempt.objects.get().ip_address == THEIRS
    client.post("/sign-in/", {"username": doctor.username, "password": factories.PASSWORD})
    assert set(AuditEvent.objects.exclude(source_address="").values_list("source_address", flat=True)) == {THEIRS}
    assert StaffSession.objects.get().source_address == THEIRS


@pytest.mark.django_db
def test_a_new_invention_with_every_try_does_not_help(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    doctor = factories.clinician()
    codes = []
    for number in range(10):
        client = Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, {THEIRS}")
        codes.append(client.post("/sign-in/", {"username": doctor.username, "password": "wrong"}).status_code)
    assert codes[-1] == 429
