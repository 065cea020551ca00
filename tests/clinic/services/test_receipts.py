import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from clinic.models import AuditEvent, Numbering, Patient, Receipt, Staff
from clinic.refusals import KeyReused
from clinic.services import forgetting
from clinic.services.patients import create_patient, update_patient
from clinic.services.receipts import forget_old, once
from tests import factories


@pytest.mark.django_db
def test_a_repeat_gets_the_first_answer_and_nothing_is_done_again() -> None:
    by, key, done = factories.clinician(), uuid.uuid4(), []

    def act() -> dict[str, object]:
        done.append(1)
        return {"id": key, "day": date(2026, 3, 1), "dose": Decimal("1.5"), "times": len(done)}

    body = {"day": date(2026, 3, 1), "doses": [Decimal("1.5"), None]}
    first = once(key=key, by=by, action="tested", body=body, act=act)
    assert first == {"id": str(key), "day": "2026-03-01", "dose": "1.5", "times": 1}
    assert once(key=key, by=by, action="tested", body=body, act=act) == first
    assert done == [1]


@pytest.mark.django_db
def test_the_same_key_for_something_else_is_refused() -> None:
    by, other, key = factories.clinician(), factories.clinician(), uuid.uuid4()
    once(key=key, by=by, action="tested", body={"a": 1}, act=lambda: "first")
    for changed in (
        {"body": {"a": 2}, "by": by, "action": "tested"},
        {"body": {"a": 1}, "by": other, "action": "tested"},
        {"body": {"a": 1}, "by": by, "action": "tasted"},
    ):
        with pytest.raises(KeyReused):
            once(key=key, act=lambda: "second", **changed)
    assert Receipt.objects.get(key=key).result == "first"


@pytest.mark.django_db
def test_what_failed_leaves_the_key_free() -> None:
    by, key = factories.clinician(), uuid.uuid4()
    with pytest.raises(ZeroDivisionError):
        once(key=key, by=by, action="tested", body=None, act=lambda: 1 / 0)
    assert once(key=key, by=by, action="tested", body=None, act=lambda: "done") == "done"


@pytest.mark.django_db
def test_an_answer_of_nothing_is_an_answer_too() -> None:
    by, key, done = factories.clinician(), uuid.uuid4(), []
    for _ in range(2):
        assert once(key=key, by=by, action="tested", body=None, act=lambda: done.append(1)) is None
    assert done == [1]


@pytest.mark.django_db
def test_receipts_are_kept_a_month_and_then_forgotten() -> None:
    by = factories.clinician()
    Receipt.objects.all().delete()
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        once(key=uuid.uuid4(), by=by, action="tested", body=None, act=lambda: None)
    kept = uuid.uuid4()
    with time_machine.travel(timezone.now() - timedelta(days=29)):
        once(key=kept, by=by, action="tested", body=None, act=lambda: None)
    assert forget_old() == 1
    assert Receipt.objects.get().key == kept


@pytest.mark.django_db
def test_a_great_many_old_receipts_go_a_portion_at_a_time_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    by = factories.clinician()
    Receipt.objects.all().delete()
    monkeypatch.setattr(forgetting, "PORTION", 2)
    for days in (33, 35, 34, 32, 31):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            once(key=uuid.UUID(int=days), by=by, action="tested", body=None, act=lambda: None)
    gone = []
    while forget_old():
        gone.append(sorted(key.int for key in Receipt.objects.values_list("key", flat=True)))
    assert gone == [[31, 32, 33], [31], []]


def at_once(count: int, work) -> list[object]:
    """All start together; what each returned, or the exception it met."""
    barrier = Barrier(count)

    def run(number: int) -> object:
        try:
            barrier.wait()
            return work(number)
        except Exception as met:
            return met
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_one_key_register_one_patient() -> None:
    by = Staff.objects.get(pk=factories.assistant().pk)
    key = uuid.uuid4()

    def register(_: int) -> uuid.UUID:
        return create_patient(
            by=Staff.objects.get(pk=by.pk),
            key=key,
            given_name="Ada",
            family_name="Stone",
            birth_date=date(1980, 2, 3),
        ).pk

    assert at_once(10, register) == [Patient.objects.get().pk] * 10
    assert AuditEvent.objects.filter(action="patient.created").count() == 1
    assert Numbering.objects.get(series="patient").last == 1


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_ten_keys_register_ten_patients_with_ten_numbers() -> None:
    by = factories.assistant()

    def register(number: int) -> str:
        return create_patient(
            by=by,
            key=uuid.UUID(int=number + 1),
            given_name="Ada",
            family_name="Stone",
            birth_date=date(1980, 2, 3),
        ).record_number

    assert sorted(at_once(10, register), key=str) == [f"BC-{number:06d}" for number in range(1, 11)]


@pytest.mark.django_db(transaction=True)
def test_of_ten_corrections_of_one_field_at_once_one_is_kept_and_nine_are_told() -> None:
    by, patient = factories.assistant(), factories.patient()

    def correct(number: int) -> str:
        changes = {"phone": ("", f"555 010{number}")}
        return update_patient(patient=patient.pk, changes=changes, by=by, key=uuid.UUID(int=number + 1)).phone

    answers = at_once(10, correct)
    patient.refresh_from_db()
    assert [answer for answer in answers if isinstance(answer, str)] == [patient.phone]
    assert [type(answer).__name__ for answer in answers].count("Conflict") == 9
    assert patient.revision == 2


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_waits_and_acts_when_the_first_rolls_back() -> None:
    by, key, barrier = factories.clinician(), uuid.uuid4(), Barrier(2)

    def save(number: int) -> object:
        def act() -> str:
            if number == 0:
                barrier.wait()  # the key is taken by now
                raise ZeroDivisionError
            return "done"

        if number == 0:
            with transaction.atomic():
                Numbering.take("tested")
                return once(key=key, by=by, action="tested", body=None, act=act)
        barrier.wait()
        return once(key=key, by=by, action="tested", body=None, act=act)

    failed, done = at_once(2, save)
    assert isinstance(failed, ZeroDivisionError)
    assert done == "done"
    assert not Numbering.objects.filter(series="tested").exists()
