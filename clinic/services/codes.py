"""A second factor as it is used: a code of an app or of paper, or a passkey; each accepted once."""

import hmac
import json
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import InvalidToken
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from clinic.models import Outcome, Staff
from clinic.refusals import Refused
from clinic.services import audit, tries

TOTP, RECOVERY, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN
NAMED = {TOTP: "app", RECOVERY: "recovery_code", PASSKEY: "passkey"}
# Over all addresses together: a million codes are few for somebody with the password and many addresses.
AT_MOST_ANYWHERE = 30


class NotProved(Refused):
    """It may be somebody else."""


class WrongCode(NotProved):
    pass


class TooOften(NotProved):
    def __init__(self, wait: timedelta, *, field: str) -> None:
        minutes = -(-int(wait.total_seconds()) // 60)
        self.wait = wait
        super().__init__(
            gettext("Too many wrong tries from here."),
            field=field,
            way_out=ngettext("Try again in %(minutes)d minute.", "Try again in %(minutes)d minutes.", minutes)
            % {"minutes": minutes},
        )


def counted_as(staff: Staff) -> str:
    return f"second factor of {staff.pk}"


def bare(code: str) -> str:
    """As people type it and paper prints it, without spaces and dashes."""
    return "".join(code.split()).replace("-", "")


def has_app(staff: Staff) -> bool:
    return Authenticator.objects.filter(user_id=staff.pk, type=TOTP).exists()


def use_code(*, staff: Staff, code: str, kinds: tuple[str, ...] = (TOTP, RECOVERY), field: str = "code") -> str:
    """What kind it was. Raises WrongCode or TooOften, counted and written down: call it outside a transaction."""
    _refuse_too_often(staff, field, kinds)
    used = _use_code(staff, bare(code), kinds)
    if used is None:
        _failed(staff, kinds)
        raise WrongCode(
            gettext("This code is not right, or was used before."),
            field=field,
            way_out=gettext("Wait for the next one of your app, or take another recovery code."),
        )
    tries.succeeded(counted_as(staff))
    return used


def use_passkey(*, staff: Staff, answer: Any, field: str = "credential") -> str:
    """The same; `answer` is the browser's, to the question asked last in this session."""
    _refuse_too_often(staff, field, (PASSKEY,))
    if not _use_passkey(staff, answer):
        _failed(staff, (PASSKEY,))
        raise WrongCode(
            gettext("This passkey was not accepted."), field=field, way_out=gettext("Try again, or use a code.")
        )
    tries.succeeded(counted_as(staff))
    return NAMED[PASSKEY]


def passkey_question(staff: Staff) -> str:
    """For the browser, as JSON; empty for who has none. The session holds what the answer has to fit."""
    if not Authenticator.objects.filter(user_id=staff.pk, type=PASSKEY).exists():
        return ""
    return json.dumps(webauthn.begin_authentication(staff), cls=DjangoJSONEncoder)


def first_use(row: Authenticator, code: str) -> bool:
    """Whether an app shows this code now, and it was not used before; then it is now. In a transaction."""
    try:
        secret = decrypt(row.data["secret"])
    except InvalidToken:  # written under another BACKCHART_SECRET_KEY
        return False
    for counter in yield_hotp_counters_from_time():
        shown = format_hotp_value(hotp_value(secret, counter))
        if counter > row.data.get("last_counter", 0) and hmac.compare_digest(
            shown.encode(), code.encode(errors="replace")
        ):
            row.data["last_counter"] = counter
            row.last_used_at = timezone.now()
            row.save(update_fields=["data", "last_used_at"])
            return True
    return False


def _refuse_too_often(staff: Staff, field: str, kinds: tuple[str, ...]) -> None:
    wait = tries.waiting(counted_as(staff))
    if not wait and kinds != (PASSKEY,) and tries.failed_anywhere(counted_as(staff)) >= AT_MOST_ANYWHERE:
        wait = tries.COOL_OFF
    if wait:
        _written(staff, kinds)
        raise TooOften(wait, field=field)


@transaction.atomic
def _use_code(staff: Staff, code: str, kinds: tuple[str, ...]) -> str | None:
    for row in Authenticator.objects.select_for_update().filter(user_id=staff.pk, type__in=kinds):
        if first_use(row, code) if row.type == TOTP else _cross_out(row, code):
            _used(staff, row)
            return NAMED[row.type]
    return None


def _cross_out(row: Authenticator, code: str) -> bool:
    try:
        return bool(row.wrap().validate_code(code))
    except InvalidToken:
        return False


@transaction.atomic
def _use_passkey(staff: Staff, answer: Any) -> bool:
    try:
        webauthn.parse_authentication_response(answer)
        row = webauthn.complete_authentication(staff, answer)
    except Exception:  # whatever the libraries make of what was sent, it is no answer
        return False
    row.record_usage()
    _used(staff, row)
    return True


def _used(staff: Staff, row: Authenticator) -> None:
    left = len(Authenticator.objects.get(pk=row.pk).wrap().get_unused_codes()) if row.type == RECOVERY else None
    audit.append(action="second_factor.used", by=staff, of=staff, findings=[NAMED[row.type]], count=left)


def _failed(staff: Staff, kinds: tuple[str, ...]) -> None:
    tries.failed(counted_as(staff))
    _written(staff, kinds)


@transaction.atomic
def _written(staff: Staff, kinds: tuple[str, ...]) -> None:
    named = [NAMED[kind] for kind in kinds]
    audit.append(action="second_factor.failed", by=None, of=staff, outcome=Outcome.FAILED, findings=named)
