"""The same code from several at the same moment, on connections of their own: accepted once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from clinic.models import AuditEvent
from clinic.services import audit
from clinic.services.codes import NotProved, use_code
from tests import factories
from tests.clinic.factors import app_of, recovery_codes

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def accepted(acts: Sequence[Callable[[], str]]) -> list[str]:
    start = Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        try:
            start.wait()
            return act()
        except NotProved:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [kind for kind in pool.map(run, acts) if kind]


@pytest.mark.parametrize("kind", ["app", "recovery_code"])
def test_a_code_sent_by_several_at_once_lets_one_of_them_in(kind: str) -> None:
    doctor = factories.clinician()
    app = app_of(doctor)
    code = app.code() if kind == "app" else recovery_codes(doctor)[0]
    assert accepted([lambda: use_code(staff=doctor, code=code)] * TIMES) == [kind]
    assert AuditEvent.objects.filter(action="second_factor.used").count() == 1
    assert AuditEvent.objects.filter(action="second_factor.failed").count() == TIMES - 1
    assert audit.verify() == []
