"""Recording answers: as they are given, or a section at a time without a script, and the acts that answer many."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.layout import Block
from assessments.forms.save import NoRevision, SaveForm, slots_of
from assessments.forms.sections import BLOCK_OF, BLOCKS, LAYOUTS, LINKED, ROWS, SECTION_OF, AnswersForm, SectionForm
from assessments.knowledge.answers import shown
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.vocabulary import Text
from assessments.models import Encounter
from assessments.services import record as services
from assessments.services.draft import Saved
from assessments.services.slots import NotRecordable
from assessments.views.beside import beside, still_missing
from assessments.views.encounter import ON_PAGE, page, page_sections, together
from assessments.views.folding import folding, wants_fragments
from assessments.views.opening import any_visit_for
from clinic.models import Staff
from clinic.refusals import Conflict, NotAllowed, Refused, Signed
from clinic.roles import Act
from clinic.services import reading
from clinic.views.guard import staff_who_may

KeyedAct = Callable[[UUID, int], Saved]
NO_REVISION, CONFLICT, UNPROCESSABLE = 428, 409, 422
BACKGROUND = {slot.id for block in LAYOUTS["background"] for slot in block.slots}
WORDS = {slot.id for slot in SLOTS.values() if isinstance(slot.finding, Text)}
FLAG_SECTIONS = {"emergency_flags": "emergency", "serious_flags": "serious"}


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET tells a page whose session ended and came back who is signed in now, and the token to save with."""
    by = staff_who_may(request, Act.RECORD_INTAKE)
    visit = any_visit_for(by, pk)
    if request.method == "GET":
        return render(request, "encounter/_session.html")
    return _recorded(request, visit, by, act=None)


@require_POST
def none_of_these(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_INTAKE)
    visit = any_visit_for(by, pk)
    if section not in FLAG_SECTIONS:
        raise Http404
    group: Any = FLAG_SECTIONS[section]
    return _recorded(
        request,
        visit,
        by,
        answers=_slots_in(section),
        act=lambda key, revision: services.none_of_these(
            encounter=visit, group=group, by=by, key=key, revision=revision
        ),
    )


@require_POST
def confirm_background(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.RECORD_INTAKE)
    visit = any_visit_for(by, pk)
    return _recorded(
        request,
        visit,
        by,
        answers=_slots_in("background"),
        act=lambda key, revision: services.confirm_background(encounter=visit, by=by, key=key, revision=revision),
    )


