"""What watches over the session on every page: the warning before it ends, and the cover when it has."""

from typing import Any

from django import template

from clinic.services import sessions

register = template.Library()


@register.inclusion_tag("account/_watch.html", takes_context=True)
def session_watch(context: dict[str, Any]) -> dict[str, Any]:
    return {
        "user": context.get("user"),
        "csrf_token": context.get("csrf_token"),
        "idle": int(sessions.IDLE.total_seconds()),
        "warned": int(sessions.WARNED_BEFORE.total_seconds()),
    }
