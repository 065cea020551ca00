"""What a password has to be: long, longer where it stands alone, and none that everybody tries."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from clinic.models import Staff
from tests import factories
from tests.clinic.factors import app_of

pytestmark = pytest.mark.django_db
TWELVE, FIFTEEN = "loud geese 9", "loud geese 9 pm"


def refused(password: str, person: Staff | None = None) -> list[str]:
    try:
        validate_password(password, person)
    except ValidationError as why:
        return [one.code or "" for one in why.error_list]
    return []


def test_a_password_that_stands_alone_has_fifteen_characters() -> None:
    person = factories.clinician()
    assert (len(TWELVE), len(FIFTEEN)) == (12, 15)
    assert refused(FIFTEEN, person) == refused(FIFTEEN) == []
    assert refused(FIFTEEN[:-1], person) == refused(FIFTEEN[:-1]) == ["password_too_short"]


def test_beside_a_second_factor_twelve_are_enough() -> None:
    person = factories.clinician()
    app_of(person)
    assert refused(TWELVE, person) == []
    assert refused(TWELVE[:-1], person) == ["password_too_short"]


def test_a_password_that_everybody_tries_is_refused_however_long() -> None:
    assert refused("1qaz2wsx3edc4rfv", factories.clinician()) == ["password_too_common"]
