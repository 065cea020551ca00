"""The password again, before a name is put under a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.decision import DraftForm


def password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("A code from your authenticator app works too."),
        error_messages={"required": _("Type your password again: it makes the signature yours.")},
    )


UNREAD = _("The page did not say which note it showed. Read it as it is here, and sign it then.")


class SignForm(DraftForm):
    """`shown` is the hash of the note on the page: what is signed is what was read."""

    shown = forms.RegexField(
        r"^[0-9a-f]{64}$",
        widget=forms.HiddenInput,
        error_messages={"required": UNREAD, "invalid": UNREAD},
    )
    co_sign = forms.BooleanField(
        label=_("Ask a supervising clinician to co-sign"),
        required=False,
        help_text=_("The note is valid with or without it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field()
        self.helper.form_tag = False
        self.helper.attrs = {}
        self.helper.layout = self.laid_out("revision", "shown", "co_sign", "password", send=gettext("Sign"))

    @property
    def lacks_what_was_read(self) -> bool:
        return self.lacks_revision or "shown" in self.errors
