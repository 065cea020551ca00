"""The interruption before what is advised against: it can be chosen, with a reason."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.forms.order import DespiteForm
from assessments.models import Answer, Encounter
from assessments.services import decisions
from assessments.services.catalogue import TESTS
from assessments.views.beside import beside
from assessments.views.opening import visit_for
from assessments.views.plan import placed
from assessments.views.rows import Row
from clinic.models import Staff
from clinic.refusals import Conflict, NotAllowed, Refused, Signed
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_http_methods(["GET", "HEAD", "POST"])
def despite(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    by = staff_who_may(request, Act.ORDER if item in TESTS else Act.DECIDE)
    visit = visit_for(by, pk)
    if visit.is_signed:
        return redirect("note", pk)
    row = _row(visit, by, item)
    to_plan = f"{reverse('encounter', args=[pk])}#plan"
    if request.method != "POST":
        form = DespiteForm(is_test=item in TESTS, initial={"revision": visit.revision, "was": row.standing})
        return _page(request, visit, by, row, form, to_plan)
    form, status = DespiteForm(request.POST, is_test=item in TESTS), 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            if item in TESTS:
                placed(visit, by, given | {"test": item})
            else:
                decisions.decide(encounter=visit, item=item, answer=Answer.ACCEPTED, by=by, **given)
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
            if isinstance(why, Conflict | Signed):
                visit, status = visit_for(by, pk), 409
                row = _row(visit, by, item)
                form.shows(row.standing)
        else:
            return redirect(to_plan)
    return _page(request, visit, by, row, form, to_plan, status=428 if form.lacks_revision else status)


def _row(visit: Encounter, by: Staff, item: str) -> Row:
    """Anything of the catalogue: an answer may have changed since the page was opened."""
    for row in beside(visit, by)["rows"]:
        if row.id == item and row.kind in ("test", "treatment"):
            found: Row = row
            return found
    raise Http404


def _page(
    request: HttpRequest, visit: Encounter, by: Staff, row: Row, form: DespiteForm, back: str, status: int = 200
) -> HttpResponse:
    reading.opened(by=by, patient=visit.patient, of=visit)
    shown = {
        "encounter": visit,
        "patient": visit.patient,
        "today": visit.visited_on,
        "row": row,
        "fields_at": reverse("encounter", args=[visit.pk]),
        "form": form,
        "back": back,
        "back_words": gettext("Back to the plan"),
    }
    return render(request, "plan/despite.html", shown, status=status)
