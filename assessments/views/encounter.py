"""The visit page: every section of a draft, with the guidance and the plan beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.sections import LAYOUTS, TITLES, SectionForm, asked_in
from assessments.models import SECTION_ROWS, Encounter
from assessments.services.saves import last_saved
from assessments.services.slots import act_for
from assessments.views.beside import beside
from assessments.views.folding import folding
from assessments.views.opening import any_visit_for
from clinic.models import Staff
from clinic.roles import Act, may
from clinic.services import reading
from clinic.views.guard import staff_who_may
from clinic.views.namesakes import has_namesake

PLAN = "plan-section"
# On the page both groups of red flags are one section, and the plan has its place before the conclusion.
PAGE: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("pain", TITLES["pain"], ("pain",)),
    ("red_flags", gettext_noop("Red flags"), ("emergency_flags", "serious_flags")),
    ("legs", TITLES["legs"], ("legs",)),
    ("history", TITLES["history"], ("history",)),
    ("background", TITLES["background"], ("background",)),
    ("examination", gettext_noop("Examination"), ("examination",)),
    ("nerve_roots", TITLES["nerve_roots"], ("nerve_roots",)),
    (PLAN, gettext_noop("Tests and plan"), ()),
    ("conclusion", TITLES["conclusion"], ("conclusion",)),
)
ASKED = _("%(asked)s of %(of)s asked")
PROGRESS = {
    "examination": _("%(asked)s of %(of)s examined"),
    "nerve_roots": _("%(asked)s of %(of)s examined"),
    "conclusion": _("%(asked)s of %(of)s answered"),
}
ON_PAGE = {form: section for section, _, forms in PAGE for form in forms}


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """`asked` of `of` findings are answered; `missing` are needed before signing."""

    number: int
    id: str
    title: str
    forms: tuple[SectionForm, ...]
    editable: bool
    asked: int
    of: int
    missing: int

    @property
    def words(self) -> tuple[str, ...]:
        told = []
        if self.of:
            told.append(PROGRESS.get(self.id, ASKED) % {"asked": self.asked, "of": self.of})
        if self.missing:
            needed = ngettext("%(count)s needed for signing", "%(count)s needed for signing", self.missing)
            told.append(needed % {"count": self.missing})
        return tuple(told)

    @property
    def state(self) -> str:
        if self.missing:
            return "missing" if self.asked else "empty"
        if not self.asked:
            return "empty"
        return "done" if self.asked == self.of or self.id in ("pain", "red_flags", "conclusion") else "begun"


@require_safe
def encounter(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = staff_who_may(request, Act.SEE_CHART)
    visit = any_visit_for(by, pk)
    if visit.is_closed:
        return redirect("note", visit.pk)
    return page(request, visit, by)


def page(
    request: HttpRequest,
    visit: Encounter,
    by: Staff,
    *,
    bound: SectionForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """`bound` takes the place of its section: with what was typed, and what was wrong with it."""
    reading.opened(by=by, patient=visit.patient, of=visit)
    given = beside(visit, by)
    answers = given["answers"]
    forms = forms_of(visit, answers)
    if bound is not None:
        unbound = forms[bound.section]
        bound.previous, bound.previous_on = unbound.previous, unbound.previous_on
        forms[bound.section] = bound
    return render(
        request,
        "encounter/page.html",
        given
        | folding(request)
        | {
            "sections": page_sections(answers, by, given["missing_by_section"], forms),
            "has_namesake": has_namesake(visit.patient, by),
            "refusal": refusal,
            "saved_at": last_saved(visit),
            "faults": [bound[name] for name in bound.errors if name in bound.fields] if bound else [],
        },
        status=status,
    )


def forms_of(
    visit: Encounter, answers: Mapping[str, Any], *, only: Iterable[str] = tuple(ON_PAGE)
) -> dict[str, SectionForm]:
    """With the answers of the last signed visit, to stand beside those of today."""
    names = list(only)
    last = visit.last_signed() if names else None
    previous = last.answers() if last else {}
    return {
        name: SectionForm(
            name,
            answers=answers,
            visited_on=visit.visited_on,
            previous=previous,
            previous_on=last.visited_on if last else None,
            together=together(visit),
        )
        for name in names
    }


def together(visit: Encounter) -> frozenset[str]:
    """What one act for many answered in this visit."""
    return frozenset(slot for row in SECTION_ROWS for slot in getattr(visit, row).together)


def page_sections(
    answers: Mapping[str, Any],
    by: Staff,
    missing: Mapping[str, int],
    forms: Mapping[str, SectionForm] | None = None,
) -> tuple[PageSection, ...]:
    return tuple(
        _section(number, section, title, names, answers, by, missing, forms or {})
        for number, (section, title, names) in enumerate(PAGE, start=1)
    )


def _section(
    number: int,
    section: str,
    title: str,
    names: Sequence[str],
    answers: Mapping[str, Any],
    by: Staff,
    missing: Mapping[str, int],
    forms: Mapping[str, SectionForm],
) -> PageSection:
    counts = [asked_in(name, answers) for name in names]
    return PageSection(
        number=number,
        id=section,
        title=gettext(title),
        forms=tuple(forms[name] for name in names if name in forms),
        editable=all(may(by, act_of(name)) for name in names),
        asked=sum(asked for asked, _ in counts),
        of=sum(of for _, of in counts),
        missing=sum(missing.get(name, 0) for name in names),
    )


def act_of(section: str) -> Act:
    return act_for(LAYOUTS[section][0].slots[0].id)
