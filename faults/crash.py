"""What a server that dies, or a disk that forgets, would take with it."""

import random
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faults.client import Clinician, Ledger, saving
from faults.databases import Database, said
from faults.site import Site, inside

SYNC = re.compile(r"\b(fsync|fdatasync)\(")


def signed_in(site: Site, count: int, **more: int) -> list[Clinician]:
    return [Clinician(site, one).sign_in() for one in inside(site.database, "people", count=count, **more)]


def checked(pages: Sequence[Clinician], ledger: Ledger) -> dict[str, Any]:
    """The record beside the ledger; the server may be gone already."""
    found: dict[str, Any] = inside(
        pages[0].site.database,
        "check",
        ledger=ledger.saves,
        revisions={page.visit: page.person["revision"] for page in pages},
        values={page.visit: page.said for page in pages},
    )
    return found | {"statuses": ledger.statuses, "failures": ledger.failures}


def killed(base: Database, folder: Path, *, times: int, clinicians: int = 4, broken: str = "") -> dict[str, Any]:
    """kill -9 of master and workers at a moment drawn at random, while everybody saves; then it is started again."""
    database = base.copied(folder)
    draw = random.Random(times)
    starts = []
    ledger = Ledger()
    with Site(database, broken=broken) as site:
        pages = signed_in(site, clinicians)
        with saving(pages, ledger):
            for _ in range(times):
                ledger.wait_for(draw.randint(1, 50))
                time.sleep(draw.uniform(0, 0.2))
                site.kill()
                starts.append(site.start())
    return checked(pages, ledger) | {"kills": times, "slowest_start": max(starts)}


def syncs(base: Database, folder: Path, *, saves: int, broken: str = "") -> dict[str, Any]:
    """Of one clinician saving, so that no two commits share a sync."""
    database = base.copied(folder)
    trace = folder / "syncs"
    under = () if database.url else ("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace))
    ledger = Ledger()
    with Site(database, broken=broken, under=under) as site:
        [page] = signed_in(site, 1)
        before = _synced(database, trace)
        for _ in range(saves):
            page.save(ledger)
        if database.url:
            site.kill()  # a backend that ends reports what it did
            time.sleep(1)
        counted = _synced(database, trace) - before
    return checked([page], ledger) | {"syncs": counted}


def _synced(database: Database, trace: Path) -> int:
    """On PostgreSQL of the whole server, which nobody else may be using then."""
    if database.url:
        [[counted]] = said(database.url, "SELECT wal_sync FROM pg_stat_wal")
        assert isinstance(counted, int)
        return counted
    return len(SYNC.findall(trace.read_text()))
