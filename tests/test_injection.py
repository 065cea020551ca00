"""Whatever is typed stays words: every text of the record, as markup, on every page, in the admin and on paper.

Each text holds a tag that would run a script and ask a stranger, behind what would end an attribute, and the number of
its field. A page in which a reader finds such a tag has taken words for markup; a paper that took them so would not be
drawn at all. What a browser makes of them: tests/browser/test_injection.py.
"""

import re
import uuid
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter, SignedNote, TestOrder
from assessments.models.column import TextColumn
from assessments.services.addenda import amend
from assessments.services.decisions import decide, release
from assessments.services.discarding import discard
from assessments.services.orders import order, result
from clinic.models import Patient, Practice, Staff, StaffSession
from clinic.services import lists, patients, restricting
from clinic.services.practice import update_practice
from clinic.services.staff import update_staff
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.assessments.documents.reading import close, everything
from tests.assessments.restricted import broken
from tests.everybody import Site
from tests.who_may import (
    ADMIN,
    AUDITOR,
    OTHER,
    OWN,
    OWNER,
    RECORDS_ADMIN,
    REFERRAL,
    SUPERUSER,
    SUPERVISOR,
    TABLE,
)

pytestmark = pytest.mark.django_db

# What somebody types, or a browser says of itself.
TYPED = {
    "clinic.Practice": ("name", "address", "phone", "letterhead"),
    "clinic.Staff": ("display_name", "professional_title", "registration_number", "email"),
    "clinic.StaffSession": ("device",),
    "clinic.Patient": ("given_name", "family_name", "phone", "email", "address"),
    "clinic.PatientMedicine": ("name", "dose"),
    "clinic.PatientAllergy": ("substance", "reaction"),
    "clinic.Opening": ("words",),
    "clinic.AuditEvent": ("reason",),
    "assessments.Encounter": ("discarded_because",),
    "assessments.History": (
        *("prior_injury_detail", "function_detail", "other_symptoms"),
        *("exercise_types", "stressors", "patient_questions"),
    ),
    "assessments.RedFlagScreen": ("emergency_open_reason", "serious_open_reason"),
    "assessments.Conclusion": ("impression_note",),
    "assessments.TreatmentDecision": ("reason",),
    "assessments.LadderRelease": ("reason",),
    "assessments.TestOrder": ("reason", "note"),
    "assessments.TestEvent": ("text",),
    "assessments.Addendum": ("text",),
}
# Copied from those, or made by the program: ids, hashes, codes, versions, canonical JSON.
COPIED = {
    "clinic.Letterhead": ("lines",),
    "clinic.Patient": ("record_number", "search_name"),
    "clinic.PatientMedicine": ("ingredient_code",),
    "clinic.Practice": ("time_zone",),
    "clinic.Staff": ("password", "username", "first_name", "last_name"),
    "clinic.StaffSession": ("session_key", "source_address"),
    "clinic.Opening": ("staff_name", "staff_role", "session_ref"),
    "clinic.OpeningSeen": ("by_name",),
    "clinic.Logo": ("sha256",),
    "clinic.Numbering": ("series",),
    "clinic.Receipt": ("action", "body_hash", "result"),
    "clinic.AuditHead": ("hash",),
    "clinic.AuditEvent": (
        *("action", "user_name", "user_role", "session_ref", "source_address", "object_type", "object_id", "findings"),
        *("content_hash", "search_hash", "recipient", "request_id", "previous_hash", "hash"),
    ),
    "assessments.Encounter": ("medications", "allergies", "shown"),
    "assessments.SignedNote": (
        *("content", "sha256", "basis", "basis_sha256", "knowledge_version", "language"),
        *("signer_name", "signer_title", "signer_role"),
    ),
    "assessments.Addendum": ("author_name", "author_title", "author_role", "sha256"),
    "assessments.CoSignature": ("note_sha256", "signer_name", "signer_title", "signer_role", "sha256"),
    "assessments.TreatmentDecision": ("item", "rule", "knowledge_version"),
    "assessments.LadderRelease": ("rule",),
    "assessments.TestOrder": ("test", "rule", "knowledge_version"),
    "assessments.TriedTreatment": ("treatment",),
}
FIELDS = [f"{label}.{name}" for label, names in TYPED.items() for name in names]


STRANGER = "i.test"


def probe(field: str) -> str:
    """Fits the shortest of the fields."""
    number = FIELDS.index(field)
    if field.endswith(".email"):
        return f'"<svg/onload=alert(__ran={number})>"@x.org'
    return f"\"'><img src=//{STRANGER}/ onerror=alert(__ran={number})>"


