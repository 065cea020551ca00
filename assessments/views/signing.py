"""Signing the visit that is on the page, or taking over one that somebody else began."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from assessments.forms.decision import DraftForm
from assessments.forms.signing import SignForm
from assessments.services import signing, visits
from assessments.views.opening import visit_for
from assessments.views.review import shown
from clinic.forms.keyed import in_words
from clinic.refusals import NotAllowed, Refused, Signed
from clinic.roles import Act
from clinic.views.guard import staff_who_may


@sensitive_post_parameters("password")
@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sent twice it is done once; a visit that moved on meanwhile is shown again before it can be signed."""
    by = staff_who_may(request, Act.SIGN)
    visit = visit_for(by, pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        if form.lacks_what_was_read:
            return shown(request, visit, by, problem=in_words(form), status=428)
        return shown(request, visit, by, form=form, status=422)
    try:
        signing.sign(encounter=visit, by=by, **form.cleaned_data)
    except NotAllowed:
        raise
    except Signed:
        return redirect("note", pk)
    except signing.Moved as why:
        return shown(request, visit_for(by, pk), by, problem=str(why), status=409)
    except Refused as why:
        form.refused(why)
        return shown(request, visit_for(by, pk), by, form=form, status=422)
    # What most do next: the keyboard stands there already.
    return redirect(f"{reverse('note', args=[pk])}#print")


@require_POST
def take_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_ENCOUNTER)
    visit = visit_for(by, pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        said = in_words(form)
        return shown(request, visit, by, problem=said, status=428 if form.lacks_revision else 422)
    try:
        visits.take_over(encounter=visit, by=by, **form.cleaned_data)
    except NotAllowed:
        raise
    except Signed:
        return redirect("note", pk)
    except Refused as why:
        return shown(request, visit, by, problem=str(why), status=422)
    return redirect("review", pk)
