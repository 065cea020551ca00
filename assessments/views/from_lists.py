"""What the lists of medicines and allergies propose for the background, for a person to say yes or no to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from assessments.knowledge.findings.background import NSAID_ALLERGY
from assessments.knowledge.medicines import proposals, unmatched
from assessments.services.writing import translated
from assessments.views.chips import field_of, listed


@dataclass(frozen=True, kw_only=True)
class Proposed:
    slot: str
    question: str
    href: str


@dataclass(frozen=True, kw_only=True)
class FromLists:
    proposed: tuple[Proposed, ...]
    unknown: tuple[str, ...]


def from_lists(answers: Mapping[str, Any]) -> FromLists:
    return FromLists(
        proposed=tuple(
            Proposed(
                slot=one.finding.id,
                question=_question(one.finding.id, listed(one.medicines), translated(one.finding.label)),
                href=field_of(one.finding.id),
            )
            for one in proposals(answers)
        ),
        unknown=unmatched(answers),
    )


def _question(finding: str, names: str, label: str) -> str:
    if finding == NSAID_ALLERGY.id:
        return gettext("%(names)s is on the list of allergies. %(label)s?") % {"names": names, "label": label}
    return gettext("%(names)s is on the list of medicines. %(label)s?") % {"names": names, "label": label}
