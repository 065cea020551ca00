"""What happened over many visits, for whoever looks after how the practice works."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.forms.decision import DECLINE_REASONS
from assessments.services import reports
from assessments.views.rows import label_of
from clinic.models import Practice
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may

PERIODS = (30, 90, 365)
SHOWN = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`days` back from today: one of the periods, or 90 for anything else."""
    by = staff_who_may(request, Act.REPORT)
    practice = Practice.current()
    asked = request.GET.get("days", "")
    days = next((period for period in PERIODS if str(period) == asked), 90)
    since = practice.today() - timedelta(days=days)
    early, open_flags = reports.early_scans(by, since, trial_weeks=practice.trial_weeks), reports.left_open(by, since)
    scans, visits = list(early[:SHOWN]), list(open_flags[:SHOWN])
    offered = {str(reason) for reason in DECLINE_REASONS}
    reading.listed(by=by, action="report.listed", count=len({*(one.encounter for one in scans), *visits}))
    return render(
        request,
        "reports/page.html",
        {
            "days": days,
            "periods": PERIODS,
            "since": since,
            "weeks": practice.trial_weeks,
            "signed": reports.signed_since(by, since).count(),
            "scans": [(one, label_of(one.test)) for one in scans],
            "scan_count": early.count(),
            "left_open": visits,
            "left_open_count": open_flags.count(),
            "declined": [(label_of(one.item), one) for one in reports.declined(by, since, offered=offered)],
        },
    )
