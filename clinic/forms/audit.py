"""What is sought in the audit trail."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.dates import YEARS, DayField
from clinic.models import Outcome
from clinic.services.accounting import patient_numbered


class TrailForm(forms.Form):
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    person = forms.CharField(label=_("Name of staff"), max_length=150, required=False)
    patient = forms.CharField(label=_("Record number"), max_length=30, required=False)
    action = forms.RegexField(
        r"^[a-z][a-z0-9_.]*$",
        label=_("Action"),
        max_length=60,
        required=False,
        help_text=_("How its name begins: chart, visit.signed, print."),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=[("", _("any")), *Outcome.choices], required=False)
    # The event up to which the pages were counted: reading them adds events, which would move every row on.
    upto = forms.IntegerField(min_value=1, max_value=10**12, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, max_value=10**9, required=False, widget=forms.HiddenInput)
    report = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False  # the buttons of the pages below belong to the same form
        self.helper.layout = Layout(
            Div("since", "until", "person", css_class="field-pair"),
            Div("patient", "action", "outcome", css_class="field-pair"),
            Div(
                Submit("show", gettext("Show"), css_class="act act-first"),
                Submit("report", gettext("Report of access to this record"), css_class="act act-quiet"),
                css_class="acts",
            ),
        )

    def clean_since(self) -> date | None:
        return _within(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _within(self.cleaned_data["until"])

    def clean_patient(self) -> str:
        number: str = self.cleaned_data["patient"].strip()
        if number and patient_numbered(number) is None:
            raise ValidationError(
                gettext("No record has the number %(number)s.") % {"number": number}, code="no record"
            )
        return number


def _within(day: date | None) -> date | None:
    if day is not None and day.year not in YEARS:
        raise ValidationError(
            gettext("%(day)s: write a day of the years %(first)s to %(last)s.")
            % {"day": day.isoformat(), "first": YEARS[0], "last": YEARS[-1]},
            code="year",
        )
    return day
