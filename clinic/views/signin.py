"""The door."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from clinic.forms.keyed import in_words
from clinic.forms.signin import SignInForm
from clinic.models import Staff
from clinic.services import codes, factor_policy, second_step, sessions

PASSWORDS = "django.contrib.auth.backends.ModelBackend"


class SignIn(views.LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    @method_decorator(sensitive_variables())
    def get_form(self, form_class: type[SignInForm] | None = None) -> SignInForm:  # type: ignore[override]
        form: SignInForm = super().get_form(form_class)  # type: ignore[assignment]
        form.returning_to(self.get_redirect_url())
        return form

    @method_decorator(sensitive_variables())
    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        staff = form.get_user()
        if factor_policy.has_one(staff):
            second_step.begin(self.request, staff, onward=self.get_redirect_url())
            return redirect("second-step")
        response = super().form_valid(form)
        hold_to_length(self.request, form)
        return response


@require_safe
@login_not_required
def state(request: HttpRequest) -> JsonResponse:
    """Who is signed in and for how many seconds yet. Asking does not prolong it."""
    return told(request)


@require_POST
def here(request: HttpRequest) -> JsonResponse:
    """A key or a button was pressed on a page; sent at most once a minute."""
    if isinstance(request.user, Staff):
        session = sessions.current(staff=request.user, session_key=request.session.session_key)
        if session is not None:
            sessions.touched(session)
    return told(request)


@require_POST
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def again(request: HttpRequest) -> JsonResponse:
    """Signing in without leaving the page; whoever it is, the page then asks whether it is still theirs."""
    form = SignInForm(request, request.POST)
    if not form.is_valid():
        problem = in_words(form)
        return JsonResponse({"user": None, "problem": problem}, status=422)
    staff = form.get_user()
    if factor_policy.has_one(staff):
        second_step.begin(request, staff)
        return JsonResponse({"user": None, "second": True, "question": codes.passkey_question(staff)})
    login(request, staff)
    hold_to_length(request, form)
    return told(request)


def hold_to_length(request: HttpRequest, form: SignInForm) -> None:
    """A password chosen beside a second factor does not stand alone once the factor is gone."""
    if len(form.cleaned_data["password"]) < factor_policy.LENGTH_ALONE:
        sessions.must_enrol(session_key=request.session.session_key)


def told(request: HttpRequest) -> JsonResponse:
    session = None
    if isinstance(request.user, Staff):
        session = sessions.current(staff=request.user, session_key=request.session.session_key)
    return JsonResponse(
        {
            "user": str(session.staff_id) if session else None,
            "left": int(sessions.left(session).total_seconds()) if session else 0,
            "token": get_token(request),
        }
    )


def too_often(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """The same for a name that exists and one that does not."""
    wait = int(get_cool_off(request).total_seconds())
    problem = gettext("Too many wrong passwords from here. Try again in %(minutes)d minutes.") % {"minutes": wait // 60}
    if request.resolver_match is not None and request.resolver_match.url_name == "session-sign-in":
        response: HttpResponse = JsonResponse({"user": None, "problem": problem}, status=429)
    else:
        response = render(request, "registration/too_often.html", {"problem": problem}, status=429)
    response["Retry-After"] = str(wait)
    return response
