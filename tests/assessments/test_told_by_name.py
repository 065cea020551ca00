"""What has to stand beside a suggestion, under a signature and in the record of both, name by name."""

import json
import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.knowledge import about, version
from assessments.models import AddendumKind, SignedNote
from assessments.services.addenda import amend
from assessments.services.advice import guidance_for
from assessments.services.co_signing import co_sign
from assessments.services.decisions import decide
from assessments.services.orders import order
from clinic.models import Practice, Staff
from clinic.services.practice import update_practice
from clinic.templatetags.look import day
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.documents.reading import close, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Ann Reed")


@pytest.fixture
def client(doctor: Staff) -> Client:
    client = Client()
    client.force_login(doctor)
    return client


def words(client: Client, name: str, *args: Any) -> str:
    """Of a page, one space between them."""
    page = client.get(reverse(name, args=args)).content.decode()
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_beside_each_suggestion_stand_its_option_why_it_fired_what_was_unknown_and_its_basis(
    client: Client, doctor: Staff
) -> None:
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    margin = client.get(reverse("guidance", args=[visit.pk])).content.decode()
    [card] = re.findall(r'<article[^>]*id="card-no_routine_imaging".*?</article>', margin, re.DOTALL)
    shown = {
        "title": r"<h3>.*No scan needed now</h3>",
        "one sentence": r"<p>Every red flag was asked and is absent;[^<.]*\.</p>",
        "why it fired": r'<a class="chip" href="#f-bladder_change">17 red flags asked, absent</a>',
        "what was unknown": r'were not examined: <a href="#f-perianal_sensation">Perianal sensation</a>',
        "whose": r"ACR 2021, Variants 1 and 2",
        "basis": r'<details class="basis" id="basis-no_routine_imaging">\s*<summary>Basis</summary>',
    }
    assert [name for name, pattern in shown.items() if not re.search(pattern, card, re.DOTALL)] == []
    [care] = re.findall(r'<article[^>]*id="card-care".*?</article>', margin, re.DOTALL)
    assert "<p>Consider: Stay active" in care
    assert "How long: 3 weeks</a>" in care


def test_one_step_away_stands_the_rest_of_it(client: Client, doctor: Staff) -> None:
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    said, known = words(client, "explain", visit.pk, "rule-no_routine_imaging"), guidance_for(visit).knowledge_version
    shown = {
        "citation, section and year": "JACR 2021;18(11S):S361-S379, 2021. Variants 1 and 2.",
        "strength as the source states it": "Strength: every scan rated usually not appropriate.",
        "a strength it does not state": "Strength: not stated.",
        "release of the source, as it was read": "Read on ",
        "developer": f"Developer {version.DEVELOPER}",
        "funding": f"Funding {about.FUNDING}",
        "release and revision": f"Released {day(version.RELEASED_ON)}; sources read again by {day(version.REVIEW_BY)}",
        "the rule in plain words": "The rule in words No scan needed now: all of: Age: 18 years or more",
        "conflicting guidance": "Sources differ: A scan for pain that lasts",
        "validation": f"Validation {about.VALIDATION[0]}",
        "limits": f"Limits {about.LIMITS[0]}",
        "time": "Not for time-critical use on its own",
        "an option": "An option, not an order.",
        "version and hash": f"Version {known}",
        "race": "Race no,",
        "ethnicity": "Ethnicity no,",
        "language": "Language no,",
        "orientation": "Sexual orientation no,",
        "gender identity": "Gender identity no,",
        "sex, and how": "Sex yes: as recorded in the chart",
        "birth date, and how": "Birth date yes: the age in years on the day of the visit",
        "social determinants": "Social determinants of health not in this suggestion",
        "health-status scores": "Health-status scores not in this suggestion",
        **{f"intended: {fact.label}": f"{fact.label} {fact.text}" for fact in about.INTENDED},
    }
    assert [name for name, text in shown.items() if text not in said] == []
    assert {fact.label for fact in about.INTENDED} == {"Meant to", "Meant for", "Patients", "Not for"}
    assert re.fullmatch(r"\d{4}\.\d{2}\+[0-9a-f]{12}", known)


