"""The corrections of a row, on its page."""

from typing import Any

from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.page import line
from clinic.services.earlier import corrections


def _earlier(row: Any) -> Any:
    said = [
        (f"{one.at:%Y-%m-%d %H:%M} UTC", one.by or gettext("a command"), one.label, one.was, one.now)
        for one in corrections(row)
    ]
    return format_html_join("\n", "{}, {}: {}: {} → {}", said) if said else gettext("nothing was corrected yet")


EARLIER: Any = (_("What it was before"), {"fields": [line(_("corrections"), _earlier)], "classes": ["printed"]})
