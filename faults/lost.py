"""What is taken away under a running server: the database's connections, and the one who asked."""

import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from faults.client import FRAGMENT, WORDS, Answer, Clinician, Ledger, saving
from faults.crash import checked, signed_in
from faults.databases import Database, said
from faults.site import Site, inside
from faults.twice import forms_of


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


def replies_lost(base: Database, folder: Path, *, times: int, forms: int, broken: str = "") -> dict[str, Any]:
    """The page hangs up as soon as it has sent, and sends the same again: at once, or when the first is long done.

    `times` saves; then `forms` of each kind that makes something.
    """
    ledger = Ledger()
    draw = random.Random(times)
    conflicts = 0
    with Site(base.copied(folder), broken=broken) as site:
        [page] = signed_in(site, 1, signable=forms, signed=forms)
        path = f"/visits/{page.visit}/record/"
        for number in range(times):
            fields = page.fields(WORDS, f"words {number}")
            answer = _twice(page, draw, path, fields, FRAGMENT)
            ledger.note(answer, key=fields["key"], visit=page.visit)
            conflicts += answer.status == 409
            if answer.status == 200:
                page.seen(WORDS, fields[WORDS], answer)
        before = inside(site.database, "counts")
        for number in range(forms):
            for path, fields in forms_of(page, number):
                answer = _twice(page, draw, path, fields)
                conflicts += answer.status == 409
                ledger.count(answer, meant=302)
        after = inside(site.database, "counts")
        made = {kind: after[kind] - before[kind] for kind in after}
        found = checked([page], ledger)
    return found | {"times": times, "forms": forms, "made": made, "false_conflicts": conflicts}


def _twice(
    page: Clinician,
    draw: random.Random,
    path: str,
    fields: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Answer:
    page.send_and_hang_up(path, fields, headers)
    time.sleep(draw.choice([0, 0, draw.uniform(0, 0.15)]))
    return page.post(path, fields, headers)
