"""Adding, using and removing a second factor."""

import json
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.keyed import KeyedForm
from clinic.refusals import Refused
from clinic.services.codes import has_app

CREDENTIAL_AT_MOST = 20_000


def password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password again: it shows that it is you.")},
    )


def code_field(label: Any, **said: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "size": "14"}
        ),
        **said,
    )


class CredentialField(forms.CharField):
    """What the browser answered, as JSON; a script fills it in."""

    def __init__(self, **said: Any) -> None:
        super().__init__(max_length=CREDENTIAL_AT_MOST, widget=forms.HiddenInput, **said)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise forms.ValidationError(gettext("No passkey answered."), code="unread") from None


class StepForm(forms.Form):
    """The second step of signing in: a code, or what a passkey answered."""

    code = code_field(
        _("Code"), required=False, help_text=_("Six digits from your authenticator app, or a recovery code.")
    )
    credential = CredentialField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["data-take-focus"] = ""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "code", "credential", Div(Submit("send", gettext("Sign in"), css_class="act act-first"), css_class="acts")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["code"] and cleaned["credential"] is None:
            self.add_error("code", gettext("Type the code that your app shows."))
        return cleaned

    def refused(self, why: Refused) -> None:
        self.add_error("code", str(why))


class ProvenForm(KeyedForm):
    """Whatever changes a factor asks again who it is."""

    password = password_field()
    takes_code = True

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.takes_code and has_app(by):
            self.fields["password"].help_text = _("Or a code from your authenticator app.")
        self.helper.form_tag = False


class AppForm(ProvenForm):
    code = code_field(_("Code that the app shows now"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("code", "password", send=gettext("Add the app"), back=True)


class PasskeyForm(ProvenForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=50,
        required=False,
        help_text=_("To tell it from others, for instance “Key on my ring”."),
    )
    credential = CredentialField(
        error_messages={
            "required": _("No passkey was made. This needs a browser that supports passkeys, with scripts on.")
        }
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("name", "password", "credential", send=gettext("Add a passkey"), back=True)


class CodesForm(ProvenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("password", send=gettext("Make new recovery codes"), back=True)


class RemoveForm(ProvenForm):
    takes_code = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("password", send=gettext("Remove"), back=True)
