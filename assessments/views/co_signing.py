"""A supervising clinician's name under the note on the page, and asking for one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from assessments.forms.co_signing import CoSignForm
from assessments.services import co_signing
from assessments.views.note import shown
from assessments.views.opening import note_for
from clinic.forms.keyed import KeyedForm
from clinic.refusals import NotAllowed, Refused
from clinic.roles import Act
from clinic.views.guard import staff_who_may


@sensitive_post_parameters("password")
@require_POST
def co_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.CO_SIGN)
    note = note_for(by, pk)
    form = CoSignForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            co_signing.co_sign(note=note, by=by, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
            status = 409 if isinstance(why, co_signing.Altered) else 422
        else:
            messages.success(request, gettext("Co-signed."))
            return redirect("note", pk)
    return shown(request, note, by, co_sign_form=form, status=status)


@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SIGN)
    note = note_for(by, pk)
    form = KeyedForm(request.POST)
    problem = gettext("This page was incomplete. Send it again.")
    if form.is_valid():
        try:
            co_signing.ask(note=note, by=by, key=form.cleaned_data["key"])
        except NotAllowed:
            raise
        except Refused as why:
            problem = str(why)
        else:
            return redirect("note", pk)
    return shown(request, note, by, co_sign_problem=problem, status=422)
