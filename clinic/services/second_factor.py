"""Adding a second factor, taking it away, and helping somebody who lost theirs. Nobody is ever shown a kept secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as apps
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.translation import gettext

from clinic.context import request_context
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import audit, sessions
from clinic.services.access import require
from clinic.services.codes import NAMED, PASSKEY, RECOVERY, TOTP, bare, first_use
from clinic.services.factor_policy import KINDS, LENGTH_ALONE, LENGTH_BESIDE, wanted_of
from clinic.services.receipts import once
from clinic.text import clean

PASSKEYS_AT_MOST = 10


@dataclass(frozen=True, kw_only=True)
class Factor:
    pk: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


def of(staff: Staff) -> list[Factor]:
    rows = Authenticator.objects.filter(user_id=staff.pk, type__in=KINDS).order_by("created_at", "pk")
    return [
        Factor(
            pk=row.pk,
            kind=NAMED[row.type],
            name=row.data["name"] if row.type == PASSKEY else "",
            added_at=row.created_at,
            used_at=row.last_used_at,
        )
        for row in rows
    ]


def codes_left(staff: Staff) -> int:
    row = _codes(staff)
    return len(row.wrap().get_unused_codes()) if row else 0


def new_secret() -> str:
    """For an app; in the form in which it may lie in a session until the app has shown that it holds it."""
    return str(encrypt(apps.generate_totp_secret()))


def shown(secret: str) -> str:
    """As the app takes it; "" when it was made under another key of the site."""
    try:
        return str(decrypt(secret))
    except InvalidToken:
        return ""


@transaction.atomic
def add_app(*, by: Staff, secret: str, code: str) -> None:
    """`secret` as from new_secret; the app proves with `code` that it holds it."""
    if Authenticator.objects.filter(user_id=by.pk, type=TOTP).exists():
        raise Refused(
            gettext("You have an authenticator app already."),
            field="code",
            way_out=gettext("Remove it first, to move to another one."),
        )
    row = apps.TOTP.activate(by, shown(secret)).instance
    if not first_use(row, bare(code)):
        raise Refused(
            gettext("The app does not show this code now."),
            field="code",
            way_out=gettext("Check that the phone's clock is right, then type the code shown now."),
        )
    _added(by, TOTP)


@transaction.atomic
def add_passkey(*, by: Staff, name: str, credential: Any) -> None:
    """`credential` is the browser's answer to passkey_offer of the same session."""
    named = clean(name, field="name", limit=50) or gettext("Passkey")
    if Authenticator.objects.filter(user_id=by.pk, type=PASSKEY).count() >= PASSKEYS_AT_MOST:
        raise Refused(
            gettext("name: you have %(count)d passkeys already.") % {"count": PASSKEYS_AT_MOST},
            field="name",
            value=name,
            way_out=gettext("Remove one first."),
        )
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except Exception:  # whatever the libraries make of what was sent, it is no passkey
        raise Refused(
            gettext("No passkey was made."), field="credential", way_out=gettext("Load this page again and retry.")
        ) from None
    webauthn.WebAuthn.add(by, named, credential)
    _added(by, PASSKEY)


def passkey_offer(staff: Staff) -> dict[str, Any]:
    """What the browser is asked to make; the session holds what its answer has to fit."""
    return dict(webauthn.begin_registration(staff, passwordless=False))


@transaction.atomic
def remove(*, by: Staff, pk: int, password: str) -> None:
    """One's own. `password` is the one just proved: a short one does not go on alone."""
    row = Authenticator.objects.filter(user_id=by.pk, pk=pk, type__in=KINDS).first()
    if row is None:
        return
    if not Authenticator.objects.filter(user_id=by.pk, type__in=KINDS).exclude(pk=pk).exists():
        _may_go_without(by, password)
        Authenticator.objects.filter(user_id=by.pk).delete()
    else:
        row.delete()
    audit.append(action="second_factor.removed", by=by, of=by, findings=[NAMED[row.type]])


@transaction.atomic
def make_codes(*, by: Staff) -> None:
    """Ten new ones; those of before are worth nothing any more."""
    if not Authenticator.objects.filter(user_id=by.pk, type__in=KINDS).exists():
        raise Refused(
            gettext("Recovery codes stand in for a second factor, and you have none yet."),
            way_out=gettext("Add one first."),
        )
    Authenticator.objects.filter(user_id=by.pk, type=RECOVERY).delete()
    _make_codes(by)


@transaction.atomic
def codes_once(*, by: Staff) -> list[str]:
    """The recovery codes if nobody has seen them yet; from then on nobody does."""
    row = Authenticator.objects.select_for_update().filter(user_id=by.pk, type=RECOVERY).first()
    wrapped = row.wrap() if row else None
    if wrapped is None or wrapped.did_view:
        return []
    wrapped.mark_as_viewed()
    return [str(code) for code in wrapped.get_unused_codes()]


@transaction.atomic
def reset(*, staff: Staff, by: Staff, reason: str, key: UUID) -> None:
    """For somebody who lost theirs: all of it goes, their sessions end, and they add another at their next page."""
    require(by, Act.MANAGE_STAFF)
    why = clean(reason, field="reason", limit=500, required=True)
    if staff.pk == by.pk:
        raise Refused(
            gettext("reason: this is your own account."),
            field="reason",
            way_out=gettext("Remove your factor under your own name, or ask somebody else who manages staff."),
        )
    body = {"staff": staff.pk, "reason": why}
    once(key=key, by=by, action="second_factor.reset", body=body, act=lambda: _reset(staff, by=by, reason=why, key=key))


@transaction.atomic
def reset_at_the_server(*, staff: Staff, reason: str) -> None:
    """For the only one who manages staff; whoever commands the server could write to the database as well."""
    _reset(staff, by=None, reason=clean(reason, field="reason", limit=500, required=True), key=None)


def _reset(staff: Staff, *, by: Staff | None, reason: str, key: UUID | None) -> None:
    kinds = sorted({NAMED[row.type] for row in Authenticator.objects.filter(user_id=staff.pk)})
    if not kinds:
        raise Refused(
            gettext("%(name)s has no second factor.") % {"name": staff.name},
            field="reason",
            way_out=gettext("There is nothing to reset."),
        )
    Authenticator.objects.filter(user_id=staff.pk).delete()
    sessions.end_all(staff=staff, by=by)
    audit.append(action="second_factor.reset", by=by, of=staff, findings=kinds, reason=reason, key=key)


def _added(by: Staff, kind: str) -> None:
    sessions.enrolled(staff=by, session_key=request_context.get().session_key())
    audit.append(action="second_factor.added", by=by, of=by, findings=[NAMED[kind]])
    if _codes(by) is None:
        _make_codes(by)


def _make_codes(by: Staff) -> None:
    made = RecoveryCodes.activate(by)
    audit.append(action="recovery_codes.made", by=by, of=by, count=len(made.get_unused_codes()))


def _codes(staff: Staff) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=staff.pk, type=RECOVERY).first()


def _may_go_without(by: Staff, password: str) -> None:
    if wanted_of(by):
        raise Refused(
            gettext("The practice asks you for a second factor, and this is your only one."),
            way_out=gettext("Add another one first, then remove this one."),
        )
    if len(password) < LENGTH_ALONE:
        raise Refused(
            gettext("Without a second factor a password has %(alone)d characters or more; with one, %(beside)d.")
            % {"alone": LENGTH_ALONE, "beside": LENGTH_BESIDE},
            field="password",
            way_out=gettext("Choose a longer password first."),
        )
