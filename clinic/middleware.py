"""Tells the audit trail which request is being answered, and writes down what a request was denied."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from clinic.context import RequestContext, request_context
from clinic.models import Staff
from clinic.refusals import NotAllowed
from clinic.services import reading


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
