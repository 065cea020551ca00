"""What somebody types in a real browser, and what of it is in the record when session, network or browser go.

Shown as saved is what stands in the field while the page says so.
"""

import os
import random
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from faults.client import WORDS, Clinician
from faults.databases import Database
from faults.site import HOST, Site, inside

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AT_ONCE = 5
PAUSE = 0.2  # seconds between two words
THINKING = 0.1  # how often somebody stops for ten times as long
LONGEST = 120_000  # ms
LISTENING = re.compile(rb"DevTools listening on (ws://\S+)")
LOOK = """slot => [
    document.getElementById("save-state").dataset.state,
    document.querySelector(`#f-${slot} textarea`).value,
]"""


class Typist:
    """One clinician at the page of one visit, in a browser of one's own."""

    def __init__(self, clinician: Clinician, context: BrowserContext) -> None:
        self.clinician, self.context = clinician, context
        self.typed: list[tuple[float, str]] = []  # when, and what stood in the field then
        self.shown: list[str] = []
        self.state = ""
        self._words = 0
        self.sign_in()
        context.set_default_timeout(LONGEST)
        self.page = context.new_page()
        self.page.goto(f"http://{HOST}:{clinician.site.port}/visits/{clinician.visit}/")
        self.page.locator(f"#f-{WORDS} textarea").focus()
        self.type_on()
        self.until("saved")

    def sign_in(self) -> None:
        self.clinician.cookies.clear()
        self.clinician.sign_in()
        where = f"http://{HOST}:{self.clinician.site.port}"
        self.context.add_cookies(
            [{"name": name, "value": value, "url": where} for name, value in self.clinician.cookies.items()]
        )

    @property
    def text(self) -> str:
        return self.typed[-1][1]

    def type_on(self) -> None:
        self._words += 1
        self.page.keyboard.type(f"{self._words:04d}.")
        self.look()

    def look(self) -> None:
        self.state, text = self.page.evaluate(LOOK, WORDS)
        self.typed.append((time.monotonic(), text))
        if self.state == "saved":
            self.shown.append(text)

    def until(self, state: str) -> None:
        self.page.wait_for_function("state => document.getElementById('save-state').dataset.state === state", arg=state)
        self.look()

    def lost(self, recorded: str, now: float) -> float:
        """Seconds of typing that are not in the record."""
        return now - min((when for when, text in self.typed if not recorded.startswith(text)), default=now)


def typing(typists: Sequence[Typist], seconds: float, draw: random.Random, *, until: str = "") -> None:
    """All in turn, now and then thinking for a while; one who sees `until` stops."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for typist in typists:
            if not until or typist.state != until:
                typist.type_on()
        time.sleep(PAUSE)
        if draw.random() < THINKING:
            for _ in range(10):
                time.sleep(PAUSE)
                for typist in typists:
                    typist.look()


Found = dict[str, Any]
Act = Callable[[Sequence[Typist]], None]


def _nothing() -> Found:
    return {"shown": 0, "shown_but_missing": 0, "longest_lost": 0.0, "all_there": True}


def _compare(found: Found, typists: Sequence[Typist], recorded: dict[str, str]) -> None:
    for typist in typists:
        there = recorded[typist.clinician.visit] or ""
        found["shown"] += len(typist.shown)
        found["shown_but_missing"] += sum(not there.startswith(text) for text in typist.shown)
        typist.shown.clear()


def _recorded(site: Site, typists: Sequence[Typist]) -> dict[str, str]:
    told: dict[str, str] = inside(site.database, "values", visits=[one.clinician.visit for one in typists], slot=WORDS)
    return told


def _interrupted(
    base: Database, folder: Path, *, times: int, broken: str, at_once: int, cut: Act, back: Act
) -> dict[str, Any]:
    """Everybody types, is cut off, is looked for in the record, comes back, and has to be there with every word."""
    found, draw = _nothing(), random.Random(times)
    with (
        Site(base.copied(folder), broken=broken, plain=True) as site,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        people = inside(site.database, "people", count=times)
        for first in range(0, times, at_once):
            typists = [Typist(Clinician(site, one), browser.new_context()) for one in people[first : first + at_once]]
            typing(typists, draw.uniform(2, 5), draw)
            cut(typists)
            _compare(found, typists, _recorded(site, typists))
            back(typists)
            for typist in typists:
                typist.until("saved")
            recorded = _recorded(site, typists)
            _compare(found, typists, recorded)
            for typist in typists:
                found["all_there"] &= recorded[typist.clinician.visit] == typist.text
                typist.context.close()
        return found | inside(site.database, "whole")


def session_ends(base: Database, folder: Path, *, times: int, broken: str = "") -> dict[str, Any]:
    """Ended on the server in the middle of a word; later the same person signs in again, and goes on."""

    def cut(typists: Sequence[Typist]) -> None:
        inside(
            typists[0].clinician.site.database,
            "end_sessions",
            usernames=[one.clinician.person["username"] for one in typists],
        )
        typing(typists, 4, random.Random(0), until="not-saved")
        for typist in typists:
            typist.page.locator("#signed-out").wait_for()
            typist.look()

    def back(typists: Sequence[Typist]) -> None:
        for typist in typists:
            typist.sign_in()
            typist.page.locator("#retry").click()

    return _interrupted(base, folder, times=times, broken=broken, at_once=AT_ONCE, cut=cut, back=back)


def offline(base: Database, folder: Path, *, times: int, seconds: float, broken: str = "") -> dict[str, Any]:
    def cut(typists: Sequence[Typist]) -> None:
        for typist in typists:
            typist.context.set_offline(True)
        typing(typists, seconds, random.Random(0))

    def back(typists: Sequence[Typist]) -> None:
        for typist in typists:
            typist.context.set_offline(False)

    return _interrupted(base, folder, times=times, broken=broken, at_once=times, cut=cut, back=back)


def browser_killed(base: Database, folder: Path, *, times: int, broken: str = "") -> dict[str, Any]:
    found, draw = _nothing(), random.Random(times)
    gone: list[tuple[Typist, float]] = []
    with Site(base.copied(folder), broken=broken, plain=True) as site, sync_playwright() as playwright:
        for person in inside(site.database, "people", count=times):
            with _killed_in_the_end(playwright) as browser:
                typist = Typist(Clinician(site, person), browser.new_context())
                typing([typist], draw.uniform(0, 6), draw)
            gone.append((typist, time.monotonic()))
        typists = [typist for typist, _ in gone]
        recorded = _recorded(site, typists)
        _compare(found, typists, recorded)
        found["longest_lost"] = max(one.lost(recorded[one.clinician.visit] or "", when) for one, when in gone)
        return found | inside(site.database, "whole")


@contextmanager
def _killed_in_the_end(playwright: Playwright) -> Iterator[Browser]:
    """With every process of it, at once."""
    with (
        tempfile.TemporaryDirectory(prefix="faults-browser-", ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "KILL", CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"),
                *("--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"),
            ],
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process,
    ):
        try:
            assert process.stderr is not None
            said = iter(process.stderr.readline, b"")
            [at] = next(found.groups() for line in said if (found := LISTENING.search(line)))
            yield playwright.chromium.connect_over_cdp(at.decode())
        finally:
            os.killpg(process.pid, signal.SIGKILL)
