"""`manage.py changepassword USERNAME`, for who can ask nobody else: ends their sessions, and is in the audit trail."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.management.passwords import asked
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.services.staff import set_password_at_the_server


class Command(BaseCommand):
    help = "Give somebody another password and end their sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **_: Any) -> None:
        try:
            staff = Staff.objects.get_by_natural_key(username)
            set_password_at_the_server(staff=staff, password=asked())
        except Staff.DoesNotExist:
            raise CommandError(f"username: nobody is called “{username}”. Look under Staff in the admin.") from None
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"{staff.name} signs in with the new password, and is signed out everywhere.")
