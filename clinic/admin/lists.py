"""A patient's medicines and allergies: added under the patient; stopped or struck on a page of their own."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.form import WrittenForm
from clinic.admin.page import Fieldsets, RecordAdmin, line
from clinic.admin.site import site
from clinic.models import Patient, PatientAllergy, PatientMedicine
from clinic.roles import Act, may
from clinic.services import lists


def _told(name: str, row: Any) -> str:
    return getattr(row, name) or ""


def _day(row: Any, name: str) -> str:
    day = getattr(row, name)
    return day.isoformat() if day else ""


def _state(row: Any) -> str:
    if row.struck_at:
        return gettext("entered in error")
    return gettext("stopped") if row.stopped else gettext("current")


class LineForm(forms.ModelForm):
    """A line to add; the service checks it when the patient is saved."""

    kept: ClassVar[tuple[str, ...]]

    def _post_clean(self) -> None:
        pass

    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.kept}

    def add(self, **whose: Any) -> None:
        raise NotImplementedError


class MedicineForm(LineForm):
    kept = ("name", "dose", "ingredient_code", "started")

    def add(self, **whose: Any) -> None:
        lists.add_medicine(**self.typed(), **whose)


class AllergyForm(LineForm):
    kept = ("substance", "reaction", "started")

    def add(self, **whose: Any) -> None:
        lists.add_allergy(**self.typed(), **whose)


class LineFormSet(BaseInlineFormSet):
    """Lines to add only; those that stand are shown beside it, and unique checks are the service's."""

    def validate_unique(self) -> None:
        pass


class ListInline(admin.TabularInline):
    formset = LineFormSet
    extra = 0
    can_delete = False
    show_change_link = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Act.MANAGE_RECORDS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        open_ = obj is not None and obj.archived_at is None
        return open_ and self.has_view_permission(request) and may(request.user, Act.RECORD_LISTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MedicineInline(ListInline):
    model = PatientMedicine
    form = MedicineForm
    fields = (*MedicineForm.kept, line(_("state"), _state))
    readonly_fields = (fields[-1],)


class AllergyInline(ListInline):
    model = PatientAllergy
    form = AllergyForm
    fields = (*AllergyForm.kept, line(_("state"), _state))
    readonly_fields = (fields[-1],)


class StruckForm(WrittenForm):
    names: tuple[str, ...] = ("struck",)
    struck = forms.BooleanField(
        label=_("Entered in error"), required=False, help_text=_("The line stays, crossed out. This cannot be undone.")
    )

    def stands(self, name: str) -> Any:
        return False if name == "struck" else super().stands(name)


class StoppedForm(StruckForm):
    names = ("stopped", "struck")
    stopped = forms.DateField(label=_("Stopped on"), required=False, widget=AdminDateWidget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("stopped") and cleaned.get("struck"):
            raise ValidationError(gettext("Choose one: stopped on that day, or entered in error."))
        return cleaned


class LineAdmin(RecordAdmin):
    """Reached from the patient."""

    writes = Act.RECORD_LISTS
    names: ClassVar[tuple[tuple[str, Any], ...]]
    list_select_related = ("patient",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_write = super().has_change_permission(request, obj)
        return may_write and (obj is None or (obj.struck_at is None and obj.patient.archived_at is None))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.patient
        return patient

    def _read(self) -> list[Any]:
        shown = [line(label, partial(_told, name)) for name, label in self.names]
        return [
            line(_("patient"), lambda row: str(row.patient)),
            *shown,
            line(_("since"), lambda row: _day(row, "started")),
            line(_("stopped"), lambda row: _day(row, "stopped")),
            line(_("state"), _state),
        ]

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return [(None, {"fields": self._read()})]

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        can = [name for name in self.form.names if name == "struck" or obj.is_current]
        return [(None, {"fields": [*self._read(), *can]})]


@admin.register(PatientMedicine, site=site)
class MedicineAdmin(LineAdmin):
    form = StoppedForm
    names = (("name", _("medicine, as typed")), ("dose", _("dose")), ("ingredient_code", _("RxNorm ingredient")))
    list_display = ("patient", "name", "dose", line(_("state"), _state))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        typed, by = form.cleaned_data, request.user
        if typed["struck"]:
            lists.strike_medicine(medicine=obj.pk, by=by, key=typed["key"])
        elif typed["stopped"]:
            lists.stop_medicine(medicine=obj.pk, on=typed["stopped"], by=by, key=typed["key"])


@admin.register(PatientAllergy, site=site)
class AllergyAdmin(LineAdmin):
    form = StruckForm
    names = (("substance", _("substance")), ("reaction", _("reaction")))
    list_display = ("patient", "substance", "reaction", line(_("state"), _state))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        lists.strike_allergy(allergy=obj.pk, by=request.user, key=form.cleaned_data["key"])
