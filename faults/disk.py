"""A disk without room: nothing is called saved that is not, what is read goes on, and saving resumes with the room."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from faults.client import WORDS, Answer, Ledger
from faults.crash import checked, signed_in
from faults.databases import Database, dropped, said
from faults.site import Site

PAGE = 4096
MEGABYTES = 64
TRIES_WITHOUT_ROOM = 4
SAVES_BETWEEN = 200


class Disk(Protocol):
    kind: str

    def fill(self, *, pages_left: int) -> None: ...

    def free(self) -> None: ...


class LimitedFile:
    """The kernel refuses to let any file of the server grow: as a quota does, and without being root."""

    kind = "a limit on files"

    def __init__(self, site: Site) -> None:
        self.site = site

    def fill(self, *, pages_left: int) -> None:
        self.site.limit_files(self.site.database.file.stat().st_size + pages_left * PAGE)

    def free(self) -> None:
        self.site.limit_files(resource.RLIM_INFINITY)


class SmallDisk:
    """A file system of its own that another file fills."""

    kind = "a disk of its own"

    def __init__(self, folder: Path) -> None:
        self.folder, self.filler = folder, folder / "filler"

    def fill(self, *, pages_left: int) -> None:
        with self.filler.open("wb", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(bytes(PAGE))
        with self.filler.open("r+b") as filler:
            filler.truncate(max(0, self.filler.stat().st_size - pages_left * PAGE))

    def free(self) -> None:
        self.filler.unlink()


@contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """Only root can mount one. Not below a folder of this run, which the database's own account may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="faults-disk-"))
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0755", "faults", str(folder)],
            check=True,
            capture_output=True,
        )
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


@contextmanager
def _on(disk: SmallDisk, base: Database, folder: Path) -> Iterator[Database]:
    """A copy of `base` whose tables lie on the small disk."""
    there = disk.folder / "data"
    if not base.url:
        yield base.copied(there)
        return
    there.mkdir(mode=0o700)
    owner = Path(str(said(base.url, "SHOW data_directory")[0][0])).stat()
    os.chown(there, owner.st_uid, owner.st_gid)
    said(base.url, f"CREATE TABLESPACE {disk.folder.name.replace('-', '_')} LOCATION '{there}'")
    database = None
    try:
        database = base.copied(folder, tablespace=disk.folder.name.replace("-", "_"))
        yield database
    finally:
        with suppress(FileNotFoundError):
            disk.free()
        if database:
            dropped(database)
        said(base.url, f"DROP TABLESPACE {disk.folder.name.replace('-', '_')}")


def full(base: Database, folder: Path, *, points: int, broken: str = "") -> dict[str, Any]:
    """At each point the disk has another number of pages left. Without root, SQLite's file is limited instead."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    if os.geteuid() != 0 and not base.url:
        with Site(base.copied(folder / "data"), broken=broken, log=log) as site:
            return _filled(site, LimitedFile(site), points)
    with small_disk() as disk, _on(disk, base, folder) as database, Site(database, broken=broken, log=log) as site:
        return _filled(site, disk, points)


def _filled(site: Site, disk: Disk, points: int) -> dict[str, Any]:
    ledger = Ledger()
    found = {"points": points, "refused": 0, "saved_after": 0, "found_room": 0, "not_said": 0, "reads_failed": 0}
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
            disk.free()
            break  # the disk never filled up: the caller sees that nothing was refused
        later = [first, *(page.send(fields) for _ in range(TRIES_WITHOUT_ROOM))]
        for one in later[1:]:
            ledger.note(one, key=fields["key"], visit=page.visit)
        found["refused"] += 1
        # PostgreSQL clears rows away that nobody needs, and may find room among its pages: then it was really saved,
        # as the ledger will tell.
        found["found_room" if site.database.url else "saved_after"] += sum(one.status == 200 for one in later)
        found["not_said"] += sum(one.status != 200 and not _said_not_saved(one) for one in later)
        reads = [page.get(path) for path in ("/session/", f"/visits/{page.visit}/record/")]
        found["reads_failed"] += sum(one.status != 200 for one in reads)
        disk.free()
        again = page.send(fields)
        ledger.note(again, key=fields["key"], visit=page.visit)
        if again.status == 200:
            page.seen(WORDS, fields[WORDS], again)
    site.kill()
    return found | checked([page], ledger) | {"resumed": found["refused"] == points, "kind": disk.kind}


def _said_not_saved(answer: Answer) -> bool:
    return answer.status == 503 and "Retry-After" in answer.headers and "as not saved" in answer.text
