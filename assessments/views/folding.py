"""What is folded on the page of a visit is sent once it is opened; each request says what stands open there."""

from typing import Any

from django.http import HttpRequest

UNFOLDED = "X-Unfolded"


def folding(request: HttpRequest) -> dict[str, Any]:
    """For the page of the visit and its fragments alone: any other page shows everything."""
    return {"folded": True, "unfolded": frozenset(request.headers.get(UNFOLDED, "").split())}
