"""The visit as an empty form, for when there is no power: every section, with boxes to tick, right and left apart."""

from __future__ import annotations

from dataclasses import dataclass

from .. import findings as catalogue
from ..conditions import Translate
from ..findings.pain import PAIN_REGIONS
from ..treatments import TREATMENTS
from ..vocabulary import EFFECTS, SIDE_WORDS, SIDES, Choice, Day, Finding, Measure, Scale, Several, Tried, YesNo
from ..words import gettext_noop

BOX, BLANK = "☐", "__________"
SHORT = 24
TITLE = gettext_noop("Back pain visit, on paper")
FILL_IN = gettext_noop("For when the program cannot be reached. Leave empty what was not asked. Copy it in later.")
WHOSE = (
    gettext_noop("Name"),
    gettext_noop("Born"),
    gettext_noop("Record"),
    gettext_noop("Visit"),
    gettext_noop("Clinician"),
    gettext_noop("Signature"),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One finding. `boxes` of each side, or of the finding as a whole."""

    id: str
    label: str
    boxes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class BlankForm:
    title: str
    fill_in: str
    whose: tuple[str, ...]
    sides: tuple[str, ...]
    sections: tuple[Section, ...]


def blank_form(tr: Translate) -> BlankForm:
    sections = tuple(
        Section(id=section.id, title=tr(section.title), rows=tuple(_row(one, tr) for one in section.findings))
        for section in catalogue.SECTIONS
    )
    return BlankForm(
        title=tr(TITLE),
        fill_in=tr(FILL_IN),
        whose=tuple(tr(one) for one in WHOSE),
        sides=tuple(tr(SIDE_WORDS[side]) for side in SIDES),
        sections=sections,
    )


def _row(finding: Finding, tr: Translate) -> Row:
    boxes = _boxes(finding, tr)
    return Row(id=finding.id, label=tr(finding.label), boxes=(boxes, boxes) if finding.sided else (boxes,))


def _boxes(finding: Finding, tr: Translate) -> str:
    match finding:
        case YesNo():
            return _tick([tr(gettext_noop("yes")), tr(gettext_noop("no"))])
        case Scale():
            return _tick([str(n) for n in range(int(finding.lowest), int(finding.highest) + 1)])
        case Choice(options=options):
            return _tick([tr(option.label) for option in options])
        case Several(options=options) if finding is not PAIN_REGIONS:
            return _tick([tr(gettext_noop("none")), *(tr(option.label) for option in options)])
        case Several():
            return tr(gettext_noop("mark them on the figure"))
        case Measure(unit=unit):
            return f"{BLANK} {tr(unit) if unit else ''}".strip()
        case Day():
            return tr(gettext_noop("day ____ month ____ year ______"))
        case Tried():
            effects = " / ".join(tr(effect.label) for effect in EFFECTS)
            names = _tick([tr(one.label) for one in TREATMENTS])
            return tr(gettext_noop("{treatments}; beside each: {effects}")).format(treatments=names, effects=effects)
    return BLANK * 3


def _tick(words: list[str]) -> str:
    """A box never parts from the words after it, as long as they fit a line."""
    space = "\N{NO-BREAK SPACE}"
    kept = [word.replace(" ", space) if len(word) <= SHORT else word for word in words]
    return f"{space * 2} ".join(f"{BOX}{space}{word}" for word in kept)
