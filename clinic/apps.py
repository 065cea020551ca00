"""The practice, as Django starts it."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from clinic import durability


class ClinicConfig(AppConfig):
    name = "clinic"
    verbose_name = _("Practice")

    def ready(self) -> None:
        checks.register(durability.check, checks.Tags.database)
