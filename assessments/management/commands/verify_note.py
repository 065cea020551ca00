"""`manage.py verify_note`: whether signed notes are still what was signed. Exit 0: all of them; 1: not all."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from assessments.models import Encounter, SignedNote
from assessments.services import whole_record


class Command(BaseCommand):
    help = "Recomputes the hash of a signed note, or of all, and compares it with the visit's rows and the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", type=UUID, help="of the note or of its visit")
        parser.add_argument("--all", action="store_true", help="every note of the record")

    def handle(self, *args: Any, id: UUID | None, all: bool, **options: Any) -> None:
        if (id is None) != all:
            raise CommandError("Name one note, or say --all.", returncode=2)
        if id is None:
            found, count = whole_record.every_problem(), len(whole_record.note_ids())
        else:
            pk = self._note(id)
            found, count = [f"note {pk}: {says}" for says in whole_record.problems_of(pk)], 1
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{count} signed {'note' if count == 1 else 'notes'}, each as it was signed.")

    def _note(self, id: UUID) -> UUID:
        for found in (SignedNote.objects.filter(pk=id), SignedNote.objects.filter(encounter_id=id)):
            if note := found.first():
                return note.pk
        if lost := whole_record.signed_before(id):
            raise CommandError("\n".join(f"visit {id}: {says}" for says in lost))
        known = "It is a draft." if Encounter.objects.filter(pk=id).exists() else "Nothing here has that id."
        raise CommandError(f"{id}: no signed note. {known}", returncode=2)
