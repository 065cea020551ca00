"""Registering a patient, correcting their details, archiving them."""

import uuid
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from clinic.models import AuditEvent, Patient, Practice, Staff
from clinic.services import patients
from tests import factories
from tests.clinic.views.forms import sent

pytestmark = pytest.mark.django_db

NEW = "/patients/new/"
ABSENT = "00000000-0000-4000-8000-00000000dead"
ANN = {"given_name": "Ann", "family_name": "Smith", "birth_date": "7 March 1985"}


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


def fill(client: Client, address: str = NEW, **typed: str) -> dict[str, str]:
    return sent(client.get(address).content, **typed)


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_a_new_patient_gets_a_record_number_and_a_chart(client: Client, by: Staff) -> None:
    answer = client.post(NEW, fill(client, **ANN, sex="female", phone="085 555 0101"))
    patient = Patient.objects.get()
    assert answer.url == f"/patients/{patient.pk}/"  # type: ignore[attr-defined]
    assert (patient.name, patient.birth_date, patient.sex, patient.created_by) == (
        "Ann Smith",
        date(1985, 3, 7),
        "female",
        by,
    )
    assert patient.record_number == "BC-000001"


def test_what_nobody_asked_stays_unknown(client: Client, by: Staff) -> None:
    client.post(NEW, fill(client, **ANN))
    patient = Patient.objects.get()
    assert (patient.sex, patient.medicines_state, patient.allergies_state) == (None, None, None)


def test_pressing_twice_registers_once(client: Client, by: Staff) -> None:
    form = fill(client, **ANN)
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert Patient.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_going_back_and_changing_the_name_does_not_quietly_register_a_second(client: Client, by: Staff) -> None:
    form = fill(client, **ANN)
    client.post(NEW, form)
    answer = client.post(NEW, form | {"given_name": "Beth"})
    assert errors(answer) == {
        "__all__": ["This save was already made with other content. Reload the page and save again."]
    }
    assert Patient.objects.count() == 1
    assert sent(answer.content)["key"] != form["key"]


def test_a_page_without_its_key_registers_nobody_and_keeps_what_was_typed(client: Client, by: Staff) -> None:
    form = fill(client, **ANN)
    answer = client.post(NEW, form | {"key": "not a key"})
    assert errors(answer) == {"key": ["This page was incomplete. Send it again."]}
    again = sent(answer.content)
    assert (again["given_name"], again["birth_date"]) == ("Ann", "7 March 1985")
    assert client.post(NEW, again).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "ANN", "family_name": "smith", "birth_date": "1999-01-01"},
        {"given_name": "Smith", "family_name": "Ann", "birth_date": "1999-01-01"},
        {"given_name": "Somebody", "family_name": "Else", "birth_date": "1985-03-07"},
    ],
)
def test_a_like_name_or_the_same_birth_date_is_shown_before_anybody_is_registered(
    client: Client, by: Staff, typed: dict[str, str]
) -> None:
    there = factories.patient(given_name="Ann", family_name="Smith", birth_date=date(1985, 3, 7))
    form = fill(client, **typed)
    warned = client.post(NEW, form)
    assert (warned.status_code, warned.context["alike"], Patient.objects.count()) == (200, [there], 1)
    kept = sent(warned.content)
    assert kept["key"] == form["key"]
    assert client.post(NEW, kept | {"seen": warned.context["seen"]}).status_code == 302
    assert Patient.objects.count() == 2


