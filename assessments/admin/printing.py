"""Notes of several visits as one file: a few of them at once, many of them on a page of their own."""

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from assessments.models import Encounter
from assessments.services import batches
from assessments.views import batch
from clinic.models import Staff


@transaction.atomic
def print_notes(visits: Sequence[Encounter], *, by: Staff) -> HttpResponse:
    """In the order of `visits`, all of them signed. Raises Refused for a note that cannot be read, naming it."""
    if len(visits) > batches.PORTION:
        return redirect("batch", batches.begin(visits=visits, by=by).id)
    rows = batch.rows_of([visit.pk for visit in visits], by=by)
    content = batch.several(rows, by=by)
    batch.write_down(rows, by=by)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="notes.pdf"', "Cache-Control": "no-store"},
    )
