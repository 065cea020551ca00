"""What a server that dies, or a disk that forgets, would take with it."""

import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from faults.client import Clinician, Ledger, saving
from faults.databases import Database, said
from faults.site import Site, inside

SAVES_TO_WARM_UP = 9  # by then every worker has its connection
SIGN_INS_AT_ONCE = 4  # a password is slow to prove
SYNC = re.compile(r"\b(fsync|fdatasync)\(")


def signed_in(site: Site, count: int, **more: int) -> list[Clinician]:
    people = inside(site.database, "people", count=count, **more)
    with ThreadPoolExecutor(SIGN_INS_AT_ONCE) as threads:
        return list(threads.map(lambda one: Clinician(site, one).sign_in(), people))


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


def killed(
    base: Database, folder: Path, *, times: int, saves: int, clinicians: int = 4, broken: str = ""
) -> dict[str, Any]:
    """kill -9 of master and workers at a moment drawn at random, while everybody saves; then it is started again.

    Goes on until at least `saves` were acknowledged; nobody waits longer than a minute for a kill but the last.
    """
    database = base.copied(folder)
    draw = random.Random(times)
    starts, processor = [], []
    ledger = Ledger()
    with Site(database, broken=broken) as site:
        pages = signed_in(site, clinicians)
        with saving(pages, ledger):
            for left in range(times, 0, -1):
                each = max(1, (saves - len(ledger.saves)) // left)
                ledger.wait_for(draw.randint(1, 2 * each - 1) if left > 1 else each, longest=60 if left > 1 else 3600)
                time.sleep(draw.uniform(0, 0.2))
                site.kill()
                starts.append(site.start())
                processor.append(site.cpu)
    return checked(pages, ledger) | {"kills": times, "slowest_start": max(starts), "start_cpu": max(processor)}


def syncs(base: Database, folder: Path, *, saves: int, broken: str = "") -> dict[str, Any]:
    """Of one clinician saving, so that no two commits share a sync."""
    database = base.copied(folder)
    trace = folder / "syncs"
    tracing = ("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace))
    ledger = Ledger()
    with Site(database, broken=broken, under=() if database.url else tracing) as site:
        [page] = signed_in(site, 1)
        for _ in range(SAVES_TO_WARM_UP):
            page.save(Ledger())
        page.person["revision"] += SAVES_TO_WARM_UP
        with _backends_traced(database, tracing):
            before = _synced(trace)
            for _ in range(saves):
                page.save(ledger)
            counted = _synced(trace) - before
    return checked([page], ledger) | {"syncs": counted}


@contextmanager
def _backends_traced(database: Database, tracing: Sequence[str]) -> Iterator[None]:
    """On PostgreSQL its backends write for the site; what others of the server sync counts for nobody."""
    if not database.url:
        yield
        return
    pids = said(database.url, f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}'")  # noqa: S608
    tracer = subprocess.Popen([*tracing, *(word for [pid] in pids for word in ("-p", str(pid)))])
    time.sleep(2)
    try:
        yield
    finally:
        tracer.terminate()
        tracer.wait()


def _synced(trace: Path) -> int:
    return len(SYNC.findall(trace.read_text()))
