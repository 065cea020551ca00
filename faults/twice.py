"""What two people, two tabs or ten impatient clicks do at the same moment."""

import random
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from faults.client import FRAGMENT, WORDS, Answer, Clinician, at_once
from faults.crash import signed_in
from faults.databases import Database
from faults.site import Site, inside

SLOTS = (WORDS, "prior_injury_detail", "function_detail")
LATE = "written late"


def tabs(base: Database, folder: Path, *, interleavings: int, broken: str = "") -> dict[str, Any]:
    """Two tabs of one visit, each saving from what it last saw; one after the other, or both at once.

    What has to happen is known beforehand: a save is taken if its page saw what stands there, and refused else.
    """
    draw = random.Random(interleavings)
    stands: dict[str, str] = {}
    found = {
        "interleavings": interleavings,
        "silent_overwrites": 0,
        "false_conflicts": 0,
        "conflicts": 0,
        "failures": 0,
    }
    with Site(base.copied(folder), broken=broken) as site:
        [one] = signed_in(site, 1)
        pair = (one, one.another_tab())
        for number in range(interleavings):
            if draw.random() < 0.5:
                _in_turn(draw.choice(pair), draw.choice(SLOTS), f"words {number}", stands, found)
            else:
                slots = draw.choice(SLOTS), draw.choice(SLOTS)
                _together(pair, slots, number, stands, found)
        held = {slot: inside(site.database, "values", visits=[one.visit], slot=slot)[one.visit] or "" for slot in SLOTS}
        found["silent_overwrites"] += sum(held[slot] != stands.get(slot, "") for slot in SLOTS)
        return found | inside(site.database, "whole")


def _learn(tab: Clinician, slot: str, stands: Mapping[str, str]) -> None:
    tab.said[slot] = stands.get(slot, "")


def _in_turn(tab: Clinician, slot: str, value: str, stands: dict[str, str], found: dict[str, int]) -> None:
    fresh = tab.said.get(slot, "") == stands.get(slot, "")
    answer = tab.send(tab.fields(slot, value))
    found["conflicts"] += answer.status == 409
    found["failures"] += answer.status not in (200, 409)
    found["silent_overwrites"] += answer.status == 200 and not fresh
    found["false_conflicts"] += answer.status == 409 and fresh
    if answer.status == 200:
        stands[slot] = value
        tab.seen(slot, value, answer)
    else:
        _learn(tab, slot, stands)


def _together(
    pair: tuple[Clinician, Clinician],
    slots: tuple[str, str],
    number: int,
    stands: dict[str, str],
    found: dict[str, int],
) -> None:
    for tab, slot in zip(pair, slots, strict=True):
        _learn(tab, slot, stands)
    values = f"words {number} here", f"words {number} there"
    sent = [tab.fields(slot, value) for tab, slot, value in zip(pair, slots, values, strict=True)]
    answers = at_once(*(partial(tab.send, fields) for tab, fields in zip(pair, sent, strict=True)))
    taken = [answer.status == 200 for answer in answers]
    found["conflicts"] += sum(answer.status == 409 for answer in answers)
    found["failures"] += sum(answer.status not in (200, 409) for answer in answers)
    if slots[0] == slots[1]:
        found["silent_overwrites"] += all(taken)
        found["false_conflicts"] += not any(taken)
    else:
        found["false_conflicts"] += 2 - sum(taken)
    for tab, slot, value, answer in zip(pair, slots, values, answers, strict=True):
        if answer.status == 200:
            stands[slot] = value
            tab.seen(slot, value, answer)


def submits(base: Database, folder: Path, *, times: int, clicks: int = 10, broken: str = "") -> dict[str, Any]:
    """The same form sent `clicks` times at once: create a patient, order a test, sign, add to a note."""
    with Site(base.copied(folder), broken=broken) as site:
        [page] = signed_in(site, 1, signable=times, signed=times)
        before = inside(site.database, "counts")
        answers: list[Answer] = []
        for number in range(times):
            for path, fields in forms_of(page, number):
                answers += at_once(*[partial(page.post, path, fields)] * clicks)
        after = inside(site.database, "counts")
        made = {kind: after[kind] - before[kind] for kind in after}
        return {
            "times": times,
            "clicks": clicks,
            "made": made,
            "failures": sum(answer.status >= 500 for answer in answers),
            **inside(site.database, "whole"),
        }


def forms_of(page: Clinician, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What makes a patient, an order, a signature and an addendum, each with a key: address and fields.

    Each is made when its turn comes: what is signed is read after the order.
    """
    ready, noted = page.person["ready"][number], page.person["signed"][number]
    visit, revision, password = ready["visit"], ready["revision"], page.person["password"]
    born = date(1950, 1, 1) + timedelta(days=number)  # one like nobody here already
    person = {"given_name": "Ida", "family_name": f"Double {uuid.uuid4().hex[:8]}", "birth_date": born.isoformat()}
    test = {"test": "blood_tests", "urgency": "routine", "reason": "asked for", "despite": "on", "revision": revision}
    yield "/patients/new/", person | _key()
    yield f"/visits/{visit}/orders/new/", test | _key()
    yield f"/visits/{visit}/sign/", {"password": password} | page.read(visit) | _key()
    added = {"kind": "addendum", "text": f"added {number}", "password": password}
    yield f"/visits/{noted}/note/addenda/", added | _key()


def _key() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def sign_against_save(base: Database, folder: Path, *, races: int, broken: str = "") -> dict[str, Any]:
    """One tab signs what it read while another saves to the same visit. Only one of the two can be."""
    draw = random.Random(races)
    signed: list[str] = []
    saved: list[str] = []
    failures = 0
    with Site(base.copied(folder), broken=broken) as site:
        [page] = signed_in(site, 1, signable=races)
        lasts = 0.2
        for ready in page.person["ready"]:
            tab = page.another_tab()
            tab.visit, tab.revision = ready["visit"], ready["revision"]
            delay = draw.uniform(0, 1.5 * lasts)
            form = {"password": page.person["password"]} | tab.read(tab.visit) | _key()
            sign, save = at_once(
                partial(page.post, f"/visits/{tab.visit}/sign/", form),
                partial(_later, delay, tab, tab.fields(WORDS, LATE)),
            )
            lasts = sign.seconds
            signed += [tab.visit] if sign.status == 302 else []
            saved += [tab.visit] if save.status == 200 else []
            failures += (sign.status not in (302, 409)) + (save.status not in (200, 409))
        visits = [ready["visit"] for ready in page.person["ready"]]
        found = inside(site.database, "notes", values=dict.fromkeys(visits, LATE), slot=WORDS)
    return {
        "races": races,
        "signed": len(signed),
        "saved": len(saved),
        "both": len(set(signed) & set(saved)),
        "neither": len(set(visits) - set(signed) - set(saved)),
        "failures": failures,
        "altered": len(found["problems"]),
        "untrue": (found["signed"] != sorted(signed)) + (found["held"] != sorted(saved)),
        "chain": found["chain"],
        "integrity": found["integrity"],
    }


def _later(delay: float, tab: Clinician, fields: Mapping[str, Any]) -> Answer:
    time.sleep(delay)
    return tab.post(f"/visits/{tab.visit}/record/", fields, FRAGMENT)
