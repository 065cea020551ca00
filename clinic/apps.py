"""The practice, as Django starts it."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from clinic import durability, triggers


class ClinicConfig(AppConfig):
    name = "clinic"
    verbose_name = _("Practice")

    def ready(self) -> None:
        from clinic.services import sessions, signin, staff

        triggers.keep(self, triggers.TRIGGERS)
        post_migrate.connect(staff.make_groups, sender=self, dispatch_uid="clinic groups")
        signin.listen()
        sessions.listen()
        checks.register(durability.check, checks.Tags.database)
        checks.register(durability.check_in_use, checks.Tags.database, deploy=True)
