"""Whose address a request comes from, where proxies stand before the site."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def visitor(forwarded_for: str, proxies: int) -> str | None:
    """What the outermost of so many trusted proxies saw; None where the header does not say.

    Every proxy adds at the right who asked it, so anything further left is the visitor's own invention.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    if not 0 < proxies <= len(hops):
        return None
    try:
        return str(ipaddress.ip_address(hops[-proxies]))
    except ValueError:
        return None


class VisitorAddressMiddleware:
    """Stands before everything else, so that the trail, sessions and limits all see one address: REMOTE_ADDR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = visitor(request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)
        if said is not None:
            request.META["REMOTE_ADDR"] = said
        return self.get_response(request)
