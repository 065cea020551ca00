"""What is taken away under a running server: the database's connections, the room on the disk, the one who asked."""

import random
import resource
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from faults.client import WORDS, Answer, Ledger, saving
from faults.crash import checked, signed_in
from faults.databases import Database, said
from faults.site import Site

PAGE = 4096
TRIES_WITHOUT_ROOM = 4
SAVES_BETWEEN = 200


def connections_ended(
    base: Database, folder: Path, *, times: int, clinicians: int = 4, broken: str = ""
) -> dict[str, Any]:
    """pg_terminate_backend on every connection of the site at moments drawn at random."""
    database = base.copied(folder)
    draw = random.Random(times)
    ledger = Ledger()
    ended = 0
    with Site(database, broken=broken) as site:
        pages = signed_in(site, clinicians)
        with saving(pages, ledger):
            for _ in range(times):
                ledger.wait_for(draw.randint(1, 4), longest=5)
                time.sleep(draw.uniform(0, 0.2))
                ended += len(
                    said(
                        database.url,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608 (our own name)
                        f"WHERE datname = '{database.name}'",
                    )
                )
    return checked(pages, ledger) | {"ended": ended, "without_retry_after": ledger.without_retry_after}


class Disk(Protocol):
    def fill(self, *, pages_left: int) -> None: ...

    def free(self) -> None: ...


class LimitedFile:
    """The kernel refuses to let any file of the server grow: as a quota does, and without being root."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def fill(self, *, pages_left: int) -> None:
        self.site.limit_files(self.site.database.file.stat().st_size + pages_left * PAGE)

    def free(self) -> None:
        self.site.limit_files(resource.RLIM_INFINITY)


class SmallDisk:
    """A file system of its own that another file fills. Has to be mounted by root."""

    def __init__(self, folder: Path, *, megabytes: int = 64) -> None:
        folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "faults", str(folder)], check=True)
        self.folder, self.filler = folder, folder / "filler"

    def fill(self, *, pages_left: int) -> None:
        with self.filler.open("wb", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(bytes(PAGE))
        with self.filler.open("r+b") as filler:
            filler.truncate(max(0, self.filler.stat().st_size - pages_left * PAGE))

    def free(self) -> None:
        self.filler.unlink()

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


def disk_full(base: Database, folder: Path, *, points: int, real: bool, broken: str = "") -> dict[str, Any]:
    """At each point the disk has another number of pages left. `real`: on a small disk, else by a limit on files."""
    small = SmallDisk(folder / "small") if real else None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Site(base.copied(folder / "small" / "data"), broken=broken, log=folder / "server.log") as site:
            return _disk_full(site, small or LimitedFile(site), points)
    finally:
        if small:
            small.unmount()


def _disk_full(site: Site, disk: Disk, points: int) -> dict[str, Any]:
    ledger = Ledger()
    found = {"points": points, "refused": 0, "saved_after": 0, "not_said": 0, "reads_failed": 0}
    [page] = signed_in(site, 1)
    for point in range(points):
        disk.fill(pages_left=point)
        for number in range(SAVES_BETWEEN):
            value = f"point {point}, save {number} " + "words " * 200
            fields = page.fields(WORDS, value.strip())
            first = page.send(fields)
            ledger.note(first, key=fields["key"], visit=page.visit)
            if first.status != 200:
                break
            page.seen(WORDS, fields[WORDS], first)
        else:
            break  # the disk never filled up: the caller sees that nothing was refused
        later = [first, *(page.send(fields) for _ in range(TRIES_WITHOUT_ROOM))]
        for one in later[1:]:
            ledger.note(one, key=fields["key"], visit=page.visit)
        found["refused"] += 1
        found["saved_after"] += sum(one.status == 200 for one in later)
        found["not_said"] += sum(not _said_not_saved(one) for one in later)
        reads = [page.get(path) for path in ("/session/", f"/visits/{page.visit}/record/")]
        found["reads_failed"] += sum(one.status != 200 for one in reads)
        disk.free()
        again = page.send(fields)
        ledger.note(again, key=fields["key"], visit=page.visit)
        if again.status == 200:
            page.seen(WORDS, fields[WORDS], again)
    site.kill()
    return found | checked([page], ledger) | {"resumed": found["refused"] == points}


def _said_not_saved(answer: Answer) -> bool:
    return answer.status == 503 and "Retry-After" in answer.headers and "as not saved" in answer.text


def replies_lost(base: Database, folder: Path, *, times: int, broken: str = "") -> dict[str, Any]:
    """The page hangs up as soon as it has sent, and sends the same again: at once, or when the first is long done."""
    ledger = Ledger()
    draw = random.Random(times)
    conflicts = 0
    with Site(base.copied(folder), broken=broken) as site:
        [page] = signed_in(site, 1)
        for number in range(times):
            fields = page.fields(WORDS, f"words {number}")
            page.send_and_hang_up(f"/visits/{page.visit}/record/", fields, {"Accept": "text/html; fragment"})
            time.sleep(draw.choice([0, 0, draw.uniform(0, 0.15)]))
            answer = page.send(fields)
            ledger.note(answer, key=fields["key"], visit=page.visit)
            conflicts += answer.status == 409
            if answer.status == 200:
                page.seen(WORDS, fields[WORDS], answer)
    return checked([page], ledger) | {"times": times, "false_conflicts": conflicts}
