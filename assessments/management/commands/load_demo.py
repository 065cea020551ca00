"""Fills the demonstration's empty database: `manage.py demo` calls it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.demo.loading import load


class Command(BaseCommand):
    help = "Make the made-up clinic and its patients, in the demonstration's own database and only where it is empty."

    def handle(self, *_: Any, **__: Any) -> None:
        # Its accounts share a password that everybody can read.
        if not settings.BACKCHART_DEMO:
            raise CommandError("These patients are made up and belong in no practice's record. Use: manage.py demo")
        made = load()
        self.stdout.write(f"{made} made-up patients." if made else "There are patients already; nothing was added.")
