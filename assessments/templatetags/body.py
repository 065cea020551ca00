"""Where the pain is, on the page: a row for each region, and the same regions as a picture."""

from typing import NamedTuple

from django import template
from django.forms import BoundField
from django.utils.translation import gettext

from assessments.forms.written import NONE
from assessments.knowledge import body_map
from assessments.templatetags.findings import Offered, offered_several

register = template.Library()


class Row(NamedTuple):
    label: str
    places: list[Offered]


class Drawn(NamedTuple):
    id: str
    path: str
    label: str
    marked: bool


class View(NamedTuple):
    """Right and left are the patient's own, so they stand on other sides in front and behind."""

    title: str
    on_the_left: str
    on_the_right: str
    outline: str
    regions: list[Drawn]


@register.filter
def regions(field: BoundField) -> list[Row]:
    """One row for each name, with right and left in it."""
    rows: dict[str, Row] = {}
    for one in offered_several(field):
        name, _, side = one.label.removesuffix(")").rpartition(" (")
        if one.value == NONE:
            rows[NONE] = Row(gettext("nowhere"), [one._replace(sign=one.label)])
        elif one.value.endswith(("_right", "_left")):
            rows.setdefault(name, Row(name, [])).places.append(one._replace(sign=side))
        else:
            rows[one.label] = Row(one.label, [one._replace(sign=gettext("here"))])
    return list(rows.values())


@register.filter
def body_views(field: BoundField) -> list[View]:
    marked = {one.value: one for one in offered_several(field)}
    right, left = gettext("Patient's right"), gettext("Patient's left")

    def drawn(paths: tuple[body_map.Region, ...]) -> list[Drawn]:
        return [Drawn(one.id, one.path, marked[one.id].label, marked[one.id].chosen) for one in paths]

    return [
        View(gettext("Front"), right, left, body_map.OUTLINE, drawn(body_map.FRONT)),
        View(gettext("Back"), left, right, body_map.OUTLINE, drawn(body_map.BACK)),
    ]
