"""Visits: found, read as a whole, printed. What is recorded in one is changed on the page of its section."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.admin.filters import ClinicianFilter, DispositionFilter, SignedFilter, TestFilter, UrgencyFilter
from assessments.admin.printing import print_notes
from assessments.admin.words import item_name, test_name
from assessments.knowledge.findings.conclusion import DISPOSITION
from assessments.models import SECTION_ROWS, Addendum, AddendumKind, Encounter, TestOrder
from clinic.admin.page import Fieldsets, ReadAdmin, line, link
from clinic.admin.site import site
from clinic.models import Patient, Sex
from clinic.refusals import Refused
from clinic.roles import Act, may

NOT_ASKED = _("not asked")


def _status(visit: Any) -> str:
    return gettext("entered in error") if visit.in_error else str(visit.get_status_display())


def _discarded(visit: Encounter) -> str:
    if visit.discarded_at is None:
        return gettext("no")
    return f"{visit.discarded_at:%Y-%m-%d %H:%M} UTC, {visit.discarded_by}: {visit.discarded_because}"


def _disposition(visit: Encounter) -> str:
    value = visit.conclusion.disposition
    return str(NOT_ASKED) if value is None else DISPOSITION.says(value, gettext)


def _tests(visit: Any) -> str:
    named = [f"{test_name(order.test)} ({order.get_urgency_display()})" for order in visit.standing_orders]
    return ", ".join(named) or gettext("none")


def _decisions(visit: Encounter) -> str:
    standing = visit.decisions.standing()
    named = [f"{item_name(decision.item)}: {decision.get_answer_display()}" for decision in standing]
    return "\n".join(named) or gettext("none")


def _sections(visit: Encounter) -> Any:
    rows = [getattr(visit, name) for name in SECTION_ROWS]
    return format_html_join(
        "\n",
        "{}: {}",
        (
            (
                link(row, row._meta.verbose_name),
                gettext("%(known)d of %(all)d answered") % {"known": len(row.answers()), "all": len(row.columns())},
            )
            for row in rows
        ),
    )


def _tests_linked(visit: Any) -> Any:
    orders = visit.standing_orders
    if not orders:
        return gettext("none")
    return format_html_join(", ", "{}", ((link(order, test_name(order.test)),) for order in orders))


def _note(visit: Encounter) -> Any:
    return link(visit.note, visit.note) if visit.is_signed else gettext("not signed")


def _sex(visit: Encounter) -> str:
    sex = visit.chart()["sex"]
    return str(Sex(sex).label) if sex else str(NOT_ASKED)


def _from_chart(name: str) -> Any:
    def read(visit: Encounter) -> str:
        lines = visit.chart()[name]
        if lines is None:
            return str(NOT_ASKED)
        return "; ".join(", ".join(filter(None, one.values())) for one in lines) or gettext("none")

    return read


READ: Any = (
    line(_("patient"), lambda visit: link(visit.patient, visit.patient)),
    line(_("day of the visit"), lambda visit: visit.visited_on.isoformat()),
    line(_("age"), lambda visit: str(visit.chart()["age_years"])),
    line(_("sex"), _sex),
    line(_("medicines"), _from_chart("medications")),
    line(_("allergies"), _from_chart("allergies")),
    line(_("clinician"), lambda visit: str(visit.clinician or gettext("nobody yet"))),
    line(_("opened by"), lambda visit: str(visit.opened_by)),
    line(_("status"), _status),
    line(_("discarded"), _discarded),
    line(_("note"), _note),
    line(_("sections"), _sections),
    line(_("tests ordered"), _tests_linked),
    line(_("treatment"), _decisions),
)


@admin.register(Encounter, site=site)
class EncounterAdmin(ReadAdmin):
    list_display = (
        "visited_on",
        line(_("record number"), lambda visit: visit.patient.record_number, order="patient__record_number"),
        line(_("patient"), lambda visit: visit.patient.name, order="patient__family_name"),
        line(_("clinician"), lambda visit: str(visit.clinician or gettext("nobody yet")), order="clinician__username"),
        line(_("status"), _status, order="status"),
        line(_("disposition"), _disposition),
        line(_("tests ordered"), _tests),
    )
    list_filter = (SignedFilter, ClinicianFilter, DispositionFilter, TestFilter, UrgencyFilter)
    list_select_related = ("patient", "clinician", "conclusion")
    date_hierarchy = "visited_on"
    search_fields = ("patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")
    actions = ("print_notes",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mistaken = Addendum.objects.filter(note__encounter=OuterRef("pk"), kind=AddendumKind.ENTERED_IN_ERROR)
        standing = Prefetch("orders", TestOrder.objects.standing(), to_attr="standing_orders")
        return super().get_queryset(request).annotate(in_error=Exists(mistaken)).prefetch_related(standing)

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.patient
        return patient

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return [(None, {"fields": READ, "classes": ["printed"]})]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if may(request.user, Act.PRINT) else {}

    @admin.action(description=_("Print notes"))
    def print_notes(self, request: Any, chosen: QuerySet[Any]) -> HttpResponse | None:
        """All or nothing: a draft has no note yet, and who asked for it has to know."""
        visits = list(chosen.select_related("patient").order_by("patient__family_name", "visited_on", "id"))
        drafts = [visit for visit in visits if not visit.is_signed]
        if drafts:
            said = ngettext(
                "Nothing was printed. This visit is not signed: %(drafts)s. Leave it out.",
                "Nothing was printed. These visits are not signed: %(drafts)s. Leave them out.",
                len(drafts),
            )
            named = {"drafts": "; ".join(str(visit) for visit in drafts)}
            self.message_user(request, said % named, messages.ERROR)
            return None
        try:
            return print_notes(visits, by=request.user)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
