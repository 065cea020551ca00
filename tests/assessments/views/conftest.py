"""Who sits at the desk, unless a test says who."""

import pytest
from django.test import Client

from clinic.models import Staff
from tests import factories as people


@pytest.fixture
def doctor() -> Staff:
    return people.clinician()


@pytest.fixture
def signed_in(client: Client, doctor: Staff) -> Client:
    client.force_login(doctor)
    return client
