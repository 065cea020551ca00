"""Emergency access to a restricted record: whose, why, and the password again."""

from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.signing import password_field
from assessments.services.glass import WORDS, Named
from clinic.forms.dates import DayField
from clinic.forms.keyed import KeyedForm
from clinic.models import OpeningReason


class GlassForm(KeyedForm):
    number = forms.CharField(
        label=_("Record number"), max_length=30, required=False, help_text=_("In full, as BC-000123.")
    )
    name = forms.CharField(
        label=_("Full name"), max_length=300, required=False, help_text=_("Given and family name, in full.")
    )
    birth_date = DayField(label=_("Date of birth"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=OpeningReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Auditors, supervising clinicians and the patient can read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field()
        self.fields["password"].error_messages["required"] = gettext("Type your password again: it shows who you are.")
        self.helper.layout = self.laid_out(
            "number",
            HTML('<p class="quiet">' + gettext("or, if you do not know the number:") + "</p>"),
            Div("name", "birth_date", css_class="field-pair"),
            "reason",
            "words",
            "password",
            send=gettext("Open this record"),
            back=True,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors or given["number"] or (given["name"] and given["birth_date"]):
            return given
        raise ValidationError(
            gettext("Give the whole record number, or the full name with the date of birth."), code="nobody"
        )

    def who(self) -> Named:
        given = self.cleaned_data
        return Named(number=given["number"], name=given["name"], birth_date=given["birth_date"])
