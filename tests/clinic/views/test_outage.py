"""What is said when the database is gone: never "saved", never an error without a way on."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


class Gone:
    """The connection answers nothing any more."""

    def __init__(self, why: type[DatabaseError | InterfaceError]) -> None:
        self.why = why

    def __call__(self, *_: object) -> None:
        raise self.why("gone")


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.clinician())
    return client


@pytest.mark.parametrize("why", [OperationalError, InterfaceError])
@pytest.mark.parametrize("name", ["today", "patient-new"])
def test_a_lost_database_is_said_with_when_to_try_again(
    client: Client, why: type[DatabaseError | InterfaceError], name: str
) -> None:
    with connection.execute_wrapper(Gone(why)):
        response = client.get(reverse(name))
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert "Count what you sent just now as not saved." in response.content.decode()


def test_a_save_that_met_a_lost_database_is_not_called_saved(client: Client) -> None:
    with connection.execute_wrapper(Gone(OperationalError)):
        response = client.post(reverse("patient-new"), {"given_name": "Ada"})
    assert (response.status_code, response["Retry-After"]) == (503, "2")


def test_the_page_about_a_lost_database_is_never_kept_by_a_browser(client: Client) -> None:
    with connection.execute_wrapper(Gone(OperationalError)):
        response = client.get(reverse("today"))
    assert "no-store" in response["Cache-Control"]


def test_a_mistake_in_the_program_is_no_outage(client: Client) -> None:
    with connection.execute_wrapper(Gone(ProgrammingError)):
        response = client.get(reverse("today"))
    assert (response.status_code, response.has_header("Retry-After")) == (500, False)


def test_a_database_that_is_back_is_served_at_once(client: Client) -> None:
    with connection.execute_wrapper(Gone(OperationalError)):
        client.get(reverse("today"))
    assert client.get(reverse("today")).status_code == 200
