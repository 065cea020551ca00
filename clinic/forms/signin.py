"""Signing in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Hidden, Layout, Submit
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext


class SignInForm(AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "novalidate"}
        self.helper.layout = Layout(
            "username",
            "password",
            Div(Submit("send", gettext("Sign in"), css_class="act act-first"), css_class="acts"),
        )

    def returning_to(self, address: str) -> None:
        if address:
            self.helper.layout.fields.insert(0, Hidden("next", address))
