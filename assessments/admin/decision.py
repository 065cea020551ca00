"""What was decided about treatment, and where the ladder was released: read here, decided in the visit."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.admin.filters import ClinicianFilter, SignedFilter
from assessments.admin.words import item_name, rule_name
from assessments.models import LadderRelease, TreatmentDecision
from clinic.admin.page import Fieldsets, ReadAdmin, line, link
from clinic.admin.site import site
from clinic.models import Patient


def _stands(decision: TreatmentDecision) -> str:
    if decision.stands:
        return gettext("yes")
    return gettext("no, undone by %(name)s") % {"name": decision.undone_by}


class OfVisit(ReadAdmin):
    list_filter: ClassVar[Any] = (SignedFilter, ClinicianFilter)
    date_hierarchy = "encounter__visited_on"
    search_fields = ("encounter__patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(encounter__patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.encounter.patient
        return patient


PATIENT = line(_("patient"), lambda row: str(row.encounter.patient), order="encounter__patient__family_name")
DAY = line(_("day of the visit"), lambda row: row.encounter.visited_on.isoformat(), order="encounter__visited_on")
VISIT = line(_("visit"), lambda row: link(row.encounter, row.encounter))
ITEM = line(_("treatment or referral"), lambda row: item_name(row.item), order="item")
STANDS = line(_("in force"), _stands)
RULE = line(_("suggested by"), lambda row: rule_name(row.rule), order="rule")
REASON = line(_("reason"), lambda row: row.reason)


@admin.register(TreatmentDecision, site=site)
class TreatmentDecisionAdmin(OfVisit):
    list_display = (
        ITEM,
        "answer",
        STANDS,
        PATIENT,
        DAY,
        RULE,
        line(_("decided by"), lambda row: str(row.decided_by)),
    )
    list_filter = ("answer", SignedFilter, ClinicianFilter)
    list_select_related = ("encounter__patient", "decided_by", "undone_by")

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        answer = line(_("answer"), lambda row: row.get_answer_display())
        decided = line(_("decided"), lambda row: f"{row.decided_by}, {row.decided_at:%Y-%m-%d %H:%M} UTC")
        return [(None, {"fields": [VISIT, ITEM, answer, REASON, RULE, decided, STANDS]})]


@admin.register(LadderRelease, site=site)
class LadderReleaseAdmin(OfVisit):
    list_display = (
        line(_("rule"), lambda row: rule_name(row.rule), order="rule"),
        PATIENT,
        DAY,
        line(_("released by"), lambda row: str(row.released_by)),
    )
    list_select_related = ("encounter__patient", "released_by")

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        rule = line(_("rule"), lambda row: rule_name(row.rule))
        released = line(_("released"), lambda row: f"{row.released_by}, {row.released_at:%Y-%m-%d %H:%M} UTC")
        return [(None, {"fields": [VISIT, rule, REASON, released]})]
