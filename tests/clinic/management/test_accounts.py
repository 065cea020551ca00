"""Accounts made and passwords given at the server: in the trail, and by the rules that hold everywhere."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.models import AuditEvent, Staff, StaffSession
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "eight calm herons wade"


def typed(monkeypatch: pytest.MonkeyPatch, *said: str) -> None:
    """At the keyboard, one after the other."""
    answers = iter(said)
    for asks in ("builtins.input", "clinic.management.passwords.getpass"):
        monkeypatch.setattr(asks, lambda _: next(answers))


def test_the_first_account_is_in_the_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "boss", NEW, NEW)
    call_command("createsuperuser")
    boss = Staff.objects.get(username="boss")
    assert (boss.is_superuser, boss.check_password(NEW)) == (True, True)
    event = AuditEvent.objects.get(action="staff.created")
    assert (event.user_id, event.object_id, event.findings) == (None, str(boss.pk), ["superuser"])


def test_it_is_made_without_a_keyboard_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", "--noinput", "--username", "boss", "--email", "boss@example.org")
    assert Staff.objects.get(username="boss").check_password(NEW)
    monkeypatch.delenv("DJANGO_SUPERUSER_PASSWORD")
    with pytest.raises(CommandError, match="--noinput needs"):
        call_command("createsuperuser", "--noinput", "--username", "other")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("boss", "short", "short"), "password"),
        (("boss", NEW, "another"), "not the same"),
        (("root", NEW, NEW), "taken"),
        (("", NEW, NEW), "username"),
    ],
)
def test_what_no_account_may_be_is_refused(monkeypatch: pytest.MonkeyPatch, said: tuple[str, ...], why: str) -> None:
    factories.superuser()
    typed(monkeypatch, *said)
    with pytest.raises(CommandError, match=why):
        call_command("createsuperuser")
    assert not Staff.objects.filter(username="boss").exists()


def test_another_password_ends_every_session_and_is_in_the_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    root = factories.superuser()
    Client().force_login(root)
    typed(monkeypatch, NEW, NEW)
    call_command("changepassword", "root")
    assert Staff.objects.get().check_password(NEW)
    assert not StaffSession.objects.exists()
    event = AuditEvent.objects.get(action="staff.password_set")
    assert (event.user_id, event.object_id) == (None, str(root.pk))


def test_a_weak_password_and_a_name_nobody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.superuser()
    typed(monkeypatch, "short", "short")
    with pytest.raises(CommandError, match="password"):
        call_command("changepassword", "root")
    with pytest.raises(CommandError, match="nobody is called"):
        call_command("changepassword", "nobody")
    assert Staff.objects.get().check_password(factories.PASSWORD)
