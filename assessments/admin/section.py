"""A page per section of a visit, made from its findings. A draft is saved through `record`; a signed one is read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.admin.answers import TriedField, control, field, says, tried_says
from assessments.admin.filters import ClinicianFilter, OnDay, SignedFilter
from assessments.knowledge.findings import SECTIONS as KNOWN
from assessments.knowledge.findings.history import TRIED
from assessments.knowledge.findings.nerve_roots import STRENGTH_FALLEN
from assessments.models import SECTIONS, Background, Encounter, History, SectionRow
from assessments.services.record import record
from assessments.services.slots import NotRecordable, act_for
from clinic.admin.form import CARRIED, INCOMPLETE, WrittenForm
from clinic.admin.page import Fieldsets, RecordAdmin, line
from clinic.admin.site import site
from clinic.models import Patient
from clinic.refusals import Refused
from clinic.roles import may


def slots_of(model: type[SectionRow]) -> list[str]:
    """What is recorded in this section, in reading order."""
    kept = [slot for slot in model.columns() if slot != STRENGTH_FALLEN.id]
    return [*kept, TRIED.id] if model is History else kept


class SectionForm(WrittenForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": INCOMPLETE})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.encounter.revision

    def add_fields(self) -> None:
        model = type(self.instance)
        self.names = tuple(slots_of(model))
        columns = model.columns()
        for name in self.names:
            self.fields[name] = (
                TriedField(label=gettext(TRIED.label), help_text=gettext(TRIED.help or ""), required=False)
                if name == TRIED.id
                else field(columns[name].slot, visited_on=self.instance.encounter.visited_on)
            )

    def stands(self, name: str) -> Any:
        return self.instance.encounter.tried_answer() if name == TRIED.id else getattr(self.instance, name)

    def shown(self, name: str, value: Any) -> Any:
        return value if name == TRIED.id else control(type(self.instance).columns()[name].slot, value)

    def says(self, name: str, value: Any) -> str:
        return tried_says(value) if name == TRIED.id else says(type(self.instance).columns()[name].slot, value)

    def problems(self, refusal: Refused) -> Mapping[str, str]:
        return refusal.problems if isinstance(refusal, NotRecordable) else super().problems(refusal)


def _encounter(row: SectionRow) -> Encounter:
    encounter: Encounter = row.encounter
    return encounter


WHOSE: Any = (
    line(_("patient"), lambda row: str(_encounter(row).patient), order="encounter__patient__family_name"),
    line(_("day of the visit"), lambda row: _encounter(row).visited_on.isoformat(), order="encounter__visited_on"),
    line(_("clinician"), lambda row: str(_encounter(row).clinician or gettext("nobody yet"))),
    line(_("status"), lambda row: _encounter(row).get_status_display()),
    line(_("answered"), lambda row: _answered(row)),
)
CARRIED_OVER: Any = (
    line(_("carried from"), lambda row: str(row.carried_from) if row.carried_from else gettext("no earlier visit")),
    line(_("confirmed by"), lambda row: str(row.confirmed_by) if row.confirmed_by else gettext("nobody yet")),
)


def _answered(row: SectionRow) -> str:
    return gettext("%(known)d of %(all)d") % {"known": len(row.answers()), "all": len(row.columns())}


def _rows(names: Iterable[str]) -> list[Any]:
    """Right and left of one finding stand on one line."""
    rows: list[Any] = []
    left = list(names)
    while left:
        name = left.pop(0)
        other = name.removesuffix("_right") + "_left"
        if name.endswith("_right") and left and left[0] == other:
            rows.append((name, left.pop(0)))
        else:
            rows.append(name)
    return rows


class SectionAdmin(RecordAdmin):
    form = SectionForm
    list_display = WHOSE
    list_filter = (SignedFilter, OnDay, ClinicianFilter)
    list_select_related = ("encounter__patient", "encounter__clinician")
    search_fields = ("encounter__patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        acts = {act_for(slot) for slot in slots_of(self.model)}
        may_write = self.has_view_permission(request, obj) and all(may(request.user, act) for act in acts)
        return may_write and (obj is None or not _encounter(obj).is_closed)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("encounter__patient", "encounter__clinician").order_by(
            "-encounter__visited_on", "encounter_id"
        )

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(encounter__patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        return _encounter(obj).patient

    def carried(self) -> tuple[str, ...]:
        return (*CARRIED, "revision")

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return self._fieldsets(lambda slot: self._line(slot))

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        return self._fieldsets(lambda slot: self._line(slot) if slot == STRENGTH_FALLEN.id else slot)

    def _fieldsets(self, show: Any) -> Fieldsets:
        """A fieldset per section of the knowledge: the flags of both groups share a row."""
        whose = [*WHOSE[:-1], *(CARRIED_OVER if self.model is Background else ())]
        sets: Fieldsets = [(None, {"fields": whose})]
        mine = {*self.model.columns(), *slots_of(self.model)}
        for section in KNOWN:
            slots = [slot.id for finding in section.findings for slot in finding.slots() if slot.id in mine]
            if slots:
                rows = [
                    tuple(show(one) for one in row) if isinstance(row, tuple) else show(row) for row in _rows(slots)
                ]
                sets.append((gettext(section.title), {"fields": rows}))
        return sets

    def _line(self, slot: str) -> Any:
        if slot == TRIED.id:
            return line(gettext(TRIED.label), lambda row: tried_says(_encounter(row).tried_answer()))
        column = self.model.columns()[slot]
        return line(column.slot.label(gettext), lambda row: says(column.slot, getattr(row, slot)))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        record(
            encounter=obj.pk,
            changes=form.changes(),
            by=request.user,
            key=form.cleaned_data["key"],
            revision=form.cleaned_data["revision"],
        )


site.register(SECTIONS, SectionAdmin)
