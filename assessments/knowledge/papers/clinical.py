"""What requests and letters have in common: the findings that matter, what makes a test unsafe, who asks."""

from __future__ import annotations

from ..causes import CAUSES
from ..conditions import Translate
from ..findings import FINDINGS
from ..findings.background import (
    ANTICOAGULANT,
    CONTRAST_ALLERGY,
    IMPLANTED_DEVICE,
    KIDNEY_DISEASE,
    PREGNANCY,
    PREGNANCY_WEEKS,
)
from ..findings.conclusion import IMPRESSION
from ..findings.who import SEX
from ..note import Line, Part
from ..vocabulary import Finding
from ..words import gettext_noop
from .content import Visit
from .plain import SERIOUS

SAFETY: tuple[Finding, ...] = (PREGNANCY, IMPLANTED_DEVICE, KIDNEY_DISEASE, CONTRAST_ALLERGY, ANTICOAGULANT)
NOT_ASKED = gettext_noop("not asked")
# Of the history these always stand: without them no finding can be weighed.
_ALWAYS = ("pain", "tried", "medicines", "allergies")


def causes(visit: Visit) -> tuple[str, ...]:
    """Labels: the clinician's impression and the serious ones that guidance points to; all of those without one."""
    labels = {cause.id: cause.label for cause in CAUSES}
    impression = visit.answers.get(IMPRESSION.id) or ()
    pointed_at = [one["id"] for one in visit.advice["causes"]]
    found = [*impression, *(id for id in pointed_at if id in SERIOUS or not impression)]
    return tuple(labels[id] for id in dict.fromkeys(found) if id in labels)


def findings(visit: Visit, tr: Translate) -> Part:
    """In the note's own words: pain, what was tried, and whatever is abnormal."""
    lines = [
        line
        for part in visit.note.parts
        if part.id in ("history", "examination")
        for line in part.lines
        if line.abnormal or line.id in _ALWAYS
    ]
    return Part(id="findings", title=tr(gettext_noop("Relevant findings")), lines=tuple(lines))


def safety(visit: Visit, tr: Translate) -> Part:
    """Three states each: there, not there, and nobody asked."""
    lines = []
    for finding in SAFETY:
        value = visit.answers.get(finding.id)
        if value is None:
            male = finding is PREGNANCY and visit.answers.get(SEX.id) == "male"
            text = tr(gettext_noop("not applicable")) if male else tr(NOT_ASKED)
        else:
            text = finding.says(value, tr)
        weeks = visit.answers.get(PREGNANCY_WEEKS.id)
        if finding is PREGNANCY and value == "yes" and weeks is not None:
            text = tr(gettext_noop("{answer}, week {week}")).format(answer=text, week=weeks)
        lines.append(Line(id=finding.id, label=_label(finding, tr), text=text, abnormal=_is_flag(finding, value)))
    return Part(id="safety", title=tr(gettext_noop("Safety")), lines=tuple(lines))


def asking(visit: Visit, by: str, tr: Translate) -> Part:
    """Who asks and where the answer goes; who signed, or that nobody has."""
    heading = visit.heading
    lines = [
        Line(id="by", label=tr(gettext_noop("Clinician")), text=by),
        Line(
            id="answer_to",
            label=tr(gettext_noop("Answer to")),
            text=", ".join(one for one in (heading.practice, heading.practice_address, heading.practice_phone) if one),
        ),
        *(Line(id=f"signature_{place}", label=label, text=text) for place, (label, text) in enumerate(visit.signature)),
    ]
    if not visit.signature:
        unsigned = tr(gettext_noop("Not signed. Sign here if it is used before the visit is signed:"))
        lines.append(Line(id="unsigned", label=tr(gettext_noop("Signature")), text=unsigned))
    return Part(id="asking", title=tr(gettext_noop("Asked by")), lines=tuple(lines))


def clinician(visit: Visit) -> str:
    return ", ".join(one for one in (visit.heading.clinician, visit.heading.clinician_title) if one)


def said(id: str, visit: Visit, tr: Translate) -> str:
    value = visit.answers.get(id)
    return "" if value is None else FINDINGS[id].says(value, tr)


def _label(finding: Finding, tr: Translate) -> str:
    name = tr(finding.short or finding.label)
    return name[:1].upper() + name[1:]


def _is_flag(finding: Finding, value: object) -> bool | None:
    """A yes is marked; where nobody asked it is neither."""
    if value is None:
        return None
    return finding.abnormal(value) if finding.normal else value is True
