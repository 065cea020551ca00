"""What the server works for a save, a press in the plan and the page of a visit, beside a view that writes one row.

    python -m bench.save      # the table, as Markdown; on SQLite, or on PostgreSQL by DATABASE_URL

A standard visit, half filled, under the site's own middleware. Times are of the processor, the best of many runs:
other work on the machine only adds to them. Ratios are what to compare across machines.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path, reverse  # noqa: E402

from assessments.demo.standard_visit import LAN  # noqa: E402
from assessments.models import Encounter  # noqa: E402
from assessments.services import record, visits  # noqa: E402
from clinic.models import Receipt, Staff  # noqa: E402
from tests import factories  # noqa: E402

WARM, RUNS = 20, 200
FRAGMENT = {"Accept": "text/html; fragment"}


def bare(request: HttpRequest) -> HttpResponse:
    """What any site on Django spends: its session, its user and one row written."""
    made = Receipt.objects.create(user=request.user, action="bench", body_hash=request.POST["pain_now"])
    return HttpResponse(str(made.pk))


urlpatterns = [path("bare/", bare), path("", include("clinic.urls"))]


@contextmanager
def database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def half_filled(by: Staff) -> Encounter:
    """Pain and the emergencies are told; the rest is still to come."""
    visit = visits.open_encounter(patient=factories.patient(sex="female", by=by), by=by, key=uuid.uuid4())
    told = LAN.visits[0].intake
    half = dict(list(told.items())[: len(told) // 2])
    changes = {slot: (None, value) for slot, value in half.items()}
    saved = record.record(encounter=visit.pk, changes=changes, by=by, key=uuid.uuid4(), revision=1)
    for group in ("emergency", "serious"):
        saved = record.none_of_these(encounter=visit.pk, group=group, by=by, key=uuid.uuid4(), revision=saved.revision)
    return Encounter.objects.get(pk=visit.pk)


class Clinician:
    """Sends what the page of a visit sends, and holds the revision that it was told."""

    def __init__(self, visit: Encounter, by: Staff) -> None:
        self.client, self.visit, self.revision = Client(), visit.pk, visit.revision
        self.client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        self.words = ""
        self.pain = Encounter.objects.select_related("pain").get(pk=visit.pk).pain.pain_now

    def post(self, address: str, **fields: Any) -> HttpResponse:
        given = {"key": uuid.uuid4(), "revision": self.revision, **fields}
        response = self.client.post(address, {name: str(value) for name, value in given.items()}, headers=FRAGMENT)
        assert response.status_code == 200, response.content
        self.revision = int(response.get("X-Revision", self.revision))
        return response

    def writes_one_row(self) -> HttpResponse:
        return self.post("/bare/", pain_now=1)

    def saves(self) -> HttpResponse:
        was, self.pain = self.pain, 3 + (self.pain - 2) % 5
        return self.post(reverse("record", args=[self.visit]), pain_now=self.pain, **{"was-pain_now": was})

    def writes_words(self) -> HttpResponse:
        was, self.words = self.words, f"words at {self.revision}"
        return self.post(reverse("record", args=[self.visit]), other_symptoms=self.words, **{"was-other_symptoms": was})

    def none_of_these(self) -> HttpResponse:
        return self.post(reverse("none-of-these", args=[self.visit, "emergency_flags"]))

    def decides(self) -> HttpResponse:
        return self.post(
            reverse("decide", args=[self.visit]), item="stay_active", answer="accepted", rule="", reason=""
        )

    def opens(self) -> HttpResponse:
        return self.client.get(reverse("encounter", args=[self.visit]))


def measured(act: Callable[[], HttpResponse], runs: int = RUNS) -> tuple[float, int, int]:
    """Milliseconds of the processor, queries, and bytes of the last answer."""
    for _ in range(WARM):
        act()
    times = []
    for _ in range(runs):
        start = time.process_time()
        response = act()
        times.append(time.process_time() - start)
    with CaptureQueriesContext(connection) as asked:
        response = act()
    return min(times) * 1000, len(asked), len(response.content)


def main() -> None:
    settings.ROOT_URLCONF = "bench.save"
    with database():
        by = factories.clinician()
        one = Clinician(half_filled(by), by)
        floor = 0.0
        print("| | processor, ms | beside a bare view | queries | kB |\n|---|---|---|---|---|")
        for what, act, runs in (
            ("a bare view writes one row", one.writes_one_row, RUNS),
            ("an answer is saved", one.saves, RUNS),
            ("words are saved", one.writes_words, RUNS),
            ("none of these", one.none_of_these, RUNS // 4),
            ("a treatment is accepted", one.decides, RUNS // 4),
            ("the page of the visit", one.opens, RUNS // 4),
        ):
            took, queries, size = measured(act, runs)
            floor = floor or took
            print(f"| {what} | {took:.1f} | {took / floor:.1f} | {queries} | {size / 1000:.1f} |", flush=True)


if __name__ == "__main__":
    main()
