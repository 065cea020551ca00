"""One's own second factor, and what opens before there is one."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from clinic.models import AuditEvent, Practice, Staff, StaffSession
from clinic.services import second_factor
from clinic.services.practice import update_practice
from tests import factories
from tests.clinic.factors import App, app_of, code_of

pytestmark = pytest.mark.django_db
AT = "/account/second-factor/"
BY_SCRIPT = [{"X-Backchart-Background": "1"}, {"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}]


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


@pytest.fixture
def desk(doctor: Staff) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


@pytest.fixture
def asked_for() -> None:
    was = Practice.current().second_factor_for
    update_practice(changes={"second_factor_for": (was, "signers")}, by=factories.superuser(), key=uuid.uuid4())


def sent(**given: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "password": factories.PASSWORD} | given


def key_on(page: str) -> str:
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def test_an_app_is_added_from_the_picture_or_the_key(desk: Client, doctor: Staff) -> None:
    page = desk.get(f"{AT}app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    answer = desk.post(f"{AT}app/", sent(code=code_of(key_on(page))))
    assert (answer.status_code, answer["Location"]) == (302, f"{AT}recovery-codes/")
    assert [one.kind for one in second_factor.of(doctor)] == ["app"]
    assert key_on(page) not in repr(dict(desk.session))


def test_the_codes_are_shown_once_and_can_be_printed(desk: Client, doctor: Staff) -> None:
    app_of(doctor)
    page = desk.get(f"{AT}recovery-codes/").content.decode()
    assert len(re.findall(r"<li>\d{5} \d{5}</li>", page)) == 10
    assert "data-print" in page
    assert not re.search(r"\d{5} \d{5}", desk.get(f"{AT}recovery-codes/").content.decode())


def test_looking_ahead_does_not_use_the_one_look_up(desk: Client, doctor: Staff) -> None:
    app_of(doctor)
    desk.head(f"{AT}recovery-codes/")
    assert re.search(r"\d{5} \d{5}", desk.get(f"{AT}recovery-codes/").content.decode())


def test_new_codes_take_the_place_of_the_old(desk: Client, doctor: Staff) -> None:
    app_of(doctor)
    first = desk.get(f"{AT}recovery-codes/").content.decode()
    assert desk.post(f"{AT}recovery-codes/", sent()).status_code == 302
    again = desk.get(f"{AT}recovery-codes/").content.decode()
    old, new = (set(re.findall(r"\d{5} \d{5}", page)) for page in (first, again))
    assert (len(old), len(new), old & new) == (10, 10, set())


@pytest.mark.parametrize("page", ["app/", "passkey/", "recovery-codes/", "remove"])
def test_nothing_changes_without_the_password(desk: Client, doctor: Staff, page: str) -> None:
    app = app_of(doctor) if page != "app/" else None
    address = f"{AT}{app.pk}/remove/" if page == "remove" and app else AT + page
    before = [one.pk for one in second_factor.of(doctor)]
    given = {"code": code_of(key_on(desk.get(address).content.decode()))} if page == "app/" else {"credential": "{}"}
    for password in ("", "not the password"):
        assert desk.post(address, sent(**given) | {"password": password}).status_code == 422
    assert [one.pk for one in second_factor.of(doctor)] == before
    assert AuditEvent.objects.filter(action="password.failed").count() == 1


def test_guessing_the_password_here_is_slowed_and_said(desk: Client, doctor: Staff) -> None:
    app_of(doctor)
    codes = [desk.post(f"{AT}recovery-codes/", sent() | {"password": "guess"}).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    answer = desk.post(f"{AT}recovery-codes/", sent())
    assert (answer.status_code, "Try again in 15 minutes" in answer.content.decode()) == (429, True)


def test_a_code_of_the_app_does_for_the_password_but_not_to_remove_it(desk: Client, doctor: Staff) -> None:
    app = app_of(doctor)
    assert desk.post(f"{AT}recovery-codes/", sent() | {"password": app.code()}).status_code == 302
    assert desk.post(f"{AT}{app.pk}/remove/", sent() | {"password": app.code()}).status_code == 422
    assert desk.post(f"{AT}{app.pk}/remove/", sent()).status_code == 302
    assert second_factor.of(doctor) == []


def test_a_passkey_that_is_none_is_refused_in_words(desk: Client, doctor: Staff) -> None:
    assert desk.get(f"{AT}passkey/").status_code == 200
    for credential in ("", "{", "{}", "[]", '{"id": "a"}', "[" * 9000):
        assert desk.post(f"{AT}passkey/", sent(credential=credential)).status_code == 422
    assert second_factor.of(doctor) == []


def test_no_passkey_is_offered_where_the_site_is_opened_by_a_number(desk: Client) -> None:
    def offered(host: str) -> bool:
        return f"{AT}passkey/" in desk.get(AT, headers={"Host": host}).content.decode()

    assert [offered(host) for host in ("localhost:8000", "127.0.0.1:8000", "127.0.0.1")] == [True, False, False]


@pytest.mark.usefixtures("asked_for")
def test_who_lacks_one_reaches_nothing_else(desk: Client, doctor: Staff) -> None:
    for address in ("/", "/patients/new/", "/knowledge/", "/admin/", "/account/sessions/", "/account/password/"):
        answer = desk.get(address)
        assert (answer.status_code, answer["Location"]) == (302, AT), address
    assert desk.post("/patients/new/", {}).status_code == 302
    for headers in BY_SCRIPT:
        assert desk.post(f"/visits/{uuid.uuid4()}/record/", headers=headers).status_code == 403
    page = desk.get(AT).content.decode()
    assert "Add a second factor to go on" in page


@pytest.mark.usefixtures("asked_for")
def test_what_adds_one_and_the_way_out_stay_open(desk: Client) -> None:
    for address in (AT, f"{AT}app/", f"{AT}passkey/", f"{AT}recovery-codes/", "/session/"):
        assert desk.get(address).status_code == 200, address
    assert desk.post("/sign-out/")["Location"] == "/sign-in/"


@pytest.mark.usefixtures("asked_for")
def test_adding_one_opens_the_rest(desk: Client) -> None:
    page = desk.get(f"{AT}app/").content.decode()
    desk.post(f"{AT}app/", sent(code=code_of(key_on(page))))
    assert desk.get("/").status_code == 200


@pytest.mark.usefixtures("asked_for")
def test_a_stranger_who_waits_with_the_password_gets_no_further_when_the_owner_adds_one(doctor: Staff) -> None:
    stranger, owner = Client(), Client()
    for client in (stranger, owner):
        client.post("/sign-in/", {"username": doctor.username, "password": factories.PASSWORD})
        assert client.get("/")["Location"] == AT
    key = key_on(owner.get(f"{AT}app/").content.decode())
    owner.post(f"{AT}app/", sent(code=code_of(key)))
    assert owner.get("/").status_code == 200
    assert stranger.get("/")["Location"].startswith("/sign-in/")
    assert AuditEvent.objects.filter(action="session.ended", user_id=doctor.pk, count=1).exists()


@pytest.mark.usefixtures("asked_for")
def test_who_is_not_asked_goes_on_as_ever() -> None:
    client = Client()
    client.force_login(factories.assistant())
    assert client.get("/").status_code == 200


def test_whether_one_is_lacking_costs_a_page_no_query(desk: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30) as plain:
        desk.get("/session/")
    StaffSession.objects.update(must_enrol=True)
    with django_assert_max_num_queries(len(plain.captured_queries)):
        desk.get("/session/")


def test_the_page_lists_what_there_is_and_no_secret(desk: Client, doctor: Staff) -> None:
    app: App = app_of(doctor)
    page = desk.get(AT).content.decode()
    assert "Authenticator app" in page
    assert "10 recovery codes are left" in page
    assert app.secret not in page