def probes(label: str, *names: str) -> dict[str, str]:
    return {name: probe(f"{label}.{name}") for name in names or TYPED[label]}


def texts() -> Iterator[str]:
    """Every field of the record that holds words and no choice of ours; earlier values have the same fields again."""
    for app in ("clinic", "assessments"):
        for model in apps.get_app_config(app).get_models():
            if model.__name__.startswith("Historical"):
                continue
            for field in model._meta.concrete_fields:
                typed = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
                ids = field.name == "together"
                if (typed or isinstance(field, TextColumn)) and not ids:
                    yield f"{model._meta.label}.{field.name}"


def test_every_text_of_the_record_is_probed_or_copied_from_one_that_is() -> None:
    copied = [f"{label}.{name}" for label, names in COPIED.items() for name in names]
    assert sorted(texts()) == sorted([*FIELDS, *copied])


def now(visit: Encounter) -> dict[str, Any]:
    return {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision}


def changed(row: Any, label: str, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: (getattr(row, name), value) for name, value in probes(label).items() if name not in but}


def typed_everywhere(site: Site) -> None:
    """On one patient's record: a discarded visit, a signed one and a draft, each with whatever can be typed there."""
    doctor, boss, office = site.people[OWNER], factories.superuser(), site.people[RECORDS_ADMIN]
    assert isinstance(doctor, Staff)
    assert isinstance(office, Staff)
    update_practice(changes=changed(Practice.current(), "clinic.Practice"), by=boss, key=uuid.uuid4())
    doctor = update_staff(staff=doctor, changes=changed(doctor, "clinic.Staff"), by=boss, key=uuid.uuid4())
    site.people[OWNER] = doctor
    patient = Patient.objects.get(pk=site.rows[OWN]["patient"]["pk"])
    patients.update_patient(patient=patient, changes=changed(patient, "clinic.Patient"), by=doctor, key=uuid.uuid4())
    lists.add_medicine(patient=patient, **probes("clinic.PatientMedicine"), by=doctor, key=uuid.uuid4())
    lists.add_allergy(patient=patient, **probes("clinic.PatientAllergy"), by=doctor, key=uuid.uuid4())
    words = [probes(f"assessments.{row}") for row in ("History", "RedFlagScreen", "Conclusion")]
    answers: dict[str, Any] = {**visits.COMPLETE, "saddle_numbness": True, **words[0], **words[1], **words[2]}
    for name in ("discarded", "signed", "draft"):
        visit = visits.visit(by=doctor, patient=patient, **answers)
        if name == "discarded":
            because = probe("assessments.Encounter.discarded_because")
            discard(encounter=visit, by=doctor, reason=because, **now(visit))
            continue
        plan: dict[str, Any] = {"encounter": visit, "by": doctor}
        why = probe("assessments.TreatmentDecision.reason")
        order(**plan, test="mri_lumbar", urgency="immediate", **probes("assessments.TestOrder"), **now(visit))
        decide(**plan, item=REFERRAL, answer="accepted", reason=why, **now(visit))
        decide(**plan, item="heat", answer="declined", reason=why, **now(visit))
        release(**plan, rule="cauda_equina", **probes("assessments.LadderRelease"), **now(visit))
        site.rows[OWN][name] = {"pk": visit.pk}
        site.rows[OWN]["order"] = {"pk": visit.pk, "order": TestOrder.objects.get(encounter=visit).pk}
        if name == "signed":
            note = visits.sign_now(visit, by=doctor)
            said = {**probes("assessments.Addendum"), "password": factories.PASSWORD, "key": uuid.uuid4()}
            amend(note=note, kind="addendum", by=doctor, **said)
            ordered = TestOrder.objects.get(encounter=visit)
            told = probes("assessments.TestEvent")
            result(order=ordered, on=visit.visited_on, abnormal=True, by=doctor, key=uuid.uuid4(), **told)
    reason = probe("clinic.AuditEvent.reason")
    restricting.restrict(patient=patient, by=office, key=uuid.uuid4(), reason=reason)
    broken(site.at_a_desk(OTHER), Patient.objects.get(pk=patient.pk), **probes("clinic.Opening"))


@pytest.fixture
def site() -> Site:
    made = Site()
    typed_everywhere(made)
    return made


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            FIELDS[int(ran)] for _, does in attrs for ran in re.findall(r"^alert\(__ran=(\d+)\)$", does or "")
        ]


def taken_for_markup(answer: HttpResponse) -> list[str]:
    return Tags(answer.content.decode()).found if answer["Content-Type"].startswith("text/html") else []


def shown_in(words: str) -> set[str]:
    return {field for field in FIELDS if probe(field) in words}


