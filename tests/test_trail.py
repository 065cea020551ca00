"""What an event of the trail holds, act by act: nothing that is wanted is missing, and no word of the record is in."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter, SignedNote, TestOrder
from assessments.services import co_signing, discarding, glass
from assessments.services.addenda import amend
from assessments.services.decisions import decide, release, undecide
from assessments.services.orders import cancel, order, result, schedule, withdraw
from assessments.services.printing import printed
from assessments.services.record import confirm_background, none_of_these
from assessments.services.signing import sign
from assessments.services.visits import take_over
from clinic.models import AuditEvent, Opening, Patient, PatientAllergy, PatientMedicine, Staff
from clinic.models.audit import GENESIS
from clinic.services import accounting, lists, patients, reading, restricting
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db

CANARY = "Canaryword"
# Of every event, whatever it tells.
ALWAYS = {
    *("id", "seq", "recorded_at", "action", "outcome", "user_id", "user_name", "user_role", "session_ref"),
    *("source_address", "request_id", "schema_version", "hash"),
}
OBJECT = {"patient_id", "object_type", "object_id"}
WRITTEN = OBJECT | {"content_hash", "key"}
COUNTED = WRITTEN | {"revision_before", "revision_after"}
WANTED: dict[str, set[str]] = {
    "chart.opened": OBJECT,
    "patient.created": WRITTEN | {"revision_after", "findings"},
    "patient.updated": COUNTED | {"findings"},
    "patient.archived": COUNTED | {"reason"},
    "patient.restored": COUNTED | {"reason"},
    "patient.restricted": COUNTED | {"reason"},
    "patient.unrestricted": COUNTED | {"reason"},
    "care_team.joined": OBJECT | {"content_hash"},
    "care_team.named": COUNTED | {"recipient"},
    "care_team.left": COUNTED | {"recipient"},
    "glass.broken": WRITTEN | {"reason"},
    "glass.closed": WRITTEN,
    "glass.looked_into": WRITTEN,
    "denied.break_glass": {"patient_id"},
    "denied.register_again": {"patient_id"},
    **dict.fromkeys(
        (
            *("medicine.added", "medicine.stopped", "medicine.struck", "medicines.none"),
            *("allergy.added", "allergy.struck", "allergies.none"),
        ),
        COUNTED | {"findings"},
    ),
    "visit.opened": WRITTEN | {"revision_after"},
    **dict.fromkeys(("visit.recorded", "visit.flags_closed", "visit.background_confirmed"), COUNTED | {"findings"}),
    "visit.taken_over": COUNTED,
    "visit.signed": COUNTED,
    "visit.discarded": COUNTED | {"reason"},
    "visit.brought_back": COUNTED,
    **dict.fromkeys(("note.addendum", "note.late_entry", "note.correction", "note.entered_in_error"), WRITTEN),
    "note.co_signature_asked": WRITTEN,
    "note.co_signed": WRITTEN,
    "print.note": OBJECT | {"content_hash", "recipient"},
    "print.draft": OBJECT | {"recipient"},
    **dict.fromkeys(("test.ordered", "test.withdrawn"), COUNTED | {"findings"}),
    **dict.fromkeys(("test.scheduled", "test.resulted", "test.cancelled"), WRITTEN | {"findings"}),
    **dict.fromkeys(("treatment.decided", "treatment.undecided"), COUNTED | {"findings"}),
    "ladder.released": COUNTED | {"findings"},
    "access.reported": OBJECT | {"recipient"},
}


def now(visit: Encounter) -> dict[str, Any]:
    return {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=visit.pk).revision}


def one(**given: Any) -> dict[str, Any]:
    return {"key": uuid.uuid4(), **given}


def everything_once() -> None:
    """Each act of the table, by somebody who may, with a word in every text."""
    doctor, other, office, desk = people.clinician(), people.clinician(), people.records_admin(), people.assistant()
    patient = people.patient(by=desk, given_name=CANARY, family_name=CANARY, phone=CANARY, sex="female")
    patients.update_patient(patient=patient, changes={"address": ("", CANARY)}, by=desk, key=uuid.uuid4())
    _lists(patient, by=desk)
    _visits(patient, doctor, other)
    _few(patient, doctor, other, office)
    patients.archive_patient(patient=patient, by=office, **one(reason="Moved"))
    patients.restore_patient(patient=patient, by=office, **one(reason="Back"))
    reading.opened(by=doctor, patient=patient)
    accounting.reported(by=office, patient=patient)


def _lists(patient: Patient, *, by: Staff) -> None:
    lists.takes_no_medicines(patient=patient, by=by, key=uuid.uuid4())
    lists.no_known_allergies(patient=patient, by=by, key=uuid.uuid4())
    for name in (CANARY, CANARY + "s"):
        lists.add_medicine(patient=patient, name=name, by=by, key=uuid.uuid4())
    lists.add_allergy(patient=patient, substance=CANARY, reaction=CANARY, by=by, key=uuid.uuid4())
    stopped, struck = PatientMedicine.objects.all()
    lists.stop_medicine(medicine=stopped, on=date(2026, 1, 2), by=by, key=uuid.uuid4())
    lists.strike_medicine(medicine=struck, by=by, key=uuid.uuid4())
    lists.strike_allergy(allergy=PatientAllergy.objects.get(), by=by, key=uuid.uuid4())


def _visits(patient: Patient, doctor: Staff, other: Staff) -> None:
    visit = factories.visit(by=doctor, patient=patient, impression_note=CANARY, **{**factories.COMPLETE, "fever": None})
    none_of_these(encounter=visit, group="emergency", by=doctor, **now(visit))
    factories.recorded(visit, by=doctor, saddle_numbness=True, tearing_or_pulsating=False, diabetes=False)
    plan: dict[str, Any] = {"encounter": visit, "by": doctor}
    for test in ("mri_lumbar", "hla_b27", "blood_tests"):
        order(**plan, test=test, urgency="immediate", reason=CANARY, note=CANARY, **now(visit))
    for row in TestOrder.objects.all():
        given = {"order": row, "on": visit.visited_on, "by": doctor}
        if row.test == "mri_lumbar":
            schedule(**given, note=CANARY, key=uuid.uuid4())
            result(**given, text=CANARY, abnormal=True, key=uuid.uuid4())
        elif row.test == "hla_b27":
            cancel(**given, reason=CANARY, key=uuid.uuid4())
        else:
            withdraw(order=row, by=doctor, **now(visit))
    decide(**plan, item="emergency_department", answer="accepted", reason=CANARY, **now(visit))
    taken_back = decide(**plan, item="heat", answer="declined", reason=CANARY, **now(visit))
    undecide(decision=taken_back, by=doctor, **now(visit))
    release(**plan, rule="cauda_equina", reason=CANARY, **now(visit))
    printed(by=doctor, paper="draft", patient=patient, of=visit, recipient="draft")
    take_over(encounter=visit, by=other, **now(visit))
    note = sign(encounter=visit, by=other, password=people.PASSWORD, co_sign=True, **now(visit) | factories.read(visit))
    _after_signing(note, other)
    mistake = factories.visit(by=doctor, patient=patient)
    confirm_background(encounter=mistake, by=doctor, **now(mistake))
    discarding.discard(encounter=mistake, by=doctor, reason="Opened twice", **now(mistake))
    discarding.bring_back(encounter=mistake, by=doctor, **now(mistake))


def _after_signing(note: SignedNote, by: Staff) -> None:
    printed(by=by, paper="note", patient=note.encounter.patient, of=note, recipient="patient", content_hash=note.sha256)
    shown = {"note": note, "shown": note.sha256, "password": people.PASSWORD}
    co_signing.co_sign(by=people.supervisor(), key=uuid.uuid4(), **shown)
    for kind in ("addendum", "late_entry", "correction", "entered_in_error"):
        amend(note=note, kind=kind, text=CANARY, by=by, password=people.PASSWORD, key=uuid.uuid4())
    later = factories.signed(by=by, patient=note.encounter.patient, diabetes=False)
    co_signing.ask(note=later, by=by, key=uuid.uuid4())


def _few(patient: Patient, doctor: Staff, other: Staff, office: Staff) -> None:
    restricting.restrict(patient=patient, by=office, **one(reason="Staff"))
    member = restricting.name(patient=patient, staff=people.assistant(), by=office, key=uuid.uuid4())
    restricting.take_off(member=member, by=office, key=uuid.uuid4())
    stranger, who = people.clinician(), glass.Named(number=patient.record_number)
    asked: dict[str, Any] = {"who": who, "by": stranger, "reason": "other", "words": "On call"}
    glass.break_glass(password=people.PASSWORD, key=uuid.uuid4(), **asked)
    glass.closed(opening=Opening.objects.get(), by=stranger, key=uuid.uuid4())
    glass.looked_into(opening=Opening.objects.get(), by=people.auditor(), key=uuid.uuid4())
    reading.denied(by=stranger, act="break_glass", patient=patient)
    reading.denied(by=stranger, act="register_again", patient=patient)
    restricting.lift(patient=patient, by=office, **one(reason="No more"))


def lacking(event: AuditEvent, wanted: set[str]) -> list[str]:
    return sorted(name for name in wanted if getattr(event, name) in (None, "", []))


def test_every_act_that_the_report_of_access_knows_is_in_the_table() -> None:
    assert set(WANTED) == set(accounting.OF_A_PATIENT)


@pytest.mark.usefixtures("at_a_desk")
def test_every_event_holds_what_it_has_to_and_no_word_of_the_record() -> None:
    people.superuser()
    before = AuditEvent.objects.count()
    everything_once()
    events = list(AuditEvent.objects.filter(seq__gt=before).order_by("seq"))
    assert set(WANTED) - {event.action for event in events} == set()
    found = {event.action: lacking(event, ALWAYS | WANTED[event.action]) for event in events if event.action in WANTED}
    assert {action: names for action, names in found.items() if names} == {}
    assert [event.seq for event in events] == list(range(before + 1, before + 1 + len(events)))
    held = [str(event.sealed()) for event in events]
    assert [said for said in held if CANARY.lower() in said.lower()] == []
    assert [event for event in events if "a session" in str(event.sealed())] == []


@pytest.mark.usefixtures("at_a_desk")
def test_an_event_that_lacks_something_is_seen() -> None:
    event = reading.opened(by=people.clinician(), patient=people.patient())
    assert lacking(event, ALWAYS | WANTED["chart.opened"]) == []
    event.session_ref, event.patient_id = "", None
    assert lacking(event, ALWAYS | WANTED["chart.opened"]) == ["patient_id", "session_ref"]


def test_a_search_is_kept_as_a_hash_and_a_count(client: Client) -> None:
    client.force_login(people.clinician())
    people.patient(family_name=CANARY)
    client.post(reverse("patient-search"), {"q": CANARY})
    event = AuditEvent.objects.filter(action="patients.searched").get()
    assert (event.count, len(event.search_hash)) == (1, 64)
    assert CANARY not in str(event.sealed())


def test_the_first_event_follows_from_nothing_and_each_other_from_the_one_before() -> None:
    people.patient()
    events = list(AuditEvent.objects.order_by("seq"))
    assert [event.previous_hash for event in events] == [GENESIS, *(event.hash for event in events[:-1])]


def test_a_chart_asked_for_and_not_open_is_written_down_as_denied_and_an_absent_one_is_not(client: Client) -> None:
    stranger, office = people.clinician(), people.records_admin()
    note = factories.signed()
    draft = factories.visit(by=people.clinician(), patient=note.encounter.patient)
    patient = note.encounter.patient
    restricting.restrict(patient=patient, by=office, **one(reason="Staff"))
    client.force_login(stranger)
    asked = [("patient", patient.pk), ("note", note.encounter_id), ("encounter", draft.pk), ("plan", draft.pk)]
    for name, pk in asked:
        assert client.get(reverse(name, args=[pk])).status_code == 404
        assert client.get(reverse(name, args=[uuid.uuid4()])).status_code == 404
    denied = AuditEvent.objects.filter(action="denied.see_chart", patient_id=patient.pk, user_id=stranger.pk)
    assert denied.count() == AuditEvent.objects.filter(action="denied.see_chart").count() == len(asked)
