"""Signing: with one's own password, exactly what was read, once."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter, SignedNote
from clinic.models import AuditEvent, Staff
from clinic.services import lists
from tests import factories as people
from tests.assessments import factories as visits
from tests.assessments.factories import COMPLETE

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return visits.visit(by=doctor, patient=people.patient(sex="female"), **COMPLETE)


def sign(client: Client, visit: Encounter, **fields):
    read = visits.read(visit) | {"revision": visit.revision}
    given = {"key": uuid.uuid4(), "password": people.PASSWORD, **read, **fields}
    sent = {name: value for name, value in given.items() if value is not None}
    return client.post(reverse("sign", args=[visit.pk]), sent)


def test_a_complete_visit_becomes_a_note(signed_in: Client, doctor: Staff, visit: Encounter) -> None:
    response = sign(signed_in, visit)
    assert response.url == reverse("note", args=[visit.pk]) + "#print"
    assert SignedNote.objects.get().signer == doctor


def test_a_signature_sent_twice_is_one(signed_in: Client, visit: Encounter) -> None:
    key = uuid.uuid4()
    assert [sign(signed_in, visit, key=key).status_code for _ in range(2)] == [302, 302]
    assert SignedNote.objects.count() == 1


def test_a_wrong_password_signs_nothing_and_is_written_down(signed_in: Client, visit: Encounter) -> None:
    response = sign(signed_in, visit, password="not the one at all")
    page = response.content.decode()
    assert (response.status_code, SignedNote.objects.count()) == (422, 0)
    assert "The password is not right" in page
    assert "not the one at all" not in page
    assert AuditEvent.objects.filter(action="denied.sign", patient_id=visit.patient_id).count() == 1


def test_another_persons_password_does_not_sign(signed_in: Client, visit: Encounter) -> None:
    people.clinician(password="eleven loud herons at noon")
    assert sign(signed_in, visit, password="eleven loud herons at noon").status_code == 422


def test_a_visit_that_changed_after_it_was_shown_is_read_again_first(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    visits.recorded(visit, by=doctor, pain_now=9)
    response = sign(signed_in, visit)
    page = response.content.decode()
    assert (response.status_code, SignedNote.objects.count()) == (409, 0)
    assert f'name="revision" value="{visit.revision + 1}"' in page


def on_the_page(client: Client, visit: Encounter) -> dict[str, str]:
    """What the form of the review page sends by itself, without a script."""
    page = client.get(reverse("review", args=[visit.pk])).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(key|revision|shown)" value="([^"]+)"', page))


def test_the_form_of_the_page_signs_the_note_on_it_without_a_script(signed_in: Client, visit: Encounter) -> None:
    sent = on_the_page(signed_in, visit)
    response = signed_in.post(reverse("sign", args=[visit.pk]), {**sent, "password": people.PASSWORD})
    assert response.status_code == 302
    assert SignedNote.objects.get().sha256 == sent["shown"]


def test_a_note_that_changed_beside_the_visit_is_shown_again_as_it_is_and_signed_then(
    signed_in: Client, doctor: Staff, visit: Encounter
) -> None:
    address = reverse("sign", args=[visit.pk])
    sent = on_the_page(signed_in, visit)
    lists.add_allergy(
        patient=visit.patient, substance="Penicillin", reaction="Shock", by=people.assistant(), key=uuid.uuid4()
    )
    response = signed_in.post(address, {**sent, "password": people.PASSWORD})
    page = response.content.decode()
    assert (response.status_code, SignedNote.objects.count()) == (409, 0)
    assert "The note changed after it was shown for signing" in page
    assert "Penicillin: Shock" in page
    assert sent["shown"] not in page
    again = on_the_page(signed_in, visit)
    assert again["shown"] in page
    assert signed_in.post(address, {**again, "password": people.PASSWORD}).status_code == 302
    assert "Penicillin: Shock" in SignedNote.objects.get().content


@pytest.mark.parametrize("shown", [None, "", "x", "0" * 63])
def test_a_page_that_does_not_say_what_it_showed_signs_nothing_and_is_shown_again(
    signed_in: Client, visit: Encounter, shown: str | None
) -> None:
    response = sign(signed_in, visit, shown=shown)
    page = response.content.decode()
    assert (response.status_code, SignedNote.objects.count()) == (428, 0)
    assert "did not say which note it showed" in page
    assert visits.read(visit)["shown"] in page


def test_an_incomplete_visit_is_not_signed_and_says_what_is_missing(signed_in: Client, doctor: Staff) -> None:
    open_visit = visits.visit(by=doctor, patient=people.patient(sex="male"), pain_now=3)
    response = sign(signed_in, open_visit)
    assert (response.status_code, SignedNote.objects.count()) == (422, 0)
    assert "#f-duration_weeks" in response.content.decode()


def test_the_visit_of_another_is_not_signed(client: Client, visit: Encounter) -> None:
    client.force_login(people.clinician())
    response = sign(client, visit)
    assert (response.status_code, SignedNote.objects.count()) == (422, 0)


def test_a_signature_names_the_revision_that_was_read(signed_in: Client, visit: Encounter) -> None:
    assert sign(signed_in, visit, revision=None).status_code == 428
    assert SignedNote.objects.count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"key": "x"},
        {"revision": "-1"},
        {"revision": "99999999999999999999"},
        {"password": ""},
        {"password": "\x00"},
        {"password": "p" * 5000},
    ],
    ids=repr,
)
def test_what_cannot_be_signs_nothing(signed_in: Client, visit: Encounter, bad: dict[str, str]) -> None:
    assert sign(signed_in, visit, **bad).status_code in (409, 422)
    assert SignedNote.objects.count() == 0


@pytest.mark.parametrize("who", ["assistant", "records_admin", "auditor", "superuser"])
def test_who_may_not_sign(client: Client, visit: Encounter, who: str) -> None:
    client.force_login(getattr(people, who)())
    for pk in (visit.pk, uuid.uuid4()):
        assert client.post(reverse("sign", args=[pk])).status_code == 403
    assert SignedNote.objects.count() == 0


def test_nobody_signs_without_signing_in(client: Client, visit: Encounter) -> None:
    assert sign(client, visit).url.startswith(reverse("login"))


def test_an_absent_visit_is_not_found(signed_in: Client) -> None:
    assert signed_in.post(reverse("sign", args=[uuid.uuid4()])).status_code == 404
