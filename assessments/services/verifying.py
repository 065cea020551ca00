"""Whether a signed note is still what was signed, and the rows of its visit still say what it was written from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from assessments.knowledge import answers as answers_json
from assessments.models import Encounter, SignedNote
from clinic.canonical import plain, sha256

# Of each answer to what was suggested: which and by which rule of which version, what, why, by whom and when.
ORDER = ("test", "urgency", "reason", "note", "rule", "knowledge_version", "ordered_by", "ordered_at")
DECISION = ("item", "answer", "reason", "rule", "knowledge_version", "decided_by", "decided_at")
RELEASE = ("rule", "reason", "released_by", "released_at")


def answered(visit: Encounter) -> dict[str, list[dict[str, Any]]]:
    """What was made of the advice, as it is kept beside a signed note."""
    return {
        "orders": list(visit.orders.standing().values(*ORDER)),
        "decisions": list(visit.decisions.standing().values(*DECISION)),
        "releases": list(visit.releases.values(*RELEASE)),
    }


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
    if not all(_same(rows, basis[name]) for name, rows in plain(answered(visit)).items()):
        found.append(gettext("The visit's orders or decisions were altered after signing."))
    # A note signed under an earlier release kept no times.
    if (visit.shown or {}) != basis.get("shown", visit.shown or {}):
        found.append(gettext("When the suggestions of the visit were shown was altered after signing."))
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


def _same(rows: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]]) -> bool:
    """In what was kept: a note signed under an earlier release kept fewer columns."""
    pairs = zip(rows, kept, strict=False)
    return len(rows) == len(kept) and all(row.get(name) == value for row, one in pairs for name, value in one.items())
