"""The figures of docs/safety-figures.md, as Markdown: `make faults`, or FAULTS=small or middle for fewer of each.

Each line is one run and its control, a build broken on purpose that the run has to find out.
"""

import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from faults import busy, crash, lost, twice
from faults.databases import Database, drop_made, empty, said
from faults.site import inside

HEAD = """# What the record survives

Written by `make faults`, which starts the real server (gunicorn, three workers) with a database of its own on
127.0.0.1, harms it, and compares the record with a ledger kept outside. A control is a build that is broken on purpose:
where the run does not find it out, the run proves nothing. Times depend on the machine and on what else it does.

The disk fills up under SQLite only, and connections are ended under PostgreSQL only. "Reads go on" is asked of pages
that write nothing: opening a chart on a full disk is refused too, because the audit trail could not note it. The server
is killed, not the computer: a power cut is covered by the count of syncs alone."""

NAMES = ("kills", "syncs", "ended", "points", "replies", "tabs", "submits", "races", "events", "backups")
COUNTS: Mapping[str, Mapping[str, int]] = {
    "small": dict(zip(NAMES, (3, 10, 10, 3, 20, 40, 2, 8, 20, 1), strict=True)) | {"clinicians": 10, "seconds": 10},
    "middle": dict(zip(NAMES, (8, 40, 30, 6, 40, 60, 3, 15, 60, 2), strict=True)) | {"clinicians": 10, "seconds": 30},
    "full": dict(zip(NAMES, (100, 500, 200, 20, 500, 1000, 200, 1000, 5000, 50), strict=True))
    | {"clinicians": 50, "seconds": 600},
}

Found = dict[str, Any]
WHOLE = ("lost", "duplicates", "failures")


def kept(found: Found) -> bool:
    return not any(found.get(name) for name in (*WHOLE, "chain")) and found.get("integrity", "ok") == "ok"


@dataclass(frozen=True, kw_only=True)
class Run:
    """`says` words what was found, `held` whether the goal was reached, `caught` what gave the control away."""

    what: str
    goal: str
    act: Callable[..., Found]
    counts: Mapping[str, Any]
    says: Callable[[Found], str]
    held: Callable[[Found], bool]
    broken: str = ""
    control: Mapping[str, Any] | None = None
    caught: Callable[[Found], str] = lambda found: ""


def lost_of(found: Found) -> str:
    return f"{found['acknowledged']:,} acknowledged, {found['lost']} lost, {found['duplicates']} duplicates"


def by_status(found: Found) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(found["statuses"].items()))


def loss(found: Found) -> str:
    return f"lost {found['lost']} of {found['acknowledged']:,}" if found["lost"] else ""


