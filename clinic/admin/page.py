"""What every page of the admin has in common: who may, by role; writes by service; reading is written down."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clinic.admin import sought
from clinic.admin.form import CARRIED, WrittenForm
from clinic.forms.dates import YEARS
from clinic.models import Patient
from clinic.refusals import NotAllowed, Refused
from clinic.roles import SAYS, Act, may
from clinic.services import audit, reading
from clinic.text import is_storable

Shown = Callable[[Any], str]
Fieldsets = list[tuple[Any, dict[str, Any]]]
PARTS = {"year": YEARS, "month": range(1, 13), "day": range(1, 32)}
WITHOUT = ("_delete", "_history")


def line(label: Any, read: Shown, *, order: str = "") -> Any:
    """A line or a column that is read, never written; for Django a callable where it also takes a name."""

    def show(row: Any) -> str:
        return read(row)

    show.short_description = label  # type: ignore[attr-defined]
    if order:
        show.admin_order_field = order  # type: ignore[attr-defined]
    return show


def link(row: models.Model, words: Any) -> SafeString:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), words)


class RecordAdmin(admin.ModelAdmin):
    """`see` opens the pages, `writes` with it lets change. Django's own model permissions count for nothing here."""

    see: ClassVar[Act] = Act.MANAGE_RECORDS
    writes: ClassVar[Act | None] = None
    of_patients: ClassVar[bool] = True
    form = WrittenForm
    list_per_page = 50

    # Who may

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, self.see)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj) and self.writes is not None and may(request.user, self.writes)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if not str(url.name).endswith(WITHOUT)]

    # What is on the page

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        """All of it as it reads, for who may not change it."""
        raise NotImplementedError

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        """With the form's fields where they can be changed."""
        raise NotImplementedError

    def _is_written(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Made once a request: Django knows a line it only shows by its identity."""
        made: dict[Any, Fieldsets] = request.__dict__.setdefault("_fieldsets", {})
        key = (self.model, obj and obj.pk)
        if key not in made:
            written = self._is_written(request, obj)
            made[key] = self._with_carried(request, obj) if written else self.fieldsets_read(obj)
        return made[key]

    def _with_carried(self, request: HttpRequest, obj: Any) -> Fieldsets:
        return [*self.fieldsets_written(request, obj), (None, {"fields": [self.carried()]})]

    def carried(self) -> tuple[str, ...]:
        return CARRIED

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            field
            for _, options in self.get_fieldsets(request, obj)
            for row in options["fields"]
            for field in (row if isinstance(row, tuple) else (row,))
            if callable(field)
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if not self._is_written(request, obj):
            return modelform_factory(self.model, form=forms.ModelForm, fields=())
        return self.made(request, self.form)

    def made(self, request: HttpRequest, form: type[WrittenForm]) -> type[WrittenForm]:
        """For this request: with the refusal it met the first time round, if it met one."""
        made = cast("type[WrittenForm]", modelform_factory(self.model, form=form, fields=()))
        made.refusal = getattr(request, "refusal", None)
        return made

    # Writing and reading

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A refused save rolls all of itself back; the same page then comes again with the refusal at its field."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PermissionDenied as denied:
            raise self._denied(denied) from denied
        except Refused as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and sought.FIELD in request.POST:
            return self._searched(request)
        try:
            response = super().changelist_view(request, extra_context)
        except PermissionDenied as denied:
            raise self._denied(denied) from denied
        except ValidationError:  # of an action: what was chosen is the id of no row
            self.message_user(request, gettext("Nothing was done: choose rows of this list."), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        if self.of_patients and isinstance(response, TemplateResponse) and "cl" in (response.context_data or {}):
            self._listed(request, (response.context_data or {})["cl"])
        return response

    def _searched(self, request: HttpRequest) -> HttpResponseRedirect:
        try:
            query = sought.query(request)
        except Refused as why:
            self.message_user(request, str(why), messages.ERROR)
            query = request.GET.urlencode()
        return HttpResponseRedirect(f"{request.path}?{query}")

    def _denied(self, denied: PermissionDenied) -> PermissionDenied:
        """So that it is written down, and with its words."""
        act = self.writes or self.see
        return denied if isinstance(denied, NotAllowed) else NotAllowed(act.value, says=str(SAYS[act]))

    def _listed(self, request: Any, changes: Any) -> None:
        if changes.query:
            text_hash = audit.search_hash(sought.text(request, changes.query) or "")
            reading.searched(by=request.user, text_hash=text_hash, count=changes.result_count)
        else:
            reading.listed(by=request.user, action=f"{self.opts.model_name}.listed", count=changes.result_count)

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        patient = self.patient_of(obj) if obj is not None else None
        if patient is not None:
            reading.opened(by=request.user, patient=patient, of=obj)
        elif obj is not None and self.of_patients:
            reading.listed(by=request.user, action=f"{self.opts.model_name}.listed", count=1)
        return super().render_change_form(request, context, *args, **kwargs)

    def patient_of(self, obj: Any) -> Patient | UUID | None:
        """Whose record this row belongs to."""
        return None

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_related(self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool) -> None:
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What the page itself offers: no column is found out letter by letter, and nothing odd is asked of one."""
        if not is_storable(value):
            return False
        days, _sep, part = lookup.rpartition("__")
        if days == self.date_hierarchy and part in PARTS:
            return value.isdecimal() and len(value) <= 4 and int(value) in PARTS[part]
        offered = set()
        for one in self.get_list_filter(request):
            if isinstance(one, str):
                offered |= {one, f"{one}__exact", f"{one}__isnull"}
            else:
                offered.add(getattr(one, "parameter_name", ""))
        return lookup in offered or lookup.partition("__")[0] not in self._columns

    @property
    def _columns(self) -> set[str]:
        return {name for field in self.opts.get_fields() for name in (field.name, getattr(field, "attname", ""))} | {
            "pk"
        }

    # Searching: the words stay out of the address

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return sought.SoughtList

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        if not search_term:
            return queryset, False
        text = sought.text(request, search_term)
        return (self.search(queryset, text) if text else queryset.none()), False

    def search(self, rows: models.QuerySet[Any], text: str) -> models.QuerySet[Any]:
        raise NotImplementedError

    # Django's own log would keep names of patients; the audit trail is the log.

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        return None

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:
        return []


class ReadAdmin(RecordAdmin):
    """Nothing of it is written in the admin."""
