"""What stands before every page: the audit trail knows which request is answered, and a session left alone is over."""

import uuid
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from clinic.context import RequestContext, request_context
from clinic.models import Staff
from clinic.refusals import NotAllowed
from clinic.services import reading, sessions


class RequestContextMiddleware:
    """Stands after the session and authentication middleware."""

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


# What somebody reaches who first has to add a second factor: adding it, and the way out.
WHILE_ENROLLING = {
    "second-factor",
    "second-factor-app",
    "second-factor-passkey",
    "recovery-codes",
    "login",
    "logout",
    "second-step",
    "session-state",
    "session-here",
    "session-sign-in",
    "session-second-step",
}


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
            else:
                request.must_enrol = session.must_enrol  # type: ignore[attr-defined]
                if by_a_person(request):
                    sessions.touched(session)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        match = request.resolver_match
        if not getattr(request, "must_enrol", False) or (match and match.view_name in WHILE_ENROLLING):
            return None
        if by_a_person(request):
            return redirect("second-factor")
        return HttpResponse(gettext("Add a second factor first: open any page."), status=403, content_type="text/plain")


def by_a_person(request: HttpRequest) -> bool:
    """A page opened or a form sent. Saving, retrying and asking whether the session lasts are done by scripts, and a
    script that forgot to say so is told by the browser's own header (w3.org/TR/fetch-metadata)."""
    said = request.headers
    if "X-Backchart-Background" in said or "HX-Request" in said or "fragment" in said.get("Accept", ""):
        return False
    return said.get("Sec-Fetch-Mode", "navigate") == "navigate"
