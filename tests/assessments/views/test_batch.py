"""Many notes as one file: a portion at each request, how far it is, and an event for each note that is handed out."""

import json
import os
import stat
import time
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import Encounter, SignedNote
from assessments.services import batches
from assessments.services.addenda import amend
from assessments.services.batches import Batch, begin
from clinic import triggers
from clinic.models import AuditEvent, Staff
from clinic.refusals import NotAllowed
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.documents.reading import outline

pytestmark = pytest.mark.django_db
NAMES = ("Alder", "Birch", "Cedar", "Damson", "Elder")


@pytest.fixture
def clerk() -> Staff:
    return people.records_admin()


@pytest.fixture
def desk(client: Client, clerk: Staff) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture(autouse=True)
def in_portions_of_two(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(batches, "PORTION", 2)


@pytest.fixture
def five(clerk: Staff) -> Batch:
    doctor = people.clinician()
    signed = [
        visits.signed(
            by=doctor, patient=people.patient(family_name=name, sex="female"), pain_now=5, pain_regions=("lumbar_left",)
        )
        for name in NAMES
    ]
    return begin(visits=[note.encounter for note in signed], by=clerk)


def address(batch: Batch, name: str = "batch") -> str:
    return reverse(name, args=[batch.id])


def printed_to_the_end(desk: Client, batch: Batch) -> list[str]:
    """What the page said on the way."""
    said = []
    for _ in range(9):
        response = desk.post(address(batch, "batch-next"), headers={"HX-Request": "true"})
        assert response.status_code == 200
        said.append(" ".join(response.content.decode().split()))
        if "Open the file" in said[-1]:
            break
    return said


def test_each_request_prints_a_portion_and_the_page_says_how_far_it_is(desk: Client, five: Batch) -> None:
    assert "0 of 5 notes" in desk.get(address(five)).content.decode()
    said = printed_to_the_end(desk, five)
    assert ["2 of 5" in said[0], "4 of 5" in said[1], "5 of 5" in said[2]] == [True] * 3
    assert "5 notes are ready" in said[3]
    assert len(said) == 4


def test_the_file_holds_every_note_in_order_with_an_outline_and_each_is_an_event(desk: Client, five: Batch) -> None:
    printed_to_the_end(desk, five)
    assert not AuditEvent.objects.filter(action="print.note").exists()
    response = desk.get(address(five, "batch-pdf"))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "no-store")
    titles = [title for depth, title in outline(content) if depth == 0]
    assert [title.split(",")[0] for title in titles] == [f"Ada {name}" for name in NAMES]
    words = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert [name for page in words for name in NAMES if name in page and "Page 1 of" in page] == list(NAMES)
    assert all("right · front · left" in page for page in words)
    events = AuditEvent.objects.filter(action="print.note")
    assert {event.content_hash for event in events} == set(SignedNote.objects.values_list("sha256", flat=True))
    assert events.count() == 5


def test_whoever_has_no_script_goes_on_by_a_button(desk: Client, five: Batch) -> None:
    response = desk.post(address(five, "batch-next"), follow=True)
    assert "2 of 5 notes" in response.content.decode()


def test_what_is_not_finished_is_not_handed_out(desk: Client, five: Batch) -> None:
    assert desk.get(address(five, "batch-pdf")).url == address(five)  # type: ignore[attr-defined]
    assert not AuditEvent.objects.filter(action="print.note").exists()


def test_somebody_elses_batch_is_not_there(client: Client, five: Batch) -> None:
    client.force_login(people.supervisor())
    assert client.get(address(five)).status_code == 404
    assert client.post(address(five, "batch-next")).status_code == 404
    assert client.get(address(five, "batch-pdf")).status_code == 404


def test_a_note_added_to_since_is_not_handed_out_without_those_words(desk: Client, five: Batch) -> None:
    printed_to_the_end(desk, five)
    note = SignedNote.objects.get(encounter_id=five.visits[1])
    amend(
        note=note,
        kind="entered_in_error",
        text="Another patient.",
        by=note.signer,
        key=uuid.uuid4(),
        password=people.PASSWORD,
    )
    response = desk.get(address(five, "batch-pdf"))
    assert response.status_code == 422
    assert "1 of the notes was added to since it was laid out. Choose the notes again." in response.content.decode()
    assert not AuditEvent.objects.filter(action="print.note").exists()


