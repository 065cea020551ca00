"""The visit, as Django starts it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from assessments import triggers
from clinic.triggers import keep


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Visits")

    def ready(self) -> None:
        keep(self, triggers.TRIGGERS)
