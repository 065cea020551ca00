"""The practice's letterhead, clock and policy: one row, one page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from clinic.admin.form import WrittenForm, field_of
from clinic.admin.page import Fieldsets, RecordAdmin
from clinic.admin.site import site
from clinic.models import Practice
from clinic.models.practice import PRACTICE_ID
from clinic.roles import Act
from clinic.services.practice import NAMES, update_practice


class PracticeForm(WrittenForm):
    names = NAMES

    def add_fields(self) -> None:
        self.fields.update({name: field_of(Practice, name) for name in NAMES})


@admin.register(Practice, site=site)
class PracticeAdmin(RecordAdmin):
    see = writes = Act.MANAGE_PRACTICE
    of_patients = False
    form = PracticeForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Practice | None:
        """Also while nobody has filled it in."""
        return Practice.current() if object_id == str(PRACTICE_ID) else None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:clinic_practice_change", args=[PRACTICE_ID]))

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        return [(None, {"fields": list(NAMES)})]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        update_practice(changes=form.changes(), by=request.user, key=form.cleaned_data["key"])
