"""How a section is laid out: blocks of rows, and tables with right and left side by side."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import get_template
from django.utils.text import slugify

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


class Row(LayoutObject):
    """One slot, a line of its own."""

    def __init__(self, slot: OneSide, *, template: str = "") -> None:
        self.slots = (slot,)
        self.fields = [slot.id]
        self.template = template or _template(slot.finding)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        return render_field(self.fields[0], form, context, template=self.template, template_pack=template_pack)


class Sides(LayoutObject):
    """A finding on the right and on the left; with its angle, say, in the same cell."""

    template = "encounter/_sides_row.html"

    def __init__(self, finding: Finding, beside: Finding | None = None) -> None:
        self.finding = finding
        self.beside = beside
        self.slots = finding.slots() + (beside.slots() if beside else ())
        self.fields = [slot.id for slot in self.slots]

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        form.rendered_fields.update(self.fields)
        bound = [form[name] for name in self.fields]
        cells = [(slot.side, bound[place::2]) for place, slot in enumerate(self.finding.slots())]
        with context.push(finding=self.finding, cells=cells):
            return get_template(self.template).render(context.flatten())


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

    `paired`: answers short enough for two in a line where there is room.
    """

    template = "encounter/_block.html"

    def __init__(
        self, title: str, *rows: Any, help: str = "", normal: bool = False, foot: str = "", paired: bool = False
    ) -> None:
        self.id = slugify(title)
        self.title = title
        self.help = help
        self.normal = normal
        self.foot = foot
        self.paired = paired
        self.fields = [self._row(row) for row in rows]

    @staticmethod
    def _row(row: Any) -> Any:
        return Row(row.slots()[0]) if isinstance(row, Finding) else row

    @property
    def slots(self) -> tuple[OneSide, ...]:
        return tuple(slot for row in self.fields for slot in row.slots)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        with context.push(form=form, block=self):
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
