"""Ordering a test, with what it is to answer; and what became of it."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.decision import REASON_LENGTH, AnswerForm
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.investigations import INVESTIGATIONS
from assessments.models import EventKind, OrderUrgency
from assessments.services.catalogue import RULE_BY_ID, TESTS
from assessments.services.writing import translated
from clinic.forms.dates import DayField
from clinic.forms.keyed import KeyedForm

PURPOSES = {option.value: option.label for option in IMAGING_PURPOSE.options}


def _tests() -> list[tuple[str, str]]:
    return [("", gettext("Choose a test")), *((test.id, translated(test.label)) for test in INVESTIGATIONS)]


class OrderForm(AnswerForm):
    """`purpose` is what a scan is to decide; it is recorded as a finding, and may be the whole reason."""

    test = forms.ChoiceField(label=_("Test"), choices=_tests)
    urgency = forms.ChoiceField(label=_("How soon"), choices=OrderUrgency.choices)
    purpose = forms.ChoiceField(
        label=_("What a scan would decide"),
        choices=lambda: [
            ("", gettext("not asked")),
            *((value, translated(label)) for value, label in PURPOSES.items()),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    was_purpose = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    rule = forms.ChoiceField(
        choices=[("", ""), *((id, id) for id in RULE_BY_ID)], required=False, widget=forms.HiddenInput
    )
    despite = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        test, purpose = TESTS.get(given.get("test", "")), given.get("purpose")
        if test is None or "reason" in self.errors:
            return given
        if purpose and not test.scan:
            given["purpose"] = purpose = ""
        if not given.get("reason"):
            if not purpose:
                self.add_error("reason", gettext("Say why the test is ordered: the request carries it."))
            else:
                given["reason"] = translated(PURPOSES[purpose])
        return given


class DespiteForm(AnswerForm):
    """Choosing what is advised against, or never suggested: with a reason, or not at all."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason; it goes into the note.")},
    )
    urgency = forms.ChoiceField(label=_("How soon"), choices=OrderUrgency.choices, required=False)

    def __init__(self, *args: Any, is_test: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_test:
            del self.fields["urgency"]
        else:
            self.fields["urgency"].required = True
        rows = ["urgency"] if is_test else []
        self.helper.layout = self.laid_out(
            "revision",
            "was",
            *rows,
            "reason",
            send=gettext("Order it with this reason") if is_test else gettext("Choose it with this reason"),
            back=True,
        )


class OrderEventForm(KeyedForm):
    """What became of an order: a day for it, its result, or that it is off."""

    kind = forms.ChoiceField(label=_("What happened"), choices=EventKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Day"), help_text=_("As 2026-03-07 or as 7 March 2026."))
    text = forms.CharField(
        label=_("Result, or why it was cancelled"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    abnormal = forms.ChoiceField(
        label=_("The result is"),
        choices=[("", _("not said")), ("no", _("normal")), ("yes", _("abnormal"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, order: object = "", today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_event_{order}_%s", **kwargs)
        self.fields["on"].initial = today
        self.helper.form_tag = False
        self.helper.layout = self.laid_out(
            Field("kind", template="forms/segmented.html"),
            Div("on", Field("abnormal", template="forms/segmented.html"), css_class="field-pair"),
            "text",
            send=gettext("Add"),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind and kind != EventKind.SCHEDULED and not given.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Write the result, or why the test was cancelled."))
        if kind != EventKind.RESULTED and given.get("abnormal"):
            self.add_error("abnormal", gettext("Only a result is normal or abnormal."))
        return given

    def clean_abnormal(self) -> str:
        return str(self.cleaned_data["abnormal"])
