"""Several at the same moment, on connections of their own: nothing lost, nothing doubled, nothing overwritten."""

import json
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from assessments.knowledge import answers as answers_json
from assessments.models import Encounter, SignedNote, TestOrder, TreatmentDecision
from assessments.services import co_signing, glass
from assessments.services.addenda import amend
from assessments.services.decisions import decide
from assessments.services.orders import order
from assessments.services.record import record
from assessments.services.signing import Moved, sign
from assessments.services.verifying import hash_of, problems
from assessments.services.visits import open_encounter
from clinic.canonical import plain
from clinic.models import AuditEvent, Opening, OpeningClosed, OpeningSeen, Staff
from clinic.refusals import Conflict, Refused, Signed
from clinic.services import audit
from tests import factories as people
from tests.assessments import factories
from tests.assessments.restricted import at_a_desk, broken, with_visits

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each came back with, a refusal included."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def save(visit: Encounter, by: Staff, **changes: Any) -> Callable[[], Any]:
    return lambda: record(encounter=visit, changes=changes, by=by, key=uuid.uuid4(), revision=visit.revision)


def test_different_findings_saved_at_the_same_moment_are_both_there() -> None:
    clinician, assistant = people.clinician(), people.assistant()
    visit = factories.visit(by=clinician)
    found = at_once([save(visit, clinician, pain_now=(None, 6)), save(visit, assistant, fever=(None, False))])
    assert sorted(saved.revision for saved in found) == [2, 3]
    answers = Encounter.objects.get().answers()
    assert (answers["pain_now"], answers["fever"]) == (6, False)


def test_of_two_different_answers_to_one_finding_the_second_is_told_of_the_first() -> None:
    clinician, assistant = people.clinician(), people.assistant()
    visit = factories.visit(by=clinician)
    found = at_once([save(visit, clinician, pain_now=(None, 6)), save(visit, assistant, pain_now=(None, 8))])
    [conflict] = [one for one in found if isinstance(one, Conflict)]
    kept = Encounter.objects.get().answers()["pain_now"]
    clash = conflict.clashes["pain_now"]
    assert (clash.now, clash.mine) == (kept, {6: 8, 8: 6}[kept])
    assert Encounter.objects.get().revision == 2


def test_ten_who_answer_ten_findings_lose_none() -> None:
    clinician = people.clinician()
    visit = factories.visit(by=clinician)
    slots = [f"strength_{root}_{side}" for root in ("l2", "l3", "l4", "l5", "s1") for side in ("right", "left")]
    at_once([save(visit, clinician, **{slot: (None, grade % 6)}) for grade, slot in enumerate(slots)])
    answers = Encounter.objects.get().answers()
    assert {slot: answers[slot] for slot in slots} == {slot: grade % 6 for grade, slot in enumerate(slots)}
    assert Encounter.objects.get().revision == 11
    assert audit.verify() == []


def test_ten_times_the_same_click_opens_one_visit() -> None:
    clinician, patient, key = people.clinician(), people.patient(), uuid.uuid4()
    found = at_once([lambda: open_encounter(patient=patient, by=clinician, key=key)] * 10)
    assert len({visit.pk for visit in found}) == 1
    assert Encounter.objects.count() == 1


def test_ten_times_the_same_save_is_one() -> None:
    clinician = people.clinician()
    visit, key = factories.visit(by=clinician), uuid.uuid4()

    def once() -> Any:
        return record(encounter=visit, changes={"pain_now": (None, 6)}, by=clinician, key=key, revision=1)

    found = at_once([once] * 10)
    assert found == [found[0]] * 10
    assert Encounter.objects.get().revision == 2
    assert AuditEvent.objects.filter(action="visit.recorded").count() == 1


