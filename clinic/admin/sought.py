"""What somebody searches for in the admin: kept with the session, so that no address or log holds a name."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext

from clinic.text import storable

FIELD = "sought"
KEPT = "admin_sought"
LONGEST, MOST = 200, 20


def query(request: HttpRequest) -> str:
    """The query string that stands for what was typed, beside the filters that were on. Raises Refused."""
    others = {name: value for name, value in request.GET.items() if name not in (SEARCH_VAR, "p", "e")}
    typed = storable(request.POST[FIELD], field=gettext("search")).strip()[:LONGEST]
    if typed:
        token = secrets.token_urlsafe(9)
        kept = [*request.session.get(KEPT, {}).items(), (token, typed)]
        request.session[KEPT] = dict(kept[-MOST:])
        others[SEARCH_VAR] = token
    return urlencode(others)


def text(request: HttpRequest, token: str) -> str | None:
    """None for a token of no search of this session."""
    found: str | None = request.session.get(KEPT, {}).get(token)
    return found


class SoughtList(ChangeList):
    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.sought = text(request, self.query) or ""
