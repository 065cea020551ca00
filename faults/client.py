"""A clinician at a page, from outside: signs in, saves with a key and sends again what was not answered."""

import http.client
import re
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from faults.site import HOST, Site

FRAGMENT = {"Accept": "text/html; fragment"}
WORDS = "other_symptoms"
PAIN = "pain_now"  # guidance follows from it
PAINS = 11  # 0 to 10
WAIT = 60.0
LONGEST_OUTAGE = 90.0
AT_THE_KEYBOARD_EVERY = 60.0  # seconds: a save alone, as scripts send it, keeps no session


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


@dataclass(kw_only=True)
class Ledger:
    """What the server said it had saved, and how it answered. Shared by the threads of one run."""

    saves: list[dict[str, str]] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0
    without_retry_after: int = 0
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, answer: Answer, *, key: str, visit: str) -> None:
        with self.lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
            if answer.status == 503 and "Retry-After" not in answer.headers:
                self.without_retry_after += 1
            if answer.status == 200:
                self.saves.append({"key": key, "visit": visit})
                self.seconds.append(answer.seconds)

    def count(self, answer: Answer, *, meant: int) -> None:
        """Of a form, whose answer is not a save: what it should not have been is a failure."""
        if answer.status != meant:
            with self.lock:
                self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1

    def wait_for(self, saves: int, *, longest: float = 10.0) -> None:
        """Until so many more were acknowledged, or the time is up."""
        wanted, end = len(self.saves) + saves, time.monotonic() + longest
        while len(self.saves) < wanted and time.monotonic() < end:
            time.sleep(0.01)

    @property
    def failures(self) -> int:
        """Answers that were neither saved nor "try again later"."""
        return sum(count for status, count in self.statuses.items() if status not in (200, 503))


class Clinician:
    def __init__(self, site: Site, person: Mapping[str, Any]) -> None:
        self.site, self.person = site, dict(person)
        self.visit, self.revision = str(person["visit"]), int(person["revision"])
        self.cookies: dict[str, str] = {}
        self.said: dict[str, str] = {}  # slot: what this page believes to be recorded
        self._count = 0
        self._pressed = time.monotonic()

    def sign_in(self) -> "Clinician":
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {name: self.person[name] for name in ("username", "password")})
        if answer.status != 302:
            raise RuntimeError(f"{self.person['username']} could not sign in: {answer.status}")
        self._pressed = time.monotonic()
        return self

    def another_tab(self) -> "Clinician":
        tab = Clinician(self.site, self.person)
        tab.cookies = self.cookies
        return tab

    def get(self, path: str) -> Answer:
        return self.answered("GET", path, "", {})

    def read(self, visit: str) -> dict[str, str]:
        """The note, as the review page shows it: its revision and hash, which whoever signs sends back."""
        page = self.get(f"/visits/{visit}/review/").text
        return dict(re.findall(r'name="(revision|shown)" value="([^"]+)"', page))

    def post(self, path: str, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
        if time.monotonic() - self._pressed > AT_THE_KEYBOARD_EVERY:
            # As the page says while somebody types: after a quarter of an hour without it they are signed out.
            self.answered("POST", "/session/here/", "", {"X-Backchart-Background": "yes"})
            self._pressed = time.monotonic()
        return self.answered("POST", path, urlencode(fields), headers or {})

    def answered(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Answer:
        begun = time.monotonic()
        connection = http.client.HTTPConnection(HOST, self.site.port, timeout=WAIT)
        try:
            connection.request(method, path, body=body or None, headers=self.headers(method) | dict(headers))
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return Answer(
            status=response.status, headers=dict(response.headers), text=text, seconds=time.monotonic() - begun
        )

    def headers(self, method: str) -> dict[str, str]:
        own = {
            "X-Forwarded-Proto": urlsplit(self.site.origin).scheme,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if method == "POST":
            own |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.site.origin,
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
        return own

    def fields(self, slot: str, value: str) -> dict[str, Any]:
        return {
            "key": str(uuid.uuid4()),
            "revision": self.revision,
            slot: value,
            f"was-{slot}": self.said.get(slot, ""),
        }

    def send(self, fields: Mapping[str, Any]) -> Answer:
        return self.post(f"/visits/{self.visit}/record/", fields, FRAGMENT)

    def send_and_hang_up(self, path: str, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> None:
        """The reply is on its way to nobody."""
        body = urlencode(fields).encode()
        given = self.headers("POST") | dict(headers or {}) | {"Host": f"{HOST}:{self.site.port}"}
        head = [f"POST {path} HTTP/1.1", *(f"{name}: {said}" for name, said in given.items())]
        with socket.create_connection((HOST, self.site.port), timeout=WAIT) as connection:
            connection.sendall("\r\n".join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body)

    def seen(self, slot: str, value: str, answer: Answer) -> None:
        self.revision = max(self.revision, int(answer.headers["X-Revision"]))
        self.said[slot] = value

    def save(self, ledger: Ledger, slot: str = WORDS) -> None:
        """The next answer, sent again with the same key until it is saved."""
        self._count += 1
        value = f"words {self._count}" if slot == WORDS else str(self._count % PAINS)
        fields = self.fields(slot, value)
        given_up = time.monotonic() + LONGEST_OUTAGE
        while time.monotonic() < given_up:
            try:
                answer = self.send(fields)
            except (OSError, http.client.HTTPException):
                with ledger.lock:
                    ledger.unanswered += 1
                time.sleep(0.05)
                continue
            ledger.note(answer, key=fields["key"], visit=self.visit)
            if answer.status == 200:
                return self.seen(slot, value, answer)
            if answer.status < 500:
                raise RuntimeError(f"a save was refused with {answer.status}: {answer.text[-2000:]}")
            time.sleep(0.05)
        raise RuntimeError(f"a save was not answered for {LONGEST_OUTAGE:.0f} s")


@contextmanager
def saving(pages: Sequence[Clinician], ledger: Ledger) -> Iterator[None]:
    """Meanwhile every page saves as fast as it is answered; what is under way is finished before this ends."""
    stop = threading.Event()

    def work(page: Clinician) -> None:
        while not stop.is_set():
            page.save(ledger)

    with ThreadPoolExecutor(len(pages)) as threads:
        under_way = [threads.submit(work, page) for page in pages]
        try:
            yield
        finally:
            stop.set()
        for one in under_way:
            one.result()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each gave, begun together."""
    begin = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        begin.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
