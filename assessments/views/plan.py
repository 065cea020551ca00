"""Deciding: suggestions taken up or turned down, tests ordered and withdrawn, a hold released; each can be undone."""

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessments.forms.decision import CareForm, DecisionForm, DraftForm
from assessments.forms.order import OrderForm
from assessments.forms.release import ReleaseForm
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.investigations import EMERGENCY_DEPARTMENT
from assessments.models import Answer, Encounter
from assessments.services import decisions, orders, record
from assessments.services.advice import guidance_for
from assessments.services.saves import last_saved
from assessments.services.standing import is_shown
from assessments.views.beside import beside, unanswered_of
from assessments.views.folding import folding, wants_fragments
from assessments.views.opening import visit_for
from assessments.views.rows import Decided, Row, decided, label_of, rows
from clinic.models import Staff
from clinic.refusals import Conflict, NotAllowed, Refused, Signed
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may

GROUPS = ("ask-first", "choose", "against", "later", "tried", "not-suggested", "own-choice")
ORDER = "order"


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan by itself: where a browser without scripts decides. `group`: what is folded under that heading."""
    by = staff_who_may(request, Act.SEE_CHART)
    visit = visit_for(by, pk)
    if visit.is_signed:
        return redirect("note", pk)
    reading.opened(by=by, patient=visit.patient, of=visit)
    shown = context(visit, by)
    if group := request.GET.get("group"):
        return _unfolded(request, shown, group)
    return render(request, "plan/page.html", shown | {"fields_at": reverse("encounter", args=[pk])})


def _unfolded(request: HttpRequest, shown: dict[str, Any], group: str) -> HttpResponse:
    if group == ORDER and shown["may_order"]:
        return render(request, "plan/_order_form.html", shown)
    if group not in GROUPS:
        raise Http404
    rows = getattr(shown["plan"], group.replace("-", "_"))
    return render(request, "plan/_rows.html", shown | folding(request) | {"rows": rows})


def context(visit: Encounter, by: Staff) -> dict[str, Any]:
    return beside(visit, by) | {"patient": visit.patient, "today": visit.visited_on}


def answer(
    request: HttpRequest,
    by: Staff,
    pk: UUID,
    *,
    visit: Encounter | None = None,
    problem: str = "",
    status: int = 200,
    form: OrderForm | None = None,
) -> HttpResponse:
    """The plan and the margin as they now stand: as fragments, or as the page that was left.

    `visit`: the whole of it, where a write has just left it in hand; what is shown without one is an event of its own.
    """
    fragments = wants_fragments(request)
    if not (fragments or problem):
        return redirect(f"{reverse('encounter', args=[pk])}#plan")
    written = visit is not None and visit.is_whole
    if visit is None or not written:
        visit = visit_for(by, pk)
        reading.opened(by=by, patient=visit.patient, of=visit)
    shown = context(visit, by) | {"problem": problem}
    if form:
        shown |= {"order_form": form, "order_refused": bool(form.errors)}
    shown |= folding(request) if fragments else {"fields_at": reverse("encounter", args=[pk])}
    response = render(request, "plan/_answer.html" if fragments else "plan/page.html", shown, status=status)
    response["X-Revision"] = str(visit.revision)
    if not problem:  # the same press sent again was saved when it came first
        saved_at = timezone.now() if written else last_saved(visit) or timezone.now()
        response["X-Saved-At"] = timezone.localtime(saved_at).isoformat(timespec="seconds")
    return response


def _problem(form: DraftForm) -> tuple[str, int]:
    if form.lacks_revision:
        return gettext("This page does not say which revision of the visit it shows. Reload it."), 428
    said = [str(error) for errors in form.errors.values() for error in errors]
    return " ".join(dict.fromkeys(said)), 422


def _write(
    request: HttpRequest, by: Staff, pk: UUID, form: DraftForm, do: Callable[[dict[str, Any]], Encounter | None]
) -> HttpResponse:
    """One press: what the form holds is done once, and a refusal says why. `do` gives the visit it has in hand."""
    kept = form if isinstance(form, OrderForm) else None
    if not form.is_valid():
        problem, status = _problem(form)
        return answer(request, by, pk, problem=problem, status=status, form=kept)
    try:
        visit = do(form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as why:
        if kept:
            kept.refused(why)
        status = 409 if isinstance(why, Conflict | Signed) else 422
        return answer(request, by, pk, problem=str(why), status=status, form=kept)
    return answer(request, by, pk, visit=visit)


def _stays_without_reason(visit: Encounter, given: dict[str, Any]) -> bool:
    """An emergency can be turned down, but not without a word."""
    return (
        given["item"] == EMERGENCY_DEPARTMENT.id
        and given["answer"] == Answer.DECLINED
        and not given["reason"]
        and unanswered_of(visit)
    )


def _to_interruption(request: HttpRequest, to: str) -> HttpResponse:
    """The page that asks for a reason, also where the press came as a fragment."""
    if wants_fragments(request):
        return HttpResponse(status=200, headers={"X-Go-To": to})
    return redirect(to)


def needs_reason(visit: Encounter, item: str) -> bool:
    """Advised against as things stand, or never suggested: whatever was decided before."""
    every = rows(guidance_for(visit), Decided(orders={}, decisions={}))
    return any(row.id == item and row.needs_reason for row in every)


def _rows(visit: Encounter) -> tuple[Row, ...]:
    return rows(guidance_for(visit), decided(visit))


@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accepts or declines one item; a suggested test has an order form of its own."""
    by = staff_who_may(request, Act.DECIDE)
    visit = visit_for(by, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        given, to = form.cleaned_data, ""
        if _stays_without_reason(visit, given):
            to = reverse("emergency", args=[pk])
        elif given["answer"] == Answer.ACCEPTED and not given["reason"] and needs_reason(visit, given["item"]):
            to = reverse("despite", args=[pk, given["item"]])
        if to and is_shown(visit, given["item"], given["was"]):
            return _to_interruption(request, to)
    return _write(request, by, pk, form, lambda given: decisions.decide(encounter=visit, by=by, **given).encounter)


@require_POST
def undecide(request: HttpRequest, pk: UUID, decision: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.DECIDE)
    row = get_object_or_404(visit_for(by, pk).decisions, pk=decision)
    return _write(
        request, by, pk, DraftForm(request.POST), lambda given: decisions.undecide(decision=row, by=by, **given).visit
    )


@require_POST
def accept_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the page showed as suggested of the first two steps, as far as it still is: all of it or nothing."""
    by = staff_who_may(request, Act.DECIDE)
    visit = visit_for(by, pk)

    @transaction.atomic
    def all_of_it(given: dict[str, Any]) -> Encounter | None:
        suggested = {row.id for row in _rows(visit) if row.kind == "treatment" and (row.is_open or row.is_decided)}
        stale = [item for item in given["items"] if item not in suggested]
        if stale:
            raise Refused(
                gettext("No longer suggested: %(items)s.") % {"items": ", ".join(map(label_of, stale))},
                way_out=gettext("Look at the plan again and accept what fits."),
            )
        left = None
        for item in given["items"]:
            left = decisions.decide(
                encounter=visit,
                item=item,
                answer=Answer.ACCEPTED,
                by=by,
                key=uuid.uuid5(given["key"], item),
                revision=given["revision"],
                was=given["was"],
            ).encounter
        return left

    return _write(request, by, pk, CareForm(request.POST), all_of_it)


@require_POST
def order_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With its reason; what a scan is to decide is kept as a finding of the visit."""
    by = staff_who_may(request, Act.ORDER)
    visit = visit_for(by, pk)
    form = OrderForm(request.POST)
    if form.is_valid():
        test = form.cleaned_data["test"]
        asks = not form.cleaned_data["despite"] and needs_reason(visit, test)
        if asks and is_shown(visit, test, form.cleaned_data["was"]):
            return _to_interruption(request, reverse("despite", args=[pk, test]))
    return _write(request, by, pk, form, lambda given: placed(visit, by, given))


@transaction.atomic
def placed(visit: Encounter, by: Staff, given: dict[str, Any]) -> Encounter:
    """The order, and with it what the scan is to decide, if it was asked: both or neither."""
    key, revision = given["key"], given["revision"]
    if given.get("purpose"):
        record.record(
            encounter=visit,
            changes={IMAGING_PURPOSE.id: (given["was_purpose"] or None, given["purpose"])},
            by=by,
            key=uuid.uuid5(key, IMAGING_PURPOSE.id),
            revision=revision,
        )
    return orders.order(
        encounter=visit,
        test=given["test"],
        urgency=given["urgency"],
        reason=given["reason"],
        rule=given.get("rule", ""),
        was=given["was"],
        by=by,
        key=key,
        revision=revision,
    ).encounter


@require_POST
def order_withdraw(request: HttpRequest, pk: UUID, order: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.ORDER)
    row = get_object_or_404(visit_for(by, pk).orders, pk=order)
    return _write(
        request, by, pk, DraftForm(request.POST), lambda given: orders.withdraw(order=row, by=by, **given).visit
    )


@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.DECIDE)
    visit = visit_for(by, pk)
    return _write(
        request,
        by,
        pk,
        ReleaseForm(request.POST),
        lambda given: decisions.release(encounter=visit, by=by, **given).encounter,
    )
