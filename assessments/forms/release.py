"""Letting treatment go on although an emergency holds it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.decision import REASON_LENGTH, AnswerForm, DraftForm
from assessments.services.catalogue import RULE_BY_ID


class ReleaseForm(DraftForm):
    rule = forms.ChoiceField(choices=[(id, id) for id in RULE_BY_ID])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Write why treatment continues; it goes into the note.")},
    )


class EmergencyForm(AnswerForm):
    """The answer to an emergency: the patient goes, or stays for a reason."""

    answer = forms.ChoiceField(choices=[("accepted", "accepted"), ("declined", "declined")])
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, required=False)
    rule = forms.ChoiceField(choices=[("", ""), *((id, id) for id in RULE_BY_ID)], required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == "declined" and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why the patient is not going to the emergency department now."))
        return given
