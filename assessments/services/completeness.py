"""What a visit still needs before it can be signed, and what is worth a second look; asked at review."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext

from assessments.knowledge.conditions import Answers, Condition
from assessments.knowledge.contradictions import contradicted
from assessments.knowledge.findings import SECTIONS
from assessments.knowledge.findings.conclusion import DISPOSITION
from assessments.knowledge.findings.nerve_roots import REFLEXES, STRENGTH
from assessments.knowledge.findings.pain import DURATION, PAIN_NOW
from assessments.knowledge.findings.red_flags import (
    EMERGENCY_FLAGS,
    EMERGENCY_OPEN_REASON,
    SERIOUS_FLAGS,
    SERIOUS_OPEN_REASON,
    asked,
)
from assessments.knowledge.findings.who import SEX
from assessments.knowledge.vocabulary import Finding
from assessments.models import Encounter
from clinic.refusals import Refused

REQUIRED = (SEX, DURATION, PAIN_NOW, DISPOSITION)
FLAG_GROUPS = ((EMERGENCY_FLAGS, EMERGENCY_OPEN_REASON), (SERIOUS_FLAGS, SERIOUS_OPEN_REASON))
SECTION_OF = {finding.id: section.id for section in SECTIONS for finding in section.findings}
REFLEX_REDUCED: Condition = REFLEXES[0].below(2) | REFLEXES[1].below(2)


class Remark(NamedTuple):
    section: str
    finding: str
    message: str


class Incomplete(Refused):
    """`missing` has everything that is missing, in the order of the page."""

    def __init__(self, missing: Sequence[Remark]) -> None:
        self.missing = list(missing)
        super().__init__(
            gettext("This visit cannot be signed yet: %(missing)s")
            % {"missing": " ".join(one.message for one in missing)},
            field=missing[0].finding,
        )


def missing(encounter: Encounter, answers: Answers | None = None) -> list[Remark]:
    """Empty: it can be signed. `answers`: the encounter's own, where they have been read already."""
    answers = encounter.answers() if answers is None else answers
    found = [
        _remark(finding, gettext("Set it in the chart.") if finding is SEX else gettext("Answer it."))
        for finding in REQUIRED
        if answers.get(finding.id) is None
    ]
    for flags, reason in FLAG_GROUPS:
        if not answers.get(reason.id):
            found += [
                _remark(flag, gettext("Ask, or write why it stays open."))
                for flag in flags
                if asked(flag).holds(answers) is not True
            ]
    order = list(SECTION_OF)
    return sorted(found, key=lambda one: order.index(one.finding))


def _remark(finding: Finding, what: str) -> Remark:
    return Remark(
        SECTION_OF[finding.id],
        finding.id,
        gettext("%(label)s: unanswered. %(what)s") % {"label": gettext(finding.label), "what": what},
    )


def warnings(encounter: Encounter) -> list[Remark]:
    """What does not keep anybody from signing."""
    answers = encounter.answers()
    found = [Remark(SECTION_OF[one.finding.id], one.finding.id, gettext(one.text)) for one in contradicted(answers)]
    unexamined = [finding for finding in STRENGTH if all(slot.value(answers) is None for slot in finding.slots())]
    if REFLEX_REDUCED.holds(answers) and unexamined:
        found.append(
            Remark(
                SECTION_OF[unexamined[0].id],
                unexamined[0].id,
                gettext("A reflex is reduced, and strength was not examined: %(roots)s.")
                % {"roots": "; ".join(gettext(finding.label) for finding in unexamined)},
            )
        )
    return found
