"""A co-signature asked for and given on the pages, and as it prints."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import CoSignature, CoSignatureAsked, SignedNote
from assessments.services.addenda import amend
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.documents.reading import close, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Staff:
    return people.clinician(display_name="Ann Reed")


@pytest.fixture
def senior() -> Staff:
    return people.supervisor(display_name="Bo Lind")


@pytest.fixture
def note(author: Staff) -> SignedNote:
    return visits.signed(by=author, patient=people.patient(sex="female", family_name="Stonewall"))


def at_a_desk(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(client: Client, note: SignedNote) -> str:
    return client.get(reverse("note", args=[note.encounter_id])).content.decode()


def sent(client: Client, note: SignedNote, **typed: Any) -> Any:
    given = {"key": uuid.uuid4(), "shown": note.sha256, "password": people.PASSWORD}
    return client.post(reverse("co-sign", args=[note.encounter_id]), given | typed)


def test_asking_at_signing_is_an_option_that_nobody_has_ticked(author: Staff) -> None:
    client = at_a_desk(author)
    draft = visits.visit(by=author, **visits.COMPLETE)
    review = client.get(reverse("review", args=[draft.pk])).content.decode()
    [box] = re.findall(r"<input[^>]*name=\"co_sign\"[^>]*>", review)
    assert "checked" not in box
    given = {"key": uuid.uuid4(), "password": people.PASSWORD, "co_sign": "on", **visits.read(draft)}
    client.post(reverse("sign", args=[draft.pk]), given)
    assert CoSignatureAsked.objects.get().note.encounter_id == draft.pk


def test_it_waits_on_the_first_page_of_a_supervisor_until_it_is_given(
    note: SignedNote, author: Staff, senior: Staff
) -> None:
    writer, reader = at_a_desk(author), at_a_desk(senior)
    asked = writer.post(reverse("co-sign-ask", args=[note.encounter_id]), {"key": uuid.uuid4()})
    assert asked.status_code == 302
    assert "None has been given yet" in page_of(writer, note)
    today = reader.get(reverse("today")).content.decode()
    assert "Waiting for your co-signature" in today
    assert "Stonewall" in today
    assert "Waiting for your co-signature" not in writer.get(reverse("today")).content.decode()
    assert sent(reader, note).status_code == 302
    assert "Waiting for your co-signature" not in reader.get(reverse("today")).content.decode()


def test_the_note_and_its_print_name_the_co_signer_the_time_and_the_hash(note: SignedNote, senior: Staff) -> None:
    client = at_a_desk(senior)
    sent(client, note)
    page = page_of(client, note)
    paper = everything(client.get(reverse("note-pdf", args=[note.encounter_id])).content)
    for words in ("Co-signed by", "Bo Lind, MD, supervising clinician", "co-signer", "Co-signed at"):
        assert words in page
        assert close(words) in paper
    assert "word for word as signed" in page


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"password": "guess"}, 422), ({"password": ""}, 422), ({"shown": "0" * 64}, 409), ({"shown": "x"}, 422)],
)
def test_what_is_wrong_is_said_and_nothing_is_signed(
    note: SignedNote, senior: Staff, typed: dict[str, str], status: int
) -> None:
    assert sent(at_a_desk(senior), note, **typed).status_code == status
    assert not CoSignature.objects.exists()


def test_nobody_is_offered_what_would_be_refused(note: SignedNote, author: Staff, senior: Staff) -> None:
    there = f'action="{reverse("co-sign", args=[note.encounter_id])}"'
    client = at_a_desk(senior)
    assert there in page_of(client, note)
    assert there not in page_of(at_a_desk(author), note)
    sent(client, note)
    assert there not in page_of(client, note)
    own = visits.signed(by=senior)
    assert f'action="{reverse("co-sign", args=[own.encounter_id])}"' not in page_of(client, own)
    wrong = visits.signed(by=author)
    amend(note=wrong, kind="entered_in_error", text="x", by=author, key=uuid.uuid4(), password=people.PASSWORD)
    assert f'action="{reverse("co-sign", args=[wrong.encounter_id])}"' not in page_of(client, wrong)
    assert sent(client, wrong).status_code == sent(client, own).status_code == 422