def test_having_seen_one_namesake_is_not_having_seen_another(client: Client, by: Staff) -> None:
    factories.patient(given_name="Ann", family_name="Smith", birth_date=date(1985, 3, 7))
    seen = client.post(NEW, fill(client, **ANN)).context["seen"]
    factories.patient(given_name="Anna", family_name="Smith", birth_date=date(1985, 3, 7))
    assert client.post(NEW, fill(client, **ANN) | {"seen": seen}).status_code == 200
    assert Patient.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"given_name": " "}, "given_name", "This field is required."),
        ({"given_name": "…"}, "given_name", "has no letter in it"),
        ({"family_name": "x" * 10_000}, "family_name", "at most 150 characters"),
        ({"family_name": "a\x00b"}, "family_name", "Null characters are not allowed."),
        ({"birth_date": "03/07/1985"}, "birth_date", "more than one way"),
        ({"birth_date": "1885-03-07"}, "birth_date", "is before 1890-01-01. Check the year."),
        ({"birth_date": ""}, "birth_date", "Write the day, as 1985-03-07 or as 7 March 1985."),
        ({"sex": "maybe"}, "sex", "is not one of the available choices"),
        ({"email": "nobody"}, "email", "valid email"),
        ({"address": "x" * 501}, "address", "at most 500 characters"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_nothing_is_kept(
    client: Client, by: Staff, typed: dict[str, str], field: str, says: str
) -> None:
    answer = client.post(NEW, fill(client, **ANN) | typed)
    assert says in " ".join(errors(answer)[field])
    assert f'href="#id_{field}' in answer.content.decode()
    assert Patient.objects.count() == 0


def test_a_broken_character_is_kept_as_the_sign_for_one(client: Client, by: Staff) -> None:
    body = urlencode(fill(client, **ANN) | {"family_name": "a\ud800b"}, errors="surrogatepass")
    assert client.post(NEW, body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert Patient.objects.get().family_name == "a���b"


def test_nobody_is_born_tomorrow(client: Client, by: Staff) -> None:
    tomorrow = (Practice.current().today() + timedelta(days=1)).isoformat()
    answer = client.post(NEW, fill(client, **ANN | {"birth_date": tomorrow}))
    assert errors(answer) == {"birth_date": [f"{tomorrow} has not come yet. Check the year."]}


def test_markup_in_a_name_is_text(client: Client, by: Staff) -> None:
    answer = client.post(NEW, fill(client, **ANN | {"family_name": "<script>alert(1)</script>"}), follow=True)
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()


def test_every_field_of_the_form_is_on_the_page(client: Client, by: Staff) -> None:
    for address in (NEW, f"/patients/{factories.patient().pk}/edit/"):
        page = client.get(address)
        named = set(sent(page.content)) - {"csrfmiddlewaretoken"}
        assert named == set(page.context["form"].fields)


# Correcting ----------------------------------------------------------------------------------------------------------


def test_a_detail_is_corrected(client: Client, by: Staff) -> None:
    patient = factories.patient(address="1 Main Street\nDublin")
    address = reverse("patient-edit", args=[patient.pk])
    assert client.post(address, fill(client, address, given_name="Adah")).status_code == 302
    patient.refresh_from_db()
    assert (patient.given_name, patient.address) == ("Adah", "1 Main Street\nDublin")
    assert AuditEvent.objects.get(action="patient.updated").findings == ["given_name"]


def test_two_who_correct_different_details_both_keep_theirs(client: Client, by: Staff) -> None:
    patient = factories.patient()
    address = reverse("patient-edit", args=[patient.pk])
    form = fill(client, address, given_name="Adah")
    patients.update_patient(patient=patient, changes={"phone": ("", "1")}, by=by, key=uuid.uuid4())
    assert client.post(address, form).status_code == 302
    patient.refresh_from_db()
    assert (patient.given_name, patient.phone) == ("Adah", "1")


def test_two_who_correct_the_same_detail_see_both_before_either_is_lost(client: Client, by: Staff) -> None:
    patient = factories.patient()
    address = reverse("patient-edit", args=[patient.pk])
    form = fill(client, address, given_name="Adah")
    patients.update_patient(patient=patient, changes={"given_name": ("Ada", "Adele")}, by=by, key=uuid.uuid4())
    answer = client.post(address, form)
    assert errors(answer) == {
        "given_name": ["Somebody changed this to “Adele” meanwhile. Save again to keep yours, or write theirs."]
    }
    again = sent(answer.content)
    assert again["given_name"] == "Adah"
    assert client.post(address, again).status_code == 302
    patient.refresh_from_db()
    assert patient.given_name == "Adah"


# The archive ---------------------------------------------------------------------------------------------------------


def test_a_record_goes_to_the_archive_and_comes_back_each_with_a_reason(client: Client) -> None:
    client.force_login(factories.supervisor())
    patient = factories.patient()
    for name, archived in (("patient-archive", True), ("patient-restore", False)):
        address = reverse(name, args=[patient.pk])
        assert errors(client.post(address, fill(client, address))) == {"reason": ["This field is required."]}
        assert client.post(address, fill(client, address, reason="moved away")).status_code == 302
        patient.refresh_from_db()
        assert (patient.archived_at is not None) is archived


def test_what_is_archived_already_is_told_so(client: Client) -> None:
    client.force_login(factories.supervisor())
    patient = factories.patient()
    address = reverse("patient-archive", args=[patient.pk])
    client.post(address, fill(client, address, reason="moved away"))
    answer = client.post(address, fill(client, address, reason="moved away again"))
    assert "archived" in errors(answer)["__all__"][0]


# Who may not ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["patient-edit", "patient-archive", "patient-restore"])
@pytest.mark.parametrize("who", ["auditor", "nobody"])
def test_who_may_not_is_refused_alike_whether_the_record_exists_or_not(
    client: Client, who: str, name: str, method: str
) -> None:
    client.force_login(factories.auditor() if who == "auditor" else factories.staff())
    answers = [
        getattr(client, method)(reverse(name, args=[pk]), {"key": str(uuid.uuid4()), "reason": "x", **ANN})
        for pk in (factories.patient().pk, uuid.uuid4())
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content


def test_a_clinician_archives_nobody(client: Client, by: Staff) -> None:
    assert client.get(reverse("patient-archive", args=[factories.patient().pk])).status_code == 403


@pytest.mark.parametrize("address", [NEW, f"/patients/{ABSENT}/edit/", f"/patients/{ABSENT}/archive/"])
def test_somebody_signed_out_is_sent_to_the_door(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, {})):
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize("pk", [ABSENT, "1", "x" * 300, "%00"])
def test_a_record_that_is_not_there_is_not_there(client: Client, by: Staff, pk: str) -> None:
    assert client.get(f"/patients/{pk}/edit/").status_code == 404
