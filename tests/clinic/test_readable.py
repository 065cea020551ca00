"""A request whose text is no UTF-8, or whose session's key can be none, is told so in words or taken as nobody's."""

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from clinic.models import Staff
from clinic.readable import SHOWN, behind_the_door, opened
from tests import factories

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
FOREIGN = [
    "hex",
    "utf-7",
    "utf-16",
    "unicode_escape",
    "latin-1",
    "rot13",
    "utf-8-sig",
    "no codec",
    "",
    "\x00",
    "u" * 9000,
]
KINDS = [FORM, "multipart/form-data; boundary=b", "text/plain", "application/json"]


class AtTheDoor(Client):
    """As behind a web server."""

    def _base_environ(self, **request: Any) -> dict[str, Any]:
        return opened(super()._base_environ(**request))


@pytest.fixture
def door() -> Client:
    return AtTheDoor(raise_request_exception=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", FOREIGN[:-2], ids=ascii)
def test_text_in_another_charset_is_refused_in_words_before_anything_reads_it(
    door: Client, kind: str, charset: str
) -> None:
    head = f'{kind}; charset="{charset}"'
    for answer in (
        door.post("/sign-in/", b"username=x&password=y", content_type=head),
        door.get("/sign-in/?next=/", headers={"Content-Type": head}),
    ):
        assert answer.status_code == 400
        page = answer.content.decode()
        assert "This request could not be read" in page
        assert f"It says of itself “{escape(head[:SHOWN])}”, and this site reads UTF-8" in page
        assert answer["Cache-Control"] == "no-store"
        assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", "Utf_8", "u8", '"utf-8"', "cp65001"])
def test_utf_8_is_read_by_whichever_name(door: Client, charset: str) -> None:
    doctor = factories.clinician()
    typed = f"username={doctor.username}&password={factories.PASSWORD}".encode()
    assert door.post("/sign-in/", typed, content_type=f"{FORM}; charset={charset}").status_code == 302


def test_whoever_sends_no_charset_is_read_as_ever(door: Client) -> None:
    assert door.get("/sign-in/?next=/").status_code == 200
    assert door.post("/sign-in/", {"username": "x", "password": "ÿ"}).status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        "name*=a; name*0=b",
        'name="q"; filename="y"\r\nContent-Type: text/plain; charset*=a; charset*0=b',
        'name="q"\r\nContent-Transfer-Encoding: base64; x*=1; x*0=2',
    ],
)
def test_a_part_of_a_form_whose_head_cannot_be_taken_apart_is_refused_in_words(door: Client, head: str) -> None:
    form = f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\nx\r\n--b--\r\n".encode()
    answer = door.post("/sign-in/", form, content_type="multipart/form-data; boundary=b")
    assert (answer.status_code, "This request could not be read" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("length", ["x", "1e3", "-1", "9" * 5_000, " ", "٣"])
def test_a_length_that_is_no_number_is_read_as_nothing_sent(door: Client, length: str) -> None:
    answer = door.post("/sign-in/", {"username": "x", "password": "y"}, headers={"Content-Length": length})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["username", "password"])


@pytest.mark.parametrize("key", ['"aaaaaaaa\\000"', "a" * 8 + "\x01", "A" * 32, "a" * 41, "' OR 1=1 --", "", "ÿ" * 8])
def test_a_cookie_that_is_no_key_of_a_session_is_nobody_s(door: Client, key: str) -> None:
    for address in ("/", "/sign-in/", "/session/", "/nothing/", "/admin/"):
        assert door.get(address, headers={"Cookie": f"sessionid={key}"}).status_code in (200, 302, 404)
    assert door.get("/session/", headers={"Cookie": f"sessionid={key}"}).json()["user"] is None


def test_a_session_s_own_key_is_left_alone(door: Client) -> None:
    doctor = factories.clinician()
    door.force_login(doctor)
    assert door.get(reverse("session-state")).json()["user"] == str(doctor.pk)
    assert Staff.objects.get(pk=doctor.pk).is_active


# Before Django takes the head apart -----------------------------------------------------------------------------------

TORN = [
    "text/plain; charset*=utf-8''%00",
    "text/plain; charset*=nosuch''x",
    "text/plain; charset*=idna''%FF",
    "text/plain; charset*=a; charset*0=b",
    "text/plain; charset*" + "9" * 5000 + "=a",
    'text/plain; charset="\x00"',
]


def asked(content_type: str, *, door: bool) -> str:
    """The status that a web server is told."""
    told: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/sign-in/",
        "QUERY_STRING": "next=/",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": content_type,
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    site = behind_the_door(WSGIHandler()) if door else WSGIHandler()
    site(environ, lambda status, _headers: told.append(status))
    return told[0]


@pytest.mark.parametrize("content_type", TORN, ids=lambda head: ascii(head)[:40])
def test_a_head_that_cannot_be_taken_apart_is_refused_like_one_that_cannot_be_read(content_type: str) -> None:
    assert asked(content_type, door=True) == "400 Bad Request"


@pytest.mark.control
def test_without_the_door_such_a_head_ends_the_request_in_a_fault() -> None:
    with pytest.raises(ValueError):
        asked(TORN[0], door=False)


def test_the_door_lets_through_what_can_be_read() -> None:
    assert asked("text/plain; charset=utf-8", door=True) == asked("", door=True) == "200 OK"
