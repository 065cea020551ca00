"""What was added to signed notes: read here; an addendum is written on the site, under its note."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Addendum
from clinic.admin.page import Fieldsets, ReadAdmin, line, link
from clinic.admin.site import site
from clinic.models import Patient
from clinic.roles import in_words


def _author(addendum: Addendum) -> str:
    return ", ".join(filter(None, [addendum.author_name, addendum.author_title, in_words(addendum.author_role)]))


def _written(addendum: Addendum) -> str:
    return f"{addendum.written_at:%Y-%m-%d %H:%M} UTC"


@admin.register(Addendum, site=site)
class AddendumAdmin(ReadAdmin):
    list_display = (
        line(_("written"), _written, order="written_at"),
        "kind",
        line(_("author"), _author, order="author_name"),
        line(_("patient"), lambda row: str(row.note.encounter.patient)),
        line(_("day of the visit"), lambda row: row.note.encounter.visited_on.isoformat()),
    )
    list_filter = ("kind",)
    list_select_related = ("note__encounter__patient",)
    date_hierarchy = "written_at"
    search_fields = ("note__encounter__patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(note__encounter__patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.note.encounter.patient
        return patient

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        lines = (
            line(_("visit"), lambda row: link(row.note.encounter, row.note.encounter)),
            line(_("note"), lambda row: link(row.note, row.note)),
            line(_("kind"), lambda row: row.get_kind_display()),
            line(_("text"), lambda row: row.text),
            line(_("author"), _author),
            line(_("written"), _written),
            line(_("SHA-256"), lambda row: row.sha256),
        )
        return [(None, {"fields": lines})]
