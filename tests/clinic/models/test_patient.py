import uuid
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DataError, IntegrityError, connection, transaction

from clinic.models import Patient
from clinic.refusals import NeverDeleted
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Patient]:
    by = factories.assistant()
    return {
        "lukasz": factories.patient(by=by, given_name="Łukasz", family_name="Żółw", birth_date=date(1980, 2, 13)),
        "nguyen": factories.patient(by=by, given_name="Văn An", family_name="Nguyễn", birth_date=date(1975, 4, 3)),
        "omar": factories.patient(by=by, given_name="عُمَر", family_name="الشريف", birth_date=date(1990, 1, 1)),
        "eleni": factories.patient(by=by, given_name="Ελένη", family_name="Παππά", birth_date=date(1962, 12, 31)),
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Łukasz", {"lukasz"}),
        ("lukasz", {"lukasz"}),
        ("ZOLW LUK", {"lukasz"}),
        ("nguyen", {"nguyen"}),
        ("Nguyễn An", {"nguyen"}),
        ("an van nguyen", {"nguyen"}),
        ("عمر", {"omar"}),
        ("عُمَر الشريف", {"omar"}),
        ("ελενη", {"eleni"}),
        ("ΕΛΈΝΗ ΠΑΠΠΑ", {"eleni"}),
        ("1980-02-13", {"lukasz"}),
        ("3/4/1975", {"nguyen"}),
        ("4/3/1975", {"nguyen"}),
        ("31.12.1962 ελένη", {"eleni"}),
        ("lukasz 1962-12-31", set()),
        ("ukasz", set()),
        ("", set()),
        ("%", set()),
        ("30.02.1980", set()),
    ],
)
def test_a_patient_is_found_with_or_without_accents_in_any_order(
    people: dict[str, Patient], typed: str, found: set[str]
) -> None:
    assert set(Patient.objects.search(typed)) == {people[name] for name in found}


def test_a_patient_is_found_by_record_number_short_or_whole(people: dict[str, Patient]) -> None:
    eleni = people["eleni"]
    short = str(int(eleni.record_number.removeprefix("BC-")))
    assert list(Patient.objects.search(eleni.record_number)) == [eleni]
    assert list(Patient.objects.search(short)) == [eleni]


def test_finding_costs_one_query(people: dict[str, Patient], django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        list(Patient.objects.search("lukasz 1980-02-13"))


@pytest.mark.parametrize(
    ("given", "family", "born", "alike"),
    [
        ("lukasz", "ZOLW", date(2000, 1, 1), {"lukasz"}),
        ("Żółw", "Łukasz", date(2000, 1, 1), {"lukasz"}),
        ("Łuk", "Żółw", date(2000, 1, 1), {"lukasz"}),
        ("Other", "Person", date(1990, 1, 1), {"omar"}),
        ("Other", "Person", date(2000, 1, 1), set()),
        ("Anna", "Żółw", date(2000, 1, 1), set()),
        ("Anna", "Żółw", None, set()),
    ],
)
def test_a_like_name_or_the_same_birth_date_is_pointed_out(
    people: dict[str, Patient], given: str, family: str, born: date | None, alike: set[str]
) -> None:
    found = Patient.objects.like(given_name=given, family_name=family, birth_date=born)
    assert set(found) == {people[name] for name in alike}


def test_a_patient_is_never_deleted_one_by_one_or_all_at_once() -> None:
    patient = factories.patient()
    with pytest.raises(NeverDeleted):
        patient.delete()
    with pytest.raises(NeverDeleted):
        Patient.objects.all().delete()
    assert Patient.objects.get() == patient


def test_charts_are_seen_by_those_who_may_and_nobody_else() -> None:
    patient = factories.patient()
    for person in (factories.assistant(), factories.clinician(), factories.supervisor(), factories.records_admin()):
        assert list(Patient.objects.visible_to(person)) == [patient]
    for person in (factories.auditor(), factories.staff(), factories.superuser(), AnonymousUser()):
        assert list(Patient.objects.visible_to(person)) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("given_name", ""),
        ("given_name", "   "),
        ("given_name", "x" * 151),
        ("family_name", ""),
        ("family_name", None),
        ("birth_date", "1889-12-31"),
        ("birth_date", "2999-01-01"),
        ("birth_date", None),
        ("sex", "unknown"),
        ("medicines_state", "maybe"),
        ("allergies_state", ""),
        ("record_number", ""),
        ("revision", 0),
    ],
)
def test_the_database_itself_refuses_what_no_patient_can_have(column: str, value: object) -> None:
    patient = factories.patient()
    row = {field.column: getattr(patient, field.attname) for field in Patient._meta.fields}
    fresh = {"id": uuid.uuid4(), "record_number": "BC-900000"}

    def insert(values: dict[str, object]) -> None:
        encoded = [Patient._meta.get_field(name).get_db_prep_save(given, connection) for name, given in values.items()]
        marks = ", ".join(["%s"] * len(values))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO clinic_patient ({', '.join(values)}) VALUES ({marks})", encoded)

    encodable = fresh | {column: value}
    if column == "birth_date" and isinstance(value, str):
        encodable[column] = date.fromisoformat(value)
    with pytest.raises((IntegrityError, *too_long())):
        insert(row | encodable)
    insert(row | fresh)
    assert Patient.objects.count() == 2


def too_long() -> tuple[type[Exception], ...]:
    """PostgreSQL holds a column to its length before it asks the constraint."""
    return (DataError,) if connection.vendor == "postgresql" else ()


def test_two_patients_never_share_a_record_number() -> None:
    first, second = factories.patient(), factories.patient()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clinic_patient SET record_number = %s WHERE record_number = %s",
            [first.record_number, second.record_number],
        )


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1980, 2, 3), date(2026, 2, 2), 45),
        (date(1980, 2, 3), date(2026, 2, 3), 46),
        (date(1980, 2, 29), date(2026, 2, 28), 45),
        (date(1980, 2, 29), date(2026, 3, 1), 46),
    ],
)
def test_age_is_in_whole_years(born: date, day: date, age: int) -> None:
    assert factories.patient(birth_date=born).age_on(day) == age
