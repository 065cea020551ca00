"""One's own second factor: what there is, adding, removing, and the codes on paper."""

import base64
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clinic.forms.second_factor import AppForm, CodesForm, PasskeyForm, ProvenForm, RemoveForm
from clinic.models import Practice, Staff
from clinic.refusals import Refused
from clinic.services import factor_policy, second_factor
from clinic.services.codes import TooOften
from clinic.services.identity import prove, prove_password
from clinic.views.account import oneself

SECRET = "second_factor.secret"  # noqa: S105 (where in the session)


def passkeys_can_be_made(request: HttpRequest) -> bool:
    """They belong to a name; a browser makes none for a bare address."""
    try:
        ipaddress.ip_address(urlsplit(f"//{request.get_host()}").hostname or "")
    except ValueError:
        return True
    return False


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    by = oneself(request)
    factors = second_factor.of(by)
    return render(
        request,
        "account/second_factor.html",
        {
            "factors": factors,
            "has_app": any(factor.kind == "app" for factor in factors),
            "codes_left": second_factor.codes_left(by),
            "wanted": factor_policy.wanted_of(by),
            "passkeys": passkeys_can_be_made(request),
            "zone": Practice.current().time_zone,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def add_app(request: HttpRequest) -> HttpResponse:
    by = oneself(request)
    form = AppForm(request.POST or None, by=by)
    secret = request.session.get(SECRET, "")
    if request.method == "POST" and form.is_valid():
        try:
            prove(by, form.cleaned_data["password"])
            second_factor.add_app(by=by, secret=secret, code=form.cleaned_data["code"])
        except Refused as why:
            return _app_page(request, by, form, secret, why)
        request.session.pop(SECRET, None)
        messages.success(request, gettext("The authenticator app is added."))
        return redirect("recovery-codes")
    if request.method != "POST" or not second_factor.shown(secret):
        secret = request.session[SECRET] = second_factor.new_secret()
    return _app_page(request, by, form, secret)


def _app_page(request: HttpRequest, by: Staff, form: AppForm, secret: str, why: Refused | None = None) -> HttpResponse:
    adapter = get_adapter()
    plain = second_factor.shown(secret)
    address = adapter.build_totp_url(by, plain)
    picture = base64.b64encode(adapter.build_totp_svg(address).encode()).decode()
    grouped = " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
    context = {"picture": f"data:image/svg+xml;base64,{picture}", "secret": grouped}
    return _answered(request, "account/add_app.html", form, why, context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def add_passkey(request: HttpRequest) -> HttpResponse:
    by = oneself(request)
    form = PasskeyForm(request.POST or None, by=by)
    why = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            prove(by, given["password"])
            second_factor.add_passkey(by=by, name=given["name"], credential=given["credential"])
        except Refused as refusal:
            why = refusal
        else:
            messages.success(request, gettext("The passkey is added."))
            return redirect("recovery-codes")
    offer = json.dumps(second_factor.passkey_offer(by), cls=DjangoJSONEncoder)
    form.put(credential="") if form.is_bound else None
    return _answered(request, "account/add_passkey.html", form, why, {"offer": offer})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    by = oneself(request)
    factor = next((one for one in second_factor.of(by) if one.pk == pk), None)
    if factor is None:
        raise Http404
    form = RemoveForm(request.POST or None, by=by)
    why = None
    if request.method == "POST" and form.is_valid():
        try:
            prove_password(by, form.cleaned_data["password"])
            second_factor.remove(by=by, pk=pk, password=form.cleaned_data["password"])
        except Refused as refusal:
            why = refusal
        else:
            messages.success(request, gettext("Removed."))
            return redirect("second-factor")
    return _answered(request, "account/remove_factor.html", form, why, {"factor": factor})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows new ones to whoever had them made, once; afterwards only how many are left."""
    by = oneself(request)
    form = CodesForm(request.POST or None, by=by)
    why = None
    if request.method == "POST" and form.is_valid():
        try:
            prove(by, form.cleaned_data["password"])
            second_factor.make_codes(by=by)
        except Refused as refusal:
            why = refusal
        else:
            return redirect("recovery-codes")
    codes = second_factor.codes_once(by=by) if request.method == "GET" else []
    context = {
        "codes": [f"{code[:5]} {code[5:]}" for code in codes],
        "left": second_factor.codes_left(by),
        "has_factor": factor_policy.has_one(by),
        "site": request.get_host(),
    }
    return _answered(request, "account/recovery_codes.html", form, why, context)


def _answered(
    request: HttpRequest, template: str, form: ProvenForm, why: Refused | None, context: dict[str, Any]
) -> HttpResponse:
    if why is not None:
        form.refused(why)
    back = {"back": reverse("second-factor"), "back_words": gettext("Leave it as it is")}
    status = 429 if isinstance(why, TooOften) else 422 if form.errors else 200
    response = render(request, template, {"form": form, **back, **context}, status=status)
    if isinstance(why, TooOften):
        response["Retry-After"] = str(int(why.wait.total_seconds()))
    return response
