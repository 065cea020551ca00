"""Whatever is sent to an address that takes anything, the answer is no fault of the program.

FUZZ=2000 sends that many to each address; without it a few, always the same ones.
"""

import os
import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import reverse

from assessments.forms.save import SaveForm
from assessments.knowledge.findings import SLOTS
from assessments.models import Encounter
from clinic.readable import opened
from clinic.services import audit
from tests.everybody import Site
from tests.who_may import ACTORS, AUDITOR, OWN, OWNER, RECORDS_ADMIN, SUPERUSER, TABLE

CASES = int(os.environ.get("FUZZ", "12"))
SEED = int(os.environ.get("FUZZ_SEED", "20"))
TEN_MB = 10 * 2**20
FORM = "application/x-www-form-urlencoded"
SENT = "requests"

NASTY = [
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe\xfd",
    b"\xc3(",
    "\u202etxet".encode(),
    "é".encode() + b"\xcc\x81" * 300,
    "１２".encode(),
    "٣".encode(),
    b"-1",
    b"0",
    b"1e400",
    b"-1e400",
    b"NaN",
    b"inf",
    b"9" * 400,
    b"1.0000000000000000000000001",
    b"0x10",
    b"1_000",
    b"true",
    b"null",
    b"on",
    b"0000-00-00",
    b"9999-12-31",
    b"10000-01-01",
    b"2026-02-30",
    b"31 Februar 2026",
    b"<script>alert(1)</script>",
    b"{{ 7*7 }}{% debug %}",
    b"' OR 1=1 --",
    b"%(x)s %s {0}",
    b"../../etc/passwd",
    b"=1+1",
    b"x" * 20_000,
    b"[" * 5_000,
    b'{"a":' * 5_000,
    b'["x"]',
    b'{"right": 1}',
    b"\r\nSet-Cookie: a=b",
    str(uuid.UUID(int=0)).encode(),
]
NAMES = [
    "key",
    "revision",
    "was",
    "password",
    "code",
    "credential",
    "old",
    "again",
    "username",
    "next",
    "send",
    "seen",
    "given_name",
    "family_name",
    "birth_date",
    "sex",
    "phone",
    "email",
    "address",
    "q",
    "reason",
    "name",
    "dose",
    "started",
    "substance",
    "reaction",
    "item",
    "items",
    "answer",
    "rule",
    "test",
    "urgency",
    "purpose",
    "was_purpose",
    "despite",
    "note",
    "on",
    "text",
    "abnormal",
    "event",
    "kind",
    "rows",
    "undo",
    "section",
    "since",
    "until",
    "person",
    "patient",
    "action",
    "outcome",
    "page",
    "report",
    "show",
    "csrfmiddlewaretoken",
    "tried",
    "was-tried",
    "display_name",
    "professional_title",
    "roles",
    "is_active",
    "time_zone",
    "paper_size",
    "trial_weeks",
    "_selected_action",
    "index",
    "select_across",
    "_save",
    "_continue",
]
TYPES = [
    "application/json",
    "text/plain",
    "application/octet-stream",
    "multipart/form-data",
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=b; charset=hex",
    "multipart/form-data; boundary=b; charset=utf-7",
    "multipart/form-data; boundary=b; charset=unicode_escape",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=hex",
]
# Half a character, in a codec of Python that gives one.
HALVES = [b"+2AA-", b"\\ud800"]


class Plain(Client):
    """Without the test client's copies of all that each template was given, which take as long as the answers."""

    def request(self, **request: Any) -> Any:
        answer = self.handler(opened(self._base_environ(**request)))
        self.cookies.update(answer.cookies)
        return answer


def body(chance: random.Random, revision: int) -> bytes:
    """Some fields as the page would send them, some not, some twice."""
    slots = [f"{was}{slot}" for slot in chance.sample(list(SLOTS), 3) for was in ("", "was-")]
    names = chance.sample(NAMES, 12) + slots
    pairs = [(name.encode(), chance.choice(NASTY)) for name in names]
    if chance.random() < 0.8:
        pairs = [pair for pair in pairs if pair[0] not in (b"key", b"revision")]
        pairs += [
            (b"key", str(uuid.UUID(int=chance.getrandbits(128), version=4)).encode()),
            (b"revision", b"%d" % revision),
        ]
    if chance.random() < 0.2:
        pairs += [(chance.choice(NASTY)[:200], chance.choice(NASTY)) for _ in range(3)]
    return b"&".join(quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode() for name, value in pairs)


def odd_bodies(chance: random.Random) -> Iterator[tuple[bytes, str]]:
    yield b"x=" + b"a" * TEN_MB, FORM
    yield b"&".join(b"f%d=1" % number for number in range(1_200)), FORM
    yield b'{"a":' * 50_000, "application/json"
    for kind in TYPES:
        yield chance.choice(NASTY), kind
        yield parts(chance), kind


