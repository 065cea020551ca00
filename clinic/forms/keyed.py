"""A form that is acted on once, however often it arrives, and the frame all forms share."""

import uuid
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clinic.refusals import KeyReused, Refused


def in_words(form: forms.BaseForm) -> str:
    """All that is wrong with it, where no control of it is shown."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


class KeyedForm(forms.Form):
    key = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This page was incomplete. Send it again."),
            "invalid": _("This page was incomplete. Send it again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "novalidate", "autocomplete": "off"}

    def laid_out(self, *rows: Any, send: str, back: bool = False) -> Layout:
        """Every visible field has to stand in `rows`; `back` is a link the view gives as back and back_words."""
        acts: list[Any] = [Submit("send", send, css_class="act act-first")]
        if back:
            acts.append(HTML('<a class="act act-quiet" href="{{ back }}">{{ back_words }}</a>'))
        return Layout("key", *rows, Div(*acts, css_class="acts"))

    def refused(self, why: Refused) -> None:
        """Shows a service's refusal at its field; a key already spent on something else is replaced."""
        field = why.field if why.field in self.fields and why.field != "key" else None
        self.add_error(field, str(why))
        if isinstance(why, KeyReused):
            self.renew_key()

    def renew_key(self) -> None:
        self.put(key=str(uuid.uuid4()))

    def put(self, **typed: str | Sequence[str]) -> None:
        """As if this had been typed instead."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in typed.items():
            data.setlist(name, [value] if isinstance(value, str) else list(value))
        self.data = data

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if self.is_bound and "key" in self.errors:
            self.renew_key()
        return valid
