"""What stands over every page of a restricted record."""

from typing import Any

from django import template

from clinic.models import Opening, Patient, Practice, Staff
from clinic.models.restricted import openings_now

register = template.Library()


@register.inclusion_tag("patient/_restricted.html", takes_context=True)
def restricted(context: dict[str, Any], patient: Patient) -> dict[str, Any]:
    """No query for a record that is not restricted."""
    if patient.restricted_at is None:
        return {}
    opening = opened(context, patient)
    return {"restricted": True, "opening": opening, "zone": Practice.current().time_zone if opening else ""}


@register.simple_tag(takes_context=True)
def opened(context: dict[str, Any], patient: Patient) -> Opening | None:
    """What lets the reader in, in this session, where nothing else does."""
    user = context["user"]
    if patient.restricted_at is None or not isinstance(user, Staff):
        return None
    return openings_now(user).filter(patient=patient).order_by("-until").first()
