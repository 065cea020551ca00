"""Asking again who it is, of somebody signed in: their password, or a code of their app instead."""

from django.db import transaction
from django.utils.translation import gettext

from clinic.models import Outcome, Staff
from clinic.services import audit, codes, tries
from clinic.services.codes import NotProved, TooOften

CODE_DIGITS = 6


class WrongPassword(NotProved):
    pass


def prove(by: Staff, typed: str, *, field: str = "password") -> None:
    """Raises WrongPassword, WrongCode or TooOften, each counted and written down: call it outside a transaction.

    A code is told from a password by its length: no password is so short.
    """
    code = codes.bare(typed)
    if len(code) == CODE_DIGITS and code.isdecimal() and codes.has_app(by):
        codes.use_code(staff=by, code=code, kinds=(codes.TOTP,), field=field)
    else:
        prove_password(by, typed, field=field)


def prove_password(by: Staff, typed: str, *, field: str = "password") -> None:
    """The same, by nothing else. Counted with those of signing in: an unwatched desk gives no further tries."""
    if wait := tries.waiting(by.get_username()):
        _failed(by)
        raise TooOften(wait, field=field)
    if not by.check_password(typed):
        tries.failed(by.get_username())
        _failed(by)
        raise WrongPassword(
            gettext("The password is not right; nothing was done."),
            field=field,
            way_out=gettext("Type your own password again."),
        )
    tries.succeeded(by.get_username())


@transaction.atomic
def _failed(by: Staff) -> None:
    audit.append(action="password.failed", by=by, of=by, outcome=Outcome.FAILED)
