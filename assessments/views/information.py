"""What a patient may read and take home: about back pain, and how to prepare a visit. Holds no patient's data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.knowledge.facts import (
    alternatives,
    natural_history,
    preparation,
    prevention,
    risks,
    seek_care,
    self_care,
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    chapters = [
        (_("Back pain"), natural_history.ABOUT),
        (_("How long it lasts"), natural_history.TIME_MARKS),
        (_("What you can do"), self_care.SELF_CARE),
        (_("Go to the emergency department now if"), (seek_care.SERIOUS_IS_RARE, *seek_care.EMERGENCY)),
        (_("Call us if"), seek_care.CALL),
        (_("Keep it from coming back: habits"), prevention.HABITS),
        (_("Keep it from coming back: how you move"), prevention.BODY_USE),
        (_("Before you buy"), prevention.CAVEATS),
        (_("What makes back pain more likely"), risks.RISKS),
        (_("Other ways to treat it"), alternatives.ALTERNATIVES),
        (_("Strong treatments"), natural_history.LIMITS_OF_TREATMENT),
    ]
    return render(request, "information/page.html", {"heading": _("About back pain"), "chapters": chapters})


@require_safe
def prepare(request: HttpRequest) -> HttpResponse:
    chapters = [
        (_("Write down and bring"), (*preparation.LIST, preparation.COMPANION)),
        (_("You may want to ask"), preparation.ASK),
        (_("What we do at the visit"), (preparation.EXAM_PURPOSE,)),
    ]
    return render(request, "information/page.html", {"heading": _("Before your visit"), "chapters": chapters})
