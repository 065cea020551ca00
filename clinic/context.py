"""Which request is being answered, for the audit trail: set by the middleware, empty in commands and tests."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.crypto import salted_hmac


@dataclass(frozen=True, kw_only=True)
class RequestContext:
    request_id: str = ""
    source_address: str = ""
    # Asked when an event is written: signing in gives the session a new key within one request.
    session_key: Callable[[], str] = str


request_context: ContextVar[RequestContext] = ContextVar("request_context", default=RequestContext())  # noqa: B039 (frozen)


def session_ref() -> str:
    """The session that asks, known again and with no way back to its key; "" outside of one."""
    key = request_context.get().session_key()
    return salted_hmac("clinic.audit.session", key, algorithm="sha256").hexdigest() if key else ""
