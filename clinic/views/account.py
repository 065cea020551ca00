"""One's own account: where one is signed in, and one's password."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.forms.password import PasswordForm
from clinic.models import Practice, Staff
from clinic.refusals import Refused
from clinic.services import sessions
from clinic.services.staff import change_password


def oneself(request: HttpRequest) -> Staff:
    if not isinstance(request.user, Staff):
        raise Http404
    return request.user


@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "account/sessions.html",
        {
            "sessions": sessions.of(oneself(request)),
            "this": request.session.session_key,
            "zone": Practice.current().time_zone,
        },
    )


@require_POST
def end_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody else's and one that is over look the same."""
    if not sessions.end(by=oneself(request), pk=pk):
        raise Http404
    messages.success(request, gettext("Session ended."))
    return redirect("own-sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    by = oneself(request)
    sessions.end_all(staff=by, by=by, but=request.session.session_key)
    messages.success(request, gettext("You are signed out everywhere else."))
    return redirect("own-sessions")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def password(request: HttpRequest) -> HttpResponse:
    by = oneself(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, key = form.cleaned_data, request.session.session_key or ""
        try:
            changed = change_password(staff=by, old=given["old"], new=given["password"], but=key)
        except Refused as why:
            form.refused(why)
        else:
            update_session_auth_hash(request, changed)
            sessions.renamed(before=key, now=request.session.session_key or "")
            messages.success(request, gettext("Your password is changed. You are signed out everywhere else."))
            return redirect("own-sessions")
    return render(
        request,
        "account/password.html",
        {"form": form, "back": reverse("own-sessions"), "back_words": gettext("Leave it as it is")},
        status=422 if form.errors else 200,
    )