def parts(chance: random.Random) -> bytes:
    """As a form with a file sends it: text where a file belongs, and a file where text does."""
    lines = []
    for name in map(str.encode, (*chance.sample(NAMES, 12), "password", "username", "logo")):
        of_file = b'; filename="x"' if chance.random() < 0.3 else b""
        lines.append(b'--b\r\nContent-Disposition: form-data; name="' + name + b'"' + of_file + b"\r\n\r\n")
        lines.append(chance.choice([*NASTY, *HALVES]) + b"\r\n")
    return b"".join([*lines, b"--b--\r\n"])


def shown(content: bytes) -> str:
    return ascii(content[:300])


POSTED = [name for name, row in TABLE.items() if row.post and name != "logout"]


def actor_of(name: str) -> str:
    allowed = TABLE[name].post or frozenset()
    return next(actor for actor in (OWNER, RECORDS_ADMIN, AUDITOR, SUPERUSER, *ACTORS) if actor in allowed)


def sent_to(name: str, cases: int) -> tuple[int, list[str]]:
    """How many were sent to the address, and the faults it answered with."""
    chance = random.Random(f"{SEED} {name}")
    site = Site()
    actor = actor_of(name)
    client = site.at_a_desk(actor, Plain)
    address = reverse(name, kwargs=dict(site.named(TABLE[name], OWN, actor)))
    draft = site.rows[OWN]["draft"]["pk"]
    faults, sent = [], 0

    def send(content: bytes, kind: str, **headers: str) -> None:
        nonlocal sent
        sent += 1
        status = client.generic("POST", address, content, content_type=kind, headers=headers).status_code
        if status >= 500:
            faults.append(f"{status} for {kind}: {shown(content)}")

    for number in range(cases):
        content = body(chance, Encounter.objects.get(pk=draft).revision)
        send(content, FORM, **({"HX-Request": "true"} if number % 2 else {}))
    for content, kind in odd_bodies(chance):
        send(content, kind)
    return sent, faults


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTED)
def test_no_post_is_answered_with_a_fault(name: str, record_property: Callable[[str, object], None]) -> None:
    sent, faults = sent_to(name, CASES)
    record_property(SENT, sent)
    assert faults == []
    assert audit.verify() == []


@pytest.mark.control
@pytest.mark.django_db
def test_a_form_that_takes_a_revision_as_it_comes_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SaveForm.base_fields["revision"], "clean", int)
    _, faults = sent_to("record", 12)
    assert faults != []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "page"),
    [
        (SUPERUSER, "clinic_staff_add"),
        (SUPERUSER, "clinic_practice_change"),
        (RECORDS_ADMIN, "clinic_patient_change"),
        (RECORDS_ADMIN, "clinic_patient_changelist"),
        (RECORDS_ADMIN, "assessments_signednote_changelist"),
        (RECORDS_ADMIN, "assessments_painassessment_change"),
        (AUDITOR, "clinic_auditevent_changelist"),
    ],
)
def test_no_post_to_the_admin_is_answered_with_a_fault(
    actor: str, page: str, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(f"{SEED} {page}")
    site = Site()
    client = site.at_a_desk(actor, Plain)
    pks = {
        "clinic_practice_change": "00000000-0000-4000-8000-000000000001",
        "clinic_patient_change": site.rows[OWN]["patient"]["pk"],
        "assessments_painassessment_change": site.rows[OWN]["draft"]["pk"],
    }
    address = reverse(f"admin:{page}", args=[pks[page]] if page in pks else [])
    faults = []
    for _ in range(CASES):
        content = body(chance, 1)
        for told in (
            client.generic("POST", address, content, content_type=FORM),
            client.get(f"{address}?{content[:1500].decode('ascii')}"),
        ):
            if told.status_code >= 500:
                faults.append(f"{told.status_code}: {shown(content)}")
    record_property(SENT, 2 * CASES)
    assert faults == []


@pytest.mark.django_db
def test_no_address_with_strange_parts_is_answered_with_a_fault() -> None:
    site = Site()
    client: Client = site.at_a_desk(OWNER)
    faults = []
    for nasty in NASTY:
        part = quote_from_bytes(nasty[:300])
        for address in (
            f"/visits/{part}/",
            f"/visits/{site.rows[OWN]['draft']['pk']}/despite/{part}/",
            f"/visits/{site.rows[OWN]['draft']['pk']}/explain/{part}/",
            f"/patients/{part}/access/",
            f"/?{part}={part}",
            f"/sign-in/?next={part}",
        ):
            if (status := client.get(address).status_code) >= 500:
                faults.append(f"{status}: {address[:200]}")
    assert faults == []
