"""Codes and their limits: each accepted once, wrong ones counted, nothing of them kept where it can be read."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db.models import F
from django.test import override_settings

from clinic.context import RequestContext, request_context
from clinic.models import AuditEvent, Staff
from clinic.services.codes import RECOVERY, TOTP, TooOften, WrongCode, use_code, use_passkey
from tests import factories
from tests.clinic.factors import STEP, App, app_of, code_of, recovery_codes

pytestmark = pytest.mark.django_db
TRIES, ANYWHERE = 10, 30


@pytest.fixture
def doctor() -> Staff:
    return factories.clinician()


@pytest.fixture
def app(doctor: Staff) -> App:
    return app_of(doctor)


def latest() -> AuditEvent:
    event = AuditEvent.objects.first()
    assert event is not None
    return event


def wrong(app: App) -> str:
    """A code that the app shows at no time near now."""
    near = {code_of(app.secret, at=time.time() + STEP * steps) for steps in range(-3, 4)}
    return next(
        code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666") if code not in near
    )


def at(address: str) -> Any:
    return request_context.set(RequestContext(source_address=address))


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    given = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {when: code_of(secret, at=when) for when in given} == given


def test_the_code_of_the_app_is_accepted_and_written_down(doctor: Staff, app: App) -> None:
    assert use_code(staff=doctor, code=app.code()) == "app"
    event = latest()
    assert (event.action, event.user_id, event.findings) == ("second_factor.used", doctor.pk, ["app"])


def test_a_code_is_accepted_once(doctor: Staff, app: App) -> None:
    code = app.code()
    use_code(staff=doctor, code=code)
    with pytest.raises(WrongCode):
        use_code(staff=doctor, code=code)


def test_a_code_older_than_the_last_one_used_is_not_accepted_any_more(doctor: Staff, app: App) -> None:
    older = code_of(app.secret)
    use_code(staff=doctor, code=code_of(app.secret, at=time.time() + STEP))
    with pytest.raises(WrongCode):
        use_code(staff=doctor, code=older)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_half_a_minute_wrong_does_not_matter(doctor: Staff, app: App, steps: int) -> None:
    row = Authenticator.objects.get(type=TOTP)
    row.data["last_counter"] = 0
    row.save()
    with time_machine.travel(time.time() // STEP * STEP + STEP / 2, tick=False):
        assert use_code(staff=doctor, code=code_of(app.secret, at=time.time() + STEP * steps)) == "app"


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_is_not_accepted(doctor: Staff, app: App, steps: int) -> None:
    with pytest.raises(WrongCode):
        use_code(staff=doctor, code=code_of(app.secret, at=time.time() + STEP * steps))


def test_a_code_may_be_typed_in_two_groups(doctor: Staff, app: App) -> None:
    code = app.code()
    assert use_code(staff=doctor, code=f" {code[:3]} {code[3:]} ") == "app"


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "٣٣٣٣٣٣", "\x00", "\ud83d", "9" * 400])
def test_what_is_no_code_is_refused_in_words(doctor: Staff, app: App, typed: str) -> None:
    with pytest.raises(WrongCode, match="not right"):
        use_code(staff=doctor, code=typed)


def test_a_recovery_code_is_crossed_out_by_its_use(doctor: Staff, app: App) -> None:
    codes = recovery_codes(doctor)
    assert len(set(codes)) == 10
    assert use_code(staff=doctor, code=f"{codes[3][:5]} {codes[3][5:]}") == "recovery_code"
    assert (latest().findings, latest().count) == (["recovery_code"], 9)
    with pytest.raises(WrongCode):
        use_code(staff=doctor, code=codes[3])
    assert use_code(staff=doctor, code=codes[4]) == "recovery_code"


def test_somebody_else_s_codes_open_nothing(doctor: Staff, app: App) -> None:
    other = factories.clinician()
    app_of(other)
    for code in (app.code(), recovery_codes(doctor)[0]):
        with pytest.raises(WrongCode):
            use_code(staff=other, code=code)


def test_a_wrong_code_is_written_down_without_the_code(doctor: Staff, app: App) -> None:
    code = wrong(app)
    with pytest.raises(WrongCode):
        use_code(staff=doctor, code=code)
    event = latest()
    assert (event.action, event.outcome, event.user_id) == ("second_factor.failed", "failed", None)
    assert event.object_id == str(doctor.pk)
    assert code not in repr(event.sealed())
    assert code not in repr(list(AccessAttempt.objects.values()))


def test_after_ten_wrong_codes_the_right_one_waits_a_quarter_of_an_hour(doctor: Staff, app: App) -> None:
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            use_code(staff=doctor, code=wrong(app))
    with pytest.raises(TooOften, match="Try again in 15 minutes"):
        use_code(staff=doctor, code=app.code())
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=12))
    with pytest.raises(TooOften, match="Try again in 3 minutes") as still:
        use_code(staff=doctor, code=code_of(app.secret))
    assert timedelta(minutes=2) < still.value.wait <= timedelta(minutes=3)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=3, seconds=1))
    assert use_code(staff=doctor, code=code_of(app.secret)) == "app"


def test_nine_wrong_ones_and_a_right_one_begin_anew(doctor: Staff, app: App) -> None:
    codes = recovery_codes(doctor)
    for number in range(2):
        for _ in range(TRIES - 1):
            with pytest.raises(WrongCode):
                use_code(staff=doctor, code=wrong(app))
        use_code(staff=doctor, code=codes[number])


def test_wrong_codes_elsewhere_do_not_make_one_wait_here(doctor: Staff, app: App) -> None:
    token = at("198.51.100.7")
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            use_code(staff=doctor, code=wrong(app))
    request_context.reset(token)
    assert use_code(staff=doctor, code=app.code()) == "app"


def test_many_addresses_together_guess_no_more_than_thirty(doctor: Staff, app: App) -> None:
    for number in range(ANYWHERE):
        token = at(f"198.51.100.{number}")
        with pytest.raises(WrongCode):
            use_code(staff=doctor, code=wrong(app))
        request_context.reset(token)
    token = at("203.0.113.1")
    with pytest.raises(TooOften):
        use_code(staff=doctor, code=app.code())
    with pytest.raises(WrongCode, match="passkey"):  # not to be guessed, so asked all the same
        use_passkey(staff=doctor, answer={})
    request_context.reset(token)


@pytest.mark.parametrize("kind", [TOTP, RECOVERY])
def test_no_secret_lies_readable_in_the_database(doctor: Staff, app: App, kind: str) -> None:
    kept = json.dumps(Authenticator.objects.get(type=kind).data)
    assert app.secret not in kept
    assert not any(code in kept for code in recovery_codes(doctor))


def test_under_another_key_of_the_site_no_code_is_right_and_nothing_fails(doctor: Staff, app: App) -> None:
    code, written = app.code(), recovery_codes(doctor)[0]
    with override_settings(SECRET_KEY="another key " * 5):
        for typed in (code, written):
            with pytest.raises(WrongCode):
                use_code(staff=doctor, code=typed)


@pytest.mark.parametrize(
    "answer", [None, {}, [], "x", {"id": 1}, {"id": "a", "response": {}}, {"response": None}, 10**400]
)
def test_what_is_no_passkey_is_refused_in_words(doctor: Staff, app: App, answer: Any) -> None:
    with pytest.raises(WrongCode, match="This passkey was not accepted"):
        use_passkey(staff=doctor, answer=answer)
    assert (latest().action, latest().findings) == ("second_factor.failed", ["passkey"])