def runs(many: Mapping[str, int], *, postgresql: bool, real_disk: bool) -> Iterator[Run]:
    yield Run(
        what=f"kill -9 of the whole server during saves, × {many['kills']}",
        goal="0 lost, 0 duplicates, chain whole, integrity ok, serving within 5 s",
        act=crash.killed,
        counts={"times": many["kills"]},
        says=lambda found: (
            f"{lost_of(found)}; chain of {found['events']:,} events whole: "
            f"{'no' if found['chain'] else 'yes'}; slowest start {found['slowest_start']:.1f} s"
        ),
        held=lambda found: kept(found) and found["slowest_start"] <= 5,
        broken="early",
        control={"times": 1},
        caught=loss,
    )
    yield Run(
        what=f"syncs, {many['syncs']} saves one after the other",
        goal="at least 1 for each acknowledged save",
        act=crash.syncs,
        counts={"saves": many["syncs"]},
        says=lambda found: f"{found['syncs']:,} syncs for {found['acknowledged']:,} saves",
        held=lambda found: kept(found) and found["syncs"] >= found["acknowledged"],
        broken="unsynced",
        control={"saves": many["syncs"]},
        caught=lambda found: (
            f"{found['syncs']} syncs for {found['acknowledged']:,} saves"
            if found["syncs"] < found["acknowledged"]
            else ""
        ),
    )
    if postgresql:
        yield Run(
            what=f"database connections ended, × {many['ended']}",
            goal="0 lost, nothing but 503 with Retry-After, recovers without restart",
            act=lost.connections_ended,
            counts={"times": many["ended"]},
            says=lambda found: (
                f"{found['ended']} ended; {lost_of(found)}; {by_status(found)}; "
                f"{found['without_retry_after']} without Retry-After"
            ),
            held=lambda found: kept(found) and not found["without_retry_after"],
            broken="speechless",
            control={"times": min(10, many["ended"])},
            caught=lambda found: f"{found['statuses'].get(500, 0)} × 500" if found["statuses"].get(500) else "",
        )
    else:
        yield Run(
            what=f"disk full ({'a small disk' if real_disk else 'a limit on files'}), {many['points']} points",
            goal="no success after the first failed write, said as not saved, reads go on, saves resume",
            act=partial(lost.disk_full, real=real_disk),
            counts={"points": many["points"]},
            says=lambda found: (
                f"{found['refused']} times full, {found['saved_after']} successes after, "
                f"{found['not_said']} not said, {found['reads_failed']} reads failed, {lost_of(found)}"
            ),
            held=lambda found: (
                found["resumed"]
                and not any(found[name] for name in ("saved_after", "not_said", "reads_failed", "lost", "duplicates"))
            ),
            broken="early",
            control={"points": 1},
            caught=loss,
        )
    yield Run(
        what=f"reply lost, × {many['replies']}",
        goal="0 duplicates, 0 false conflicts",
        act=lost.replies_lost,
        counts={"times": many["replies"]},
        says=lambda found: f"{lost_of(found)}, {found['false_conflicts']} false conflicts",
        held=lambda found: kept(found) and not found["false_conflicts"],
        broken="keyless",
        control={"times": 5},
        caught=lambda found: f"{found['duplicates']} duplicates" if found["duplicates"] else "",
    )
    yield Run(
        what=f"two tabs, {many['tabs']:,} interleavings",
        goal="0 silent overwrites",
        act=twice.tabs,
        counts={"interleavings": many["tabs"]},
        says=lambda found: (
            f"{found['silent_overwrites']} silent overwrites, {found['false_conflicts']} false "
            f"conflicts, {found['conflicts']} conflicts shown"
        ),
        held=lambda found: kept(found) and not found["silent_overwrites"] and not found["false_conflicts"],
        broken="last_wins",
        control={"interleavings": 20},
        caught=lambda found: f"{found['silent_overwrites']} overwritten" if found["silent_overwrites"] else "",
    )
    yield Run(
        what=f"10 clicks at once × {many['submits']} of create, order, sign, add",
        goal="exactly one each",
        act=twice.submits,
        counts={"times": many["submits"]},
        says=lambda found: ", ".join(f"{count} {kind}" for kind, count in found["made"].items()),
        held=lambda found: kept(found) and set(found["made"].values()) == {found["times"]},
        broken="keyless",
        control={"times": 1},
        caught=lambda found: ", ".join(f"{count} {kind}" for kind, count in found["made"].items() if count > 1),
    )
    yield Run(
        what=f"sign against save, {many['races']:,} races",
        goal="hash equals the stored content, late save refused",
        act=twice.sign_against_save,
        counts={"races": many["races"]},
        says=lambda found: (
            f"{found['signed']} signed, {found['saved']} saved, {found['both']} both, {found['altered']} notes altered"
        ),
        held=lambda found: kept(found) and not any(found[name] for name in ("both", "neither", "altered", "untrue")),
        broken="unsealed",
        control={"races": 8},
        caught=lambda found: (
            f"{found['both']} both, {found['altered']} altered" if found["both"] + found["altered"] else ""
        ),
    )
    yield Run(
        what=f"trail, 8 writers × {many['events']:,}",
        goal="0 forks, every event written",
        act=busy.writers,
        counts={"events": many["events"]},
        says=lambda found: f"{found['written']:,} of {found['wanted']:,} written, {len(found['chain'])} faults",
        held=lambda found: kept(found) and found["written"] == found["in_chain"] == found["wanted"],
        broken="headless",
        control={"events": 20},
        caught=lambda found: (
            f"{found['written']} of {found['wanted']} written, {len(found['chain'])} faults"
            if found["chain"] or found["written"] < found["wanted"]
            else ""
        ),
    )
    yield Run(
        what=f"load: {many['clinicians']} clinicians saving every 3 s for {many['seconds']} s",
        goal="0 lost, 0 × 5xx, p95 ≤ 200 ms",
        act=busy.load,
        counts={"clinicians": many["clinicians"], "seconds": many["seconds"]},
        says=lambda found: (
            f"{lost_of(found)}; {by_status(found)}; p50 {found['p50'] * 1000:.0f} ms, "
            f"p95 {found['p95'] * 1000:.0f} ms, p99 {found['p99'] * 1000:.0f} ms"
        ),
        held=lambda found: kept(found) and set(found["statuses"]) == {200} and found["p95"] <= 0.2,
    )
    yield Run(
        what=f"backup while everybody saves, × {many['backups']}",
        goal="each restores and verifies, and holds what was acknowledged before",
        act=busy.backups,
        counts={"times": many["backups"]},
        says=lambda found: f"{found['restored']} restored, {found['missing']} saves missing",
        held=lambda found: (
            kept(found["site"]) and found["restored"] == found["times"] and not found["missing"] and not found["broken"]
        ),
    )


@contextmanager
def place() -> Iterator[tuple[Database, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    base = empty(folder / "base")
    try:
        inside(base, "migrate")
        yield base, folder
    finally:
        drop_made()
        shutil.rmtree(folder, ignore_errors=True)


def row(run: Run, base: Database, folder: Path) -> tuple[str, bool]:
    """The line of the table, and whether the goal was reached and the control found out."""
    try:
        found = run.act(base, folder / "run", **run.counts)
        control = ""
        if run.control is not None:
            control = run.caught(run.act(base, folder / "control", **run.control, broken=run.broken))
            control = control or "**not found out**"
    except (RuntimeError, OSError) as why:
        print(why, file=sys.stderr)
        return f"| {run.what} | {run.goal} | could not be run | **no** | |", False
    finally:
        for name in ("run", "control"):
            shutil.rmtree(folder / name, ignore_errors=True)
    held = run.held(found)
    good = held and "**" not in control
    return f"| {run.what} | {run.goal} | {run.says(found)} | {'yes' if held else '**no**'} | {control} |", good


def machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores, load before {load}"


def main(size: str, only: Sequence[str] = ()) -> int:
    """`only`: words of the lines to run, as kill or disk; all without."""
    with place() as (base, folder):
        server = said(base.url, "SHOW server_version")[0][0] if base.url else sqlite3.sqlite_version
        print(f"## {'PostgreSQL' if base.url else 'SQLite'} {server}\n\nCounts: {size}. {machine()}.\n")
        print("| what | goal | found | reached | the control |\n|---|---|---|---|---|", flush=True)
        good = []
        for run in runs(COUNTS[size], postgresql=bool(base.url), real_disk=os.geteuid() == 0):
            if only and not any(word in run.what for word in only):
                continue
            line, held = row(run, base, folder)
            good.append(held)
            print(line, flush=True)
    print()
    return 0 if all(good) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--head"]:
        print(HEAD + "\n")
    else:
        raise SystemExit(main(os.environ.get("FAULTS", "full"), sys.argv[1:]))
