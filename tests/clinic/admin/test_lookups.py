"""What may be asked of a list by its address: what the list itself offers, and nothing else of any column."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Encounter
from clinic.admin.site import site
from clinic.admin.sought import FIELD
from clinic.models import Patient, Practice
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db

LISTED = [model for model in site._registry if model is not Practice]  # one row, and no list of it
WITH_HIERARCHY = [model for model, admin in site._registry.items() if admin.date_hierarchy]


def listing(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def client() -> Client:
    """Of somebody with every role, who manages staff as well."""
    person = factories.staff(*Role)
    person.is_superuser = True
    person.save(update_fields=["is_superuser"])
    visits.signed(by=person)
    return signed_in(person)


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.model_name)
def test_no_column_is_asked_in_another_way_than_the_page_offers(client: Client, model: Any) -> None:
    columns = [field.name for field in model._meta.concrete_fields]
    asked = [f"{name}__{how}" for name in columns for how in ("startswith", "regex", "range", "gte")]
    answers = {lookup: client.get(listing(model), {lookup: "0"}).status_code for lookup in asked}
    assert {lookup for lookup, status in answers.items() if status not in (400, 302)} == set()


def test_no_password_is_found_out_letter_by_letter(client: Client) -> None:
    answer = client.get("/admin/clinic/staff/", {"password__startswith": UNUSABLE_PASSWORD_PREFIX})
    assert answer.status_code == 400


@pytest.mark.parametrize("model", WITH_HIERARCHY, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("year", ["0", "-1", "9999", "99999", "1e400", "x", "", "٢٠٢٦", "99999999999999999999"])
def test_a_year_that_no_list_goes_back_to_is_no_fault(client: Client, model: Any, year: str) -> None:
    hierarchy = site._registry[model].date_hierarchy
    assert client.get(listing(model), {f"{hierarchy}__year": year}).status_code in (200, 302, 400)
    for part in ("month", "day"):
        odd = {f"{hierarchy}__year": "2026", f"{hierarchy}__{part}": year}
        assert client.get(listing(model), odd).status_code in (200, 302, 400)


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.model_name)
def test_whatever_the_page_offers_is_answered(client: Client, model: Any) -> None:
    html = page(client, listing(model))
    offered = {unescape(link) for link in re.findall(r'href="(\?[^"]*)"', html)}
    assert {link for link in offered if client.get(listing(model) + link).status_code != 200} == set()
    hierarchy = site._registry[model].date_hierarchy
    if hierarchy:
        assert any(hierarchy in link for link in offered) or str(timezone.localdate().year) not in html


# What PostgreSQL cannot compare, what no page offers, and what a number is not.
ODD = ["\x00", "a\x00b", "9" * 400, "["]
OF_EVERY_LIST = ("p", "o", "q", "e", "all", "upto", "_to_field", "_popup", "_facets", "index", "nothing")


def parameters(model: Any) -> list[str]:
    """Every name that the address of the list may hold."""
    admin = site._registry[model]
    filters = [one if isinstance(one, str) else one.parameter_name for one in admin.list_filter]
    ways = [f"{name}{way}" for name in filters for way in ("", "__exact")]
    dates = [f"{admin.date_hierarchy}__{part}" for part in ("year", "month", "day")] if admin.date_hierarchy else []
    return [*ways, *dates, *OF_EVERY_LIST]


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.model_name)
def test_no_odd_word_in_the_address_of_a_list_is_a_fault(client: Client, model: Any) -> None:
    asked = [(name, odd) for name in parameters(model) for odd in ODD]
    answers = {(name, odd): client.get(listing(model), {name: odd}).status_code for name, odd in asked}
    assert {one for one, status in answers.items() if status not in (200, 302, 400)} == set()


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.model_name)
def test_what_cannot_be_searched_for_is_said_and_never_sought(client: Client, model: Any) -> None:
    answer = client.post(listing(model), {FIELD: "a\x00"}, follow=True)
    assert answer.status_code == 200
    assert "Search: character 2 (U+0000) cannot be stored. Delete that character" in answer.content.decode()
    assert answer.context["cl"].query == ""


@pytest.mark.parametrize("model", [Patient, Encounter], ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("chosen", ["foo", "\x00", "9" * 400, ""])
def test_an_action_on_what_is_no_row_of_the_list_does_nothing_and_says_so(
    client: Client, model: Any, chosen: str
) -> None:
    action = "archive" if model is Patient else "print_notes"
    answer = client.post(listing(model), {"action": action, "_selected_action": [chosen], "index": "0"}, follow=True)
    assert "Nothing was done: choose rows of this list." in answer.content.decode()


def test_an_action_sent_without_its_reason_asks_for_it(client: Client) -> None:
    patient = Patient.objects.first()
    assert patient is not None
    answer = client.post(listing(Patient), {"action": "archive", "_selected_action": [str(patient.pk)]}, follow=True)
    assert "reason is empty" in answer.content.decode()
