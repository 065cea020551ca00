"""When a suggestion was first shown: from the page on which it stood, once, and kept with the signed note."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Encounter, SignedNote
from assessments.services.advice import guidance_for
from assessments.services.showing import showed, suggestions
from assessments.services.verifying import hash_of, problems
from clinic import triggers
from clinic.canonical import canonical
from clinic.models import Staff
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db
ALERT = "alert:cauda_equina"


@pytest.fixture
def clinician() -> Staff:
    return people.clinician()


@pytest.fixture
def visit(clinician: Staff) -> Encounter:
    return factories.visit(by=clinician, **factories.COMPLETE)


def at(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def saves(client: Client, visit: Encounter, slot: str, was: Any, now: Any) -> None:
    revision = Encounter.objects.get(pk=visit.pk).revision
    given = {"key": uuid.uuid4(), "revision": revision, f"was-{slot}": was, slot: now}
    answer = client.post(reverse("record", args=[visit.pk]), given, headers={"Accept": "text/html; fragment"})
    assert answer.status_code == 200, answer.content


def shown(visit: Encounter) -> dict[str, Any]:
    return Encounter.objects.get(pk=visit.pk).shown or {}


def whole(visit: Encounter) -> Encounter:
    return Encounter.objects.whole().get(pk=visit.pk)


def test_nothing_was_shown_before_a_page_was(visit: Encounter) -> None:
    assert shown(visit) == {}


def test_the_page_of_a_visit_shows_all_that_is_advised(visit: Encounter, clinician: Staff) -> None:
    before = timezone.now()
    at(clinician).get(reverse("encounter", args=[visit.pk]))
    told = shown(visit)
    advised = guidance_for(whole(visit))
    assert set(told) == set(suggestions(advised)) != set()
    assert all(before <= datetime.fromisoformat(one["at"]) <= timezone.now() for one in told.values())
    assert {one["knowledge_version"] for one in told.values()} == {advised.knowledge_version}


def test_what_a_save_brings_is_shown_by_its_answer_and_keeps_its_time_when_it_goes_and_comes_back(
    visit: Encounter, clinician: Staff
) -> None:
    client = at(clinician)
    client.get(reverse("encounter", args=[visit.pk]))
    assert ALERT not in shown(visit)
    before = timezone.now()
    saves(client, visit, "saddle_numbness", "no", "yes")
    first = shown(visit)
    assert before <= datetime.fromisoformat(first[ALERT]["at"]) <= timezone.now()
    assert {"test:mri_lumbar:cauda_equina"} <= set(first)
    saves(client, visit, "saddle_numbness", "yes", "no")
    saves(client, visit, "saddle_numbness", "no", "yes")
    assert first.items() <= shown(visit).items()


def test_what_only_an_assistant_had_before_them_was_shown_to_nobody_who_decides(visit: Encounter) -> None:
    at(people.assistant()).get(reverse("encounter", args=[visit.pk]))
    assert shown(visit) == {}


def test_a_page_that_shows_nothing_new_asks_the_database_nothing(visit: Encounter) -> None:
    showed(whole(visit), guidance_for(whole(visit)))
    again = whole(visit)
    advised = guidance_for(again)
    with CaptureQueriesContext(connection) as asked:
        showed(again, advised)
    assert len(asked) == 0


def test_of_two_pages_at_once_the_time_of_the_first_stays(visit: Encounter) -> None:
    one, other = whole(visit), whole(visit)
    showed(one, guidance_for(one))
    first = shown(visit)
    showed(other, guidance_for(other))
    assert shown(visit) == first == other.shown


def test_a_signed_note_keeps_what_was_shown_when_and_nothing_is_shown_later(visit: Encounter, clinician: Staff) -> None:
    at(clinician).get(reverse("encounter", args=[visit.pk]))
    stale = whole(visit)
    told = shown(visit)
    factories.recorded(visit, by=clinician, saddle_numbness=True)
    note = factories.sign_now(visit, by=clinician)
    kept = json.loads(note.basis)["shown"]
    assert kept == told
    assert ALERT not in kept
    stale.shown = None
    showed(stale, guidance_for(stale))
    assert shown(visit) == told
    assert problems(SignedNote.objects.get()) == []


def rewritten(what: str, *values: str) -> list[str]:
    """Past the program, by somebody who may write anything; what verifying says then."""
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {what}", values)
    return problems(SignedNote.objects.get())


def test_a_time_altered_after_signing_is_found_out(visit: Encounter, clinician: Staff) -> None:
    at(clinician).get(reverse("encounter", args=[visit.pk]))
    factories.sign_now(visit, by=clinician)
    an_hour_before = str(timezone.now() - timedelta(hours=1))
    earlier = json.dumps({name: one | {"at": an_hour_before} for name, one in shown(visit).items()})
    says = ["When the suggestions of the visit were shown was altered after signing."]
    assert rewritten("assessments_encounter SET shown = %s", earlier) == says


def test_a_note_signed_under_a_release_that_kept_no_times_still_stands(visit: Encounter, clinician: Staff) -> None:
    basis = json.loads(factories.sign_now(visit, by=clinician).basis)
    del basis["shown"]
    kept = canonical(basis).decode()
    assert rewritten("assessments_signednote SET basis = %s, basis_sha256 = %s", kept, hash_of(kept)) == []