def pages(site: Site, client: Client, actor: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that is read; what is searched for and refused, shown again; the two sides of a clash."""
    for name, row in TABLE.items():
        if row.get and actor in row.get and name != "logout":
            named = dict(site.named(row, OWN, actor))
            if name == "batch-pdf":
                for _ in ("laid out", "bound"):
                    client.post(reverse("batch-next", kwargs=named))
            yield name, client.get(reverse(name, kwargs=named))
    for label, desk in ADMIN.items():
        if actor in desk.see:
            model = apps.get_model(*label.split("_"))
            yield listing(model), client.get(listing(model))
            for row in model._default_manager.order_by("-pk")[:40]:
                yield change(row), client.get(change(row))
    typed = probe("clinic.Patient.given_name")
    yield "search", client.post(reverse("patient-search"), {"q": typed})
    yield "refused", client.post(reverse("patient-new"), probes("clinic.Patient", "given_name", "phone", "address"))
    sought = client.post(listing(Patient), {"sought": typed})
    if sought.status_code == 302:
        yield "sought", client.get(sought["Location"])
    draft = Encounter.objects.get(pk=site.rows[OWN]["draft"]["pk"])
    clash = {"stressors": "other", "was-stressors": "another", "key": uuid.uuid4(), "revision": draft.revision}
    for headers in ({}, {"Accept": "text/html; fragment"}):
        yield "clash", client.post(reverse("record", args=[draft.pk]), clash, headers=headers)


WALKED = (OWNER, SUPERVISOR, RECORDS_ADMIN, AUDITOR, SUPERUSER)


def test_no_page_takes_words_for_markup_and_every_text_is_read_on_some_page(site: Site) -> None:
    found, seen, papers = [], set(), {}
    office = site.people[RECORDS_ADMIN]
    assert isinstance(office, Staff)
    restricting.name(
        patient=site.rows[OWN]["patient"]["pk"], staff=site.people[SUPERVISOR], by=office, key=uuid.uuid4()
    )
    for actor in WALKED:
        client = site.at_a_desk(actor)
        StaffSession.objects.update(**probes("clinic.StaffSession"))
        for what, answer in pages(site, client, actor):
            assert answer.status_code < 500, (actor, what)
            found += [f"{actor}, {what}: {field}" for field in taken_for_markup(answer)]
            if answer["Content-Type"].startswith("text/html"):
                seen |= shown_in(unescape(answer.content.decode()))
            elif answer["Content-Type"] == "application/pdf":
                papers[f"{actor}, {what}"] = answer.getvalue() if not answer.streaming else b"".join(answer)
    assert found == []
    assert sorted(set(FIELDS) - seen) == []
    assert {name.split(", ")[1] for name in papers} >= {name for name in TABLE if name.endswith("-pdf")}
    for name, paper in papers.items():
        told = re.sub(rb"stream\r?\n.*?endstream", b"", paper, flags=re.DOTALL)  # packed bytes can spell anything
        assert re.findall(rb"/(?:JS|JavaScript|Launch|EmbeddedFile|GoToR|SubmitForm)\b", told) == [], name
        assert [uri for uri in re.findall(rb"/URI \(([^)]*)\)", paper) if STRANGER.encode() in uri] == [], name


PRINTED = (
    "clinic.Practice.name",
    "clinic.Practice.address",
    "clinic.Patient.given_name",
    "clinic.Patient.family_name",
    "clinic.PatientMedicine.name",
    "clinic.PatientAllergy.substance",
    "clinic.Staff.display_name",
    *(f"assessments.History.{name}" for name in TYPED["assessments.History"]),
    "assessments.Conclusion.impression_note",
    "assessments.TreatmentDecision.reason",
    "assessments.LadderRelease.reason",
    "assessments.TestOrder.reason",
    "assessments.TestOrder.note",
    "assessments.Addendum.text",
)


def test_a_printed_note_has_the_words_as_they_were_typed(site: Site) -> None:
    note = SignedNote.objects.get(encounter=site.rows[OWN]["signed"]["pk"])
    paper = site.at_a_desk(OWNER).get(reverse("note-pdf", args=[note.encounter_id]))
    drawn = everything(b"".join(paper) if paper.streaming else paper.content)  # type: ignore[arg-type]
    assert [field for field in PRINTED if close(probe(field)) not in drawn] == []


@pytest.mark.control
def test_words_taken_for_markup_are_found_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = reverse("patient", args=[site.rows[OWN]["patient"]["pk"]])
    client = site.at_a_desk(OWNER)
    assert taken_for_markup(client.get(chart)) == []
    monkeypatch.setattr("django.template.base.conditional_escape", lambda value: value)
    assert "clinic.Patient.address" in taken_for_markup(client.get(chart))
