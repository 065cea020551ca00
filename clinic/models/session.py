"""Who is signed in where, since when, and when somebody last touched the keyboard there: no record, and it ends."""

import uuid

from django.db import models
from django.utils.translation import gettext
from ua_parser import parse

from clinic.models.staff import Staff


class StaffSession(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session_key = models.CharField(max_length=40, unique=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    last_input_at = models.DateTimeField()
    device = models.CharField(max_length=200, blank=True)
    source_address = models.CharField(max_length=45, blank=True)
    # Somebody without a second factor where the practice wants one: nothing but adding one is open to them.
    must_enrol = models.BooleanField(default=False)

    class Meta:
        verbose_name = "session"
        verbose_name_plural = "sessions"
        ordering = ["-last_input_at"]

    def __str__(self) -> str:
        return f"{self.staff_id} since {self.since:%Y-%m-%d %H:%M}"

    @property
    def device_in_words(self) -> str:
        """Browser and system; where the browser tells neither, what it said of itself."""
        told = parse(self.device)
        browser = told.user_agent and " ".join(filter(None, (told.user_agent.family, told.user_agent.major)))
        system = told.os and " ".join(filter(None, (told.os.family, told.os.major)))
        if browser and system:
            return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        return self.device or gettext("unknown")
