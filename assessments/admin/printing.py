"""Notes of several visits as one file, from their frozen bytes; each printing is an event of its own."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from assessments import documents
from assessments.knowledge import note as notes
from assessments.models import Encounter, SignedNote
from assessments.services.printing import printed
from assessments.services.writing import translated
from assessments.views.printing import seal, stamp
from clinic.models import Practice, Staff
from clinic.refusals import Refused

# A page or two each; more would hold up a worker for too long.
MOST = 100


@transaction.atomic
def print_notes(visits: Sequence[Encounter], *, by: Staff) -> bytes:
    """In the order of `visits`, all of them signed. Raises Refused for a note that cannot be read, naming it."""
    if len(visits) > MOST:
        raise Refused(
            gettext("%(n)d notes are too many for one file; nothing was printed.") % {"n": len(visits)},
            field="visits",
            value=len(visits),
            way_out=gettext("Choose %(most)d at most.") % {"most": MOST},
        )
    practice = Practice.current()
    rows = SignedNote.objects.filter(encounter__in=visits).select_related("encounter").prefetch_related("addenda")
    found = {row.encounter_id: row for row in rows}
    papers = []
    for visit in visits:
        row = found[visit.pk]
        papers.append(
            documents.Paper(
                note=_content(row, visit),
                seal=seal(row, practice),
                addenda=tuple(stamp(addendum, practice) for addendum in row.addenda.all()),
            )
        )
        printed(by=by, paper="note", patient=visit.patient_id, of=row, recipient="record", content_hash=row.sha256)
    return documents.several_notes(papers, paper=practice.paper_size, tr=translated)


def _content(row: SignedNote, visit: Encounter) -> notes.Note:
    try:
        return notes.read(row.content_bytes)
    except notes.Unreadable:
        raise Refused(
            gettext("The note of %(visit)s cannot be read as it was signed; nothing was printed.") % {"visit": visit},
            field="note",
            value=str(row.pk),
            way_out=gettext("Leave it out, and tell the person who looks after the records."),
        ) from None