def test_ten_times_the_same_order_decision_signature_and_addendum_is_one_of_each() -> None:
    clinician = people.clinician()
    visit = factories.visit(by=clinician, **factories.COMPLETE)
    keys = [uuid.uuid4() for _ in range(4)]

    def ordered() -> Any:
        return order(
            encounter=visit,
            test="urinalysis",
            urgency="soon",
            reason="Burning",
            by=clinician,
            key=keys[0],
            revision=visit.revision,
        )

    def decided() -> Any:
        return decide(
            encounter=visit, item="heat", answer="accepted", by=clinician, key=keys[1], revision=visit.revision + 1
        )

    def signed() -> Any:
        return sign(encounter=visit, by=clinician, password=people.PASSWORD, key=keys[2], **read)

    def amended() -> Any:
        return amend(
            note=SignedNote.objects.get(),
            kind="addendum",
            text="Phoned.",
            by=clinician,
            key=keys[3],
            password=people.PASSWORD,
        )

    def once_each(*acts: Callable[[], Any]) -> None:
        for act in acts:
            found = at_once([act] * 10)
            assert {one.pk for one in found} == {found[0].pk}

    once_each(ordered, decided)
    read = factories.read(visit)
    once_each(signed, amended)
    assert (TestOrder.objects.count(), TreatmentDecision.objects.count(), SignedNote.objects.count()) == (1, 1, 1)
    assert SignedNote.objects.get().addenda.count() == 1


@pytest.mark.parametrize("_", range(5))
def test_signing_against_a_save_freezes_one_state_and_refuses_what_comes_late(_: int) -> None:
    clinician, assistant = people.clinician(), people.assistant()
    visit = factories.visit(by=clinician, **factories.COMPLETE)
    read = factories.read(visit)

    def signed() -> SignedNote:
        return sign(encounter=visit, by=clinician, password=people.PASSWORD, key=uuid.uuid4(), **read)

    saving = [save(visit, assistant, pain_worst=(None, 9)), save(visit, assistant, night_pain=(None, True))]
    first, *later = at_once([signed, *saving])
    if isinstance(first, SignedNote):
        assert [type(one) for one in later] == [Signed, Signed]
        note = SignedNote.objects.get()
        assert hash_of(note.content) == note.sha256
        assert problems(note) == []
        assert json.loads(note.basis)["answers"] == plain(answers_json.as_json(note.encounter.answers()))
        assert "pain_worst" not in note.encounter.answers()
    else:
        assert isinstance(first, Moved)
        assert not SignedNote.objects.exists()
        assert {Encounter.objects.get().status} == {"draft"}


def test_of_two_who_sign_at_once_one_signs() -> None:
    clinician = people.clinician()
    visit = factories.visit(by=clinician, **factories.COMPLETE)
    read = factories.read(visit)

    def signed() -> SignedNote:
        return sign(encounter=visit, by=clinician, password=people.PASSWORD, key=uuid.uuid4(), **read)

    found = at_once([signed, signed])
    assert sorted(type(one).__name__ for one in found) == ["Signed", "SignedNote"]
    assert SignedNote.objects.count() == 1


def test_two_tabs_that_close_look_into_ask_for_or_give_the_same_at_once_do_it_once() -> None:
    """Each with a key of its own."""
    author, senior, auditor, stranger = people.clinician(), people.supervisor(), people.auditor(), people.clinician()
    patient = with_visits(doctor=author)
    broken(at_a_desk(stranger), patient)
    opening, note = Opening.objects.get(), factories.signed(by=author)

    def tabs(act: Callable[..., Any], **given: Any) -> list[str]:
        found = at_once([lambda: act(key=uuid.uuid4(), **given)] * 2)
        return sorted(type(one).__name__ for one in found)

    signs = {"by": senior, "password": people.PASSWORD, "shown": note.sha256}
    assert tabs(co_signing.ask, note=note, by=author) == ["CoSignatureAsked", "Refused"]
    assert tabs(co_signing.co_sign, note=note, **signs) == ["CoSignature", "Refused"]
    assert tabs(glass.closed, opening=opening, by=stranger) == ["NoneType", "NoneType"]
    assert tabs(glass.looked_into, opening=opening, by=auditor) == ["OpeningSeen", "OpeningSeen"]
    assert OpeningClosed.objects.count() == OpeningSeen.objects.count() == 1
