"""What stands before every page: the audit trail knows which request is answered, and a session left alone is over."""

import uuid
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from clinic.context import RequestContext, request_context
from clinic.models import Staff
from clinic.refusals import NotAllowed
from clinic.services import reading, sessions


class RequestContextMiddleware:
    """Stands after the session and authentication middleware. Behind a proxy, the server has to set REMOTE_ADDR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = RequestContext(
            request_id=uuid.uuid4().hex,
            source_address=request.META.get("REMOTE_ADDR", "")[:45],
            session_key=lambda: request.session.session_key or "",
        )
        token = request_context.set(context)
        try:
            response = self.get_response(request)
        finally:
            request_context.reset(token)
        response["X-Request-ID"] = context.request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotAllowed):
            reading.denied(by=request.user if isinstance(request.user, Staff) else None, act=exception.act)


class SessionLimitsMiddleware:
    """Stands after RequestContextMiddleware. What a script sends by itself never keeps a session alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Staff):
            session = sessions.current(staff=request.user, session_key=request.session.session_key)
            if session is None:
                sessions.expired(staff=request.user, session_key=request.session.session_key)
                request.session.flush()
                request.user = AnonymousUser()
            elif by_a_person(request):
                sessions.touched(session)
        return self.get_response(request)


def by_a_person(request: HttpRequest) -> bool:
    """A page opened or a form sent. Saving, retrying and asking whether the session lasts are done by scripts, and a
    script that forgot to say so is told by the browser's own header (w3.org/TR/fetch-metadata)."""
    said = request.headers
    if "X-Backchart-Background" in said or "HX-Request" in said or "fragment" in said.get("Accept", ""):
        return False
    return said.get("Sec-Fetch-Mode", "navigate") == "navigate"
