"""Who works here and in which roles. An account is closed, never deleted."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid5

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.admin.earlier import EARLIER
from clinic.admin.form import WrittenForm, field_of
from clinic.admin.page import Fieldsets, RecordAdmin, line
from clinic.admin.site import site
from clinic.canonical import plain
from clinic.models import Staff
from clinic.names import fold
from clinic.refusals import Clash, Conflict, Refused
from clinic.roles import NAMED, Act, Role, in_words
from clinic.services import second_factor
from clinic.services.staff import CLEANERS, create_staff, set_active, set_password, set_roles, update_staff

DETAILS = tuple(CLEANERS)


def roles_field() -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, NAMED[role.value]) for role in Role],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def password_field(**said: Any) -> forms.Field:
    return forms.CharField(
        strip=False, max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), **said
    )


class AccountForm(WrittenForm):
    def add_fields(self) -> None:
        for name in DETAILS:
            self.fields[name] = field_of(Staff, name)
        self.fields["roles"] = roles_field()


class NewStaffForm(AccountForm):
    username = forms.CharField(label=_("Username"), max_length=150)
    password = password_field(label=_("First password"))

    may_change_nothing = True


class StaffForm(AccountForm):
    names = (*DETAILS, "roles", "is_active")
    password = password_field(label=_("New password"), required=False, help_text=_("Leave empty to keep it."))
    is_active = forms.BooleanField(
        label=_("Account is open"), required=False, help_text=_("A closed account cannot sign in; its signatures stay.")
    )

    reason = forms.CharField(
        label=_("Second factor lost: reset it because"),
        required=False,
        max_length=500,
        help_text=_("Leave empty to keep it. Write how you made sure who is asking; it goes into the audit trail."),
    )

    may_change_nothing = True

    def stands(self, name: str) -> Any:
        return sorted(self.instance.roles) if name == "roles" else super().stands(name)

    def now(self, name: str) -> Any:
        return sorted(self.cleaned_data["roles"]) if name == "roles" else super().now(name)

    def says(self, name: str, value: Any) -> str:
        if name == "roles":
            return ", ".join(map(in_words, value)) or gettext("none")
        if name == "is_active":
            return gettext("open") if value else gettext("closed")
        return super().says(name, value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.changes() and not (cleaned.get("password") or cleaned.get("reason")):
            raise ValidationError(gettext("Nothing was changed, so nothing was saved."), code="unchanged")
        return cleaned


def unless_changed(name: str, was: Any, now: Any, mine: Any) -> None:
    if plain(now) not in (plain(was), plain(mine)):
        raise Conflict({name: Clash(was=was, now=now, mine=mine)})


class OpenFilter(admin.SimpleListFilter):
    title = _("account")
    parameter_name = "account"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("open", gettext("open")), ("closed", gettext("closed"))]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(is_active=self.value() == "open") if self.value() else queryset


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(role.value, str(NAMED[role.value])) for role in Role]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        held = Group.objects.filter(name=self.value())
        return queryset.filter(groups__in=held) if self.value() else queryset


def _roles(staff: Staff) -> str:
    held = {group.name for group in staff.groups.all()}
    named = [role.value for role in Role if role.value in held] + ["superuser"] * staff.is_superuser
    return ", ".join(map(in_words, named)) or gettext("none")


def _open(staff: Staff) -> str:
    return gettext("open") if staff.is_active else gettext("closed")


def _last_in(staff: Staff) -> str:
    return f"{staff.last_login:%Y-%m-%d %H:%M} UTC" if staff.last_login else gettext("never")


def _second_factor(staff: Staff) -> str:
    """Which kinds; what is in them is shown to nobody."""
    named = {"app": gettext("authenticator app"), "passkey": gettext("passkey")}
    return ", ".join(named[factor.kind] for factor in second_factor.of(staff)) or gettext("none")


@admin.register(Staff, site=site)
class StaffAdmin(RecordAdmin):
    see = writes = Act.MANAGE_STAFF
    of_patients = False
    list_display = (
        line(_("username"), lambda staff: staff.username, order="username"),
        line(_("name"), lambda staff: staff.name),
        line(_("professional title"), lambda staff: staff.professional_title, order="professional_title"),
        line(_("roles"), _roles),
        line(_("account"), _open, order="is_active"),
        line(_("last signed in"), _last_in, order="last_login"),
    )
    list_filter = (OpenFilter, RoleFilter)
    search_fields = ("username",)
    search_help_text = _("Part of the username or of the name.")

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Or the hash of a password could be guessed at, letter by letter, from the address."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Folded, like a patient's name; a practice's staff is few."""
        sought = fold(text)
        found = [row.pk for row in rows if sought in fold(f"{row.username} {row.name}")]
        return rows.filter(pk__in=found)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return self.made(request, StaffForm if change else NewStaffForm)

    def fieldsets_written(self, request: HttpRequest, obj: Any) -> Fieldsets:
        if obj is None:
            return [(None, {"fields": ["username", "password", *DETAILS, "roles"]})]
        username = line(_("username"), lambda row: row.username)
        factor = line(_("second factor"), _second_factor)
        return [(None, {"fields": [username, *DETAILS, "roles", "is_active", "password", factor, "reason"]}), EARLIER]

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        typed, by, key = form.cleaned_data, request.user, form.cleaned_data["key"]
        if not change:
            details = {name: typed[name] for name in ("username", "password", *DETAILS)}
            made = create_staff(by=by, key=key, roles=[Role(role) for role in typed["roles"]], **details)
            obj.pk = made.pk
            return
        changes = form.changes()
        now = Staff.objects.select_for_update().get(pk=obj.pk)  # another save of it waits, and then compares
        if details := {name: changes[name] for name in DETAILS if name in changes}:
            update_staff(staff=now, changes=details, by=by, key=key)
        if "roles" in changes:
            was, mine = changes["roles"]
            unless_changed("roles", was, sorted(now.roles), mine)
            set_roles(staff=now, roles=[Role(role) for role in mine], by=by, key=uuid5(key, "roles"))
        if "is_active" in changes:
            was, mine = changes["is_active"]
            unless_changed("is_active", was, now.is_active, mine)
            if now.pk == by.pk:
                raise Refused(
                    gettext("is_active: this is your own account."),
                    field="is_active",
                    way_out=gettext("Ask somebody else who manages staff to close it."),
                )
            set_active(staff=now, active=mine, by=by, key=uuid5(key, "is_active"))
        if typed["password"]:
            set_password(staff=now, password=typed["password"], by=by, key=uuid5(key, "password"))
        if typed["reason"]:
            second_factor.reset(staff=now, by=by, reason=typed["reason"], key=uuid5(key, "second factor"))
