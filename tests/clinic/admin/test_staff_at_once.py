"""Two who look after staff at the same moment, on connections of their own: neither writes over the other unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from clinic.models import Staff
from clinic.roles import Role
from tests import factories
from tests.clinic.admin.desk import controls, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = ("auditor", "supervising clinician")


def test_of_two_who_give_roles_at_the_same_moment_the_second_is_shown_what_the_first_gave() -> None:
    desks = [signed_in(factories.superuser()) for _ in ROLES]
    for _again in range(4):
        person = factories.clinician()
        address = reverse("admin:clinic_staff_change", args=[person.pk])
        pages = [controls(desk.get(address)) for desk in desks]
        start = Barrier(len(desks))

        def save(desk: Client, page: dict[str, Any], role: str) -> int:
            try:
                start.wait()  # noqa: B023 (each turn waits for its own threads)
                return desk.post(address, page | {"roles": [role]}).status_code  # noqa: B023
            finally:
                connection.close()

        with ThreadPoolExecutor(len(desks)) as pool:
            answers = list(pool.map(save, desks, pages, ROLES))
        assert sorted(answers) == [200, 302]
        assert Staff.objects.get(pk=person.pk).roles == {Role(ROLES[answers.index(302)])}
