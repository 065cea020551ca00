"""Signed notes and what was added to them: read as they print, verified, written by nobody."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.utils.html import escape

from assessments.knowledge import note as notes
from assessments.models import Addendum, SignedNote
from assessments.services.addenda import amend
from clinic import triggers
from clinic.models import AuditEvent
from clinic.roles import Role
from tests import factories
from tests.assessments import factories as visits
from tests.assessments.admin.pages import change, listing
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db


def added(note: SignedNote, kind: str = "correction", text: str = "The right leg, <b>not</b> the left.") -> Addendum:
    return amend(note=note, kind=kind, text=text, by=note.signer, key=uuid.uuid4(), password=factories.PASSWORD)


def test_a_note_shows_every_printed_word_its_seal_and_that_it_holds() -> None:
    note = visits.signed(pain_now=6, pain_quality=())
    added(note)
    html = page(signed_in(factories.records_admin()), change(note))
    content = notes.read(note.content_bytes)
    words = " ".join(html.split())
    for line in (*content.band, *(one for part in content.parts for one in part.lines)):
        assert " ".join(escape(line.text).split()) in words
    for part in content.parts:
        assert part.title in html
    assert note.sha256 in html
    assert note.signer_name in html
    assert "Intact: these are the words that were signed" in html
    assert "&lt;b&gt;not&lt;/b&gt;" in html
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.object_id) == ("chart.opened", str(note.pk))


def test_a_note_altered_behind_the_programs_back_says_so() -> None:
    note = visits.signed()
    triggers.lower(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_signednote SET content = replace(content, 'Stone', 'Stine')")
    html = page(signed_in(factories.records_admin()), change(note))
    assert "not the ones that were signed" in html
    assert "Intact" not in html
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_signednote SET content = 'nonsense'")
    assert "The stored note can no longer be read." in page(signed_in(factories.records_admin()), change(note))


@pytest.mark.parametrize("roles", [(Role.RECORDS_ADMIN,), (Role.RECORDS_ADMIN, Role.SUPERVISOR)])
def test_neither_note_nor_addendum_takes_a_write(roles: tuple[Role, ...]) -> None:
    note = visits.signed()
    addendum = added(note)
    desk = signed_in(factories.staff(*roles))
    for row in (note, addendum):
        assert 'name="_save"' not in page(desk, change(row))
        assert desk.post(change(row), {"text": "other", "content": "{}", "kind": "addendum"}).status_code == 403
    assert Addendum.objects.get().text == addendum.text
    assert SignedNote.objects.get().content == note.content


def test_an_addendum_shows_its_words_and_stamp() -> None:
    addendum = added(visits.signed())
    html = page(signed_in(factories.records_admin()), change(addendum))
    assert "&lt;b&gt;not&lt;/b&gt;" in html
    assert addendum.sha256 in html


@pytest.mark.parametrize("model", [SignedNote, Addendum])
def test_a_longer_list_asks_no_more_questions(
    model: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    by = factories.clinician()
    desk = signed_in(factories.records_admin())
    for _each in range(3):
        added(visits.signed(by=by))
    page(desk, listing(model))
    with django_assert_max_num_queries(30) as few:
        page(desk, listing(model))
    for _each in range(17):
        added(visits.signed(by=by))
    with django_assert_num_queries(len(few.captured_queries)):
        page(desk, listing(model))
