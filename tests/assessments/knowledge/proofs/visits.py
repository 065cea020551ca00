"""Random visits, half-asked as visits are."""

from typing import Any as Anything

from hypothesis import strategies as st

from assessments.knowledge.findings import FINDINGS, SLOTS
from assessments.knowledge.findings.red_flags import RED_FLAGS
from assessments.knowledge.rules.emergency import HOLDS_THE_LADDER
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import EFFECTS, Choice, Finding, Number, Several, Tried, YesNo

_AROUND_THE_LIMITS = {
    "age": (9, 10, 17, 18, 24, 25, 34, 35, 44, 45, 49, 50, 51, 55, 56, 59, 60, 64, 65, 74, 75),
    "duration_weeks": (2, 3, 4, 5, 6, 8, 11, 12, 13, 60),
    "onset_age": (34, 35, 44, 45),
    "temperature_c": (37.9, 38.0),
    "systolic_bp": (99, 100),
    "schober_cm": (4.9, 5.0),
    "pregnancy_weeks": (19, 20),
}
ASKED = (YesNo, Choice, Several, Number, Tried)


def values_of(finding: Finding) -> st.SearchStrategy[Anything]:
    """Every answer that rules read; numbers mostly where a rule draws a line."""
    match finding:
        case YesNo():
            return st.booleans()
        case Choice():
            return st.sampled_from(finding.values)
        case Several():
            return st.lists(st.sampled_from(finding.values), unique=True, max_size=3).map(finding.allowed)
        case Number() if finding.id in _AROUND_THE_LIMITS:
            return st.sampled_from(_AROUND_THE_LIMITS[finding.id])
        case Number():
            return st.integers(int(finding.lowest), int(finding.highest))
        case Tried():
            effects = st.sampled_from([one.value for one in EFFECTS])
            return st.dictionaries(st.sampled_from([one.id for one in TREATMENTS]), effects, max_size=6)
    raise TypeError(f"{finding.id} is nothing a rule reads")


READ_BY_RULES = {slot.id: slot.finding for slot in SLOTS.values() if isinstance(slot.finding, ASKED)}
_NONE = {flag.id: {"yes_no": False, "choice": "none", "several": ()}[flag.kind] for flag in RED_FLAGS}


@st.composite
def visits(draw: st.DrawFn) -> dict[str, Anything]:
    """Often with every red flag answered "none", or else most visits would be emergencies."""
    answers: dict[str, Anything] = dict(_NONE) if draw(st.booleans()) else {}
    if draw(st.booleans()):
        answers |= {"age": draw(values_of(FINDINGS["age"])), "sex": draw(values_of(FINDINGS["sex"]))}
    for id in draw(st.lists(st.sampled_from(sorted(READ_BY_RULES)), max_size=25, unique=True)):
        answers[id] = draw(values_of(READ_BY_RULES[id]))
    return answers


released = st.lists(st.sampled_from([rule.id for rule in HOLDS_THE_LADDER]), unique=True, max_size=3).map(tuple)
weeks = st.integers(4, 12)
