"""What the visit page asks of a finding to show it: its options and how each reads, what was heard, the last answer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.translation import gettext

from assessments.forms.fields import SOME, TRIED_MARK
from assessments.forms.layout import Block
from assessments.forms.quantities import heard as heard_quantity
from assessments.forms.sections import LINKED, ROWS, AnswersForm
from assessments.forms.written import NO, NONE, NOTHING, YES, written
from assessments.knowledge.findings import SECTIONS, SLOTS
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import (
    EFFECTS,
    NO_HELP,
    Choice,
    Day,
    Finding,
    Measure,
    Number,
    OneSide,
    Scale,
    Several,
    YesNo,
)
from clinic.templatetags.look import day

register = template.Library()


def _findings_of(*sections: str) -> set[str]:
    return {finding.id for section in SECTIONS if section.id in sections for finding in section.findings}


EXAMINED = _findings_of("examination", "nerve_roots")
CONCLUDED = _findings_of("conclusion")
UNKNOWN, NEGATIVE, POSITIVE = "unknown", "negative", "positive"
SIGNS = {NEGATIVE: "−", POSITIVE: "+"}


class Offered(NamedTuple):
    """One answer of a control. `reads`: unknown, negative or positive."""

    value: str
    label: str
    reads: str
    chosen: bool
    sign: str = ""


def _slot(field: BoundField) -> OneSide:
    slot = field.field.slot  # type: ignore[attr-defined]
    assert isinstance(slot, OneSide)
    return slot


def _answers(finding: Finding) -> list[tuple[Any, str]]:
    match finding:
        case YesNo():
            return [(False, NO), (True, YES)]
        case Choice():
            return [(option.value, option.value) for option in finding.options]
        case Scale():
            return [(number, str(number)) for number in range(int(finding.lowest), int(finding.highest) + 1)]
    raise TypeError(f"{finding.id} offers no single choice")


def _reads(finding: Finding, value: Any) -> str:
    return POSITIVE if finding.abnormal(value) else NEGATIVE


@register.filter
def offered(field: BoundField) -> list[Offered]:
    """Each answer there is, without the unknown one."""
    finding, chosen = _slot(field).finding, str(field.value())
    return [
        Offered(text, text if isinstance(finding, Scale) else finding.says(value, gettext), reads, text == chosen)
        for value, text in _answers(finding)
        for reads in [_reads(finding, value)]
    ]


@register.filter
def signs(field: BoundField) -> bool:
    """Shown as − and +."""
    finding = _slot(field).finding
    return isinstance(finding, YesNo) or (isinstance(finding, Choice) and finding.values == ("negative", "positive"))


@register.filter
def sign(one: Offered) -> str:
    return SIGNS[one.reads]


@register.filter
def offered_several(field: BoundField) -> list[Offered]:
    finding, marked = _slot(field).finding, field.value()
    assert isinstance(finding, Several)
    several = [
        Offered(option.value, gettext(option.label), _reads(finding, (option.value,)), option.value in marked)
        for option in finding.options
    ]
    return [*several, Offered(NONE, gettext("none"), NEGATIVE, NONE in marked)]


@register.filter
def unknown_says(field: BoundField) -> str:
    finding = _slot(field).finding_id
    if finding in EXAMINED:
        return gettext("not examined")
    return gettext("not answered") if finding in CONCLUDED else gettext("not asked")


@register.filter
def is_unknown(field: BoundField) -> bool:
    value = field.value()
    return not (value.get(field.name) or len(value) > 1 if isinstance(value, Mapping) else value)


@register.filter
def was(field: BoundField) -> str:
    return _form(field).was(field.name)


@register.filter
def set_together(field: BoundField) -> bool:
    return field.name in _form(field).together


@register.filter
def clash(field: BoundField) -> dict[str, str] | None:
    """Both answers where somebody changed this meanwhile, in words and as written."""
    clash = _form(field).clashes.get(field.name)
    if clash is None:
        return None
    slot = _slot(field)
    return {
        "theirs": _words(slot, clash.now),
        "mine": _words(slot, clash.mine),
        "written": written(slot, clash.now),
    }


@register.filter
def heard(field: BoundField) -> str:
    """How a typed quantity was understood."""
    finding, value = _slot(field).finding, _form(field).initial.get(field.name)
    if value is None or not isinstance(finding, Measure):
        return ""
    return heard_quantity(finding, value)


@register.filter
def previous(field: BoundField) -> str:
    """The answer of the last signed visit, in words."""
    value = _form(field).previous.get(field.name)
    return "" if value is None else _words(_slot(field), value)


@register.filter
def previous_written(field: BoundField) -> str:
    return written(_slot(field), _form(field).previous.get(field.name))


@register.filter
def says(value: Any, slot_id: str) -> str:
    """An answer in words, for what is shown and not asked."""
    return _words(SLOTS[slot_id], value)


@register.filter
def slot_label(slot: OneSide) -> str:
    return slot.label(gettext)


@register.filter
def unit(field: BoundField) -> str:
    finding = _slot(field).finding
    return gettext(finding.unit) if isinstance(finding, Number) and finding.unit else ""


@register.filter
def typed_with(field: BoundField) -> str:
    """The finding whose answer can come out of this text as well."""
    return LINKED.get(field.name, "")


@register.filter
def typed_as(field: BoundField) -> str:
    """Words keep a keyboard of letters: 3w, 5ft 9in."""
    return (
        "text"
        if isinstance(_slot(field).finding, Day) or unit(field) not in ("degrees", "mmHg", "/min", "")
        else "numeric"
    )


class Treated(NamedTuple):
    name: str
    label: str
    effects: list[Offered]
    untold: bool


@register.filter
def treatments(field: BoundField) -> list[Treated]:
    marks = field.value()
    rows = []
    for treatment in TREATMENTS:
        name = f"{TRIED_MARK}{treatment.id}"
        effects = [
            Offered(
                effect.value,
                gettext(effect.label),
                POSITIVE if effect.value == NO_HELP else NEGATIVE,
                marks.get(name) == effect.value,
            )
            for effect in EFFECTS
        ]
        rows.append(Treated(name, gettext(treatment.label), effects, not marks.get(name)))
    return rows


@register.filter
def tried_at_all(field: BoundField) -> list[Offered]:
    said = field.value()[field.name]
    return [
        Offered("", gettext("not asked"), UNKNOWN, said == ""),
        Offered(NOTHING, gettext("nothing tried"), NEGATIVE, said == NOTHING),
        Offered(SOME, gettext("as marked"), NEGATIVE, said == SOME),
    ]


@register.simple_tag(takes_context=True)
def row(context: Context, form: AnswersForm, slot: str) -> str:
    """The line of one finding alone, for a page that has it already."""
    form.rendered_fields = set()  # type: ignore[attr-defined]
    return ROWS[slot].render(form, context)


def _form(field: BoundField) -> AnswersForm:
    assert isinstance(field.form, AnswersForm)
    return field.form


def _words(slot: OneSide, value: Any) -> str:
    if value is None:
        return gettext("unanswered")
    if slot.id == "tried" and value:
        labels = {treatment.id: treatment.slot for treatment in TREATMENTS}
        return "; ".join(labels[key].words(effect, gettext) for key, effect in value.items())
    if isinstance(slot.finding, Day):
        return day(value)
    return slot.finding.says(value, gettext)


@register.filter
def rest_of(form: AnswersForm, block: Block) -> list[OneSide]:
    """What "the rest of this block is normal" would set."""
    return form.unanswered_of(block)


@register.filter
def set_together_in(form: AnswersForm, block: Block) -> list[OneSide]:
    return form.set_together_in(block)
