"""Nobody is shown a word of a record without a trace: whatever was sent, and however it was answered.

Every address is asked by those who may see charts, with what is refused and what is accepted, as a page and as a part
of one. What holds a patient's word, or is a paper, has an event of that patient in the trail, made by that request.
"""

import uuid
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter
from clinic.admin.site import site as office
from clinic.models import AuditEvent, Patient
from clinic.services import reading
from tests.everybody import Site
from tests.test_refusals import leaks, told
from tests.who_may import ADMIN, ASSISTANT, AUDITOR, DRAFT, OWN, OWNER, PATIENT, RECORDS_ADMIN, SUPERVISOR, TABLE

pytestmark = pytest.mark.django_db

READERS = (OWNER, ASSISTANT, SUPERVISOR, RECORDS_ADMIN, AUDITOR)
SCRIPT = {"HX-Request": "true"}
ASKED = [name for name in TABLE if name not in ("login", "logout")]
# Of several patients at once: how many were listed or found.
LISTED = Q(action__endswith=".listed") | Q(action="patients.searched") | Q(patient_id__isnull=False)


@pytest.fixture
def site() -> Site:
    made = Site()
    told(made)
    return made


def bodies(site: Site) -> Iterator[dict[str, Any]]:
    """Nothing; what a press sends; and another answer than the one that stands."""
    press = {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=site.rows[OWN][DRAFT]["pk"]).revision}
    yield {}
    yield press
    yield press | {"key": uuid.uuid4(), "q": "Canaryfamily", "impression_note": "Mine", "was-impression_note": ""}


def of_the_site(
    site: Site, client: Client, actor: str, names: Collection[str]
) -> Iterator[tuple[str, Any, HttpResponse]]:
    """What was asked, the patient whom the address leads to, and what came back."""
    for name in names:
        row = TABLE[name]
        patient = site.rows[OWN][PATIENT]["pk"] if row.of in site.rows[OWN] else None
        for headers in ({}, SCRIPT):
            address = reverse(name, kwargs=dict(site.named(row, OWN, actor)))
            if row.get:
                yield f"get {name} {headers}", patient, client.get(address, headers=headers)
            for body in bodies(site) if row.post else ():
                yield f"post {name} {body} {headers}", patient, client.post(address, body, headers=headers)


def of_the_office(client: Client) -> Iterator[tuple[str, Any, HttpResponse]]:
    for label in ADMIN:
        yield f"get list of {label}", None, client.get(reverse(f"admin:{label}_changelist"))
        model = apps.get_model(*label.split("_"))
        if (row := model._default_manager.first()) is None:
            continue
        whose = office._registry[model].patient_of(row)  # type: ignore[attr-defined]
        patient = whose.pk if isinstance(whose, Patient) else whose
        address = reverse(f"admin:{label}_change", args=[row.pk])
        yield f"get {label}", patient, client.get(address)
        yield f"post {label}", patient, client.post(address, {})


def untraced(site: Site, actor: str, names: Collection[str] = ASKED) -> tuple[int, list[str]]:
    """How many answers told something of a record, and those of which no event of the record tells."""
    client = site.at_a_desk(actor)
    count, found = 0, []
    for ask in (of_the_site(site, client, actor, names), of_the_office(client)):
        for what, patient, answer in ask:
            paper = answer.headers.get("Content-Type") == "application/pdf" and patient is not None
            if not (paper or leaks(answer)):
                continue
            count += 1
            events = AuditEvent.objects.filter(request_id=answer["X-Request-ID"])
            if not events.filter(Q(patient_id=patient) if patient else LISTED).exists():
                found.append(f"{answer.status_code} to {what}")
    return count, found


@pytest.mark.parametrize("actor", READERS)
def test_whoever_is_shown_a_word_of_a_record_leaves_an_event_of_it(
    site: Site, actor: str, record_property: Callable[[str, object], None]
) -> None:
    count, found = untraced(site, actor)
    record_property("answers with a word", count)
    assert found == []
    assert count > (3 if actor == AUDITOR else 40)


