"""`manage.py createsuperuser`: the first account, which makes the others. Like theirs, it is in the audit trail."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.management.passwords import asked
from clinic.refusals import Refused
from clinic.services.staff import create_superuser


class Command(BaseCommand):
    help = "Make an account that manages staff and the practice. --noinput: its password is DJANGO_SUPERUSER_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default=os.environ.get("DJANGO_SUPERUSER_USERNAME", ""))
        parser.add_argument("--email", default="")
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive")

    def handle(self, *, username: str, email: str, interactive: bool, **_: Any) -> None:
        if not interactive and not (username and "DJANGO_SUPERUSER_PASSWORD" in os.environ):
            raise CommandError("--noinput needs --username, and the password in DJANGO_SUPERUSER_PASSWORD.")
        name = username or input("Username: ")
        password = asked() if interactive else os.environ["DJANGO_SUPERUSER_PASSWORD"]
        try:
            made = create_superuser(username=name, email=email, password=password)
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"{made.username} can sign in, make accounts and give roles.")
