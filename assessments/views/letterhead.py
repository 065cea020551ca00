"""A paper headed with what somebody is about to set as the letterhead: nothing of it is saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from assessments import documents
from assessments.documents.letter import on_one_page
from assessments.knowledge.note import Heading, Line, Part
from assessments.knowledge.papers import Leaf
from assessments.services.printing import copy_line
from assessments.services.writing import translated
from assessments.views.papers import inline
from clinic.admin.practice import uploaded
from clinic.models import Practice
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services.practice import CLEANERS
from clinic.views.guard import staff_who_may

SHOWN = ("name", "address", "phone", "letterhead", "paper_size")


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    by = staff_who_may(request, Act.MANAGE_PRACTICE)
    practice = Practice.current()
    try:
        for name in SHOWN:
            setattr(practice, name, CLEANERS[name](request.POST.get(name, "").replace("\r\n", "\n")))
        logo = _logo(request, practice)
    except Refused as refused:
        return render(request, "papers/no_preview.html", {"refused": refused}, status=422)
    pdf = on_one_page(
        _sample(practice),
        paper=practice.paper_size,
        copy_line=copy_line(by=by, practice=practice),
        letterhead=documents.Letterhead(lines=practice.letterhead, logo=logo),
        tr=translated,
    )
    return inline(pdf, "letterhead.pdf")


def _logo(request: HttpRequest, practice: Practice) -> bytes:
    """The one chosen just now, or the one that is kept, or none."""
    file: Any = request.FILES.get("logo")
    if file:
        return uploaded(file).png
    if "without_logo" in request.POST or practice.logo is None:
        return b""
    return bytes(practice.logo.png)


def _sample(practice: Practice) -> Leaf:
    heading = Heading(
        practice=practice.name,
        practice_address=practice.address,
        practice_phone=practice.phone,
        patient=gettext("Name of the patient"),
        birth_date=practice.today(),
        record_number="",
        sex="",
        age=None,
        visited_on=practice.today(),
        clinician="",
        clinician_title="",
        medicines=None,
        allergies=None,
    )
    said = gettext("Every paper begins like this one. It was not saved: save the page to keep the letterhead.")
    return Leaf(
        id="letterhead",
        title=gettext("Preview of the letterhead"),
        language=get_language() or "en",
        heading=heading,
        band=(Line(id="visited", label=gettext("Visit"), text=practice.today().isoformat()),),
        parts=(Part(id="what", title=gettext("Preview"), lines=(Line(id="said", label="", text=said),)),),
    )
