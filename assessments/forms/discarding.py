"""Why a visit that was opened by mistake is put away."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.decision import DraftForm
from assessments.services.discarding import LONGEST


class DiscardForm(DraftForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_(
            "For instance: opened for the wrong patient. It is shown on the visit and kept in the audit trail."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("revision", "reason", send=gettext("Discard this visit"), back=True)
