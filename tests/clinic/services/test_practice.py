"""The letterhead as it stood at each moment."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from clinic.models import AuditEvent, Letterhead, Logo, Practice
from clinic.pictures import picture_of
from clinic.refusals import NeverChanged, NeverDeleted, NotAllowed, Refused
from clinic.services.practice import update_practice
from tests import factories
from tests.clinic.logos import logo

pytestmark = pytest.mark.django_db
FIRST, SECOND = picture_of(logo(), field="logo"), picture_of(logo(ink="#000000"), field="logo")


def change(picture: object = None, **changes: tuple[object, object]) -> Practice:
    return update_practice(changes=changes, by=factories.superuser(), key=uuid.uuid4(), picture=picture)  # type: ignore[arg-type]


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 12, tzinfo=UTC)


def test_each_change_of_the_head_is_kept_with_its_moment() -> None:
    with time_machine.travel(at(1), tick=False):
        change(FIRST, logo_id=(None, FIRST.sha256), letterhead=("", "Weekdays 8 to 17"))
    with time_machine.travel(at(5), tick=False):
        change(SECOND, logo_id=(FIRST.sha256, SECOND.sha256))
    with time_machine.travel(at(9), tick=False):
        change(logo_id=(SECOND.sha256, None))
    stood = [Letterhead.at(at(day)) for day in (1, 4, 5, 8, 9)]
    assert [row.logo_id for row in stood] == [FIRST.sha256, FIRST.sha256, SECOND.sha256, SECOND.sha256, None]
    assert {row.lines for row in stood} == {"Weekdays 8 to 17"}
    assert Letterhead.at(None).logo is None
    assert bytes(Logo.objects.get(pk=FIRST.sha256).png) == FIRST.png


def test_before_anybody_set_one_the_head_is_empty() -> None:
    head = Letterhead.at(None)
    assert (head.lines, head.logo) == ("", None)


def test_what_is_not_at_the_head_changes_nothing_of_it() -> None:
    change(trial_weeks=(6, 8))
    assert not Letterhead.objects.exists()


def test_a_new_logo_is_one_event_with_its_hash_and_a_new_revision() -> None:
    change(FIRST, logo_id=(None, FIRST.sha256))
    [event] = AuditEvent.objects.filter(action="practice.updated")
    assert "logo_id" in event.findings
    assert (event.revision_before, event.revision_after) == (1, 2)


def test_a_logo_nobody_uploaded_is_refused() -> None:
    with pytest.raises(Refused, match="No such picture is kept"):
        change(logo_id=(None, "0" * 64))


def test_a_clinician_uploads_no_logo() -> None:
    with pytest.raises(NotAllowed):
        update_practice(
            changes={"logo_id": (None, FIRST.sha256)}, by=factories.clinician(), key=uuid.uuid4(), picture=FIRST
        )
    assert not Logo.objects.exists()


def test_what_was_printed_under_stays_as_it_was() -> None:
    change(FIRST, logo_id=(None, FIRST.sha256))
    for row in (Letterhead.at(None), Logo.objects.get()):
        with pytest.raises(NeverChanged):
            row.save()
        with pytest.raises(NeverDeleted):
            row.delete()
    for table, column in (("clinic_logo", "width"), ("clinic_letterhead", "lines")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {column} = {column}")