def test_a_note_out_of_sight_since_stops_the_file_and_says_so(desk: Client, five: Batch) -> None:
    printed_to_the_end(desk, five)
    told = json.loads((five.folder / batches.CHOSEN).read_bytes())
    told["visits"][0] = str(uuid.uuid4())
    (five.folder / batches.CHOSEN).write_text(json.dumps(told))
    response = desk.get(address(five, "batch-pdf"))
    assert response.status_code == 422
    assert "1 of the notes is not there for you to print." in response.content.decode()


def test_only_this_account_can_read_what_lies_there(desk: Client, five: Batch) -> None:
    printed_to_the_end(desk, five)
    assert stat.S_IMODE(five.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in five.folder.iterdir()} == {0o600}


def test_what_is_over_an_hour_old_goes_when_the_next_one_begins(desk: Client, clerk: Staff, five: Batch) -> None:
    printed_to_the_end(desk, five)
    long_ago = time.time() - batches.KEPT_FOR - 1
    os.utime(five.folder, (long_ago, long_ago))
    begin(visits=list(Encounter.objects.all()), by=clerk)
    assert not five.folder.exists()
    assert desk.get(address(five)).status_code == 404


def aged(batch: Batch) -> None:
    long_ago = time.time() - batches.KEPT_FOR - 1
    os.utime(batch.folder, (long_ago, long_ago))


@pytest.mark.parametrize("name", ["batch", "batch-pdf"])
def test_what_is_over_an_hour_old_is_handed_to_nobody_and_is_gone(desk: Client, five: Batch, name: str) -> None:
    printed_to_the_end(desk, five)
    aged(five)
    assert desk.get(address(five, name)).status_code == 404
    assert not five.folder.exists()
    assert not AuditEvent.objects.filter(action="print.note").exists()


def test_what_is_over_an_hour_old_is_not_handed_out_though_it_cannot_be_removed(
    desk: Client, five: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(five)
    monkeypatch.setattr(batches.shutil, "rmtree", lambda *_, **__: None)
    assert desk.get(address(five)).status_code == 404
    assert five.folder.exists()


def test_it_goes_too_when_anybody_signs_in(five: Batch) -> None:
    aged(five)
    Client().force_login(people.clinician())
    assert not five.folder.exists()


def test_two_who_forget_the_same_at_once_hinder_nobody(
    clerk: Staff, five: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is gone between the list of folders and the look at its age."""
    found = list(batches.place().iterdir())
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([*found, Path(f"{five.folder}-gone")]))
    assert begin(visits=list(Encounter.objects.all()), by=clerk).folder.exists()


def test_a_note_that_cannot_be_read_is_named_and_the_page_stops(desk: Client, five: Batch) -> None:
    bad = SignedNote.objects.get(encounter_id=five.visits[2])
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_signednote SET content = 'x' WHERE id = %s",
            [SignedNote._meta.get_field("id").get_db_prep_value(bad.pk, connection)],
        )
    assert "2 of 5" in desk.post(address(five, "batch-next"), headers={"HX-Request": "true"}).content.decode()
    stopped = desk.post(address(five, "batch-next"), headers={"HX-Request": "true"}).content.decode()
    assert f"The note of {bad.encounter} cannot be read" in stopped
    assert AuditEvent.objects.filter(action="chart.opened", object_id=str(bad.pk)).count() == 1
    assert "hx-trigger" not in stopped
    assert desk.post(address(five, "batch-next")).status_code == 422


def test_whoever_may_not_print_begins_none() -> None:
    with pytest.raises(NotAllowed):
        begin(visits=[visits.signed().encounter], by=people.auditor())


def test_a_batch_that_never_was_is_not_there(desk: Client) -> None:
    assert desk.get(reverse("batch", args=[uuid.uuid4()])).status_code == 404
