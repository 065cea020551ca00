"""A new password of one's own."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.keyed import KeyedForm

LONGEST = 256


def _field(label: Any, *, kind: str) -> forms.CharField:
    return forms.CharField(
        label=label, strip=False, max_length=LONGEST, widget=forms.PasswordInput(attrs={"autocomplete": kind})
    )


class PasswordForm(KeyedForm):
    old = _field(_("Current password"), kind="current-password")
    password = _field(_("New password"), kind="new-password")
    again = _field(_("New password again"), kind="new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.helper.layout = self.laid_out("old", "password", "again", send=gettext("Change password"), back=True)

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(gettext("This is not the same as the new password above."), code="differs")
        return again
