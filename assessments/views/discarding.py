"""Putting away a visit that was opened by mistake, looking at one that was, and bringing it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.decision import DraftForm
from assessments.forms.discarding import DiscardForm
from assessments.models import Encounter
from assessments.services import discarding
from assessments.services.writing import draft_note
from assessments.views.opening import any_visit_for
from clinic.forms.keyed import in_words
from clinic.models import Practice, Staff
from clinic.refusals import Discarded, NotAllowed, Refused, Signed
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asked for on a page of its own; afterwards the same address shows what was put away, and why."""
    posted = request.method == "POST"
    by = staff_who_may(request, Act.RECORD_INTAKE if posted else Act.SEE_CHART)
    visit = any_visit_for(by, pk)
    if visit.is_signed:
        return redirect("note", pk)
    if not posted:
        return _page(request, visit, by)
    form = DiscardForm(request.POST)
    if form.is_valid():
        try:
            discarding.discard(encounter=visit, by=by, **form.cleaned_data)
        except NotAllowed:
            raise
        except Discarded:
            return redirect("visit-discard", pk)
        except Signed:
            return redirect("note", pk)
        except discarding.MovedOn as why:
            return _page(request, any_visit_for(by, pk), by, problem=str(why), status=409)
        except Refused as why:
            form.refused(why)
        else:
            messages.success(
                request, gettext("Discarded. The visit is kept, and no longer in the list of open visits.")
            )
            return redirect("patient", visit.patient_id)
    return _page(request, visit, by, form=form, status=428 if form.lacks_revision else 422)


@require_POST
def bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_INTAKE)
    visit = any_visit_for(by, pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        said = in_words(form)
        return _page(request, visit, by, problem=said, status=428 if form.lacks_revision else 422)
    try:
        discarding.bring_back(encounter=visit, by=by, **form.cleaned_data)
    except NotAllowed:
        raise
    except Signed:
        return redirect("note", pk)
    except Refused as why:
        return _page(request, any_visit_for(by, pk), by, problem=str(why), status=409)
    return redirect("encounter", pk)


def _page(
    request: HttpRequest,
    visit: Encounter,
    by: Staff,
    *,
    form: DiscardForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    reading.opened(by=by, patient=visit.patient, of=visit)
    return render(
        request,
        "discard/page.html",
        {
            "encounter": visit,
            "patient": visit.patient,
            "today": visit.visited_on,
            "note": draft_note(visit, get_language() or "en"),
            "form": form or DiscardForm(initial={"revision": visit.revision}),
            "may_discard": may(by, Act.RECORD_INTAKE) and discarding.may_discard(visit, by),
            "may_bring_back": may(by, Act.RECORD_INTAKE) and discarding.may_bring_back(visit, by),
            "problem": problem,
            "zone": Practice.current().time_zone,
            "back": reverse("encounter", args=[visit.pk]),
            "back_words": gettext("Back to the visit"),
        },
        status=status,
    )
