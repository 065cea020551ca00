"""Between the password and the second factor: who has shown the one and not yet the other."""

import time

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from clinic.models import Staff

KEPT = "second_step"
SECONDS = 5 * 60


def begin(request: HttpRequest, staff: Staff, *, onward: str = "") -> None:
    """In a session of another key, so that none that was planted before gets any further."""
    request.session.cycle_key()
    request.session[KEPT] = {
        "staff": str(staff.pk),
        "password": staff.get_session_auth_hash(),
        "at": int(time.time()),
        "onward": onward,
    }


def waiting(request: HttpRequest) -> Staff | None:
    """Nobody after five minutes, with another password since, or with a closed account."""
    kept = request.session.get(KEPT)
    if not kept or not 0 <= time.time() - kept["at"] <= SECONDS:
        return None
    staff = Staff.objects.filter(pk=kept["staff"], is_active=True).first()
    if staff is None or not constant_time_compare(kept["password"], staff.get_session_auth_hash()):
        return None
    return staff


def done(request: HttpRequest) -> str:
    """Where to go on."""
    kept = request.session.pop(KEPT, None) or {}
    return str(kept.get("onward", ""))
