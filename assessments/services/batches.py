"""Many notes to be printed as one file, a portion at a time: what was chosen, and the portions that are done.

Kept in a folder that only this account can read, beside the database, for an hour after its last portion: each request
takes up where the one before it ended, whichever process serves it. Nothing here is part of the record.
"""

import json
import os
import shutil
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext

from assessments.models import Encounter
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services.access import require

PORTION = 20
MOST = 1000
KEPT_FOR = 60 * 60
FOLDER_MODE = 0o700
FILE_MODE = 0o600
CHOSEN, WHOLE = "chosen.json", "notes.pdf"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """`visits` in the order in which they print."""

    id: uuid.UUID
    by: uuid.UUID
    visits: tuple[uuid.UUID, ...]

    @property
    def folder(self) -> Path:
        return place() / str(self.id)

    @property
    def begun(self) -> datetime:
        """Before any of it was laid out, UTC."""
        return datetime.fromtimestamp((self.folder / CHOSEN).stat().st_mtime, tz=UTC)

    @property
    def whole(self) -> Path:
        return self.folder / WHOLE

    @property
    def portions(self) -> list[tuple[uuid.UUID, ...]]:
        return [self.visits[start : start + PORTION] for start in range(0, len(self.visits), PORTION)]

    @property
    def next(self) -> int:
        """The first portion that is not done; how many there are, once all are."""
        done = (place for place in range(len(self.portions)) if not self.portion(place).exists())
        return next(done, len(self.portions))

    @property
    def done(self) -> int:
        """Notes that are printed."""
        return min(self.next * PORTION, len(self.visits))

    @property
    def is_whole(self) -> bool:
        return self.whole.exists()

    def portion(self, number: int) -> Path:
        return self.folder / f"{number:04d}.pdf"


def place() -> Path:
    return Path(settings.DATA) / "printing"


def begin(*, visits: Sequence[Encounter], by: Staff) -> Batch:
    """Raises NotAllowed, and Refused for too many or none. Forgets what is over an hour old."""
    require(by, Act.PRINT)
    if not 1 <= len(visits) <= MOST:
        raise Refused(
            gettext("%(n)d notes cannot be one file; nothing was printed.") % {"n": len(visits)},
            field="visits",
            value=len(visits),
            way_out=gettext("Choose 1 to %(most)d.") % {"most": MOST},
        )
    forget_old()
    batch = Batch(id=uuid.uuid4(), by=by.pk, visits=tuple(visit.pk for visit in visits))
    place().mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    batch.folder.mkdir(mode=FOLDER_MODE)
    told = {"by": str(batch.by), "visits": [str(visit) for visit in batch.visits]}
    keep(batch.folder / CHOSEN, json.dumps(told).encode())
    return batch


def find(id: uuid.UUID, *, by: Staff) -> Batch | None:
    """None for one that is over an hour old, and for somebody else's."""
    require(by, Act.PRINT)
    forget_old()
    folder = place() / str(id)
    try:
        if _is_over(folder):  # and could not be removed
            return None
        told = json.loads((folder / CHOSEN).read_bytes())
    except FileNotFoundError:
        return None
    if told["by"] != str(by.pk):
        return None
    return Batch(id=id, by=by.pk, visits=tuple(uuid.UUID(visit) for visit in told["visits"]))


def keep(file: Path, content: bytes) -> None:
    """Whole or not at all, also where two requests do the same at once."""
    part = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
    with os.fdopen(handle, "wb") as written:
        written.write(content)
    part.replace(file)


def _is_over(folder: Path) -> bool:
    return folder.stat().st_mtime < time.time() - KEPT_FOR


def forget_old(**_: Any) -> None:
    """Two may do it at once, and what one of them cannot remove hinders nobody."""
    if not place().is_dir():
        return
    for folder in place().iterdir():
        with suppress(OSError):
            if _is_over(folder):
                shutil.rmtree(folder, ignore_errors=True)


def listen() -> None:
    """Whoever signs in next takes away what the last one to print left behind."""
    user_logged_in.connect(forget_old, dispatch_uid="assessments batches over")
