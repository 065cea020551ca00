"""The audit trail, for those whose work it is to read it. That it was read is an event as well."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.page import Fieldsets, ReadAdmin, line
from clinic.admin.site import site
from clinic.admin.sought import SoughtList
from clinic.models import AuditEvent, Outcome
from clinic.roles import Act, in_words
from clinic.services import accounting, audit

UPTO = "upto"

WHAT = (
    (_("event"), lambda event: str(event.seq)),
    (_("recorded"), lambda event: f"{event.recorded_at:%Y-%m-%d %H:%M:%S} UTC"),
    (_("action"), lambda event: accounting.in_words(event.action)),
    (_("outcome"), lambda event: event.get_outcome_display()),
    (_("by"), lambda event: event.user_name),
    (_("in the role"), lambda event: in_words(event.user_role)),
    (_("patient"), lambda event: str(event.patient_id or "")),
    (_("of"), lambda event: f"{accounting.kind_in_words(event.object_type)} {event.object_id}".strip()),
    (_("revision"), lambda event: _from_to(event.revision_before, event.revision_after)),
    (_("findings touched"), lambda event: ", ".join(event.findings)),
    (_("how many"), lambda event: _number(event.count)),
    (_("reason"), lambda event: event.reason),
    (_("recipient"), lambda event: event.recipient),
)
HOW = (
    (_("action as it is kept"), lambda event: event.action),
    (_("account"), lambda event: str(event.user_id or "")),
    (_("session"), lambda event: event.session_ref),
    (_("address"), lambda event: event.source_address),
    (_("request"), lambda event: event.request_id),
    (_("key"), lambda event: str(event.key or "")),
    (_("hash of the content"), lambda event: event.content_hash),
    (_("hash of the search"), lambda event: event.search_hash),
    (_("hash before"), lambda event: event.previous_hash),
    (_("hash"), lambda event: event.hash),
)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _from_to(before: int | None, after: int | None) -> str:
    return " → ".join(_number(one) for one in (before, after) if one is not None)


class Kept(admin.SimpleListFilter):
    """By what is kept in one column, told in words."""

    column: ClassVar[str]

    def says(self, kept: str) -> str:
        return kept

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        kept = AuditEvent.objects.order_by(self.column).values_list(self.column, flat=True).distinct()
        return sorted(((one, self.says(one) or gettext("nobody")) for one in kept), key=lambda one: one[1])

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() is None else queryset.filter(**{self.column: self.value()})


class OutcomeFilter(Kept):
    title = _("outcome")
    column = parameter_name = "outcome"

    def says(self, kept: str) -> str:
        return str(Outcome(kept).label)


class PersonFilter(Kept):
    title = _("by")
    column = parameter_name = "user_name"


class ActionFilter(Kept):
    title = _("action")
    column = parameter_name = "action"

    def says(self, kept: str) -> str:
        return accounting.in_words(kept)


class TrailList(SoughtList):
    """Its pages are of the trail as it was when the first of them was shown: reading is an event too."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        upto = request.GET.get(UPTO, "") if PAGE_VAR in request.GET else ""
        known = upto.isdecimal() and len(upto) < 19  # more fits no number of an event
        self.upto = int(upto) if known else audit.anchor().seq
        super().__init__(request, *args, **kwargs)

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().get_queryset(request, *args, **kwargs).filter(seq__lte=self.upto)

    def get_filters_params(self, params: Any = None) -> Any:
        return {name: value for name, value in super().get_filters_params(params).items() if name != UPTO}

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        """Another page is of the same trail; another filter or order begins with the trail of now."""
        led = dict(new_params or {})
        return super().get_query_string({**led, UPTO: self.upto if PAGE_VAR in led else None}, remove)


@admin.register(AuditEvent, site=site)
class AuditEventAdmin(ReadAdmin):
    see = Act.READ_AUDIT
    list_display = (
        line(_("event"), lambda event: str(event.seq), order="seq"),
        line(_("recorded"), lambda event: f"{event.recorded_at:%Y-%m-%d %H:%M:%S} UTC", order="recorded_at"),
        line(_("action"), lambda event: accounting.in_words(event.action), order="action"),
        line(_("outcome"), lambda event: event.get_outcome_display(), order="outcome"),
        line(_("by"), lambda event: event.user_name, order="user_name"),
        line(_("in the role"), lambda event: in_words(event.user_role), order="user_role"),
        line(_("patient"), lambda event: str(event.patient_id or "")),
        line(_("of"), lambda event: accounting.kind_in_words(event.object_type)),
        line(_("reason"), lambda event: event.reason, order="reason"),
    )
    list_filter = (OutcomeFilter, PersonFilter, ActionFilter)
    date_hierarchy = "recorded_at"
    show_full_result_count = False
    search_fields = ("action",)
    search_help_text = _("An action, a name of staff, or the id of a patient, an object or a request.")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return TrailList

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        exact = Q(object_id=text) | Q(request_id=text)
        ids = Q()
        bare = text.replace("-", "").lower()
        if len(bare) == 32 and set(bare) <= set("0123456789abcdef"):
            ids = Q(patient_id=bare) | Q(user_id=bare) | Q(key=bare)
        return rows.filter(Q(action__icontains=text) | Q(user_name__icontains=text) | exact | ids)

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        return [
            (None, {"fields": [line(label, read) for label, read in WHAT]}),
            (_("Technical details"), {"fields": [line(label, read) for label, read in HOW]}),
        ]
