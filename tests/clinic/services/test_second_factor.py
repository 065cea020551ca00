"""A second factor comes, goes, and is given back to somebody who lost it."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from clinic.models import AuditEvent, Staff, StaffSession
from clinic.refusals import NotAllowed, Refused
from clinic.services import second_factor
from clinic.services.factor_policy import has_one
from clinic.services.second_factor import add_app, add_passkey, codes_left, codes_once, make_codes, remove, reset
from clinic.services.staff import change_password, set_password
from tests import factories
from tests.clinic.factors import app_of, code_of

pytestmark = pytest.mark.django_db
SHORT = "calm otters!"  # twelve characters


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def passkey_of(person: Staff, name: str = "Ring") -> Authenticator:
    """A row as the library keeps one; how it comes about is tested in a browser."""
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": name, "credential": {}})


def test_an_app_is_added_by_the_code_it_shows_and_recovery_codes_with_it(doctor: Staff) -> None:
    kept = second_factor.new_secret()
    add_app(by=doctor, secret=kept, code=code_of(second_factor.shown(kept)))
    assert [one.kind for one in second_factor.of(doctor)] == ["app"]
    assert codes_left(doctor) == 10
    assert actions()[-2:] == ["second_factor.added", "recovery_codes.made"]
    assert AuditEvent.objects.get(action="second_factor.added").findings == ["app"]
    assert AuditEvent.objects.get(action="recovery_codes.made").count == 10


@pytest.mark.parametrize("given", ["another time", "nothing", "no secret"])
def test_an_app_that_does_not_show_the_code_is_not_added(doctor: Staff, given: str) -> None:
    kept = second_factor.new_secret()
    code = {"another time": code_of(second_factor.shown(kept), at=time.time() + 300), "nothing": "", "no secret": "1"}
    with pytest.raises(Refused, match="does not show this code"):
        add_app(by=doctor, secret="" if given == "no secret" else kept, code=code[given])
    assert not has_one(doctor)
    assert "second_factor.added" not in actions()


def test_there_is_one_app_at_a_time(doctor: Staff) -> None:
    app_of(doctor)
    with pytest.raises(Refused, match="already"):
        app_of(doctor)


@pytest.mark.parametrize("answer", [None, {}, [], "x", {"id": "a", "response": {}}, {"response": None}])
def test_what_is_no_passkey_is_not_added(doctor: Staff, answer: object) -> None:
    with pytest.raises(Refused, match="No passkey was made"):
        add_passkey(by=doctor, name="Ring", credential=answer)
    assert not has_one(doctor)


def test_recovery_codes_are_shown_once(doctor: Staff) -> None:
    app_of(doctor)
    assert len(codes_once(by=doctor)) == 10
    assert codes_once(by=doctor) == []


def test_new_recovery_codes_make_the_old_ones_worthless(doctor: Staff) -> None:
    app_of(doctor)
    old = codes_once(by=doctor)
    make_codes(by=doctor)
    assert not set(old) & set(codes_once(by=doctor))
    assert actions()[-1] == "recovery_codes.made"


def test_recovery_codes_alone_are_no_second_factor(doctor: Staff) -> None:
    with pytest.raises(Refused, match="you have none yet"):
        make_codes(by=doctor)
    assert codes_once(by=doctor) == []


def test_the_last_factor_takes_the_recovery_codes_with_it(doctor: Staff) -> None:
    app, passkey = app_of(doctor), passkey_of(doctor)
    remove(by=doctor, pk=app.pk, password=factories.PASSWORD)
    assert codes_left(doctor) == 10
    remove(by=doctor, pk=passkey.pk, password=factories.PASSWORD)
    assert not Authenticator.objects.exists()
    removed = AuditEvent.objects.filter(action="second_factor.removed").order_by("seq")
    assert [event.findings for event in removed] == [["app"], ["passkey"]]


def test_nobody_removes_somebody_else_s(doctor: Staff) -> None:
    app = app_of(doctor)
    remove(by=factories.clinician(), pk=app.pk, password=factories.PASSWORD)
    assert has_one(doctor)


def test_the_last_one_stays_where_the_practice_asks_for_one(doctor: Staff, settings: Any) -> None:
    app = app_of(doctor)
    settings.SECOND_FACTOR_FOR = "signers"
    with pytest.raises(Refused, match="your only one"):
        remove(by=doctor, pk=app.pk, password=factories.PASSWORD)
    assert has_one(doctor)


def test_a_password_of_twelve_characters_does_beside_a_factor_and_not_alone(doctor: Staff) -> None:
    assert len(SHORT) == 12
    with pytest.raises(Refused, match="takes 15 or more"):
        change_password(staff=doctor, old=factories.PASSWORD, new=SHORT)
    app = app_of(doctor)
    with pytest.raises(Refused, match="takes 12 or more"):
        change_password(staff=doctor, old=factories.PASSWORD, new=SHORT[:11])
    change_password(staff=doctor, old=factories.PASSWORD, new=SHORT)
    with pytest.raises(Refused, match="Choose a longer password first"):
        remove(by=doctor, pk=app.pk, password=SHORT)
    assert has_one(doctor)


def test_a_first_password_stands_alone() -> None:
    with pytest.raises(Refused, match="takes 15 or more"):
        factories.clinician(password=SHORT)


def test_a_lost_factor_is_reset_with_its_reason_and_ends_every_session(doctor: Staff) -> None:
    app_of(doctor)
    client = Client()
    client.force_login(doctor)
    reset(
        staff=doctor,
        by=factories.superuser(),
        reason="Telephone stolen; rang back on the number we keep",
        key=uuid.uuid4(),
    )
    assert not Authenticator.objects.exists()
    assert not StaffSession.objects.exists()
    event = AuditEvent.objects.get(action="second_factor.reset")
    assert (event.user_name, event.object_id) == ("root", str(doctor.pk))
    assert event.reason.startswith("Telephone stolen")
    assert event.findings == ["app", "recovery_code"]
    assert AuditEvent.objects.get(action="session.ended").user_name == "root"


@pytest.mark.parametrize("who", [factories.clinician, factories.records_admin, factories.auditor, factories.assistant])
def test_only_who_manages_staff_resets(doctor: Staff, who: Callable[[], Staff]) -> None:
    app_of(doctor)
    with pytest.raises(NotAllowed):
        reset(staff=doctor, by=who(), reason="x", key=uuid.uuid4())
    assert has_one(doctor)


@pytest.mark.parametrize(("reason", "said"), [("", "reason"), ("   ", "reason")])
def test_nothing_is_reset_without_a_reason(doctor: Staff, reason: str, said: str) -> None:
    app_of(doctor)
    with pytest.raises(Refused, match=said):
        reset(staff=doctor, by=factories.superuser(), reason=reason, key=uuid.uuid4())
    assert has_one(doctor)


def test_nobody_resets_their_own() -> None:
    root = factories.superuser()
    app_of(root)
    with pytest.raises(Refused, match="your own account"):
        reset(staff=root, by=root, reason="x", key=uuid.uuid4())
    assert has_one(root)


def test_a_reset_of_nothing_says_so(doctor: Staff) -> None:
    with pytest.raises(Refused, match="has no second factor"):
        reset(staff=doctor, by=factories.superuser(), reason="x", key=uuid.uuid4())


def test_a_password_set_by_an_admin_may_be_short_beside_a_factor(doctor: Staff) -> None:
    app_of(doctor)
    set_password(staff=doctor, password=SHORT, by=factories.superuser(), key=uuid.uuid4())
    assert Staff.objects.get(pk=doctor.pk).check_password(SHORT)
