"""How firmly each source speaks, in its own grades. What a source does not state stays "not stated"."""

from __future__ import annotations

from collections.abc import Mapping

from .sources import ACP17, ACR21, VA17, VA22, WHO23, Citation
from .words import gettext_noop

NOT_STATED = gettext_noop("not stated")
_STRONG_LOW = gettext_noop("strong recommendation, low certainty")
_STRONG_MODERATE = gettext_noop("strong recommendation, moderate certainty")
_CONDITIONAL = gettext_noop("conditional recommendation")
_WEAK_FOR = gettext_noop("weak recommendation for")
_APPROPRIATE = gettext_noop("rated usually appropriate")

# By source, then by the treatment or rule it is cited for.
STATED: Mapping[str, Mapping[str, str]] = {
    ACP17.key: {
        "heat": _STRONG_MODERATE,
        "massage": _STRONG_LOW,
        "chiropractic": _STRONG_LOW,
        "acupuncture": gettext_noop("strong recommendation; low certainty for recent, moderate for lasting pain"),
        "yoga": _STRONG_LOW,
        "psychological_therapy": _STRONG_LOW,
        "physical_therapy": _STRONG_MODERATE,
        "pain_reliever_otc": gettext_noop("moderate certainty"),
        "nsaid_prescription": gettext_noop("moderate certainty"),
        "muscle_relaxant": gettext_noop("moderate certainty"),
        "duloxetine": gettext_noop("weak recommendation, moderate certainty"),
    },
    VA22.key: {
        "duloxetine": _WEAK_FOR,
        "radiofrequency_ablation": _WEAK_FOR,
        "severe_deficit": gettext_noop("strong recommendation"),
        "worsening_weakness": gettext_noop("strong recommendation"),
        "both_legs": gettext_noop("strong recommendation"),
    },
    VA17.key: {
        "acetaminophen": gettext_noop("strong recommendation against lasting use by mouth"),
    },
    WHO23.key: dict.fromkeys(
        (
            "acupuncture",
            "chiropractic",
            "massage",
            "yoga",
            "tens",
            "psychological_therapy",
            "muscle_relaxant",
            "duloxetine",
            "tricyclic",
        ),
        _CONDITIONAL,
    ),
    ACR21.key: {
        "no_routine_imaging": gettext_noop("every scan rated usually not appropriate"),
        "cancer": _APPROPRIATE,
        "fragility": _APPROPRIATE,
        "fragility_risk": _APPROPRIATE,
        "persisting_leg": _APPROPRIATE,
        "prior_surgery": _APPROPRIATE,
    },
}


def stated(citation: Citation, id: str) -> str:
    """For the treatment or rule with this id."""
    return STATED.get(citation.key, {}).get(id, NOT_STATED)
