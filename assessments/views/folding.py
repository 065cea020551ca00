"""What the page of a visit asks for: parts of itself, and of what is folded there only what stands open."""

from typing import Any

from django.http import HttpRequest

UNFOLDED = "X-Unfolded"


def folding(request: HttpRequest) -> dict[str, Any]:
    """For the page of the visit and its fragments alone: any other page shows everything."""
    return {"folded": True, "unfolded": frozenset(request.headers.get(UNFOLDED, "").split())}


def wants_fragments(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or "fragment" in request.headers.get("Accept", "")
