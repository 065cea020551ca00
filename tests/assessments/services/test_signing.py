"""Signing: what it asks for, what it freezes, and what it closes."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.knowledge import note as notes
from assessments.models import Encounter, SignedNote
from assessments.services.completeness import Incomplete
from assessments.services.decisions import decide
from assessments.services.identity import WrongPassword
from assessments.services.orders import order
from assessments.services.signing import Moved, Reworded, sign
from assessments.services.verifying import problems
from assessments.services.visits import take_over
from assessments.services.writing import draft_note
from clinic.models import AuditEvent, Practice, Staff
from clinic.refusals import KeyReused, NotAllowed, Refused, Signed
from clinic.services import audit, lists, patients
from clinic.services.practice import update_practice
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Staff:
    return people.clinician(display_name="Ann Reed", professional_title="MD")


@pytest.fixture
def visit(clinician: Staff) -> Encounter:
    return factories.visit(by=clinician, **factories.COMPLETE)


def signed(visit: Encounter, by: Staff, **fields: Any) -> SignedNote:
    read = factories.read(visit, fields.get("language", ""))
    given = {"password": people.PASSWORD, "key": uuid.uuid4(), **read, "revision": visit.revision}
    return sign(encounter=visit, by=by, **given | fields)


def test_the_note_that_is_signed_is_the_note_that_was_shown(visit: Encounter, clinician: Staff) -> None:
    shown = draft_note(Encounter.objects.get(pk=visit.pk), "en")
    note = signed(visit, clinician, language="en")
    assert notes.read(note.content_bytes) == shown
    assert note.sha256 == hashlib.sha256(notes.canonical(shown)).hexdigest()


def test_the_signature_says_who_in_which_role_when_and_as_what(visit: Encounter, clinician: Staff) -> None:
    before = timezone.now()
    note = signed(visit, clinician)
    assert (note.signer, note.signer_name, note.signer_title, note.signer_role, note.meaning, note.language) == (
        clinician,
        "Ann Reed",
        "MD",
        "clinician",
        "author",
        "en",
    )
    assert before <= note.signed_at <= timezone.now()
    shown = notes.read(note.content_bytes)
    assert (note.schema, note.knowledge_version) == (shown.schema, shown.knowledge_version)
    visit.refresh_from_db()
    assert (visit.status, visit.signed_at) == ("signed", note.signed_at)


def test_signing_is_one_audit_event_with_the_hash_of_the_note(visit: Encounter, clinician: Staff) -> None:
    note = signed(visit, clinician)
    event = AuditEvent.objects.get(action="visit.signed")
    assert (event.content_hash, event.user_name, event.object_id) == (note.sha256, "Ann Reed", str(visit.pk))
    assert audit.verify() == []


def test_everything_missing_is_named_at_once(clinician: Staff) -> None:
    visit = factories.visit(by=clinician, patient=people.patient(), fever=False)
    with pytest.raises(Incomplete) as refusal:
        signed(visit, clinician)
    assert [(one.section, one.finding) for one in refusal.value.missing] == [
        ("who", "sex"),
        ("pain", "pain_now"),
        ("pain", "duration_weeks"),
        *(
            ("emergency_flags", flag)
            for flag in (
                "bladder_change",
                "bowel_change",
                "saddle_numbness",
                "sexual_dysfunction",
                "weakness_worsening",
                "bilateral_deficit",
                "trauma",
                "tearing_or_pulsating",
                "sudden_collapse",
            )
        ),
        *(
            ("serious_flags", flag)
            for flag in (
                "weight_loss",
                "cancer_history",
                "infection_risk",
                "steroid_use",
                "osteoporosis",
                "urinary_symptoms",
                "pelvic_cycle_pain",
            )
        ),
        ("conclusion", "disposition"),
    ]
    assert Encounter.objects.get().status == "draft"


def test_flags_left_open_with_a_reason_can_be_signed(clinician: Staff) -> None:
    visit = factories.visit(
        by=clinician,
        patient=people.patient(sex="female"),
        duration_weeks=3,
        pain_now=6,
        disposition="review",
        emergency_open_reason="No common language",
        serious_open_reason="No common language",
    )
    assert "No common language" in signed(visit, clinician).content


@pytest.mark.parametrize("password", ["", "wrong", people.PASSWORD.upper()])
def test_without_the_password_nothing_is_signed_and_the_attempt_is_written_down(
    visit: Encounter, clinician: Staff, password: str
) -> None:
    with pytest.raises(WrongPassword):
        signed(visit, clinician, password=password)
    assert not SignedNote.objects.exists()
    event = AuditEvent.objects.get(action="denied.sign")
    assert (event.outcome, event.patient_id) == ("denied", visit.patient_id)


def test_one_signs_only_as_oneself(visit: Encounter) -> None:
    colleague = people.clinician(password="eleven brave herons at dusk")
    with pytest.raises(WrongPassword):
        signed(visit, colleague)
    with pytest.raises(Refused, match="the visit of Ann Reed"):
        signed(visit, colleague, password="eleven brave herons at dusk")
    take_over(encounter=visit, by=colleague, key=uuid.uuid4(), revision=visit.revision)
    visit.refresh_from_db()
    assert signed(visit, colleague, password="eleven brave herons at dusk").signer == colleague


@pytest.mark.parametrize("who", [people.assistant, people.records_admin, people.auditor, people.superuser])
def test_only_clinicians_sign(visit: Encounter, who: Any) -> None:
    with pytest.raises(NotAllowed):
        signed(visit, who())


def test_what_changed_after_it_was_shown_is_read_again_before_signing(visit: Encounter, clinician: Staff) -> None:
    factories.recorded(visit, by=clinician, pain_worst=9)
    with pytest.raises(Moved) as refusal:
        signed(visit, clinician)
    assert refusal.value.field == "revision"
    assert signed(visit, clinician, revision=visit.revision + 1)


def allergy_added(visit: Encounter, by: Staff) -> None:
    lists.add_allergy(patient=visit.patient, substance="Penicillin", reaction="Shock", by=by, key=uuid.uuid4())


def birth_date_corrected(visit: Encounter, by: Staff) -> None:
    changes = {"birth_date": (visit.patient.birth_date, date(1979, 2, 3))}
    patients.update_patient(patient=visit.patient, changes=changes, by=people.records_admin(), key=uuid.uuid4())


def letterhead_changed(visit: Encounter, by: Staff) -> None:
    changes = {"phone": (Practice.current().phone, "555 0199")}
    update_practice(changes=changes, by=people.superuser(), key=uuid.uuid4())


def earlier_visit_signed(visit: Encounter, by: Staff) -> None:
    factories.signed(by=people.clinician(), patient=visit.patient)


BESIDE_THE_VISIT = (allergy_added, birth_date_corrected, letterhead_changed, earlier_visit_signed)


@pytest.mark.parametrize("change", BESIDE_THE_VISIT, ids=lambda act: act.__name__)
def test_words_that_were_not_on_the_page_are_not_signed_though_the_visit_is_the_same(
    visit: Encounter, clinician: Staff, change: Callable[[Encounter, Staff], None]
) -> None:
    read = factories.read(visit)
    change(visit, clinician)
    with pytest.raises(Reworded) as refusal:
        signed(visit, clinician, **read)
    assert (refusal.value.field, Encounter.objects.get(pk=visit.pk).status) == ("shown", "draft")
    assert not SignedNote.objects.filter(encounter=visit).exists()
    assert signed(visit, clinician).sha256 == factories.read(visit)["shown"] != read["shown"]


def test_a_draft_that_is_read_twice_bears_the_same_hash(visit: Encounter, monkeypatch: pytest.MonkeyPatch) -> None:
    first = factories.read(visit)
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert factories.read(visit) == first


def test_a_visit_is_signed_once(visit: Encounter, clinician: Staff) -> None:
    key = uuid.uuid4()
    note = signed(visit, clinician, key=key)
    assert signed(visit, clinician, key=key) == note
    with pytest.raises(KeyReused):
        signed(visit, clinician, key=key, language="de")
    with pytest.raises(Signed):
        signed(visit, clinician)
    assert SignedNote.objects.count() == 1


def test_a_signed_visit_means_the_same_when_the_chart_changes(visit: Encounter, clinician: Staff) -> None:
    medicine = lists.add_medicine(
        patient=visit.patient, name="Ibuprofen", dose="400 mg", by=clinician, key=uuid.uuid4()
    )
    lists.add_allergy(patient=visit.patient, substance="Latex", reaction="Hives", by=clinician, key=uuid.uuid4())
    before = Encounter.objects.get(pk=visit.pk).answers()
    note = signed(visit, clinician)
    lists.stop_medicine(medicine=medicine, on=visit.visited_on, by=clinician, key=uuid.uuid4())
    patients.update_patient(
        patient=visit.patient,
        changes={
            "sex": ("female", "other"),
            "birth_date": (date(1980, 2, 3), date(1950, 1, 1)),
            "family_name": ("Stone", "Hill"),
        },
        by=clinician,
        key=uuid.uuid4(),
    )
    visit = Encounter.objects.get(pk=visit.pk)
    assert visit.answers() == before
    assert visit.medications == [{"name": "Ibuprofen", "dose": "400 mg"}]
    heading = notes.read(note.content_bytes).heading
    assert (heading.patient, heading.medicines, heading.allergies) == (
        "Ada Stone",
        ("Ibuprofen, 400 mg",),
        ("Latex: Hives",),
    )
    assert problems(note) == []


def test_orders_and_decisions_are_in_the_note_and_in_its_basis(visit: Encounter, clinician: Staff) -> None:
    order(
        encounter=visit,
        test="urinalysis",
        urgency="urgent",
        reason="Rule out infection",
        by=clinician,
        key=uuid.uuid4(),
        revision=visit.revision,
    )
    decide(
        encounter=visit,
        item="heat",
        answer="declined",
        reason="Has eczema",
        by=clinician,
        key=uuid.uuid4(),
        revision=visit.revision + 1,
    )
    note = signed(visit, clinician, revision=visit.revision + 2)
    assert "Rule out infection" in note.content
    assert "Has eczema" in note.content
    basis = json.loads(note.basis)
    assert basis["orders"][0]["test"] == "urinalysis"
    assert (basis["decisions"][0]["item"], basis["decisions"][0]["answer"]) == ("heat", "declined")
    assert basis["advice"]["urgency"] == "routine"
    assert basis["answers"]["pain_now"] == 6


def test_strength_that_fell_is_kept_with_the_visit(clinician: Staff) -> None:
    patient = people.patient(sex="female")
    factories.signed(by=clinician, patient=patient, strength_l5_left=5)
    note = factories.signed(by=clinician, patient=patient, strength_l5_left=3)
    assert Encounter.objects.get(pk=note.encounter_id).nerve_roots.strength_fallen is True
    assert problems(note) == []