@pytest.mark.control
def test_a_site_that_writes_down_no_reading_is_found_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "opened", lambda **_: None)
    _, found = untraced(site, SUPERVISOR, ["addendum-new", "record", "patient-unrestrict", "review"])
    asked = " ".join(found)
    for refused in ("422 to post addendum-new", "428 to post record", "422 to post patient-unrestrict", "get review"):
        assert refused in asked


# What a page sends twice ----------------------------------------------------------------------------------------------


def events_of(answer: HttpResponse) -> list[str]:
    asked = AuditEvent.objects.filter(request_id=answer["X-Request-ID"]).order_by("seq")
    return list(asked.values_list("action", flat=True))


@pytest.mark.parametrize(
    ("name", "sent", "action"),
    [
        ("record", {"pain_now": "5", "was-pain_now": "6"}, "visit.recorded"),
        ("none-of-these", {}, "visit.flags_closed"),
        ("decide", {"item": "heat", "answer": "declined"}, "treatment.decided"),
        ("order-new", {"test": "hla_b27", "urgency": "routine", "reason": "x", "despite": "on"}, "test.ordered"),
    ],
)
def test_what_comes_again_is_shown_again_and_that_is_an_event(
    site: Site, name: str, sent: dict[str, str], action: str
) -> None:
    """The first time it is written, and nothing more has to be."""
    client = site.at_a_desk(OWNER)
    address = reverse(name, kwargs=dict(site.named(TABLE[name], OWN, OWNER)))
    revision = Encounter.objects.get(pk=site.rows[OWN][DRAFT]["pk"]).revision
    body = {"key": uuid.uuid4(), "revision": revision, **sent}
    first, again = (client.post(address, body, headers=SCRIPT) for _ in range(2))
    assert (first.status_code, events_of(first)) == (200, [action])
    assert (again.status_code, events_of(again)) == (200, ["chart.opened"])


def test_a_save_without_an_answer_in_it_does_not_read_the_visit_unseen(site: Site) -> None:
    client = site.at_a_desk(ASSISTANT)
    press = {"key": uuid.uuid4(), "revision": 1}
    answer = client.post(reverse("record", args=[site.rows[OWN][DRAFT]["pk"]]), press, headers=SCRIPT)
    assert (answer.status_code, "Canarymedicine" in leaks(answer)) == (200, True)
    assert events_of(answer) == ["chart.opened"]


def test_somebody_else_s_answer_beside_one_s_own_is_an_event(site: Site) -> None:
    client = site.at_a_desk(OWNER)
    visit = Encounter.objects.get(pk=site.rows[OWN][DRAFT]["pk"])
    body = {"key": uuid.uuid4(), "revision": 1, "impression_note": "Mine", "was-impression_note": ""}
    answer = client.post(reverse("record", args=[visit.pk]), body, headers=SCRIPT)
    assert (answer.status_code, leaks(answer)) == (409, ["Canarynote"])
    assert events_of(answer) == ["chart.opened"]


def test_what_somebody_typed_wrongly_is_no_reading_of_the_record(site: Site) -> None:
    client = site.at_a_desk(OWNER)
    visit = Encounter.objects.get(pk=site.rows[OWN][DRAFT]["pk"])
    body = {"key": uuid.uuid4(), "revision": 1, "duration_weeks": "a while", "was-duration_weeks": ""}
    answer = client.post(reverse("record", args=[visit.pk]), body, headers=SCRIPT)
    assert (answer.status_code, leaks(answer), events_of(answer)) == (422, [], [])


def test_the_openings_on_an_auditor_s_first_page_are_listed(site: Site) -> None:
    auditor = site.at_a_desk(AUDITOR)
    answer = auditor.get(reverse("today"))
    assert "BC-77" in answer.content.decode()
    assert events_of(answer) == ["openings.listed"]
    event = AuditEvent.objects.get(request_id=answer["X-Request-ID"])
    assert event.count == 2
