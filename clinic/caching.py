"""No page is kept by a browser or a proxy, whoever forgot to say so: nearly every one of them names a patient."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NeverStoredMiddleware:
    """Stands below the middleware that serves static files, which may well be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
