"""How often something secret may be tried: counted per name and address, and per address over all names."""

from copy import copy
from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from clinic.context import request_context
from clinic.services import audit

# Ten for one name: so a hundred at one address, which a clinic behind one address does not reach by mistyping.
TIMES_AT_ONE_ADDRESS = 10
THIS_COMPUTER = "127.0.0.1"
COOL_OFF: timedelta = settings.AXES_COOLOFF_TIME


class Handler(AxesDatabaseHandler):
    """Also sees one stranger trying a few passwords at each of many names."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        here = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
            attempt_time__gte=get_cool_off_threshold(request),
        ).aggregate(failures=Sum("failures_since_start"))
        return max(int(super().get_failures(request, credentials)), (here["failures"] or 0) // TIMES_AT_ONE_ADDRESS)

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **given: Any) -> None:
        """Counted without what was sent, which the library would keep."""
        bare = copy(request)
        bare.GET = bare.POST = QueryDict()
        super().user_login_failed(sender, credentials, bare, **given)
        found = {name: value for name, value in vars(bare).items() if name.startswith("axes_")}
        vars(request).update(found)


def waiting(name: str) -> timedelta:
    """How long what is counted under this name waits at the address of this request; nothing: it may be tried."""
    request = _here()
    if AxesProxyHandler.is_allowed(request, {"username": name}):
        return timedelta()
    rows = AccessAttempt.objects.filter(ip_address=request.axes_ip_address)  # type: ignore[attr-defined]
    last = rows.filter(username=audit.search_hash(name)).aggregate(at=Max("attempt_time"))["at"]
    ends = (last or rows.aggregate(at=Max("attempt_time"))["at"] or timezone.now()) + COOL_OFF
    return max(ends - timezone.now(), timedelta(minutes=1))


def failed_anywhere(name: str) -> int:
    """Lately, at whatever addresses."""
    since = timezone.now() - COOL_OFF
    rows = AccessAttempt.objects.filter(username=audit.search_hash(name), attempt_time__gte=since)
    return int(rows.aggregate(failures=Sum("failures_since_start"))["failures"] or 0)


def failed(name: str) -> None:
    """Outside the transaction that a refusal rolls back, or it goes with it."""
    AxesProxyHandler.user_login_failed(sender=__name__, credentials={"username": name}, request=_here())


def succeeded(name: str) -> None:
    request = _here()
    AxesProxyHandler.update_request(request)
    AxesProxyHandler.get_implementation().reset_user_attempts(request, {"username": name})


def _here() -> HttpRequest:
    """Only its address counts; a request of its own, so that the page itself says what is to be said."""
    request = HttpRequest()
    request.method = "POST"
    request.META["REMOTE_ADDR"] = request_context.get().source_address or THIS_COMPUTER
    return request
