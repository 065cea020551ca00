"""A full day at once: many clinicians, many writers of the trail, a backup in the middle of it."""

import random
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from faults.client import PAIN, WORDS, Clinician, Ledger, saving
from faults.crash import checked, signed_in
from faults.databases import Database, dropped, empty
from faults.machine import Processors
from faults.site import Site, command, inside

PIECE = 64 * 1024
TYPED = (WORDS, WORDS, PAIN)


def load(
    base: Database, folder: Path, *, clinicians: int, seconds: float, every: float = 3.0, broken: str = ""
) -> dict[str, Any]:
    ledger = Ledger()
    with Site(base.copied(folder), broken=broken) as site:
        pages = signed_in(site, clinicians)
        processor, own = site.cpu, time.process_time()
        end = time.monotonic() + seconds
        with told_every_minute(ledger), ThreadPoolExecutor(clinicians) as threads:
            draws = [random.Random(number).uniform(0, len(TYPED) * every) for number in range(clinicians)]
            for done in [threads.submit(_steadily, *one, every, end, ledger) for one in zip(pages, draws, strict=True)]:
                done.result()
        processor, own = site.cpu - processor, time.process_time() - own
    tiles = statistics.quantiles(ledger.seconds, n=100)
    return checked(pages, ledger) | {
        "clinicians": clinicians,
        "cpu": processor / len(ledger.saves),
        "client_cpu": own / len(ledger.saves),
        "unanswered": ledger.unanswered,
        "p50": tiles[49],
        "p95": tiles[94],
        "p99": tiles[98],
    }


@contextmanager
def told_every_minute(ledger: Ledger) -> Iterator[None]:
    """How far it is, for whoever waits; by the minute, as a slow one is lost among thirty."""
    over, begun = threading.Event(), time.monotonic()

    def tell() -> None:
        before, processors = 0, Processors.now()
        while not over.wait(60):
            with ledger.lock:
                times, statuses, before = ledger.seconds[before:], dict(ledger.statuses), len(ledger.seconds)
            slow = f"{1000 * statistics.quantiles(times, n=20)[-1]:.0f} ms" if len(times) > 1 else "none"
            print(
                f"minute {(time.monotonic() - begun) / 60:.0f}: {before:,} saves, p95 of this minute {slow}, "
                f"answers {statuses}, {ledger.unanswered} unanswered, {processors.stolen_since():.0%} stolen",
                file=sys.stderr,
                flush=True,
            )
            processors = Processors.now()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _steadily(page: Clinician, begun: float, every: float, end: float, ledger: Ledger) -> None:
    """Somebody who types: words are saved twice before an answer from which guidance follows.

    `begun`: how many seconds ago they began these three. Those of a practice are not all at the same one.
    """
    done, since = divmod(begun, every)
    due = time.monotonic() + every - since
    for slot in islice(cycle(TYPED), int(done) + 1, None):
        if due >= end:
            return
        time.sleep(max(0, due - time.monotonic()))
        page.save(ledger, slot)
        due += every


def writers(base: Database, folder: Path, *, events: int, processes: int = 8, broken: str = "") -> dict[str, Any]:
    """Each a process of its own, writing the trail as fast as it can."""
    database = base.copied(folder)
    before = inside(database, "whole")["events"]
    write = partial(inside, database, "write_trail", events=events, fault=broken)
    with ThreadPoolExecutor(processes) as threads:
        written = sum(done.result() for done in [threads.submit(write) for _ in range(processes)])
    after = inside(database, "whole")
    return after | {"wanted": processes * events, "written": written, "in_chain": after["events"] - before}


def backups(base: Database, folder: Path, *, times: int, clinicians: int = 4, broken: str = "") -> dict[str, Any]:
    """Each is restored into an empty place and has to hold everything acknowledged before it began.

    `broken` "copied": no backup of the site's own is made, but such as people make by themselves.
    """
    ledger = Ledger()
    found: dict[str, Any] = {"times": times, "restored": 0, "missing": 0, "broken": []}
    with Site(base.copied(folder / "site")) as site:
        pages = signed_in(site, clinicians, signed=1)
        with saving(pages, ledger):
            for number in range(times):
                ledger.wait_for(1)
                held = list(ledger.saves)
                file = folder / f"backup-{number}"
                made = command(site.database, "backup", str(file)) if not (broken and number) else None
                if broken:
                    _by_themselves(site.database, folder, number)
                place = empty(folder / f"restored-{number}")
                back = command(place, "restore", str(file)) if made is None or made.returncode == 0 else made
                if back.returncode:
                    found["broken"].append(back.stderr[-1000:])
                else:
                    told = inside(place, "check", ledger=held, revisions={}, values={})
                    found["restored"] += 1
                    found["missing"] += told["lost"]
                    found["broken"] += told["chain"] + ([told["integrity"]] if told["integrity"] != "ok" else [])
                if place.url:
                    dropped(place)
                else:
                    shutil.rmtree(place.folder)
    return found | {"site": checked(pages, ledger)}


def _by_themselves(database: Database, folder: Path, number: int) -> None:
    """The file is copied piece by piece while it is written to; of a server, the first dump is handed out for ever."""
    file = folder / f"backup-{number}"
    if database.url:
        if number:
            shutil.copyfile(folder / "backup-0", file)
        return
    with database.file.open("rb") as source, file.open("wb") as copy:
        while piece := source.read(PIECE):
            copy.write(piece)
            time.sleep(0.02)
