"""How a section is laid out: blocks of rows, and tables with right and left side by side."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.text import slugify
from django.utils.translation import get_language

from assessments.knowledge.vocabulary import (
    Day,
    Finding,
    Measure,
    OneSide,
    Scale,
    Several,
    Text,
    Tried,
)


class Line(LayoutObject):
    """Controls that stand together. Nobody asked yet, they look the same in every visit, and are drawn once."""

    template: str

    def __init__(self, *slots: OneSide) -> None:
        self.slots = slots
        self.fields = [slot.id for slot in slots]
        self._untouched: dict[tuple[str, bool], str] = {}  # by language, and whether the block has a help of its own

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        form.rendered_fields.update(self.fields)
        helped = bool(getattr(context.get("block"), "help", ""))
        if not all(form.is_untouched(name) for name in self.fields):
            return self._drawn(form, helped)
        key = (get_language() or "", helped)
        if key not in self._untouched:
            self._untouched[key] = self._drawn(form, helped)
        return self._untouched[key]

    def _drawn(self, form: Any, helped: bool) -> str:
        return get_template(self.template).render(self.shown([form[name] for name in self.fields]) | {"helped": helped})

    def shown(self, bound: Sequence[BoundField]) -> dict[str, Any]:
        raise NotImplementedError


class Row(Line):
    """One slot, a line of its own."""

    def __init__(self, slot: OneSide, *, template: str = "") -> None:
        super().__init__(slot)
        self.template = template or _template(slot.finding)

    def shown(self, bound: Sequence[BoundField]) -> dict[str, Any]:
        return {"field": bound[0]}


class Sides(Line):
    """A finding on the right and on the left; with its angle, say, in the same cell."""

    template = "encounter/_sides_row.html"

    def __init__(self, finding: Finding, beside: Finding | None = None) -> None:
        super().__init__(*finding.slots(), *(beside.slots() if beside else ()))
        self.finding = finding

    def shown(self, bound: Sequence[BoundField]) -> dict[str, Any]:
        cells = [(slot.side, bound[place::2]) for place, slot in enumerate(self.finding.slots())]
        return {"finding": self.finding, "cells": cells}


class Table(LayoutObject):
    template = "encounter/_sides.html"

    def __init__(self, *rows: Sides) -> None:
        self.fields = list(rows)

    @property
    def slots(self) -> tuple[OneSide, ...]:
        return tuple(slot for row in self.fields for slot in row.slots)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        with context.push(rows=self.get_rendered_fields(form, context, template_pack)):
            return get_template(self.template).render(context.flatten())


class Block(LayoutObject):
    """Rows under a heading. `normal`: the rest of it can be marked normal in one act; `foot`: what closes it.

    `paired`: answers short enough for two in a line where there is room. `folded`: asked of few patients; it opens for
    whoever asks, and stays open once something in it is answered.
    """

    template = "encounter/_block.html"

    def __init__(
        self,
        title: str,
        *rows: Any,
        help: str = "",
        normal: bool = False,
        foot: str = "",
        paired: bool = False,
        folded: bool = False,
    ) -> None:
        self.id = slugify(title)
        self.title = title
        self.help = help
        self.normal = normal
        self.foot = foot
        self.paired = paired
        self.folded = folded
        self.fields = [self._row(row) for row in rows]

    @staticmethod
    def _row(row: Any) -> Any:
        return Row(row.slots()[0]) if isinstance(row, Finding) else row

    @property
    def slots(self) -> tuple[OneSide, ...]:
        return tuple(slot for row in self.fields for slot in row.slots)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        with context.push(form=form, block=self):
            context["open"] = not all(form.is_untouched(slot.id) for slot in self.slots)
            context["rows"] = self.get_rendered_fields(form, context, template_pack)
            return get_template(self.template).render(context.flatten())


def each_side(finding: Finding) -> Iterator[Row]:
    """Right and left as lines of their own, where the answers are too wide for a table."""
    return (Row(slot) for slot in finding.slots())


def _template(finding: Finding) -> str:
    match finding:
        case Tried():
            return "encounter/_tried.html"
        case Several():
            return "encounter/_several.html"
        case Scale(highest=highest):
            return "encounter/_scale.html" if highest > 5 else "encounter/_choice.html"
        case Text():
            return "encounter/_text.html"
        case Measure() | Day():
            return "encounter/_measure.html"
    return "encounter/_choice.html"
