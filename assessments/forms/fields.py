"""Form fields made from findings: label, help, options and limits are the finding's own, and unknown is a choice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from assessments.forms.quantities import LONGEST, Quantity, read_quantity
from assessments.forms.written import NONE, NOTHING, one_way, read, written
from assessments.knowledge.treatments import TREATMENT_BY_ID
from assessments.knowledge.vocabulary import (
    Day,
    Measure,
    NotAllowed,
    OneSide,
    Several,
    Text,
    Tried,
)
from clinic.forms.dates import read_day

SOME = "some"  # treatments were tried, marked one by one
TRIED_MARK = "tried-"


class AnswerField(forms.Field):
    """One slot as one control; cleans to the answer as it is kept, None for unknown."""

    widget: Any = forms.TextInput

    def __init__(self, slot: OneSide) -> None:
        self.slot = slot
        super().__init__(required=False, label=slot.label(gettext), help_text=gettext(slot.finding.help))

    def prepare_value(self, value: Any) -> Any:
        """What the control shows: text as it was typed, an answer as it is written."""
        return value if isinstance(value, str) else written(self.slot, value)

    def clean(self, value: Any) -> Any:
        text = value.strip() if isinstance(value, str) else value
        try:
            return self.answer(text) if text else None
        except NotAllowed as limits:
            raise ValidationError(self.refused(text, limits)) from None

    def answer(self, text: Any) -> Any:
        return read(self.slot, text)

    def refused(self, text: Any, limits: NotAllowed) -> str:
        return gettext("“%(text)s” is not allowed here. Give %(limits)s, or leave it unanswered.") % {
            "text": str(text)[:LONGEST],
            "limits": limits,
        }


class SeveralField(AnswerField):
    """Check boxes, with one of them for "asked, none"."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> list[str]:
        return value if isinstance(value, list) else written(self.slot, value).split()

    def clean(self, value: Any) -> Any:
        marked = list(dict.fromkeys(value or ()))
        if NONE in marked and len(marked) > 1:
            raise ValidationError(gettext("Choose “none” or those that apply, not both."))
        return super().clean(" ".join(marked))


class QuantityField(AnswerField):
    """Cleans to a Quantity, so that a day typed for "how long" is not lost."""

    visited_on: date

    def clean(self, value: Any) -> Quantity | None:
        text = (value or "").strip()
        if not text:
            return None
        if len(text) > LONGEST:
            raise ValidationError(
                gettext("Give at most %(longest)d characters, a number and its unit.") % {"longest": LONGEST}
            )
        assert isinstance(self.slot.finding, Measure)
        return read_quantity(self.slot.finding, text, visited_on=self.visited_on)


class DayField(AnswerField):
    def answer(self, text: Any) -> Any:
        return read_day(text[: LONGEST + 1])


class TextField(AnswerField):
    widget = forms.Textarea

    def answer(self, text: Any) -> Any:
        assert isinstance(self.slot.finding, Text)
        return self.slot.finding.allowed(one_way(text))

    def refused(self, text: Any, limits: NotAllowed) -> str:
        return gettext("Give %(limits)s; these are %(length)d.") % {"limits": limits, "length": len(text)}


class TriedWidget(forms.Widget):
    """One group says whether anything was tried, and one for each treatment how it went."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        marks = {key: data.get(key) for key in data if key.startswith(TRIED_MARK)}
        return {name: data.get(name, "")} | {key: mark for key, mark in marks.items() if mark}


class TriedField(AnswerField):
    widget = TriedWidget

    def prepare_value(self, value: Any) -> dict[str, str]:
        """Control name to what is marked there."""
        if isinstance(value, Mapping) and self.slot.id in value:
            return dict(value)
        marks = {f"{TRIED_MARK}{treatment}": effect for treatment, effect in (value or {}).items()}
        return {self.slot.id: "" if value is None else SOME if value else NOTHING, **marks}

    def clean(self, value: Mapping[str, str]) -> Any:
        said = value[self.slot.id]
        marks = {key.removeprefix(TRIED_MARK): mark for key, mark in value.items() if key != self.slot.id}
        if said not in ("", NOTHING, SOME):
            raise ValidationError(self.refused(said, NotAllowed(f"{NOTHING} or {SOME}")))
        if strangers := sorted(set(marks) - set(TREATMENT_BY_ID)):
            raise ValidationError(
                gettext("There is no treatment %(ids)s.") % {"ids": ", ".join(one[:LONGEST] for one in strangers)}
            )
        if said == NOTHING and marks:
            raise ValidationError(gettext("Choose “nothing tried” or mark what was tried, not both."))
        if said == SOME and not marks:
            raise ValidationError(gettext("Mark below what was tried and how it went."))
        try:
            return self.slot.finding.allowed(marks) if marks else ({} if said else None)
        except NotAllowed as limits:
            raise ValidationError(self.refused(", ".join(marks.values()), limits)) from None


def field_for(slot: OneSide, *, visited_on: date) -> AnswerField:
    match slot.finding:
        case Several():
            return SeveralField(slot)
        case Measure():
            quantity = QuantityField(slot)
            quantity.visited_on = visited_on
            return quantity
        case Day():
            return DayField(slot)
        case Text():
            return TextField(slot)
        case Tried():
            return TriedField(slot)
    return AnswerField(slot)
