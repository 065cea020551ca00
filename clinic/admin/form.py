"""A form of the admin: it carries what stood on the page, and shows what a service refused at the field."""

import json
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.canonical import plain
from clinic.refusals import Conflict, KeyReused, Refused
from clinic.text import is_storable

INCOMPLETE = _("This page was incomplete. Load it again.")
CARRIED = ("key", "was")


def field_of(model: type[models.Model], name: str) -> forms.Field:
    made = cast("models.Field[Any, Any]", model._meta.get_field(name)).formfield()
    assert isinstance(made, forms.Field)
    return made


class WrittenForm(forms.ModelForm):
    """`names` are the fields it may change; nothing is put in the row here, a service does that under its lock.

    `refusal` is set when the same save is shown again because a service refused it.
    """

    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput, error_messages={"required": INCOMPLETE})
    was = forms.CharField(widget=forms.HiddenInput, strip=False, error_messages={"required": INCOMPLETE})

    refusal: ClassVar[Refused | None] = None
    names: tuple[str, ...] = ()
    may_change_nothing = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields()
        stood = {name: self.stands(name) for name in self.names}
        self.initial = {**self.initial, **{name: self.shown(name, value) for name, value in stood.items()}}
        self.initial["was"] = json.dumps(plain(stood))
        if self.refusal:
            self._show_again()

    def add_fields(self) -> None:
        """Fields that depend on the row."""

    def stands(self, name: str) -> Any:
        """What the row holds now."""
        return getattr(self.instance, name)

    def shown(self, name: str, value: Any) -> Any:
        """As the control holds it."""
        return value

    def now(self, name: str) -> Any:
        """What was typed, as the service takes it."""
        value = self.cleaned_data[name]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def read(self, name: str, carried: Any) -> Any:
        """What stood on the page, out of its JSON."""
        return carried

    def says(self, name: str, value: Any) -> str:
        return str(value) if value not in (None, "") else gettext("empty")

    def problems(self, refusal: Refused) -> Mapping[str, str]:
        """A sentence per field; "" is the whole form."""
        if isinstance(refusal, Conflict):
            return {
                name: gettext(
                    "Somebody changed this meanwhile to “%(now)s”; you sent “%(mine)s”. Save again to keep yours, "
                    "or write theirs."
                )
                % {"now": self.says(name, clash.now), "mine": self.says(name, clash.mine)}
                for name, clash in refusal.clashes.items()
            }
        return {refusal.field: str(refusal)}

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Of every field that was changed on the page: what stood there, what is to stand there."""
        carried = self.cleaned_data["was"]
        return {
            name: (self.read(name, carried[name]), self.now(name))
            for name in self.names
            if plain(self.now(name)) != carried[name]
        }

    def clean_was(self) -> dict[str, Any]:
        try:
            carried = json.loads(self.cleaned_data["was"])
        except (ValueError, RecursionError):
            raise ValidationError(INCOMPLETE) from None
        if not isinstance(carried, dict) or not set(self.names) <= set(carried):
            raise ValidationError(INCOMPLETE)
        if not all(self._could_have_stood(name, carried[name]) for name in self.names):
            raise ValidationError(INCOMPLETE)
        return carried

    def _could_have_stood(self, name: str, value: Any) -> bool:
        """A row holds words, numbers, and lists and pairs of words."""
        match value:
            case list():
                words = value
            case dict():
                words = [*value, *value.values()]
            case _:
                words = [value] if isinstance(value, str) else []
        if isinstance(value, float) or not all(isinstance(one, str) and is_storable(one) for one in words):
            return False
        try:
            self.read(name, value)
        except ValueError:
            return False
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, message in self.problems(self.refusal).items() if self.refusal else ():
            self.add_error(name if name in self.fields and name not in CARRIED else None, message)
        if not self.errors and not self.may_change_nothing and not self.changes():
            raise ValidationError(gettext("Nothing was changed, so nothing was saved."), code="unchanged")
        return cleaned

    def _post_clean(self) -> None:
        pass

    def _show_again(self) -> None:
        """After a conflict the other value counts as seen: saving again is then a choice between the two."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        if isinstance(self.refusal, Conflict):
            carried = json.loads(str(data["was"]))
            carried |= {name: plain(clash.now) for name, clash in self.refusal.clashes.items()}
            data["was"] = json.dumps(carried)
        if isinstance(self.refusal, Conflict | KeyReused):
            data["key"] = str(uuid.uuid4())
        self.data = data
