"""`manage.py backup FILE`: the whole record in one file, made while the practice works, and verified."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.services import whole_record
from clinic.services import audit, backups


class Command(BaseCommand):
    help = "Writes the whole record to FILE, which must not exist, readable by this account only, and verifies it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="on another disk, or carried there afterwards")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = backups.back_up(file.absolute(), proof=whole_record.every_problem)
        except backups.NotBegun as why:
            raise CommandError(str(why)) from None
        except backups.NotWhole as why:
            raise CommandError("No backup was made, for the copy is not whole:\n" + "\n".join(why.args)) from None
        with transaction.atomic():
            audit.append(action="record.backed_up", by=None, content_hash=made.anchor.hash, count=made.rows)
        self.stdout.write(f"{file}: {made.size} bytes, {made.rows} rows.")
        self.stdout.write(CHECKED % {"seq": made.anchor.seq, "hash": made.anchor.hash})


CHECKED = (
    "Checked in the copy: the database's own integrity, the audit trail, and every signed note.\n"
    "Its trail ends with event %(seq)d, hash %(hash)s."
)
