"""Many notes as one file: its page prints a portion at a time, says how far it is, and hands the file out."""

import os
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments import documents
from assessments.knowledge import note as notes
from assessments.models import SignedNote
from assessments.services import batches
from assessments.services.batches import Batch
from assessments.services.printing import copy_line, printed
from assessments.services.writing import translated
from assessments.views.papers import head
from assessments.views.printing import figures
from assessments.views.sealing import seal, stamp
from clinic.models import Letterhead, Practice, Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def page(request: HttpRequest, id: UUID) -> HttpResponse:
    return render(request, "papers/batch.html", {"batch": _opened(request, id)[1]})


@require_POST
def go_on(request: HttpRequest, id: UUID) -> HttpResponse:
    """One portion more; the page itself comes back to whoever has no script."""
    by, batch = _opened(request, id)
    told: dict[str, Any] = {"batch": batch}
    try:
        print_portion(batch, by=by)
    except Refused as refused:
        told["refused"] = refused
    if request.headers.get("HX-Request"):
        return render(request, "papers/_batch.html", told)
    return render(request, "papers/batch.html", told, status=422) if "refused" in told else redirect("batch", id)


@require_safe
def pdf(request: HttpRequest, id: UUID) -> Any:
    """Every note in it is an event of its own, each time it is handed out."""
    by, batch = _opened(request, id)
    if not batch.is_whole:
        return redirect("batch", id)
    try:
        rows = rows_of(batch.visits, by=by)
        _refuse_outdated(rows, batch)
    except Refused as refused:
        return render(request, "papers/batch.html", {"batch": batch, "refused": refused}, status=422)
    write_down(rows, by=by)
    return FileResponse(
        batch.whole.open("rb"),
        content_type="application/pdf",
        filename="notes.pdf",
        headers={"Cache-Control": "no-store"},
    )


def print_portion(batch: Batch, *, by: Staff) -> None:
    """Raises Refused for a note that cannot be read, naming it; what is done stays. Nothing to do is no error."""
    number = batch.next
    if number < len(batch.portions):
        batches.keep(batch.portion(number), several(rows_of(batch.portions[number], by=by), by=by))
    elif not batch.is_whole:
        _bind(batch)


def several(rows: list[SignedNote], *, by: Staff) -> bytes:
    practice = Practice.current()
    papers = [_paper(row, practice, by) for row in rows]
    made = copy_line(by=by, practice=practice)
    return documents.several_notes(papers, paper=practice.paper_size, copy_line=made, tr=translated)


@transaction.atomic
def write_down(rows: list[SignedNote], *, by: Staff) -> None:
    for row in rows:
        patient = row.encounter.patient_id
        printed(by=by, paper="note", patient=patient, of=row, recipient="record", content_hash=row.sha256)


def _bind(batch: Batch) -> None:
    part = batch.folder / f".{uuid.uuid4().hex}"
    count = len(batch.visits)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, batches.FILE_MODE), "wb") as into:
        documents.bound(
            (batch.portion(number).read_bytes() for number in range(len(batch.portions))),
            into,
            title=ngettext("%(n)d note", "%(n)d notes", count) % {"n": count},
            author=Practice.current().name,
            subject=gettext("Notes"),
            language=get_language() or "en",
        )
    part.replace(batch.whole)


def rows_of(visits: Sequence[UUID], *, by: Staff) -> list[SignedNote]:
    """In the order of `visits`; raises Refused where one is not there, or is not to be seen any more."""
    rows = SignedNote.objects.visible_to(by).select_related("encounter__patient", "encounter__pain", "signer")
    found = {
        row.encounter_id: row for row in rows.filter(encounter__in=visits).prefetch_related("addenda", "co_signatures")
    }
    if missing := [visit for visit in visits if visit not in found]:
        raise Refused(
            ngettext(
                "%(n)d of the notes is not there for you to print.",
                "%(n)d of the notes are not there for you to print.",
                len(missing),
            )
            % {"n": len(missing)},
            field="visits",
            value=str(missing[0]),
            way_out=gettext("Choose the notes again."),
        )
    return [found[visit] for visit in visits]


def _refuse_outdated(rows: list[SignedNote], batch: Batch) -> None:
    """A note that was added to since, perhaps as entered in error, is not handed out without those words."""
    later = [
        row
        for row in rows
        if any(one.written_at >= batch.begun for one in row.addenda.all())
        or any(one.signed_at >= batch.begun for one in row.co_signatures.all())
    ]
    if later:
        raise Refused(
            ngettext(
                "%(n)d of the notes was added to since it was laid out.",
                "%(n)d of the notes were added to since they were laid out.",
                len(later),
            )
            % {"n": len(later)},
            field="visits",
            value=str(later[0].encounter_id),
            way_out=gettext("Choose the notes again."),
        )


def _paper(row: SignedNote, practice: Practice, by: Staff) -> documents.Paper:
    return documents.Paper(
        note=_content(row, by),
        seal=seal(row, practice),
        addenda=tuple(stamp(addendum, practice) for addendum in row.addenda.all()),
        letterhead=head(Letterhead.at(row.signed_at)),
        **figures(row.encounter),
    )


def _content(row: SignedNote, by: Staff) -> notes.Note:
    try:
        return notes.read(row.content_bytes)
    except notes.Unreadable:
        reading.opened(by=by, patient=row.encounter.patient, of=row)  # what is said names the patient
        raise Refused(
            gettext("The note of %(visit)s cannot be read as it was signed; nothing was printed.")
            % {"visit": row.encounter},
            field="note",
            value=str(row.pk),
            way_out=gettext("Leave it out, and tell the person who looks after the records."),
        ) from None


def _opened(request: HttpRequest, id: UUID) -> tuple[Staff, Batch]:
    by = staff_who_may(request, Act.PRINT)
    batch = batches.find(id, by=by)
    if batch is None:
        raise Http404
    return by, batch