@require_POST
def rest_normal(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    """What nobody examined yet in this block is normal, as one act; `undo` takes back what that act still holds."""
    by = staff_who_may(request, Act.RECORD_ENCOUNTER)
    visit = any_visit_for(by, pk)
    if block not in BLOCKS or not BLOCKS[block].normal:
        raise Http404

    def act(key: UUID, revision: int) -> Saved:
        # The rows are those that the page listed, so that nobody sets what nobody read.
        undo = "undo" in request.POST
        slots = _rows_of(BLOCKS[block], request.POST.get("undo" if undo else "rows", "").split())
        normal = {slot: SLOTS[slot].finding.normal[0] for slot in slots}
        return services.record(
            encounter=visit,
            changes={slot: (value, None) if undo else (None, value) for slot, value in normal.items()},
            together=() if undo else slots,
            by=by,
            key=key,
            revision=revision,
        )

    return _recorded(request, visit, by, answers=[slot.id for slot in BLOCKS[block].slots], act=act)


def _slots_in(section: str) -> list[str]:
    return [slot.id for block in LAYOUTS[section] for slot in block.slots]


def _rows_of(block: Block, named: Sequence[str]) -> list[str]:
    known = [slot.id for slot in block.slots if slot.finding.normal]
    if not named or (strangers := set(named) - set(known)):
        raise Refused(
            gettext("%(names)s: no rows of this block.") % {"names": ", ".join(map(shown, sorted(strangers)[:5]))}
            if named
            else gettext("This save names no row."),
            field="rows",
            way_out=gettext("Reload the visit and try again."),
        )
    return [slot for slot in known if slot in named]


def _recorded(
    request: HttpRequest, visit: Encounter, by: Staff, *, act: KeyedAct | None, answers: Sequence[str] = ()
) -> HttpResponse:
    """Saves what was sent, then does what was asked for, and answers with the whole page or with what has changed.

    `answers`: the slots that `act` may have answered.
    """
    form: AnswersForm | None = None
    try:
        if visit.is_closed:
            raise visit.closed()
        key, revision = SaveForm(request.POST).opened()
        slots = slots_of(request.POST)
        named = (*answers, *slots)
        section = SECTION_OF[named[0]] if named else ""
        form = _form(request, visit, slots, section)
        saved = _save(form, visit, by=by, key=key, revision=revision)
        if act:
            saved = act(uuid5(key, request.path), revision)
    except NotAllowed:
        raise
    except Refused as why:
        return _refused(request, visit, by, form, why)
    if wants_fragments(request):
        return _answer(request, visit.pk, by, slots, saved, answered=answers, revision=revision)
    return redirect(f"{reverse('encounter', args=[visit.pk])}#{ON_PAGE.get(section, '')}")


def _form(request: HttpRequest, visit: Encounter, slots: Sequence[str], section: str) -> AnswersForm:
    if wants_fragments(request):
        # What was sent and what stood there before is all that is asked of it.
        return AnswersForm(slots, answers={}, visited_on=visit.visited_on, data=request.POST)
    given = {**_given(visit), "data": request.POST}
    whole = SectionForm(section, **given) if section else None
    return whole if whole and set(slots) == set(whole.fields) else AnswersForm(slots, **given)


def _given(visit: Encounter, answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    answers = visit.answers() if answers is None else answers
    return {"answers": answers, "visited_on": visit.visited_on, "together": together(visit)}


def _save(form: AnswersForm, visit: Encounter, *, by: Staff, key: UUID, revision: int) -> Saved:
    if not form.is_valid():
        raise Refused(gettext("Some answers cannot be kept as they are; each is marked."))
    changes = form.changes()
    if not changes:
        return Saved(revision=visit.revision, saved_at=timezone.now())
    return services.record(encounter=visit, changes=changes, by=by, key=key, revision=revision)


def _refused(request: HttpRequest, visit: Encounter, by: Staff, form: AnswersForm | None, why: Refused) -> HttpResponse:
    status = _status(why)
    if isinstance(why, Conflict):
        findings = "; ".join(SLOTS[slot].label(gettext) for slot in why.clashes)
        why.message = gettext("Somebody else answered this meanwhile: %(findings)s.") % {"findings": findings}
    if isinstance(why, Signed):
        return render(request, "encounter/signed.html", {"refusal": str(why), "encounter": visit}, status=status)
    if form is not None:
        _mark(form, why)
    if not wants_fragments(request):
        whole = form if isinstance(form, SectionForm) else None
        visit = any_visit_for(by, visit.pk)  # what was refused may have been set in the one in hand
        return page(request, visit, by, bound=whole, refusal=_in_words(form, why, whole), status=status)
    marked = form
    if isinstance(why, Conflict):
        marked = _both(visit, by, why)
    names = (
        [] if marked is None else [name for name in marked.fields if name in marked.errors or name in marked.clashes]
    )
    touched = [marked[name] for name in names] if marked else []
    return render(request, "encounter/_refused.html", {"refusal": str(why), "touched": touched}, status=status)


def _both(visit: Encounter, by: Staff, why: Conflict) -> AnswersForm:
    """What somebody else answered stands beside what was sent."""
    reading.opened(by=by, patient=visit.patient, of=visit)
    form = AnswersForm(why.clashes, **_given(Encounter.objects.whole().get(pk=visit.pk)))
    form.show_both(why.clashes)
    return form


def _status(why: Refused) -> int:
    if isinstance(why, NoRevision):
        return NO_REVISION
    return CONFLICT if isinstance(why, Signed | Conflict) or why.field == "revision" else UNPROCESSABLE


def _mark(form: AnswersForm, why: Refused) -> None:
    if isinstance(why, Conflict):
        form.show_both(why.clashes)
    problems: Mapping[str, str] = why.problems if isinstance(why, NotRecordable) else {why.field: str(why)}
    for slot, problem in problems.items():
        if slot in form.fields and not isinstance(why, Conflict):
            form.add_error(slot, problem)


def _in_words(form: AnswersForm | None, why: Refused, whole: SectionForm | None) -> str:
    """Where no control shows what is wrong, the words have to."""
    if form is None or whole is not None:
        return str(why)
    return " ".join([str(why), *(f"{form[name].label}: {text}" for name, said in form.errors.items() for text in said)])


def _answer(
    request: HttpRequest,
    pk: UUID,
    by: Staff,
    slots: Sequence[str],
    saved: Saved,
    *,
    answered: Sequence[str],
    revision: int,
) -> HttpResponse:
    """Of what one act for many `answered` the page is told the answers: it has the controls.

    Words are read by no rule: to a page that shows the visit as it was right before, nothing beside them is new.
    """
    visit = saved.visit or _shown_again(by, pk)
    nothing_new = WORDS.issuperset((*slots, *answered)) and saved.revision <= revision + 1
    beside_it = still_missing(visit) if nothing_new else beside(visit, by)
    given = _given(visit, beside_it["answers"])
    told = list(dict.fromkeys([*slots, *answered]))
    also = [slot for slot in saved.also if slot in ROWS and slot not in told]
    # A day typed for how long fills the other control.
    also += [day for text, day in LINKED.items() if day in slots and text in slots]
    form = AnswersForm(dict.fromkeys([*told, *also]), **given)
    blocks = dict.fromkeys(BLOCK_OF[slot] for slot in told if BLOCK_OF[slot].normal)
    last = visit.last_signed() if BACKGROUND & set(answered) else None
    response = render(
        request,
        "encounter/_saved.html",
        beside_it
        | folding(request)
        | {
            "touched": [form[slot] for slot in told],
            "also": [(form, slot) for slot in also],
            "rests": [(form, block) for block in blocks],
            "background": {"previous_on": last.visited_on} if last else None,
            "sections": page_sections(given["answers"], by, beside_it["missing_by_section"]),
            "oob": True,
        },
    )
    response["X-Revision"] = str(saved.revision)
    response["X-Saved-At"] = timezone.localtime(saved.saved_at).isoformat(timespec="seconds")
    return response


def _shown_again(by: Staff, pk: UUID) -> Encounter:
    """Where this request wrote nothing, that the visit is shown is the event."""
    visit = any_visit_for(by, pk)
    reading.opened(by=by, patient=visit.patient, of=visit)
    return visit
