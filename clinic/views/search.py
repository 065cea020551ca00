"""Finding a patient. What was typed is posted: an address would keep it in histories and logs."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from clinic.forms.patient import SearchForm
from clinic.models import Patient, Practice, Staff
from clinic.roles import Act
from clinic.services import audit, reading
from clinic.views.guard import staff_who_may
from clinic.views.namesakes import mark_namesakes

SHOWN = 25


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """The whole page, or only what was found when the page asks while somebody types."""
    by = staff_who_may(request, Act.FIND_PATIENTS)
    form = SearchForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "text": text, "today": Practice.current().today(), **found(by, text)}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "patient/_found.html" if fragment else "patient/search.html", context)


def found(by: Staff, text: str) -> dict[str, object]:
    """The archived last; a number found, and the first of them."""
    sought = Patient.objects.visible_to(by).search(text)
    count = sought.count()
    if text:
        reading.searched(by=by, text_hash=audit.search_hash(text), count=count)
    in_order = sought.order_by(F("archived_at").asc(nulls_first=True), "family_name", "given_name", "birth_date", "id")
    patients = list(in_order[:SHOWN])
    mark_namesakes(patients, by)
    return {"patients": patients, "count": count, "more": max(0, count - SHOWN)}
