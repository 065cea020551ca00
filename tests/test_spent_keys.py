"""A key that was spent on another act is refused in words, at whichever address it comes again."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from assessments.models import Encounter, SignedNote
from clinic.models import Practice, Receipt, Staff
from clinic.services.receipts import once
from tests import factories
from tests.everybody import Site
from tests.test_fuzz import POSTED, actor_of
from tests.who_may import DRAFT, OWN, SIGNED, SUPERVISOR, TABLE

pytestmark = pytest.mark.django_db

# Everything that an act needs but its key and its revision; what is not named needs no more.
TYPED: dict[str, dict[str, Any]] = {
    "decide": {"item": "heat", "answer": "declined"},
    "order-new": {"test": "hla_b27", "urgency": "routine", "reason": "x", "despite": "on"},
    "order-event": {"kind": "scheduled", "on": "TODAY"},
    "despite": {"reason": "x"},
    "release": {"rule": "cauda_equina", "reason": "x"},
    "emergency": {"answer": "declined", "reason": "x"},
    "accept-all": {"items": ["heat"]},
    "visit-discard": {"reason": "x"},
    "sign": {"password": factories.PASSWORD},
    "addendum-new": {"kind": "addendum", "text": "x", "password": factories.PASSWORD},
    "co-sign": {"password": factories.PASSWORD, "shown": "SHA256"},
    "record": {"pain_now": "9", "was-pain_now": ""},
    "rest-normal": {"rows": "gait"},
    "patient-restrict": {"reason": "x"},
    "patient-unrestrict": {"reason": "x"},
    "patient-archive": {"reason": "x"},
    "patient-restore": {"reason": "x"},
    "care-team-name": {"staff": "SOMEBODY"},
    "patient-new": {"given_name": "Nova", "family_name": "Nemo", "birth_date": "1990-01-02"},
    "patient-edit": {"given_name": "Nova", "family_name": "Nemo", "birth_date": "1990-01-02"},
    "medicine-add": {"name": "Naproxen"},
    "allergy-add": {"substance": "Nickel"},
    "glass": {"number": "x", "reason": "other", "words": "x", "password": factories.PASSWORD},
}
# They act under keys made of the one that was sent.
OF_THEIR_OWN = {"accept-all", "none-of-these", "confirm-background", "rest-normal"}


def spent(by: Staff) -> uuid.UUID:
    key = uuid.uuid4()
    once(key=key, by=by, action="another.act", body={}, act=lambda: None)
    return key


@pytest.mark.parametrize("name", POSTED)
def test_a_spent_key_ends_no_request_in_a_fault(name: str) -> None:
    site = Site()
    actor = actor_of(name)
    person = site.people[actor] if isinstance(site.people[actor], Staff) else factories.clinician()
    draft = Encounter.objects.get(pk=site.rows[OWN][DRAFT]["pk"])
    words = {
        "TODAY": Practice.current().today().isoformat(),
        "SHA256": SignedNote.objects.get(encounter=site.rows[OWN][SIGNED]["pk"]).sha256,
        "SOMEBODY": str(site.people[SUPERVISOR].pk),
    }
    typed = {
        field: words.get(value, value) if isinstance(value, str) else value
        for field, value in TYPED.get(name, {}).items()
    }
    body = {"key": spent(person), "revision": draft.revision, **typed}
    kept = Receipt.objects.count()
    client = site.at_a_desk(actor)
    for headers in ({}, {"HX-Request": "true"}):
        address = reverse(name, kwargs=dict(site.named(TABLE[name], OWN, actor)))
        assert client.post(address, body, headers=headers).status_code < 500
    assert (Receipt.objects.count() > kept) is (name in OF_THEIR_OWN)
