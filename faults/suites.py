"""Lines that are read off the tests: what they asked how often, and whether every answer was as declared."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from faults.databases import Database
from faults.row import Found
from faults.site import ROOT


def run(_base: Database, folder: Path, *, files: Sequence[str], cases: int = 0, broken: str = "") -> Found:
    """What passed, what did not, and what the tests say they counted; on databases of their own.

    `broken`: only the controls among them, each of which breaks the site in its own way and has the others' eyes look.
    """
    folder.mkdir(parents=True)
    told = folder / "told.xml"
    kept = {name: value for name, value in os.environ.items() if name != "FUZZ" and not name.startswith("PYTEST_")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "--quiet", "--tb", "short"),
            *("-p", "no:cacheprovider", "-m", "control" if broken else "not control", f"--junitxml={told}", *files),
        ],
        cwd=ROOT,
        env=kept | ({"FUZZ": str(cases)} if cases else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the tests ended with {done.returncode}: {(done.stdout + done.stderr)[-4000:]}")
    return read(told)


def read(told: Path) -> Found:
    """Of the tests' own report, in JUnit's form."""
    counted: Counter[str] = Counter()
    wrong, passed = [], 0
    for test in ElementTree.parse(told).iter("testcase"):  # noqa: S314 - written by pytest a moment ago
        for one in test.iter("property"):
            counted[one.attrib["name"]] += int(one.attrib["value"])
        if any(test.find(what) is not None for what in ("failure", "error", "skipped")):
            wrong.append(test.attrib["name"])
        else:
            passed += 1
    return {"passed": passed, "wrong": wrong, "counted": dict(counted)}


def says(found: Found) -> str:
    counted = "".join(f"{count:,} {what}, " for what, count in found["counted"].items())
    return f"{counted}{found['passed']} tests passed, {len(found['wrong'])} did not"


def held(found: Found) -> bool:
    return found["passed"] > 0 and not found["wrong"]


def seen(found: Found) -> str:
    """Of controls: each is a build broken on purpose, and passes when that was seen."""
    return f"broken builds: {found['passed']} of {found['passed']}" if held(found) else ""
