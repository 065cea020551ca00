"""Whether a signed note is still what was signed, and the rows of its visit still say what it was written from."""

import hashlib
import json

from django.utils.translation import gettext

from assessments.knowledge import answers as answers_json
from assessments.models import Encounter, SignedNote
from clinic.canonical import plain, sha256


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def problems(note: SignedNote) -> list[str]:
    """A sentence for each; empty: nothing was altered."""
    found = []
    if hash_of(note.content) != note.sha256:
        found.append(gettext("The note's words are not the ones that were signed."))
    if hash_of(note.basis) != note.basis_sha256:
        found.append(gettext("What the note was written from is not what was kept at signing."))
    basis = json.loads(note.basis)
    visit = Encounter.objects.whole().get(pk=note.encounter_id)
    now = plain(answers_json.as_json(visit.answers()))
    differ = sorted(id for id in {*now, *basis["answers"]} if now.get(id) != basis["answers"].get(id))
    if differ:
        found.append(gettext("The visit's rows were altered after signing: %(ids)s.") % {"ids": ", ".join(differ)})
    orders = list(visit.orders.standing().values("test", "urgency", "reason", "note", "rule", "ordered_by"))
    decisions = list(visit.decisions.standing().values("item", "answer", "reason", "rule", "decided_by"))
    if plain(orders) != basis["orders"] or plain(decisions) != basis["decisions"]:
        found.append(gettext("The visit's orders or decisions were altered after signing."))
    for addendum in note.addenda.all():
        if addendum.sha256 != sha256(addendum.stamped()):
            found.append(gettext("An addendum was altered: %(addendum)s.") % {"addendum": addendum})
    for second in note.co_signatures.all():
        if second.sha256 != sha256(second.stamped()):
            found.append(gettext("A co-signature was altered: %(second)s.") % {"second": second})
        elif second.note_sha256 != note.sha256:
            found.append(
                gettext("A co-signature stands under other words than these: %(second)s.") % {"second": second}
            )
    return found
