"""Patients: found, corrected, archived. They are registered on the site, which points out like names."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.earlier import EARLIER
from clinic.admin.form import WrittenForm, field_of
from clinic.admin.lists import AllergyInline, MedicineInline
from clinic.admin.page import Fieldsets, RecordAdmin, line
from clinic.admin.site import site
from clinic.models import ListState, Patient, Sex
from clinic.refusals import Refused
from clinic.roles import Act, may
from clinic.services import lists, patients

NAMES = tuple(patients.CLEANERS)
LISTS = {"medicines": lists.takes_no_medicines, "allergies": lists.no_known_allergies}
NOT_ASKED = _("not asked")


def _listed(patient: Patient, which: str) -> str:
    state = getattr(patient, f"{which}_state")
    if state is None:
        return str(NOT_ASKED)
    if state == ListState.NONE:
        return gettext("none")
    return "; ".join(str(row) for row in getattr(patient, which).all() if row.is_current)


def _sex(patient: Patient) -> str:
    return patient.get_sex_display() if patient.sex else str(NOT_ASKED)


READ: Any = (
    line(_("record number"), lambda row: row.record_number),
    line(_("given name"), lambda row: row.given_name),
    line(_("family name"), lambda row: row.family_name),
    line(_("date of birth"), lambda row: row.birth_date.isoformat()),
    line(_("sex"), _sex),
    line(_("phone"), lambda row: row.phone),
    line(_("e-mail"), lambda row: row.email),
    line(_("address"), lambda row: row.address),
)
STATE: Any = (
    line(_("medicines"), lambda row: _listed(row, "medicines")),
    line(_("allergies"), lambda row: _listed(row, "allergies")),
    line(_("registered"), lambda row: row.registered_on.isoformat()),
    line(_("archived"), lambda row: f"{row.archived_at:%Y-%m-%d %H:%M} UTC" if row.archived_at else gettext("no")),
    line(
        _("restricted"), lambda row: f"{row.restricted_at:%Y-%m-%d %H:%M} UTC" if row.restricted_at else gettext("no")
    ),
)


class PatientForm(WrittenForm):
    names = NAMES
    may_change_nothing = True  # lines may be added to the lists alone
    birth_date = forms.DateField(label=_("Date of birth"), widget=AdminDateWidget)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", NOT_ASKED), *Sex.choices], required=False)
    no_medicines = forms.BooleanField(
        label=_("Asked: takes none"), required=False, help_text=_("Only while no medicine is listed.")
    )
    no_allergies = forms.BooleanField(
        label=_("Asked: none known"), required=False, help_text=_("Only while no allergy is listed.")
    )

    def add_fields(self) -> None:
        for name in NAMES:
            if name not in self.fields:
                self.fields[name] = field_of(Patient, name)

    def shown(self, name: str, value: Any) -> Any:
        return "" if value is None else value

    def now(self, name: str) -> Any:
        value = super().now(name)
        return value or None if name == "sex" else value

    def read(self, name: str, carried: Any) -> Any:
        return date.fromisoformat(str(carried)) if name == "birth_date" else carried

    def says(self, name: str, value: Any) -> str:
        if name == "sex":
            return str(dict(Sex.choices)[value]) if value else str(NOT_ASKED)
        return super().says(name, value)


class ReasonForm(ActionForm):
    """Stands beside the choice of action, above the list."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class ArchivedFilter(admin.SimpleListFilter):
    title = _("archive")
    parameter_name = "archived"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("not archived")), ("yes", _("archived"))]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(archived_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Patient, site=site)
class PatientAdmin(RecordAdmin):
    writes = Act.MANAGE_PATIENTS
    form = PatientForm
    inlines = (MedicineInline, AllergyInline)
    list_display = (
        "record_number",
        "family_name",
        "given_name",
        "birth_date",
        line(_("sex"), _sex),
        line(_("archived"), lambda row: f"{row.archived_at:%Y-%m-%d}" if row.archived_at else ""),
        "registered_on",
    )
    list_display_links = ("record_number", "family_name")
    list_filter = (ArchivedFilter, "medicines_state", "allergies_state")
    date_hierarchy = "registered_on"
    search_fields = ("record_number",)
    search_help_text = _("Words of the name, a record number, a date of birth, in any order.")
    action_form = ReasonForm
    actions = ("archive", "restore")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.archived_at is None)

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.search(text)  # type: ignore[attr-defined]

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return [(None, {"fields": [*READ, *STATE]}), EARLIER]

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        if not may(request.user, Act.RECORD_LISTS):
            return [(None, {"fields": [READ[0], *NAMES, *STATE]}), EARLIER]
        none = [f"no_{which}" for which in LISTS if getattr(obj, f"{which}_state") is None]
        return [(None, {"fields": [READ[0], *NAMES, *STATE, *none]}), EARLIER]

    def patient_of(self, obj: Any) -> Patient:
        return obj

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        by, key = request.user, form.cleaned_data["key"]
        patients.update_patient(patient=obj.pk, changes=form.changes(), by=by, key=key)
        for which, none in LISTS.items():
            if form.cleaned_data[f"no_{which}"]:
                none(patient=obj.pk, by=by, key=uuid5(key, f"no {which}"))

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        for place, line_form in enumerate(formset.extra_forms):
            if line_form.has_changed():
                key = uuid5(form.cleaned_data["key"], f"{formset.prefix} {place}")
                line_form.add(patient=form.instance.pk, by=request.user, key=key)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if may(request.user, Act.ARCHIVE_PATIENTS) else {}

    @admin.action(description=_("Archive the chosen patients"))
    def archive(self, request: HttpRequest, chosen: QuerySet[Patient]) -> None:
        self._each(request, chosen, patients.archive_patient)

    @admin.action(description=_("Bring the chosen patients back"))
    def restore(self, request: HttpRequest, chosen: QuerySet[Patient]) -> None:
        self._each(request, chosen, patients.restore_patient)

    def _each(self, request: Any, chosen: QuerySet[Patient], act: Any) -> None:
        """Each by itself: one that is refused is named and does not hold up the others."""
        key, reason, done = _key(request), request.POST.get("reason", ""), 0
        for patient in chosen:
            try:
                act(patient=patient, by=request.user, key=uuid5(key, str(patient.pk)), reason=reason)
                done += 1
            except Refused as refused:
                self.message_user(request, f"{patient}: {refused}", messages.ERROR)
        if done:
            said = ngettext("%(n)d patient was changed.", "%(n)d patients were changed.", done) % {"n": done}
            self.message_user(request, said, messages.SUCCESS)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
