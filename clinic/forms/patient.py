"""Who a patient is: registering, correcting, archiving, finding."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.dates import DayField
from clinic.forms.keyed import KeyedForm
from clinic.models import Patient, Practice, Sex
from clinic.models.patient import EARLIEST_BIRTH, NAME_LENGTH
from clinic.refusals import Conflict
from clinic.services.changes import Changes

FIELDS = ("given_name", "family_name", "birth_date", "sex", "phone", "email", "address")


class PatientForm(KeyedForm):
    given_name = forms.CharField(label=_("Given name"), max_length=NAME_LENGTH)
    family_name = forms.CharField(label=_("Family name"), max_length=NAME_LENGTH)
    birth_date = DayField(label=_("Date of birth"), help_text=_("As 1985-03-07 or as 7 March 1985."))
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not asked")), *Sex.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Some rules differ by sex, such as those on bone and on pregnancy."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=50, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    address = forms.CharField(
        label=_("Address"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, patient: Patient | None = None, **kwargs: Any) -> None:
        if patient:
            kwargs["initial"] = {name: getattr(patient, name) or "" for name in FIELDS}
        super().__init__(*args, **kwargs)
        self.helper.form_id = "patient-form"
        self.helper.layout = self.laid_out(
            Div("given_name", "family_name", css_class="field-pair"),
            "birth_date",
            Field("sex", template="forms/segmented.html"),
            Div("phone", "email", css_class="field-pair"),
            "address",
            send=gettext("Save") if patient else gettext("Register"),
            back=True,
        )

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        today = Practice.current().today()
        if born > today:
            raise ValidationError(
                gettext("%(day)s has not come yet. Check the year.") % {"day": born.isoformat()}, code="future"
            )
        if born < EARLIEST_BIRTH:
            raise ValidationError(
                gettext("%(day)s is before %(first)s. Check the year.")
                % {"day": born.isoformat(), "first": EARLIEST_BIRTH.isoformat()},
                code="too_early",
            )
        return born

    def clean_sex(self) -> str | None:
        return self.cleaned_data["sex"] or None

    def fields_of_patient(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class CorrectPatientForm(PatientForm):
    """Carries what stood on the page, so that another person's correction is not written over unseen."""

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, patient=patient, **kwargs)
        for name in FIELDS:
            self.fields[f"was_{name}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=self.initial[name], strip=False
            )
            self.helper.layout.fields.insert(0, f"was_{name}")

    def changes(self) -> Changes:
        return {name: (self._was(name), self.cleaned_data[name]) for name in FIELDS}

    def show_both(self, conflict: Conflict) -> None:
        """What somebody else saved stands beside what was typed; saving again is then a choice that saw both."""
        for name, clash in conflict.clashes.items():
            self.add_error(
                name,
                gettext("Somebody changed this to “%(now)s” meanwhile. Save again to keep yours, or write theirs.")
                % {"now": clash.now},
            )
            self.put(**{f"was_{name}": "" if clash.now is None else str(clash.now)})
        self.renew_key()

    def _was(self, name: str) -> Any:
        text = self.cleaned_data[f"was_{name}"].replace("\r\n", "\n")
        if name == "birth_date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        return text or None if name == "sex" else text


class ReasonForm(KeyedForm):
    """Why a record goes to the archive, or comes back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Kept in the audit trail."))

    def __init__(self, *args: Any, send: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = self.laid_out("reason", send=send, back=True)


class SearchForm(forms.Form):
    q = forms.CharField(max_length=200, required=False)
