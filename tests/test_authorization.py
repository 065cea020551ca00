"""Who may ask for what: every address, every method, every kind of person, for one's own, others' and absent records.

A row is declared for each address, and an address without one fails. What is not declared is refused. Sent are empty
forms, so that an answer is "you may, but this lacks something" and nothing is written.
"""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments.models import Encounter
from clinic import roles
from clinic.roles import Act
from tests import factories
from tests.assessments import factories as visits
from tests.everybody import Site
from tests.who_may import (
    ABSENT,
    ACTORS,
    ADMIN,
    ANONYMOUS,
    AUDITOR,
    DEACTIVATED,
    DESK,
    DRAFT,
    FOREIGN,
    NOBODY,
    OWN,
    OWNER,
    SIGNED_IN,
    TABLE,
    Desk,
    Row,
)

CELLS = "cells"


def addresses() -> Iterator[str]:
    """Every named address of the site; the admin's redirects from a row's bare address have no name."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
            elif pattern.name or not space:
                yield f"{space}{pattern.name or pattern.pattern}"

    return walk(get_resolver().url_patterns, "")


def test_no_address_is_without_a_row() -> None:
    desks = {f"admin:{desk}_{page}" for desk in ADMIN for page in ("changelist", "add", "change")}
    assert set(addresses()) == {*TABLE, *desks, "admin:index", "admin:login", "admin:jsi18n", "admin:app_list"}


def outcome(client: Client, method: str, address: str) -> str:
    answer = getattr(client, method)(address)
    if answer.status_code == 302 and answer["Location"].startswith(("/sign-in/?next=", "/admin/login/?")):
        return "sign in first"
    return {403: "denied", 404: "absent", 405: "no such method"}.get(
        answer.status_code, "answered" if answer.status_code < 500 else f"error {answer.status_code}"
    )


def expected(row: Row, actor: str, method: str, whose: str) -> str:
    who = {"get": row.get, "post": row.post}.get(method)
    if row.door and (method == "put" or actor in SIGNED_IN):
        return "answered"
    if actor in (ANONYMOUS, DEACTIVATED) and actor not in (row.get or row.post or NOBODY):
        return "sign in first"
    if who is None:
        return "no such method"
    if actor not in who:
        return "denied"
    return "answered" if whose == OWN or (whose == FOREIGN and row.foreign) else "absent"


def cells(row: Row, actor: str) -> Iterator[tuple[str, str]]:
    """The other methods are asked by one who is in and one who is not: a role makes no difference to them."""
    for whose in (OWN, FOREIGN, ABSENT) if row.of else (OWN,):
        yield from (("get", whose), ("post", whose))
    if actor in (OWNER, ANONYMOUS):
        yield from ((method, OWN) for method in ("put", "patch", "delete"))


def asked(site: Site, actor: str) -> tuple[int, list[str]]:
    """How many cells of the table were asked, and those that were answered otherwise."""
    client = site.at_a_desk(actor)
    wrong, count = [], 0
    for name, row in TABLE.items():
        for method, whose in cells(row, actor):
            count += 1
            address = reverse(name, kwargs=dict(site.named(row, whose, actor)))
            got, wanted = outcome(client, method, address), expected(row, actor, method, whose)
            if got != wanted:
                wrong.append(f"{method} {name} of {whose}: {got}, not {wanted}")
            if name == "logout":
                client = site.at_a_desk(actor)
    return count, wrong


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_gets_what_the_table_says_and_nothing_else(
    actor: str, record_property: Callable[[str, object], None]
) -> None:
    count, wrong = asked(Site(), actor)
    record_property(CELLS, count)
    assert "\n".join(wrong) == ""


@pytest.mark.control
@pytest.mark.django_db
def test_a_site_where_everybody_may_do_everything_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    monkeypatch.setattr(roles, "acts", lambda _: frozenset(Act))
    _, wrong = asked(site, AUDITOR)
    assert "get reports of own: answered, not denied" in wrong
    assert "get patient of own: absent, not denied" in wrong  # the rows are asked once more, and hold


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [OWNER, AUDITOR, ANONYMOUS])
def test_asked_for_its_head_or_its_methods_no_address_gives_more_than_asked_for_its_page(actor: str) -> None:
    site = Site()
    client = site.at_a_desk(actor)
    wrong = []
    for name, row in TABLE.items():
        for whose in (OWN, FOREIGN, ABSENT) if row.of else (OWN,):
            address = reverse(name, kwargs=dict(site.named(row, whose, actor)))
            # Django's own views list their methods to whoever asks, and do nothing.
            listed = row.door or name == "logout"
            may = {"head": expected(row, actor, "get", whose), "options": "answered" if listed else "no such method"}
            for method, answered in may.items():
                got = outcome(client, method, address)
                if got not in (answered, "no such method", "sign in first"):
                    wrong.append(f"{method} {name} of {whose}: {got}, not {answered}")
    assert "\n".join(wrong) == ""


def admin_expected(desk: Desk, page: str, method: str, actor: str) -> str:
    if actor in (ANONYMOUS, DEACTIVATED):
        return "sign in first"
    if page == "add":
        return "answered" if actor in desk.add else "denied"
    if method == "post" and page == "change":
        return "answered" if actor in desk.write else "denied"
    return "answered" if actor in (DESK if desk.leads_on and page == "changelist" else desk.see) else "denied"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_the_admin_opens_to_those_the_table_names(actor: str, record_property: Callable[[str, object], None]) -> None:
    site = Site()
    client = site.at_a_desk(actor)
    wrong, count = [], 0

    def ask(method: str, address: str, wanted: str, what: str) -> None:
        nonlocal count
        count += 1
        got = outcome(client, method, address)
        if got != wanted:
            wrong.append(f"{method} {what}: {got}, not {wanted}")

    rest = "sign in first" if actor in (ANONYMOUS, DEACTIVATED) else "answered" if actor in DESK else "denied"
    for name in ("index", "jsi18n"):
        ask("get", reverse(f"admin:{name}"), rest, name)
    for label, desk in ADMIN.items():
        model = apps.get_model(*label.split("_"))
        there = model._default_manager.first()
        absent = "99" if model._meta.pk.get_internal_type() == "BigAutoField" else str(uuid.uuid4())
        for method in ("get", "post"):
            ask(method, reverse(f"admin:{label}_changelist"), admin_expected(desk, "changelist", method, actor), label)
            ask(method, reverse(f"admin:{label}_add"), admin_expected(desk, "add", method, actor), f"{label} add")
            for pk in [str(there.pk), absent] if there else [absent]:
                address = reverse(f"admin:{label}_change", args=[pk])
                ask(method, address, admin_expected(desk, "change", method, actor), f"{label} {pk == absent}")
    record_property(CELLS, count)
    assert "\n".join(wrong) == ""


@pytest.mark.django_db
def test_a_visit_is_signed_by_its_own_clinician_only() -> None:
    site = Site()
    visit = site.rows[FOREIGN][DRAFT]["pk"]
    sent = {"key": uuid.uuid4(), "password": factories.PASSWORD, **visits.read(visit)}
    answer = site.at_a_desk(OWNER).post(reverse("sign", args=[visit]), sent)
    assert answer.status_code == 422
    assert not Encounter.objects.get(pk=visit).is_signed
