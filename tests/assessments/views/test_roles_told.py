"""In which role somebody signed: kept as it was, told in the words of the language that is read."""

import uuid
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments.models import Addendum, CoSignature, SignedNote
from assessments.services.addenda import amend
from assessments.services.co_signing import co_sign
from assessments.services.decisions import decide
from assessments.services.verifying import problems
from clinic.models import Staff
from clinic.roles import Role
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.assessments.documents.reading import close, everything
from tests.who_may import REFERRAL

pytestmark = pytest.mark.django_db

SPOKEN = "eo"
TOLD = {
    Role.CLINICIAN: "klinikisto",
    Role.SUPERVISOR: "kontrolanto",
    Role.RECORDS_ADMIN: "arkivisto",
}


@pytest.fixture
def spoken(tmp_path: Path, settings: Any) -> None:
    """A practice that has the names of the roles in its language, and nothing else yet."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.extend(polib.POEntry(msgid=role.value, msgstr=said) for role, said in TOLD.items())
    there = tmp_path / SPOKEN / "LC_MESSAGES"
    there.mkdir(parents=True)
    catalogue.save_as_mofile(str(there / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), (SPOKEN, "Esperanto")]


@pytest.fixture
def doctor() -> Staff:
    """Whose several roles are kept in one line."""
    return people.staff(Role.CLINICIAN, Role.RECORDS_ADMIN, display_name="Ann Reed")


@pytest.fixture
def note(spoken: None, doctor: Staff) -> SignedNote:
    """In that language: of a visit with a referral, with a word added by its author and the name of a second."""
    with translation.override(SPOKEN):
        visit = visits.visit(by=doctor, **visits.COMPLETE)
        agreed = {"item": REFERRAL, "answer": "accepted"}
        decide(encounter=visit, by=doctor, key=uuid.uuid4(), revision=visit.revision, **agreed)
        signed = visits.sign_now(visit, by=doctor)
    amend(note=signed, kind="addendum", text="x", by=doctor, key=uuid.uuid4(), password=people.PASSWORD)
    senior = people.supervisor(display_name="Bo Lind")
    co_sign(note=signed, by=senior, password=people.PASSWORD, shown=signed.sha256, key=uuid.uuid4())
    return signed


def at(person: Staff, language: str) -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(person)
    return client


AUTHOR, SECOND = "Ann Reed, MD, klinikisto, arkivisto", "Bo Lind, MD, kontrolanto"


def test_the_papers_tell_the_roles_in_the_language_of_the_note(note: SignedNote, doctor: Staff) -> None:
    client = at(doctor, "en")
    paper = everything(client.get(reverse("note-pdf", args=[note.encounter_id])).content)
    assert paper.count(close(AUTHOR)) == 2  # of the seal, and of what was added
    assert close(SECOND) in paper
    letter = client.get(reverse("letter-pdf", args=[note.encounter_id, REFERRAL]))
    assert close(AUTHOR) in everything(letter.content)


def test_the_pages_tell_them_in_the_language_of_whoever_reads(note: SignedNote, doctor: Staff) -> None:
    shown = [reverse("note", args=[note.encounter_id]), change(note), listing(note), listing(Addendum)]
    for page in shown:
        assert AUTHOR in at(doctor, SPOKEN).get(page).content.decode(), page
        assert "Ann Reed, MD, clinician, records admin" in at(doctor, "en").get(page).content.decode(), page
    page = at(doctor, SPOKEN).get(shown[0]).content.decode()
    assert page.count(SECOND) == 2  # in the seal, and beside the words
    assert Role.SUPERVISOR.value not in page


def test_kept_and_sealed_they_are_in_no_language(note: SignedNote) -> None:
    assert (note.signer_role, Addendum.objects.get().author_role) == ("clinician, records admin",) * 2
    assert CoSignature.objects.get().signer_role == "supervising clinician"
    assert problems(note) == []
