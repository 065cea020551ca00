"""Adding to a signed note."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.signing import password_field
from assessments.models import AddendumKind
from assessments.services.addenda import LONGEST
from clinic.forms.keyed import KeyedForm


class AddendumForm(KeyedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=AddendumKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For “entered in error”, write why. The note stays readable."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_addendum_%s", **kwargs)
        self.fields["password"] = password_field()
        self.helper.form_tag = False
        self.helper.layout = self.laid_out(
            Field("kind", template="forms/segmented.html"), "text", "password", send=gettext("Sign and add")
        )
