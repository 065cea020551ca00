"""The small marks of the pages: icons, how soon, days, keys."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic import roles
from clinic.models.lists import Listed
from clinic.roles import Person

register = template.Library()

# A shape of its own for each, so that it is told without colour.
URGENCIES = {
    "immediate": ("exclamation-octagon-fill", _("Immediate")),
    "urgent": ("exclamation-triangle-fill", _("Urgent")),
    "soon": ("clock", _("Soon")),
    "undecided": ("question-circle", _("Not decided yet")),
    "routine": ("circle", _("Routine")),
}


@register.filter
def role(kept: str) -> str:
    """Roles as they are kept, in words."""
    return roles.in_words(kept)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Decoration only: the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/bootstrap-icons/icons.svg"),
        name,
    )


@register.simple_tag
def urgency(word: object, *, at_least: bool = False) -> SafeString:
    """`at_least`: unasked flags could still raise it."""
    shape, says = URGENCIES[str(word)]
    said = gettext("At least %(urgency)s") % {"urgency": str(says).lower()} if at_least else says
    return format_html('<span class="urgency" data-urgency="{}">{}{}</span>', word, icon(shape), said)


@register.filter
def day(value: date | None) -> str:
    """7 Mar 1985: no country reads it otherwise."""
    return date_format(value, "j M Y") if value else ""


@register.filter
def moment(value: datetime) -> str:
    """To the second; with its day where that is not today."""
    here = timezone.localtime(value)
    return date_format(here, "H:i:s" if here.date() == timezone.localdate() else "j M Y, H:i:s")


@register.simple_tag
def to(name: str, *args: object) -> str:
    """As {% url %}, and remembered: for what a page says once in each of its many rows."""
    return _address(name, args, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=4096)
def _address(name: str, args: tuple[object, ...], urlconf: str, _prefix: str) -> str:
    return reverse(name, urlconf, args)


@register.simple_tag
def submit_key() -> SafeString:
    """Made when the page is: the same form sent twice is done once."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


@register.simple_tag(takes_context=True)
def envelope(context: Context, visit: Any) -> SafeString:
    """Of each form that writes a visit: the token against forgery, the key, and the revision that the page shows."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="key" value="{}">'
        '<input type="hidden" name="revision" value="{}">',
        context["csrf_token"],
        uuid.uuid4(),
        visit.revision,
    )


@register.filter
def current(lines: Iterable[Listed]) -> list[Listed]:
    """Of a list of medicines or allergies, those neither stopped nor struck."""
    return [line for line in lines if line.is_current]


@register.filter
def age_on(patient: object, on: date) -> int:
    return patient.age_on(on)  # type: ignore[attr-defined]


@register.filter
def may(user: Person, act: str) -> bool:
    return roles.may(user, roles.Act(act))
