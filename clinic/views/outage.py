"""A database that cannot be reached, cannot write or has no room: not saved, and when to come back."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

RETRY_AFTER_SECONDS = 2


def failed(request: HttpRequest) -> HttpResponse:
    """handler500: called where the failure is still known, whether a view met it or the session did before any view.

    A connection that ends during the commit leaves open whether it was kept, so the page does not claim to know.
    """
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return server_error(request)
    response = render(request, "503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
