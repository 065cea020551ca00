"""`manage.py restore FILE`: a record from a backup, into an empty database only, verified before it is used."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.management.commands.backup import CHECKED
from assessments.services import whole_record
from clinic.services import audit, backups


def migrate(alias: str) -> None:
    call_command("migrate", database=alias, interactive=False, verbosity=0)


class Command(BaseCommand):
    help = "Makes the record of FILE, a backup, that of this site, whose database has to be empty, and verifies it."
    requires_system_checks: list[str] = []  # the database they ask is not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="as manage.py backup wrote it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = backups.restore(file.absolute(), proof=whole_record.every_problem, migrate=migrate)
        except backups.NotBegun as why:
            raise CommandError(str(why)) from None
        except backups.NotWhole as why:
            raise CommandError(
                "This is no whole record; do not work with it. Take an earlier backup.\n" + "\n".join(why.args)
            ) from None
        with transaction.atomic():
            audit.append(action="record.restored", by=None, content_hash=made.anchor.hash, count=made.rows)
        self.stdout.write(f"{made.rows} rows from {file}. Everybody signs in again.")
        self.stdout.write(CHECKED % {"seq": made.anchor.seq, "hash": made.anchor.hash})
