"""Taking a suggestion up or turning it down."""

from django import forms
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


class DecisionForm(DraftForm):
    item = forms.ChoiceField(choices=[(id, id) for id in ITEMS])
    answer = forms.ChoiceField(choices=Answer.choices)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)
    rule = forms.ChoiceField(choices=[("", ""), *((id, id) for id in RULE_BY_ID)], required=False)


class CareForm(DraftForm):
    """Everything that one press accepts, as it stood on the page."""

    items = forms.MultipleChoiceField(choices=[(id, id) for id in ITEMS])
