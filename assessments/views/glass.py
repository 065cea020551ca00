"""Emergency access to a restricted record, and the list of such openings for those who review them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.glass import GlassForm
from assessments.services import glass
from clinic.forms.keyed import KeyedForm
from clinic.models import Opening, Practice
from clinic.refusals import NotAllowed, Refused
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may

SHOWN = 100


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def open_restricted(request: HttpRequest) -> HttpResponse:
    """What was typed is posted; a record that is not there answers like details that do not fit."""
    by = staff_who_may(request, Act.BREAK_GLASS)
    form = GlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            patient = glass.break_glass(
                who=form.who(),
                by=by,
                password=given["password"],
                reason=given["reason"],
                words=given["words"],
                key=given["key"],
            )
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
        else:
            return redirect("patient", patient.pk)
    context = {"form": form, "hours": glass.LONGEST.seconds // 3600, "back": reverse("today")}
    context["back_words"] = gettext("Cancel")
    return render(request, "glass/page.html", context, status=422 if form.errors else 200)


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """The latest, reviewed or not. By record number: reviewing them opens no chart."""
    by = staff_who_may(request, Act.REVIEW_OPENINGS)
    rows = list(Opening.objects.select_related("patient", "closed", "seen").order_by("-opened_at")[:SHOWN])
    reading.listed(by=by, action="openings.listed", count=len(rows))
    context = {"openings": rows, "zone": Practice.current().time_zone}
    return render(request, "glass/openings.html", context)


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody else's and one that is not there look the same."""
    by = staff_who_may(request, Act.BREAK_GLASS)
    opening = get_object_or_404(Opening, pk=pk, staff=by)
    form = KeyedForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("This page was incomplete. Send it again."))
        return redirect("patient", opening.patient_id)
    try:
        glass.closed(opening=opening, by=by, key=form.cleaned_data["key"])
    except NotAllowed:
        raise
    except Refused as why:
        messages.error(request, str(why))
        return redirect("patient", opening.patient_id)
    messages.success(request, gettext("Closed: the restricted record is open to its care team only."))
    return redirect("today")


@require_POST
def looked_into(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.REVIEW_OPENINGS)
    opening = get_object_or_404(Opening, pk=pk)
    form = KeyedForm(request.POST)
    said = gettext("This page was incomplete. Send it again.")
    if form.is_valid():
        try:
            glass.looked_into(opening=opening, by=by, key=form.cleaned_data["key"])
            return redirect("openings")
        except Refused as why:
            said = str(why)
    messages.error(request, said)
    return redirect("openings")
