"""`manage.py verify_audit`: whether the audit trail is whole. Exit 0: it is; 1: it is not; 2: it could not be asked."""

import json
import os
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from clinic import triggers
from clinic.services import audit
from clinic.services.audit import Anchor

NOT_ASKED = 2
PUT_UP = "Run manage.py migrate, which puts up every trigger, and find out since when they are down."
HASH = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Recomputes every hash of the audit trail, and asks whether the database still refuses to change it. Keep an "
        "anchor outside this computer: only with it does a trail whose end was cut off, or which was rewritten as a "
        "whole, show itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="an anchor written earlier: it must still hold")
        parser.add_argument("--write-anchor", type=Path, metavar="FILE", help="writes where the trail ends now")

    def handle(self, *args: Any, anchor: Path | None, write_anchor: Path | None, **options: Any) -> None:
        kept = read(anchor) if anchor else None
        if write_anchor and write_anchor.exists():
            raise CommandError(
                f"{write_anchor} exists; anchors are kept, not replaced. Name another.", returncode=NOT_ASKED
            )
        now = audit.anchor()
        found = [f"event {problem.seq}: {problem.says}" for problem in audit.verify(containing=kept)]
        if down := triggers.fallen(connection):
            found += [*(f"trigger {name} is {wrong}" for name, wrong in down.items()), PUT_UP]
        if found:
            raise CommandError("\n".join(found))
        if write_anchor:
            write(write_anchor, now)
        beside = f", and it contains event {kept.seq} of the anchor" if kept else ""
        events = "1 event" if now.seq == 1 else f"{now.seq} events"
        self.stdout.write(f"{events}, each as it was written{beside}. The last has the hash {now.hash}.")


def read(file: Path) -> Anchor:
    try:
        told = json.loads(file.read_text())
        seq, hash = told["seq"], told["hash"]
    except (OSError, ValueError, TypeError, KeyError):
        raise CommandError(f"{file} is no anchor that can be read.", returncode=NOT_ASKED) from None
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 0 or not HASH.fullmatch(str(hash)):
        raise CommandError(f"{file} is no anchor that can be read.", returncode=NOT_ASKED)
    return Anchor(seq=seq, hash=hash)


def write(file: Path, anchor: Anchor) -> None:
    text = json.dumps({"seq": anchor.seq, "hash": anchor.hash}) + "\n"
    try:
        with file.open("x") as into:
            into.write(text)
            into.flush()
            os.fsync(into.fileno())
    except OSError as why:
        raise CommandError(f"{file} cannot be written: {why.strerror}.", returncode=NOT_ASKED) from None