def test_with_the_note_is_kept_what_was_suggested_from_what_when_it_was_shown_and_what_was_made_of_it(
    client: Client, doctor: Staff
) -> None:
    visit = visits.visit(by=doctor, **visits.COMPLETE)
    client.get(reverse("encounter", args=[visit.pk]))
    answered = {"item": "heat", "answer": "declined", "reason": "Burns easily", "rule": "no_routine_imaging"}
    decide(encounter=visit, by=doctor, key=uuid.uuid4(), revision=visit.revision, **answered)
    note = visits.sign_now(visit, by=doctor)
    basis = json.loads(note.basis)
    [alert] = [one for one in basis["advice"]["alerts"] if one["rule"] == "no_routine_imaging"]
    assert (alert["title"], alert["text"]) == ("No scan needed now", "No scan is needed now.")
    used = {one["finding"]: one["value"] for one in alert["because"]}
    assert used.items() >= {"sex": "female", "fever": False, "trauma": "none"}.items()
    assert basis["answers"].items() >= {"fever": False, "trauma": "none"}.items()
    assert set(basis["shown"]["alert:no_routine_imaging"]) == {"at", "knowledge_version"}
    [kept] = basis["decisions"]
    assert kept.items() >= answered.items()
    assert (kept["decided_by"], kept["knowledge_version"]) == (str(doctor.pk), note.knowledge_version)
    assert kept["decided_at"]


@pytest.fixture
def note(doctor: Staff) -> SignedNote:
    """Co-signed, with something added of every kind, in a practice five and a half hours ahead of UTC."""
    practice = Practice.current()
    wanted = {"name": "Hill Practice", "phone": "555 0100", "time_zone": "Asia/Kolkata"}
    changes = {name: (getattr(practice, name), value) for name, value in wanted.items()}
    update_practice(changes=changes, by=people.superuser(), key=uuid.uuid4())
    visit = visits.visit(by=doctor, impression=("disk",), **visits.COMPLETE)
    asked = {"test": "hla_b27", "urgency": "routine", "reason": "Family history", "revision": visit.revision}
    order(encounter=visit, by=doctor, key=uuid.uuid4(), **asked)
    signed = visits.sign_now(visit, by=doctor)
    senior = people.supervisor(display_name="Bo Lind")
    co_sign(note=signed, by=senior, password=people.PASSWORD, shown=signed.sha256, key=uuid.uuid4())
    for kind in AddendumKind:
        said = {"kind": kind, "text": f"Because of {kind}.", "password": people.PASSWORD}
        amend(note=signed, by=senior, key=uuid.uuid4(), **said)
    return signed


def signature_of(note: SignedNote) -> dict[str, str]:
    utc = f"{note.signed_at:%Y-%m-%d %H:%M:%S} UTC"
    second = note.co_signatures.get()
    found = {
        "name and role": "Signed by Ann Reed, MD, clinician",
        "meaning": "Meaning author",
        "local time": "(Asia/Kolkata, UTC+05:30); " + utc,
        "encounter": f"Encounter {note.encounter_id}",
        "hash": f"SHA-256 {note.sha256}",
        "software": f"Software Backchart, guidance {note.knowledge_version}",
        "second name and role": "Co-signed by Bo Lind, MD, supervising clinician",
        "second meaning": "Meaning co-signer",
        "second time": f"{second.signed_at:%Y-%m-%d %H:%M:%S} UTC",
        "second hash": f"SHA-256 co-signed {note.sha256}",
    }
    for addendum, kind in zip(note.addenda.all(), AddendumKind, strict=True):
        assert addendum.kind == kind
        head = {"late_entry": "Late entry", "entered_in_error": "Entered in error"}.get(kind, kind.value.capitalize())
        found |= {
            f"{kind}: kind, author, role": f"{head}: Bo Lind, MD, supervising clinician, ",
            f"{kind}: time": f"{addendum.written_at:%Y-%m-%d %H:%M:%S} UTC",
            f"{kind}: reason": f"Because of {kind}.",
        }
    return found


def test_a_signature_says_its_names_times_meanings_hash_and_software_on_the_page_and_on_paper(
    client: Client, note: SignedNote
) -> None:
    page = words(client, "note", note.encounter_id)
    paper = everything(client.get(reverse("note-pdf", args=[note.encounter_id])).content)
    hashes = {f"{one.kind}: hash": f"SHA-256 {one.sha256}" for one in note.addenda.all()}
    shown = signature_of(note) | hashes
    assert [name for name, text in shown.items() if text not in page] == []
    assert [name for name, text in shown.items() if close(text) not in paper] == []


def test_a_request_says_the_same_of_the_signature_that_it_goes_out_under(client: Client, note: SignedNote) -> None:
    address = reverse("request-pdf", args=[note.encounter_id, note.encounter.orders.get().pk])
    paper = everything(client.get(address).content)
    assert [name for name, text in signature_of(note).items() if close(text) not in paper] == []
