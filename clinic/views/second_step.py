"""The second step of signing in: at the door, and in place over a covered page."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from clinic.forms.keyed import in_words
from clinic.forms.second_factor import StepForm
from clinic.models import Staff
from clinic.services import codes, second_step
from clinic.services.codes import NotProved, TooOften
from clinic.views.signin import PASSWORDS, told

TOO_LATE = 410


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def page(request: HttpRequest) -> HttpResponse:
    staff = second_step.waiting(request)
    if staff is None:
        if request.method == "POST":
            messages.warning(request, gettext("That took too long. Sign in again."))
        return redirect("login")
    form = StepForm(request.POST if request.method == "POST" else None)
    why = None
    if request.method == "POST" and form.is_valid():
        try:
            shown_by(staff, form)
        except NotProved as refusal:
            why = refusal
            form.refused(why)
        else:
            onward = second_step.done(request)
            login(request, staff, backend=PASSWORDS)
            return HttpResponseRedirect(onward) if onward else redirect("today")
    context = {"form": form, "staff": staff, "question": codes.passkey_question(staff)}
    response = render(request, "registration/second_step.html", context, status=status_of(form, why))
    return told_when(response, why)


@require_POST
@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
def again(request: HttpRequest) -> HttpResponse:
    """The same for a page that is covered; 410 where the password has to be typed again first."""
    staff = second_step.waiting(request)
    if staff is None:
        problem = gettext("That took too long. Type your password again.")
        return JsonResponse({"user": None, "problem": problem}, status=TOO_LATE)
    form = StepForm(request.POST)
    why = None
    if form.is_valid():
        try:
            shown_by(staff, form)
        except NotProved as refusal:
            why = refusal
            form.refused(why)
        else:
            second_step.done(request)
            login(request, staff, backend=PASSWORDS)
            return told(request)
    problem = in_words(form)
    answer = {"user": None, "problem": problem, "second": True, "question": codes.passkey_question(staff)}
    return told_when(JsonResponse(answer, status=status_of(form, why)), why)


def shown_by(staff: Staff, form: StepForm) -> None:
    given = form.cleaned_data
    if given["credential"] is not None:
        codes.use_passkey(staff=staff, answer=given["credential"])
    else:
        codes.use_code(staff=staff, code=given["code"])


def status_of(form: StepForm, why: NotProved | None) -> int:
    return 429 if isinstance(why, TooOften) else 422 if form.errors else 200


def told_when(response: HttpResponse, why: NotProved | None) -> HttpResponse:
    if isinstance(why, TooOften):
        response["Retry-After"] = str(int(why.wait.total_seconds()))
    return response
