"""Signing in, out, and failing to: written down from Django's own login signals."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from clinic.models import Outcome, Staff
from clinic.services import audit


@transaction.atomic
def signed_in(*, user: Staff, **_: Any) -> None:
    audit.append(action="signed_in", by=user, of=user)


@transaction.atomic
def signed_out(*, user: Staff | None, **_: Any) -> None:
    if user is not None:
        audit.append(action="signed_out", by=user, of=user)


@transaction.atomic
def sign_in_failed(*, credentials: Mapping[str, Any], **_: Any) -> None:
    """Never the name as typed: people type their password there. An account that exists is named by its id."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    try:
        account = Staff.objects.get_by_natural_key(typed)
    except Staff.DoesNotExist:
        account = None
    audit.append(
        action="sign_in_failed",
        by=None,
        of=account,
        outcome=Outcome.FAILED,
        search_hash="" if account else audit.search_hash(typed),
    )


def hashed_name(_request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """What failed sign-ins are counted by. Never the name itself, for the same reason as above."""
    return audit.search_hash(str((credentials or {}).get("username") or ""))


def listen() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="clinic signed in")
    user_logged_out.connect(signed_out, dispatch_uid="clinic signed out")
    user_login_failed.connect(sign_in_failed, dispatch_uid="clinic sign-in failed")
