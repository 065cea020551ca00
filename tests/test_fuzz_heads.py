"""Whatever the head of a request says, the answer is no fault of the program."""

import random
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from clinic import readable
from tests.everybody import Site
from tests.test_fuzz import CASES, SEED, SENT, Plain
from tests.who_may import ANONYMOUS, OWN, SUPERVISOR, TABLE

pytestmark = pytest.mark.django_db

LONG, NUL, HIGH = "x" * 20_000, "a\x00b", "ÿ" * 40
KEYS = ['"aaaaaaaa\\000"', '"aaaaaaaa\\000bbbbbbbb"', "a" * 5_000, HIGH, "", "sessionid=sessionid"]
CHARSETS = ["hex", "utf-7", "unicode_escape", "zip", "undefined", "idna", "x", NUL]
PARTS = "multipart/form-data; boundary="
KINDS = ["", ";", "x", PARTS, PARTS + LONG, PARTS + HIGH, "application/json", LONG]
READ = ["Accept", "Accept-Language", "User-Agent", "HX-Request", "X-Unfolded", "X-CSRFToken", "X-Requested-With"]
READ += ["Sec-Fetch-Mode", "X-Forwarded-For", "X-Forwarded-Proto", "If-Modified-Since", "If-None-Match", "Range"]
ADDRESSES = ["http://[", "http://[::1", "//[", "http://a:b/", "http://â\x84\x80/", "null", NUL, HIGH]
HOSTS = ["", "[", "[::1", "testserver:x", "testserver:99999999", NUL, HIGH, LONG, ".."]
HEADS: list[dict[str, str]] = [
    *({"Content-Type": f"{kind}; charset={charset}"} for charset in CHARSETS for kind in ("text/plain", PARTS + "b")),
    *({"Content-Type": kind} for kind in KINDS),
    *({"Cookie": f"sessionid={key}"} for key in KEYS),
    *({"Cookie": f"{name}={key}"} for name in ("csrftoken", "django_language", "messages") for key in KEYS[:2]),
    {"Cookie": ";" * 5_000},
    *({name: said} for name in READ for said in (NUL, HIGH, LONG, "")),
    *({"HX-Request": "true", name: said} for name in ("HX-Current-URL", "Referer", "Origin") for said in ADDRESSES),
    *({name: said} for name in ("X-HTTP-Method-Override", "X-HTTP-Method") for said in ("DELETE", "PUT", "")),
    *({"Host": said} for said in HOSTS),
]
NO_BODY = [{"Content-Length": said} for said in ("-1", "0", "x", "5", "1e3", "")]
METHODS = ["FOO", "get", "TRACE", "CONNECT", "PROPFIND", ""]


def faults_at(client: Client, name: str, address: str, chance: random.Random, cases: int) -> tuple[int, list[str]]:
    row, faults, sent = TABLE[name], [], 0
    asked = [("GET", head) for head in HEADS] if row.get else []
    asked += [("POST", head) for head in [*HEADS, *NO_BODY]] if row.post else []
    asked += [(method, {}) for method in METHODS]
    for method, head in chance.sample(asked, min(cases, len(asked))):
        sent += 1
        kind = head.get("Content-Type", "application/x-www-form-urlencoded")
        body = b"next=/&q=x&username=x&password=x" if method == "POST" else b""
        status = client.generic(method, f"{address}?next=/&page=2", body, content_type=kind, headers=head).status_code
        if status >= 500:
            faults.append(f"{status} to {method} {name} with {ascii(head)[:80]}")
    return sent, faults


@pytest.mark.parametrize("actor", [SUPERVISOR, ANONYMOUS])
def test_no_head_is_answered_with_a_fault(actor: str, record_property: Callable[[str, object], None]) -> None:
    chance = random.Random(f"{SEED} {actor}")
    site = Site()
    client = site.at_a_desk(actor, Plain)
    faults, sent = [], 0
    for name, row in TABLE.items():
        if name == "logout":
            continue
        address = reverse(name, kwargs=dict(site.named(row, OWN, actor)))
        # At the door stands whoever likes.
        cases = len(HEADS) * 3 if row.door or name == "session-state" else CASES // (3 if actor == SUPERVISOR else 6)
        more, found = faults_at(client, name, address, chance, cases)
        sent, faults = sent + more, faults + found
    record_property(SENT, sent)
    assert faults == []


@pytest.mark.control
def test_a_site_that_reads_any_charset_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readable, "_is_readable", lambda _: True)
    with pytest.raises((LookupError, UnicodeError)):
        faults_at(Plain(), "login", reverse("login"), random.Random(SEED), len(HEADS) * 3)
