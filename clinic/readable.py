"""What the head of a request may say before anything reads the rest: its text is UTF-8, and a session's key is one.

Django decodes addresses and forms by whichever codec of Python a request names, the address before any middleware:
some give no text at all, some half characters that nothing can store or show. And what the session's cookie holds is
asked of the database as it stands.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.http import parse_header_parameters
from django.utils.translation import get_language_from_request, gettext, override

KEY = re.compile(r"[a-z0-9]{8,40}")  # of a session, as Django makes them
LENGTH = re.compile(r"[0-9]{1,18}")
SHOWN = 60
UNREADABLE = "application/octet-stream"
SAID = "clinic.unreadable"  # beside the head of a request: what it said

Environ = dict[str, Any]
Site = Callable[[Environ, Any], Iterable[bytes]]


def behind_the_door(site: Site) -> Site:
    """For a web server."""

    def door(environ: Environ, start_response: Any) -> Iterable[bytes]:
        return site(opened(environ), start_response)

    return door


def opened(environ: Environ) -> Environ:
    """The head as Django may take it apart."""
    said = environ.get("CONTENT_TYPE", "")
    if not _is_readable(said):
        environ |= {"CONTENT_TYPE": UNREADABLE, SAID: said}
    return environ


def _is_readable(content_type: str) -> bool:
    """The parser is Python's, for e-mail, and raises whatever it meets."""
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
        return codecs.lookup(charset).name == "utf-8"  # by whichever of its names
    except Exception:
        return False


class ReadableMiddleware:
    """Stands before whatever reads the session, a form, or the query of an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SAID in request.META or not _is_readable(request.META.get("CONTENT_TYPE", "")):
            return _unreadable(request)
        if "charset" in (request.content_params or {}):
            request.encoding = "utf-8"  # Django knows it by this name alone
        if not LENGTH.fullmatch(request.META.get("CONTENT_LENGTH") or "0"):
            request.META["CONTENT_LENGTH"] = "0"  # as Django took it, and would stumble over it later
        if request.content_type == "multipart/form-data" and not _comes_apart(request):
            return render(request, "400.html", status=400)
        if not KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


def _comes_apart(request: HttpRequest) -> bool:
    """The parts of a form have heads too, and the same parser."""
    try:
        return request.POST is not None
    except TypeError:
        return False
    except UnreadablePostError:  # the sender is gone; whoever checks the token says no
        return True


def _unreadable(request: HttpRequest) -> HttpResponse:
    said = request.META.get(SAID, request.META.get("CONTENT_TYPE", ""))
    with override(get_language_from_request(request)):
        why = gettext("It says of itself “%(said)s”, and this site reads UTF-8: send it as that.")
        return render(request, "400.html", {"why": why % {"said": ascii(said)[1:-1][:SHOWN]}}, status=400)
