import uuid
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from clinic.models import Practice
from clinic.refusals import Conflict, NotAllowed, Refused
from clinic.services.practice import update_practice
from tests import factories

pytestmark = pytest.mark.django_db


def change(**changes: tuple[object, object]) -> Practice:
    return update_practice(changes=changes, by=factories.superuser(), key=uuid.uuid4())


def test_a_practice_nobody_has_filled_in_has_a_policy_already() -> None:
    practice = Practice.current()
    assert (practice.trial_weeks, practice.paper_size, practice.time_zone) == (6, "A4", "UTC")
    assert not Practice.objects.exists()


@time_machine.travel("2026-03-01T03:30:00Z", tick=False)
def test_the_day_is_the_day_where_the_practice_is() -> None:
    assert Practice.current().today() == date(2026, 3, 1)
    assert change(time_zone=("UTC", "America/New_York")).today() == date(2026, 2, 28)
    assert change(time_zone=("America/New_York", "Asia/Tokyo")).today() == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("field", "was", "now"),
    [("trial_weeks", 6, 3), ("trial_weeks", 6, 13), ("paper_size", "A4", "A5"), ("time_zone", "UTC", "Mars/Olympus")],
)
def test_a_policy_outside_its_limits_is_refused_by_name(field: str, was: object, now: object) -> None:
    with pytest.raises(Refused) as refused:
        change(**{field: (was, now)})
    assert refused.value.field == field
    assert not Practice.objects.exists()


def test_there_is_one_practice_only() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(pk=uuid.uuid4())


def test_the_database_holds_the_limits_too() -> None:
    change(trial_weeks=(6, 8))
    for wrong in ({"trial_weeks": 3}, {"trial_weeks": 13}, {"paper_size": "A5"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.update(**wrong)


def test_two_people_changing_the_letterhead_see_each_other() -> None:
    change(name=("", "Harbour Back Clinic"))
    with pytest.raises(Conflict) as conflict:
        change(name=("", "Hill Back Clinic"))
    clash = conflict.value.clashes["name"]
    assert (clash.was, clash.now, clash.mine) == ("", "Harbour Back Clinic", "Hill Back Clinic")
    assert Practice.current().name == "Harbour Back Clinic"


def test_a_clinician_does_not_change_the_policy() -> None:
    with pytest.raises(NotAllowed):
        update_practice(changes={"trial_weeks": (6, 8)}, by=factories.clinician(), key=uuid.uuid4())
