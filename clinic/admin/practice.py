"""The practice's letterhead, clock and policy: one row, one page."""

from base64 import b64encode
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.earlier import EARLIER
from clinic.admin.form import WrittenForm, field_of
from clinic.admin.page import Fieldsets, RecordAdmin, line
from clinic.admin.site import site
from clinic.models import Practice
from clinic.models.practice import PRACTICE_ID
from clinic.pictures import MOST_BYTES, Picture, picture_of
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services.practice import LOGO, NAMES, update_practice


class PracticeForm(WrittenForm):
    """The logo is known by its SHA-256: no file goes back and forth that was not chosen just now."""

    names = (*NAMES, LOGO)
    picture: Picture | None = None

    logo = forms.FileField(
        label=_("logo"),
        required=False,
        help_text=_("PNG or JPEG, 1 MB at most. It is kept and printed in shades of grey, always equally tall."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_logo = forms.BooleanField(label=_("print no logo"), required=False)

    def add_fields(self) -> None:
        self.fields.update({name: field_of(Practice, name) for name in NAMES})

    def now(self, name: str) -> Any:
        if name != LOGO:
            return super().now(name)
        if self.picture:
            return self.picture.sha256
        return None if self.cleaned_data.get("without_logo") else self.cleaned_data["was"][LOGO]

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        if upload:
            try:
                self.picture = uploaded(upload)
            except Refused as refused:
                raise ValidationError(str(refused)) from None
        return upload


def uploaded(file: Any) -> Picture:
    """Raises Refused."""
    file.seek(0)
    return picture_of(file.read(MOST_BYTES + 1), field="logo")


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
        at = NAMES.index("letterhead") + 1
        logo = (line(_("logo now"), _logo_now), "logo", *(["without_logo"] if obj and obj.logo_id else []))
        return [(None, {"fields": [*NAMES[:at], *logo, *NAMES[at:]]}), EARLIER]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        update_practice(changes=form.changes(), by=request.user, key=form.cleaned_data["key"], picture=form.picture)


def _logo_now(practice: Practice) -> Any:
    if practice.logo is None:
        return gettext("none")
    shown = b64encode(practice.logo.png).decode()
    return format_html(
        '<img class="logo-now" src="data:image/png;base64,{}" alt="{}">', shown, gettext("The logo as it is printed")
    )
