"""A signed note, read from its bytes; what was added to it, and what became of its orders."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from assessments.documents.seal import added, signature
from assessments.forms.addendum import AddendumForm
from assessments.forms.co_signing import CoSignForm
from assessments.forms.order import OrderEventForm
from assessments.knowledge import note as notes
from assessments.models import CoSignatureAsked, EventKind, SignedNote, TestOrder
from assessments.services import addenda, orders
from assessments.services.verifying import problems
from assessments.services.writing import translated
from assessments.views.opening import any_visit_for, note_for
from assessments.views.papers import links
from assessments.views.printing import COPIES
from assessments.views.rows import label_of
from assessments.views.sealing import seal, stamp
from clinic.models import Practice, Staff
from clinic.refusals import NotAllowed, Refused
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A visit that is not signed has no note yet, and is shown for review; one that was discarded, as what it is."""
    by = staff_who_may(request, Act.SEE_CHART)
    visit = any_visit_for(by, pk)
    if not visit.is_signed:
        return redirect("visit-discard" if visit.is_discarded else "review", pk)
    return shown(request, note_for(by, pk), by)


def shown(request: HttpRequest, note: SignedNote, by: Staff, *, status: int = 200, **forms: Any) -> HttpResponse:
    reading.opened(by=by, patient=note.encounter.patient, of=note)
    practice = Practice.current()
    return render(
        request,
        "note/page.html",
        {
            "encounter": note.encounter,
            "patient": note.encounter.patient,
            "today": note.encounter.visited_on,
            "signed": note,
            "note": _read(note),
            "problems": problems(note),
            "signature": signature(seal(note, practice), translated),
            "addenda": [(one, added(stamp(one, practice), translated)) for one in note.addenda.all()],
            "orders": _orders(note, today=practice.today(), typed=forms.get("event_form"), of=forms.get("order")),
            "copies": COPIES,
            "papers": links(note.encounter, by),
            "may_amend": may(by, Act.AMEND),
            "may_record_result": may(by, Act.RECORD_RESULT),
            "may_print": may(by, Act.PRINT),
            "form": forms.get("form") or AddendumForm(),
            "co_signing": _co_signing(note, by, form=forms.get("co_sign_form"), problem=forms.get("co_sign_problem")),
        },
        status=status,
    )


def _co_signing(note: SignedNote, by: Staff, *, form: CoSignForm | None, problem: str | None) -> dict[str, Any]:
    asked = CoSignatureAsked.objects.filter(note=note).first()
    given = note.co_signatures.all()
    stands, own = not note.entered_in_error, note.signer_id == by.pk
    may_sign = may(by, Act.CO_SIGN) and stands and not own and all(one.signer_id != by.pk for one in given)
    may_ask = may(by, Act.SIGN) and stands and own and not asked and not given
    return {
        "asked": asked,
        "waits": bool(asked) and stands and not given,
        "may_sign": may_sign,
        "may_ask": may_ask,
        "shown": bool(asked or given or may_sign or may_ask or form),
        "form": form or CoSignForm(initial={"shown": note.sha256}),
        "problem": problem,
    }


def _read(note: SignedNote) -> notes.Note | None:
    """None where the bytes are no note any more; the page then says so and shows nothing in their place."""
    try:
        return notes.read(note.content_bytes)
    except notes.Unreadable:
        return None


def _orders(note: SignedNote, *, today: Any, typed: Any, of: Any) -> list[dict[str, Any]]:
    standing = note.encounter.orders.standing().prefetch_related("events__recorded_by")
    return [
        {
            "order": order,
            "label": label_of(order.test),
            "events": order.events.all(),
            "is_closed": order.state == EventKind.CANCELLED,
            "form": typed if typed and of == order.pk else OrderEventForm(order=order.pk, today=today),
        }
        for order in standing
    ]


@sensitive_post_parameters("password")
@require_POST
def addendum_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.AMEND)
    note = note_for(by, pk)
    form = AddendumForm(request.POST)
    if form.is_valid():
        try:
            addenda.amend(note=note, by=by, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
        else:
            return redirect("note", pk)
    return shown(request, note, by, form=form, status=422)


@require_POST
def order_event(request: HttpRequest, pk: UUID, order: UUID) -> HttpResponse:
    """After signing: a day for the test, its result, or that it is off."""
    by = staff_who_may(request, Act.RECORD_RESULT)
    note = note_for(by, pk)
    row = get_object_or_404(note.encounter.orders, pk=order)
    form = OrderEventForm(request.POST, order=row.pk)
    if form.is_valid():
        try:
            _happened(row, by, form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as why:
            form.refused(why)
        else:
            return redirect("note", pk)
    return shown(request, note, by, event_form=form, order=row.pk, status=422)


def _happened(order: TestOrder, by: Staff, given: dict[str, Any]) -> None:
    on, key, text = given["on"], given["key"], given["text"]
    match given["kind"]:
        case EventKind.SCHEDULED:
            orders.schedule(order=order, on=on, note=text, by=by, key=key)
        case EventKind.RESULTED:
            said = {"yes": True, "no": False}.get(given["abnormal"])
            orders.result(order=order, on=on, text=text, abnormal=said, by=by, key=key)
        case EventKind.CANCELLED:
            orders.cancel(order=order, on=on, reason=text, by=by, key=key)
