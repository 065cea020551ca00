"""Who signs shows again that it is them: how often they may try, and by what."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.urls import reverse

from assessments.models import Encounter, SignedNote
from assessments.services.addenda import amend
from assessments.services.identity import NotProved, WrongPassword
from assessments.services.signing import sign
from clinic.models import AuditEvent, Staff
from clinic.services.codes import TooOften, WrongCode
from tests import factories as people
from tests.assessments import factories
from tests.clinic.factors import app_of

pytestmark = pytest.mark.django_db
TRIES = 10


@pytest.fixture
def doctor() -> Staff:
    return people.clinician()


@pytest.fixture
def visit(doctor: Staff) -> Encounter:
    return factories.visit(by=doctor, **factories.COMPLETE)


def signed(visit: Encounter, doctor: Staff, password: str, **given: Any) -> SignedNote:
    return sign(encounter=visit, by=doctor, password=password, **{"key": uuid.uuid4(), **factories.read(visit)} | given)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("-seq").values_list("action", flat=True))


def test_a_wrong_password_is_written_down_as_such_and_as_a_signature_refused(visit: Encounter, doctor: Staff) -> None:
    with pytest.raises(WrongPassword):
        signed(visit, doctor, "guess")
    assert actions()[:2] == ["denied.sign", "password.failed"]
    assert not SignedNote.objects.exists()


def test_after_ten_wrong_passwords_signing_waits_says_so_and_goes_on_later(visit: Encounter, doctor: Staff) -> None:
    for _ in range(TRIES):
        with pytest.raises(WrongPassword):
            signed(visit, doctor, "guess")
    with pytest.raises(TooOften, match="Try again in 15 minutes"):
        signed(visit, doctor, people.PASSWORD)
    assert actions()[0] == "denied.sign"
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    assert signed(visit, doctor, people.PASSWORD)


def test_the_page_says_when_to_try_again_and_nothing_is_signed(visit: Encounter, doctor: Staff) -> None:
    client = Client()
    client.force_login(doctor)

    def sent(password: str) -> Any:
        given = {"key": uuid.uuid4(), "password": password, **factories.read(visit)}
        return client.post(reverse("sign", args=[visit.pk]), given)

    for _ in range(TRIES):
        assert sent("guess").status_code == 422
    answer = sent(people.PASSWORD)
    assert (answer.status_code, "Try again in 15 minutes" in answer.content.decode()) == (422, True)
    assert "Review and sign" in answer.content.decode()
    assert not SignedNote.objects.exists()


def test_a_colleague_s_wrong_passwords_do_not_keep_anybody_from_signing(visit: Encounter, doctor: Staff) -> None:
    other = people.clinician()
    theirs = factories.visit(by=other, **factories.COMPLETE)
    for _ in range(TRIES):
        with pytest.raises(WrongPassword):
            signed(theirs, other, "guess")
    assert signed(visit, doctor, people.PASSWORD)


def test_a_code_of_the_app_signs(visit: Encounter, doctor: Staff) -> None:
    app = app_of(doctor)
    note = signed(visit, doctor, app.code())
    assert note.signer == doctor
    assert "second_factor.used" in actions()


def test_a_wrong_code_signs_nothing_and_is_refused_as_a_wrong_password_is(visit: Encounter, doctor: Staff) -> None:
    app = app_of(doctor)
    code = app.code()
    signed(visit, doctor, code)
    second = factories.visit(by=doctor, **factories.COMPLETE)
    with pytest.raises(WrongCode):
        signed(second, doctor, code)
    assert actions()[:2] == ["denied.sign", "second_factor.failed"]


def test_a_signature_that_arrives_twice_is_one_though_its_code_is_used(visit: Encounter, doctor: Staff) -> None:
    app = app_of(doctor)
    given = {"key": uuid.uuid4(), **factories.read(visit)}
    code = app.code()
    first = signed(visit, doctor, code, **given)
    assert signed(visit, doctor, code, **given) == first
    assert SignedNote.objects.count() == 1


def test_somebody_else_s_key_proves_nothing(visit: Encounter, doctor: Staff) -> None:
    key = uuid.uuid4()
    signed(visit, doctor, people.PASSWORD, key=key)
    other = people.clinician()
    theirs = factories.visit(by=other, **factories.COMPLETE)
    with pytest.raises(WrongPassword):
        signed(theirs, other, "guess", key=key)


def test_an_addendum_is_asked_for_in_the_same_way(visit: Encounter, doctor: Staff) -> None:
    note = signed(visit, doctor, people.PASSWORD)
    given = {"note": note, "kind": "addendum", "text": "x", "by": doctor}
    for _ in range(TRIES):
        with pytest.raises(NotProved):
            amend(**given, key=uuid.uuid4(), password="guess")
    with pytest.raises(TooOften):
        amend(**given, key=uuid.uuid4(), password=people.PASSWORD)
    assert actions()[0] == "denied.amend"
