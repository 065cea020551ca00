"""The password again, before a second name is put under somebody else's note."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from assessments.forms.signing import password_field
from clinic.forms.keyed import KeyedForm


class CoSignForm(KeyedForm):
    """`shown` is the hash of the note on the page: what is signed is what was read."""

    shown = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_co_sign_%s", **kwargs)
        self.fields["password"] = password_field()
        self.helper.form_tag = False
        self.helper.layout = self.laid_out("shown", "password", send=gettext("Co-sign"))
