"""Tests ordered, and what became of them. Scheduling, a result and a cancellation are added by who may."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.admin.answers import YesNoField
from assessments.admin.filters import ClinicianFilter, SignedFilter
from assessments.admin.words import rule_name, test_name
from assessments.models import EventKind, TestEvent, TestOrder
from assessments.services import orders
from assessments.services.catalogue import TESTS
from clinic.admin.form import WrittenForm
from clinic.admin.page import Fieldsets, RecordAdmin, line, link
from clinic.admin.site import site
from clinic.models import Patient
from clinic.roles import Act

STATES = {
    "ordered": _("ordered"),
    "scheduled": _("scheduled"),
    "resulted": _("result is back"),
    "cancelled": _("cancelled"),
    "withdrawn": _("withdrawn"),
}


def _state(order: TestOrder) -> str:
    return str(STATES[order.state])


def _abnormal(event: TestEvent) -> str:
    if event.kind != EventKind.RESULTED:
        return ""
    return {None: gettext("not said"), True: gettext("yes"), False: gettext("no")}[event.abnormal]


def _withdrawn(order: TestOrder) -> str:
    return f"{order.withdrawn_by}, {order.withdrawn_at:%Y-%m-%d %H:%M} UTC" if not order.stands else gettext("no")


READ: Any = (
    line(_("visit"), lambda order: link(order.encounter, order.encounter)),
    line(_("test"), lambda order: test_name(order.test)),
    line(_("urgency"), lambda order: order.get_urgency_display()),
    line(_("reason"), lambda order: order.reason),
    line(_("note"), lambda order: order.note),
    line(_("suggested by"), lambda order: rule_name(order.rule)),
    line(_("ordered by"), lambda order: str(order.ordered_by)),
    line(_("ordered"), lambda order: f"{order.ordered_at:%Y-%m-%d %H:%M} UTC"),
    line(_("withdrawn"), _withdrawn),
    line(_("state"), _state),
)


class EventForm(WrittenForm):
    """What happened to the order; the words are the result, the reason of a cancellation, or a remark."""

    may_change_nothing = True
    kind = forms.ChoiceField(label=_("What happened"), choices=EventKind.choices)
    on = forms.DateField(label=_("Day"), widget=AdminDateWidget)
    text = forms.CharField(
        label=_("In words"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    abnormal = YesNoField(
        label=_("Abnormal"),
        required=False,
        choices=[("", _("not said")), ("yes", _("yes")), ("no", _("no"))],
        help_text=_("For a result."),
    )

    def problems(self, refusal: Any) -> dict[str, str]:
        """The services say note and reason for the words of a schedule and of a cancellation."""
        found = super().problems(refusal)
        return {"text" if name in ("note", "reason") else name: said for name, said in found.items()}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text


class EventInline(admin.TabularInline):
    model = TestEvent
    template = "admin/scrolled_lines.html"
    extra = 0
    can_delete = False
    verbose_name_plural = _("what became of it")
    fields = readonly_fields = (
        "kind",
        line(_("day"), lambda event: event.on.isoformat()),
        "text",
        line(_("abnormal"), _abnormal),
        line(_("recorded by"), lambda event: str(event.recorded_by)),
        line(_("recorded"), lambda event: f"{event.recorded_at:%Y-%m-%d %H:%M} UTC"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TestEvent]:
        return super().get_queryset(request).select_related("recorded_by", "order")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # of the order it stands under, which asks

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OrderedTest(admin.SimpleListFilter):
    title = _("test")
    parameter_name = "test"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(test.id, gettext(test.label)) for test in TESTS.values()]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(test=self.value()) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("waiting for a result")), ("withdrawn", _("withdrawn"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.waiting()
            case "withdrawn":
                return queryset.exclude(withdrawn_at=None)
        return queryset


@admin.register(TestOrder, site=site)
class TestOrderAdmin(RecordAdmin):
    __test__ = False

    writes = Act.RECORD_RESULT
    form = EventForm
    inlines = (EventInline,)
    list_display = (
        line(_("test"), lambda order: test_name(order.test), order="test"),
        "urgency",
        line(_("state"), _state),
        line(_("patient"), lambda order: str(order.encounter.patient), order="encounter__patient__family_name"),
        line(_("day of the visit"), lambda order: order.encounter.visited_on.isoformat()),
        line(_("ordered by"), lambda order: str(order.ordered_by)),
    )
    list_filter = ("urgency", OrderedTest, StateFilter, SignedFilter, ClinicianFilter)
    list_select_related = ("encounter__patient", "ordered_by")
    date_hierarchy = "encounter__visited_on"
    search_fields = ("encounter__patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None or obj.state not in ("withdrawn", "cancelled")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("events")

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(encounter__patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.encounter.patient
        return patient

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return [(None, {"fields": READ})]

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        return [(None, {"fields": READ}), (_("Add what happened"), {"fields": ["kind", "on", "text", "abnormal"]})]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The events shown are only shown."""

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        typed = form.cleaned_data
        told = {"order": obj.pk, "on": typed["on"], "by": request.user, "key": typed["key"]}
        match typed["kind"]:
            case EventKind.SCHEDULED:
                orders.schedule(note=typed["text"], **told)
            case EventKind.RESULTED:
                orders.result(text=typed["text"], abnormal=typed["abnormal"], **told)
            case EventKind.CANCELLED:
                orders.cancel(reason=typed["text"], **told)
