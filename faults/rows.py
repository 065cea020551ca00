"""Every line of the table, in its order, and which broken build each has to find out."""

from functools import partial

from faults import busy, crash, disk, lost, suites, twice, typed
from faults.row import (
    Counts,
    Row,
    by_status,
    chain,
    kept_typing,
    little_lost,
    loss,
    made,
    none_of,
    one_each,
    saves,
    shown_too_early,
    speed,
    too_many,
    typing,
    whole,
)


def load(name: str, *, small: Counts, middle: Counts, full: Counts, p95: float) -> Row:
    return Row(
        name=name,
        what="{clinicians} clinicians, each saving every 3 s, words twice and then a pain score, for {seconds} s",
        goal=f"0 lost, 0 twice, 0 × 5xx, p95 ≤ {p95 * 1000:.0f} ms",
        act=busy.load,
        small=small,
        middle=middle,
        full=full,
        says=lambda found: f"{saves(found)}; {by_status(found)}; {speed(found)}",
        held=lambda found: whole(found) and set(found["statuses"]) == {200} and not found["unanswered"],
        in_time=lambda found: found["p95"] <= p95,
        broken="early",
        control={"clinicians": 20, "seconds": 6, "every": 0.05},  # faster than any build can save
        caught=loss,
    )


def suite(name: str, *files: str, what: str, goal: str, **counts: Counts) -> Row:
    """`counts` by size, where there are sizes: most of these ask everything they have to ask, always."""
    return Row(
        name=name,
        what=what,
        goal=goal,
        act=partial(suites.run, files=files),
        small=counts.get("small", {}),
        middle=counts.get("middle", {}),
        full=counts.get("full", {}),
        says=suites.says,
        held=suites.held,
        broken="by its own controls",
        control={},
        caught=suites.seen,
        browser=any("browser" in file for file in files),
    )


TYPED = partial(
    Row,
    goal="nothing shown as saved is missing, at most 2 s of typing lost",
    says=typing,
    held=kept_typing,
    broken="boastful",
    caught=shown_too_early,
    in_time=little_lost,
    browser=True,
)

