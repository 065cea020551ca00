"""A line for the list of medicines or of allergies."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.dates import DayField
from clinic.forms.keyed import KeyedForm


class MedicineForm(KeyedForm):
    name = forms.CharField(label=_("Medicine"), max_length=200)
    dose = forms.CharField(label=_("Dose and how often"), max_length=200, required=False)
    started = DayField(label=_("Since"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_medicine_%s", **kwargs)
        self.helper.form_tag = False
        self.helper.layout = self.laid_out(
            Div("name", "dose", "started", css_class="field-pair"), send=gettext("Add medicine")
        )


class AllergyForm(KeyedForm):
    substance = forms.CharField(label=_("Allergic to"), max_length=200)
    reaction = forms.CharField(label=_("Reaction"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_allergy_%s", **kwargs)
        self.helper.form_tag = False
        self.helper.layout = self.laid_out(
            Div("substance", "reaction", css_class="field-pair"), send=gettext("Add allergy")
        )
