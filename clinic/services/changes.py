"""Changing a row without overwriting anybody: per field, what it was on the page and what it is to be."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext

from clinic.refusals import Clash, Conflict, Refused

Changes = Mapping[str, tuple[Any, Any]]
Cleaners = Mapping[str, Callable[[Any], Any]]


def cleaned(changes: Changes, *, cleaners: Cleaners) -> dict[str, tuple[Any, Any]]:
    """Only fields that have a cleaner, and only those that really change."""
    tidy = {}
    for name, (was, now) in changes.items():
        if name not in cleaners:
            raise Refused(
                gettext("%(field)s cannot be changed here.") % {"field": name},
                field=name,
                value=now,
                way_out=gettext("Leave it out."),
            )
        clean_now = cleaners[name](now)
        if was != clean_now:
            tidy[name] = (was, clean_now)
    return tidy


def apply(row: models.Model, changes: Changes) -> None:
    """Sets the fields on a row read under lock; raises Conflict when one was changed to something else meanwhile."""
    clashes = {
        name: Clash(was=was, now=getattr(row, name), mine=now)
        for name, (was, now) in changes.items()
        if getattr(row, name) not in (was, now)
    }
    if clashes:
        raise Conflict(clashes)
    for name, (_, now) in changes.items():
        setattr(row, name, now)
