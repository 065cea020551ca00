"""Taking a suggestion up or turning it down."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer
from assessments.services.catalogue import ITEMS, RULE_BY_ID
from clinic.forms.keyed import KeyedForm

REASON_LENGTH = 500
# Offered after a decline; none is needed, and any other can be written.
DECLINE_REASONS = (
    _("The patient prefers not to"),
    _("Done or tried before"),
    _("Not needed now"),
    _("Not available here"),
)


class DraftForm(KeyedForm):
    """A write to a draft says which revision of it was on the page."""

    revision = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page does not say which revision of the visit it shows. Reload it.")},
    )

    @property
    def lacks_revision(self) -> bool:
        return any(error.code == "required" for error in self.errors.as_data().get("revision", ()))


class Ids(forms.Field):
    """As many as the form names, or none."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[UUID, ...]:
        try:
            return tuple(UUID(one) for one in value or ())
        except ValueError:
            raise forms.ValidationError(gettext("This page was incomplete. Reload it."), code="invalid") from None


class AnswerForm(DraftForm):
    """`was`: which orders and decisions stood on the page beside what is answered here."""

    was = Ids(required=False)

    def shows(self, was: Iterable[UUID]) -> None:
        """The page is made anew: what stands on it now is what the next press answers."""
        self.put(was=[str(one) for one in was])


class DecisionForm(AnswerForm):
    item = forms.ChoiceField(choices=[(id, id) for id in ITEMS])
    answer = forms.ChoiceField(choices=Answer.choices)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)
    rule = forms.ChoiceField(choices=[("", ""), *((id, id) for id in RULE_BY_ID)], required=False)


class CareForm(AnswerForm):
    """Everything that one press accepts, as it stood on the page."""

    items = forms.MultipleChoiceField(choices=[(id, id) for id in ITEMS])
