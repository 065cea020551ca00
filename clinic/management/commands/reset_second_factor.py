"""For the only one who manages staff, when their second factor is lost: `manage.py reset_second_factor`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.models import Staff
from clinic.refusals import Refused
from clinic.services import second_factor


class Command(BaseCommand):
    help = "Take somebody's lost second factor away and end their sessions; they add another when they sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="how you made sure that it is them; goes into the trail")

    def handle(self, *, username: str, reason: str, **_: Any) -> None:
        try:
            staff = Staff.objects.get_by_natural_key(username)
            second_factor.reset_at_the_server(staff=staff, reason=reason)
        except Staff.DoesNotExist:
            raise CommandError(f"username: nobody is called “{username}”. Look under Staff in the admin.") from None
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"{staff.name} signs in with the password alone until another factor is added.")
