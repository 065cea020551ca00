"""The people who work here, and who may do what."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clinic.models.history import Earlier
from clinic.models.kept import KeptQuerySet
from clinic.refusals import NeverDeleted, Refused
from clinic.roles import Act, Role, may
from clinic.text import storable


class StaffManager(UserManager["Staff"].from_queryset(KeptQuerySet)):  # type: ignore[misc]
    """Accounts are closed by `is_active`: their names stand under what they signed."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """A name that no database can keep is nobody's, and is not asked for."""
        try:
            return self.get(username=storable(username or "", field="username"))
        except Refused:
            raise self.model.DoesNotExist from None


class Staff(AbstractUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    display_name = models.CharField(
        _("name as shown and printed"),
        max_length=150,
        blank=True,
        help_text=_("Leave empty to use first and last name."),
    )
    professional_title = models.CharField(
        _("professional title"), max_length=50, blank=True, help_text=_("Printed after the name: MD, DPT.")
    )
    registration_number = models.CharField(_("registration number"), max_length=50, blank=True)

    objects: ClassVar[StaffManager] = StaffManager()
    history = Earlier(without=["password", "last_login", "date_joined"])

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    @property
    def name_and_title(self) -> str:
        return f"{self.name}, {self.professional_title}" if self.professional_title else self.name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """One query, then remembered as long as this object; groups that are no role count for nothing."""
        return frozenset(Role(group.name) for group in self.groups.all() if group.name in set(Role))

    @property
    def role(self) -> str:
        """For people and for the audit trail: "clinician", or several joined by a comma, or "superuser", or ""."""
        names = [role.value for role in Role if role in self.roles]
        return ", ".join(names + ["superuser"] * self.is_superuser)

    def may(self, act: Act) -> bool:
        return may(self, act)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NeverDeleted(self)
