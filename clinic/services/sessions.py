"""How long somebody stays signed in: 15 minutes without touching the keyboard, 12 hours at most, or until it is ended.

Django's session holds who it is; the row kept beside it says since when and whether somebody is still there. A
session without its row is over.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clinic.models import Staff, StaffSession
from clinic.services import audit, receipts
from clinic.services.factor_policy import lacks_one
from clinic.services.forgetting import forget

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
WARNED_BEFORE = timedelta(minutes=2)
# Closer together than this, two signs of life are one: a page that is read costs no write of its own.
NOTED_EVERY = timedelta(seconds=30)


def ends_at(session: StaffSession) -> datetime:
    return min(session.last_input_at + IDLE, session.since + LONGEST)


def left(session: StaffSession) -> timedelta:
    return max(ends_at(session) - timezone.now(), timedelta())


def current(*, staff: Staff, session_key: str | None) -> StaffSession | None:
    """The row of a session that goes on. One query; nothing is written."""
    session = StaffSession.objects.filter(session_key=session_key or "", staff=staff).first()
    return session if session is not None and ends_at(session) > timezone.now() else None


def touched(session: StaffSession) -> None:
    """Somebody pressed a key or a button just now."""
    now = timezone.now()
    if now - session.last_input_at >= NOTED_EVERY:
        StaffSession.objects.filter(pk=session.pk, last_input_at__lt=now).update(last_input_at=now)
        session.last_input_at = now


@transaction.atomic
def began(*, request: HttpRequest, user: Staff, **_: Any) -> None:
    """On Django's own signal, so that there is no way to be signed in without a row."""
    if request.session.session_key is None:
        request.session.save()
    now = timezone.now()
    _forget_what_is_over(now)
    StaffSession.objects.create(
        session_key=request.session.session_key or "",
        staff=user,
        since=now,
        last_input_at=now,
        device="".join(filter(str.isprintable, request.META.get("HTTP_USER_AGENT", "")))[:200],
        source_address=request.META.get("REMOTE_ADDR", "")[:45],
        must_enrol=lacks_one(user),
    )


def _forget_what_is_over(now: datetime) -> None:
    """Whenever somebody signs in: so it is daily wherever such rows could pile up, and needs no timer."""
    forget(StaffSession.objects.filter(since__lt=now - LONGEST))
    forget(Session.objects.filter(expire_date__lt=now).order_by("expire_date"))
    receipts.forget_old()


@transaction.atomic
def signed_out(*, request: HttpRequest, **_: Any) -> None:
    if request.session.session_key:
        StaffSession.objects.filter(session_key=request.session.session_key).delete()


@transaction.atomic
def expired(*, staff: Staff, session_key: str | None) -> None:
    """Written down once, whichever of several requests finds it out."""
    gone, _ = StaffSession.objects.filter(session_key=session_key or "").delete()
    if gone:
        audit.append(action="session.expired", by=staff, of=staff)


def of(staff: Staff) -> list[StaffSession]:
    """Those that go on, the latest used first."""
    rows = [row for row in StaffSession.objects.filter(staff=staff) if ends_at(row) > timezone.now()]
    kept = set(
        Session.objects.filter(session_key__in=[row.session_key for row in rows]).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in kept]


@transaction.atomic
def end(*, by: Staff, pk: UUID) -> bool:
    """One of one's own; False where there is none such, whoever else's it may be."""
    rows = list(StaffSession.objects.filter(staff=by, pk=pk))
    if not rows:
        return False
    _gone(rows)
    audit.append(action="session.ended", by=by, of=by, count=1)
    return True


@transaction.atomic
def end_all(*, staff: Staff, by: Staff | None, but: str | None = None) -> int:
    """Every session of somebody but that one: the account was closed, the password is another, or they ask for it."""
    rows = list(StaffSession.objects.filter(staff=staff).exclude(session_key=but or ""))
    _gone(rows)
    if rows:
        audit.append(action="session.ended", by=by, of=staff, count=len(rows))
    return len(rows)


@transaction.atomic
def enrolled(*, staff: Staff, session_key: str) -> None:
    """This one is led no further. Another that still waited may be a stranger's with the password: it ends."""
    waiting = StaffSession.objects.filter(staff=staff, must_enrol=True)
    waiting.filter(session_key=session_key).update(must_enrol=False)
    rows = list(waiting.exclude(session_key=session_key))
    _gone(rows)
    if rows:
        audit.append(action="session.ended", by=staff, of=staff, count=len(rows))


def must_enrol(*, session_key: str | None) -> None:
    StaffSession.objects.filter(session_key=session_key or "").update(must_enrol=True)


def renamed(*, before: str, now: str) -> None:
    """Django gives a session another key when a password changes."""
    StaffSession.objects.filter(session_key=before).update(session_key=now)


def _gone(rows: Iterable[StaffSession]) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    StaffSession.objects.filter(pk__in=[row.pk for row in rows]).delete()


def listen() -> None:
    user_logged_in.connect(began, dispatch_uid="clinic session began")
    user_logged_out.connect(signed_out, dispatch_uid="clinic session signed out")
