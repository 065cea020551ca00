"""The visit, as Django starts it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from assessments import triggers
from clinic.triggers import keep


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Visits")

    def ready(self) -> None:
        from assessments.models import limits
        from assessments.services import batches

        keep(self, triggers.TRIGGERS)
        post_migrate.connect(limits.after_migrate, sender=self, dispatch_uid="limits of the columns")
        batches.listen()
