"""A form field for each kind of finding, and how an answer reads. Unknown is a choice of its own: "not asked"."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.quantities import LONGEST, read_quantity
from assessments.knowledge.treatments import TREATMENT_BY_ID, TREATMENTS
from assessments.knowledge.vocabulary import EFFECTS, Choice, Day, Number, OneSide, Several, Text, YesNo

NOT_ASKED = _("not asked")
NONE = "-"  # no option has this value
YES_NO = {"yes": True, "no": False}


def says(slot: OneSide, value: Any) -> str:
    return str(NOT_ASKED) if value is None else slot.finding.says(value, gettext)


def tried_says(tried: dict[str, str] | None) -> str:
    if tried is None:
        return str(NOT_ASKED)
    effects = {option.value: gettext(option.label) for option in EFFECTS}
    lines = [f"{gettext(TREATMENT_BY_ID[id].label)}: {effects[effect]}" for id, effect in tried.items()]
    return "\n".join(lines) or gettext("nothing")


class SeveralField(forms.MultipleChoiceField):
    """Nothing ticked is not asked; "none" is an answer."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> tuple[str, ...] | None:
        ticked = super().clean(value)
        if NONE in ticked and len(ticked) > 1:
            raise ValidationError(gettext("Choose “none”, or what there is."), code="none_and_some")
        if not ticked:
            return None
        return tuple(one for one in ticked if one != NONE)


class ChoiceField(forms.ChoiceField):
    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return chosen or None


class YesNoField(ChoiceField):
    def clean(self, value: Any) -> bool | None:
        return YES_NO.get(super().clean(value))


class QuantityField(forms.CharField):
    """As on the visit page: 180lb, 100.4F or 3w are understood."""

    def __init__(self, *, finding: Number, visited_on: date, **said: Any) -> None:
        self.finding, self.visited_on = finding, visited_on
        super().__init__(max_length=LONGEST, **said)

    def clean(self, value: Any) -> float | int | None:
        typed = super().clean(value)
        return read_quantity(self.finding, typed, visited_on=self.visited_on).value if typed else None


class TextField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> str | None:
        typed: str = super().clean(value).replace("\r\n", "\n")
        return typed or None


class TriedField(forms.MultiValueField):
    """Whether it was asked at all, then how each treatment went."""

    def __init__(self, **kwargs: Any) -> None:
        asked = forms.ChoiceField(choices=[("", NOT_ASKED), ("asked", _("asked"))], required=False)
        effects = [("", _("not tried")), *((option.value, gettext_label(option.label)) for option in EFFECTS)]
        each = [forms.ChoiceField(choices=effects, required=False) for _each in TREATMENTS]
        fields = (asked, *each)
        super().__init__(
            fields=fields, require_all_fields=False, widget=TriedWidget([field.widget for field in fields]), **kwargs
        )

    def compress(self, values: list[Any]) -> dict[str, str] | None:
        asked, *effects = values or [""]
        tried = {treatment.id: effect for treatment, effect in zip(TREATMENTS, effects, strict=False) if effect}
        if tried and not asked:
            raise ValidationError(gettext("Something was tried, so it was asked: choose “asked”."), code="not_asked")
        return tried if asked else None


class TriedWidget(forms.MultiWidget):
    def decompress(self, value: Any) -> list[str]:
        if value is None:
            return [""] * (len(TREATMENTS) + 1)
        return ["asked", *(value.get(treatment.id, "") for treatment in TREATMENTS)]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        labels = [gettext("Asked what was tried"), *(gettext(treatment.label) for treatment in TREATMENTS)]
        values = value if isinstance(value, list) else self.decompress(value)
        rows = (
            (
                f"id_{name}_{place}",
                label,
                widget.render(f"{name}_{place}", chosen, {"id": f"id_{name}_{place}"}, renderer),
            )
            for place, (label, widget, chosen) in enumerate(zip(labels, self.widgets, values, strict=True))
        )
        return format_html(
            '<ul class="tried">{}</ul>', format_html_join("", '<li><label for="{}">{}</label> {}</li>', rows)
        )


def gettext_label(label: str) -> Any:
    return _(label)


def field(slot: OneSide, *, visited_on: date) -> forms.Field:
    finding = slot.finding
    said: dict[str, Any] = {
        "label": slot.label(gettext),
        "help_text": gettext(finding.help) if finding.help else "",
        "required": False,
    }
    match finding:
        case YesNo():
            return YesNoField(choices=[("", NOT_ASKED), ("yes", _("yes")), ("no", _("no"))], **said)
        case Several():
            return SeveralField(choices=[(NONE, _("none")), *_options(finding)], **said)
        case Choice():
            return ChoiceField(choices=[("", NOT_ASKED), *_options(finding)], **said)
        case Number():
            said["help_text"] = _limits(finding, said["help_text"])
            return QuantityField(finding=finding, visited_on=visited_on, **said)
        case Day():
            return forms.DateField(widget=AdminDateWidget, **said)
        case Text():
            return TextField(max_length=finding.longest, **said)
    raise TypeError(f"{slot.id}: no field for a finding of kind {finding.kind}")


def _options(finding: Choice | Several) -> list[tuple[str, str]]:
    return [(option.value, gettext(option.label)) for option in finding.options]


def _limits(finding: Number, help_text: str) -> str:
    limits = f"{finding.lowest:g}–{finding.highest:g} {gettext(finding.unit) if finding.unit else ''}".strip()
    return f"{help_text} ({limits})" if help_text else limits


def control(slot: OneSide, value: Any) -> Any:
    """A kept answer as its field shows it."""
    match slot.finding:
        case YesNo():
            return {True: "yes", False: "no"}.get(value, "")
        case Several():
            return None if value is None else list(value) or [NONE]
    return "" if value is None else value