ROWS: tuple[Row, ...] = (
    load(
        "load",
        small={"clinicians": 5, "seconds": 6},
        middle={"clinicians": 20, "seconds": 60},
        full={"clinicians": 50, "seconds": 600},
        p95=0.2,
    ),
    load(
        "crowd",
        small={"clinicians": 10, "seconds": 6},
        middle={"clinicians": 50, "seconds": 60},
        full={"clinicians": 200, "seconds": 1800},
        p95=0.5,
    ),
    Row(
        name="kill",
        what="kill -9 of the whole server during saves, × {times}",
        goal="0 lost, 0 twice, trail whole, integrity ok, serving within 5 s",
        act=crash.killed,
        small={"times": 2, "saves": 40},
        middle={"times": 15, "saves": 1_500},
        full={"times": 100, "saves": 40_000},
        says=lambda found: (
            f"{saves(found)}; {chain(found)}; slowest start {found['slowest_start']:.1f} s "
            f"(processor {found['start_cpu']:.1f} s)"
        ),
        held=whole,
        in_time=lambda found: found["slowest_start"] <= 5,
        broken="early",
        control={"times": 1, "saves": 40},
        caught=loss,
    ),
    Row(
        name="syncs",
        what="syncs, {saves} saves one after the other",
        goal="at least 1 for each acknowledged save",
        act=crash.syncs,
        small={"saves": 10},
        middle={"saves": 50},
        full={"saves": 500},
        says=lambda found: f"{found['syncs']:,} syncs for {found['acknowledged']:,} saves",
        held=lambda found: whole(found) and found["syncs"] >= found["acknowledged"],
        broken="unsynced",
        control={"saves": 20},
        caught=lambda found: (
            f"{found['syncs']} syncs for {found['acknowledged']} saves"
            if found["syncs"] < found["acknowledged"]
            else ""
        ),
    ),
    Row(
        name="connections",
        what="the site's database connections ended, × {times}",
        goal="0 lost, nothing but 503 with Retry-After, recovers without restart",
        act=lost.connections_ended,
        small={"times": 5},
        middle={"times": 40},
        full={"times": 200},
        says=lambda found: (
            f"{found['ended']} ended; {saves(found)}; {by_status(found)}; "
            f"{found['without_retry_after']} without Retry-After"
        ),
        held=none_of("without_retry_after"),
        broken="speechless",
        control={"times": 5},
        caught=lambda found: f"{found['statuses'][500]} × 500" if found["statuses"].get(500) else "",
        databases=frozenset({"PostgreSQL"}),
    ),
    Row(
        name="disk",
        what="disk full, at {points} points",
        goal="no success after the first failed write, said as not saved, reads go on, saves resume",
        act=disk.full,
        small={"points": 3},
        middle={"points": 8},
        full={"points": 20},
        says=lambda found: (
            f"{found['kind']}: {found['refused']} times full, {found['saved_after']} successes after, "
            + (f"{found['found_room']} times room found within the tables, " if found["found_room"] else "")
            + f"{found['not_said']} not said, {found['reads_failed']} reads failed; {saves(found)}"
        ),
        held=lambda found: (
            found["resumed"]
            and not any(found[name] for name in ("saved_after", "not_said", "reads_failed", "lost", "duplicates"))
            and not found["chain"]
        ),
        broken="early",
        control={"points": 1},
        caught=loss,
    ),
    Row(
        name="replies",
        what="reply lost and sent again: saves × {times}; create, order, sign, add × {forms} each",
        goal="0 twice, 0 false conflicts",
        act=lost.replies_lost,
        small={"times": 20, "forms": 2},
        middle={"times": 100, "forms": 5},
        full={"times": 500, "forms": 50},
        says=lambda found: f"{saves(found)}; {made(found)}; {found['false_conflicts']} false conflicts",
        held=lambda found: (
            whole(found) and not found["false_conflicts"] and set(found["made"].values()) == {found["forms"]}
        ),
        broken="keyless",
        control={"times": 10, "forms": 1},
        caught=lambda found: f"{found['duplicates']} saved twice; {made(found)}" if found["duplicates"] else "",
    ),
    Row(
        name="tabs",
        what="two tabs, {interleavings} interleavings",
        goal="0 silent overwrites",
        act=twice.tabs,
        small={"interleavings": 40},
        middle={"interleavings": 200},
        full={"interleavings": 1_000},
        says=lambda found: (
            f"{found['silent_overwrites']} silent overwrites, {found['false_conflicts']} false "
            f"conflicts, {found['conflicts']} conflicts shown"
        ),
        held=none_of("silent_overwrites", "false_conflicts"),
        broken="last_wins",
        control={"interleavings": 20},
        caught=lambda found: f"{found['silent_overwrites']} overwritten" if found["silent_overwrites"] else "",
    ),
    Row(
        name="clicks",
        what="10 clicks at once × {times} of create, order, sign, add",
        goal="exactly one each",
        act=twice.submits,
        small={"times": 2},
        middle={"times": 10},
        full={"times": 200},
        says=made,
        held=one_each,
        broken="keyless",
        control={"times": 1},
        caught=too_many,
    ),
    Row(
        name="sign",
        what="sign against save, {races} races",
        goal="hash equals the stored content, late save refused",
        act=twice.sign_against_save,
        small={"races": 8},
        middle={"races": 60},
        full={"races": 1_000},
        says=lambda found: (
            f"{found['signed']} signed, {found['saved']} saved, {found['both']} both, "
            f"{found['altered']} faults in notes"
        ),
        held=lambda found: (
            whole(found)
            and not any(found[name] for name in ("both", "neither", "altered", "untrue"))
            and bool(found["signed"] and found["saved"])
        ),
        broken="unsealed",
        control={"races": 10},
        caught=lambda found: (
            f"{found['both']} both, {found['altered']} faults in notes" if found["both"] and found["altered"] else ""
        ),
    ),
    TYPED(
        name="sessions",
        what="session ends while somebody types, × {times}",
        act=typed.session_ends,
        small={"times": 2},
        middle={"times": 10},
        full={"times": 50},
        control={"times": 2},
    ),
    TYPED(
        name="browser",
        what="kill -9 of the browser while somebody types, × {times}",
        act=typed.browser_killed,
        small={"times": 2},
        middle={"times": 15},
        full={"times": 100},
        control={"times": 2},
    ),
    TYPED(
        name="offline",
        what="no network for {seconds} s while somebody types, × {times}",
        act=typed.offline,
        small={"times": 1, "seconds": 5},
        middle={"times": 5, "seconds": 60},
        full={"times": 20, "seconds": 300},
        control={"times": 2, "seconds": 5},
    ),
    Row(
        name="backups",
        what="backup while everybody saves, × {times}",
        goal="each restores and verifies, and holds what was acknowledged before",
        act=busy.backups,
        small={"times": 1},
        middle={"times": 5},
        full={"times": 50},
        says=lambda found: (
            f"{found['restored']} restored, {len(found['broken'])} not whole, {found['missing']} saves missing; "
            f"meanwhile {saves(found['site'])}"
        ),
        held=lambda found: (
            whole(found["site"])
            and found["restored"] == found["times"]
            and not found["missing"]
            and not found["broken"]
        ),
        broken="copied",
        control={"times": 3},
        caught=lambda found: (
            f"{len(found['broken'])} not whole, {found['missing']} saves missing"
            if found["broken"] or found["missing"]
            else ""
        ),
    ),
    Row(
        name="trail",
        what="8 writers of the trail × {events}",
        goal="0 forks, every event written",
        act=busy.writers,
        small={"events": 20},
        middle={"events": 500},
        full={"events": 5_000},
        says=lambda found: f"{found['written']:,} of {found['wanted']:,} written, {len(found['chain'])} faults",
        held=lambda found: whole(found) and found["written"] == found["in_chain"] == found["wanted"],
        broken="headless",
        control={"events": 20},
        caught=lambda found: (
            f"{found['written']} of {found['wanted']} written, {len(found['chain'])} faults"
            if found["chain"] or found["written"] < found["wanted"]
            else ""
        ),
    ),
    suite(
        "matrix",
        "tests/test_authorization.py",
        what="every address × method × person × own, another's, absent record",
        goal="every cell declared, 0 mismatches",
    ),
    suite(
        "refusals",
        *("tests/test_refusals.py", "tests/test_restricted.py", "tests/test_kept_nowhere.py"),
        what="a canary in each field of a patient, every refusal and every way elsewhere read",
        goal="0 canaries in any 3xx or 4xx, in addresses, logs or caches",
    ),
    suite(
        "fuzz",
        *("tests/test_fuzz.py", "tests/test_read_back.py"),
        what="{cases} strange forms to every address, and as many to each form that is read back",
        goal="0 × 5xx, what was accepted reads back equal, trail whole",
        small={"cases": 12},
        middle={"cases": 200},
        full={"cases": 2_000},
    ),
    suite(
        "injection",
        *("tests/test_injection.py", "tests/test_injection_merging.py", "tests/test_holes.py"),
        *("tests/browser/test_injection.py", "tests/assessments/documents/test_text.py"),
        what="a script in every text field, on every page, in the admin, on paper and side by side",
        goal="0 run, 0 fetched",
    ),
    suite(
        "tampering",
        *("tests/clinic/services/test_audit.py", "tests/clinic/management/test_verify_audit.py"),
        what="the trail changed past the program, in every way there is",
        goal="each found and named; a cut and a whole new chain by the anchor outside",
    ),
    suite(
        "signed",
        *("tests/test_signed_rows.py", "tests/assessments/management/test_verify_note.py"),
        what="every way to write, tried on what was signed",
        goal="unchanged; what passed the program is named",
    ),
)
