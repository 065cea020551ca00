"""When the only one who manages staff lost their telephone."""

import pytest
from django.core.management import CommandError, call_command

from clinic.models import AuditEvent
from clinic.services.factor_policy import has_one
from tests import factories
from tests.clinic.factors import app_of

pytestmark = pytest.mark.django_db


def test_it_is_reset_at_the_server_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    root = factories.superuser()
    app_of(root)
    call_command("reset_second_factor", "root", "--reason", "telephone lost, came in person")
    assert not has_one(root)
    event = AuditEvent.objects.get(action="second_factor.reset")
    assert (event.user_id, event.object_id, event.reason) == (None, str(root.pk), "telephone lost, came in person")
    assert "signs in with the password alone until" in capsys.readouterr().out


def test_a_name_nobody_has_and_an_account_without_a_factor_are_said() -> None:
    with pytest.raises(CommandError, match="nobody is called “nobody”"):
        call_command("reset_second_factor", "nobody", "--reason", "x")
    factories.superuser()
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "root", "--reason", "x")
