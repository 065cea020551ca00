"""One finding in words: its answer, on which side, with its angle or detail, and whether it is abnormal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ..conditions import Answers, Translate
from ..findings import background, conclusion, examination, history, nerve_roots, pain
from ..findings.pain import PAIN_NOW
from ..instruments import band_of
from ..treatments import TREATMENTS
from ..vocabulary import (
    EFFECTS,
    SIDE_WORDS,
    Choice,
    Computed,
    Finding,
    OneSide,
    Scale,
    Several,
    Text,
    Tried,
    YesNo,
)
from ..words import gettext_noop
from .dates import in_words
from .phrases import CLAUSES, GROUPS, REFLEX

# Told in the words of the finding they belong to, on its side.
DETAILS: dict[Finding, tuple[Finding, ...]] = {
    pain.ONSET_ON: (pain.ONSET_APPROXIMATE,),
    examination.SLR: (examination.SLR_ANGLE,),
    examination.FLEXION: (examination.FLEXION_DEGREES,),
    examination.EXTENSION: (examination.EXTENSION_DEGREES,),
    history.PRIOR_INJURY: (history.PRIOR_INJURY_DETAIL,),
    history.FUNCTION_LIMITED: (history.FUNCTION_LIMITS, history.FUNCTION_DETAIL),
    history.EXERCISES_REGULARLY: (history.EXERCISE_TYPES,),
    history.SMOKING: (history.CIGARETTES_PER_DAY,),
    background.PREGNANCY: (background.PREGNANCY_WEEKS,),
    conclusion.IMPRESSION: (conclusion.IMPRESSION_NOTE,),
}
_NAMED = gettext_noop("{name}: {answer}")
_ON_SIDE = gettext_noop("{side} {answer}")
_ON_BOTH = gettext_noop("right and left {answer}")
_ANGLES = (examination.SLR_ANGLE, examination.FLEXION_DEGREES, examination.EXTENSION_DEGREES)


@dataclass(frozen=True, kw_only=True)
class Said:
    """`absent`: asked, and not there. `clause` reads by itself, `answer` beside the finding's label."""

    finding: Finding
    answer: str
    clause: str
    abnormal: bool | None
    absent: bool
    together: bool


def said(finding: Finding, answers: Answers, tr: Translate, *, together: Collection[str] = ()) -> Said | None:
    """None where nothing was answered."""
    if isinstance(finding, Computed):
        return _computed(finding, answers, tr)
    known = [slot for slot in finding.slots() if answers.get(slot.id) is not None]
    details = [
        slot for detail in DETAILS.get(finding, ()) for slot in detail.slots() if answers.get(slot.id) is not None
    ]
    if not known and not details:
        return None
    verdicts = {slot.id: finding.abnormal(answers[slot.id]) for slot in known}
    ordered = sorted(known, key=lambda slot: verdicts[slot.id] is not True)
    told = {slot.side: _answer(slot, answers, tr) for slot in ordered}
    for slot in details:
        detail = _detail(slot, answers, tr)
        told[slot.side] = f"{told[slot.side]}, {detail}" if slot.side in told else detail
    answer = _with_band(finding, _sides(told, tr), answers, tr)
    return Said(
        finding=finding,
        answer=answer,
        clause=_clause(finding, answer, answers, tr),
        abnormal=any(verdicts.values()) if any(one is not None for one in verdicts.values()) else None,
        absent=len(told) == 1 and not details and bool(known) and _is_absent(finding, answers[known[0].id]),
        together=bool(known) and all(slot.id in together for slot in known),
    )


def short(finding: Finding, tr: Translate) -> str:
    return tr(finding.short or finding.label)


def names(findings: Iterable[Finding], tr: Translate) -> list[str]:
    """Their names in order; findings that are one examination by its one name, where all of it is meant."""
    wanted = list(findings)
    for group, name in GROUPS:
        if all(finding in wanted for finding in group):
            place = wanted.index(group[0])
            wanted = [finding for finding in wanted if finding not in group]
            before, after = wanted[:place], wanted[place:]
            return [*names(before, tr), tr(name), *names(after, tr)]
    return [short(finding, tr) for finding in wanted]


def named(name: str, answer: str, tr: Translate) -> str:
    return tr(_NAMED).format(name=name, answer=answer)


def _computed(finding: Computed, answers: Answers, tr: Translate) -> Said | None:
    value = finding.value(answers)
    if value is None:
        return None
    answer = _with_band(finding, finding.says(value, tr), answers, tr)
    clause = named(tr(finding.label), answer, tr)
    return Said(finding=finding, answer=answer, clause=clause, abnormal=None, absent=False, together=False)


def _with_band(finding: Finding, answer: str, answers: Answers, tr: Translate) -> str:
    """Pain from 0 to 10 needs no word beside it."""
    band = band_of(finding, answers) if finding is not PAIN_NOW else ""
    return tr(gettext_noop("{answer} ({band})")).format(answer=answer, band=tr(band)) if band else answer


def _sides(told: dict[str, str], tr: Translate) -> str:
    if "" in told:
        return told[""]
    if len(told) == 2 and len(set(told.values())) == 1:
        return tr(_ON_BOTH).format(answer=next(iter(told.values())))
    return ", ".join(tr(_ON_SIDE).format(side=tr(SIDE_WORDS[side]), answer=answer) for side, answer in told.items())


def _answer(slot: OneSide, answers: Answers, tr: Translate) -> str:
    finding, value = slot.finding, answers[slot.id]
    match value:
        case date():
            return in_words(value, tr)
        case _ if isinstance(finding, Tried):
            return _tried(value, tr)
        case _ if finding in _ANGLES:
            return tr(gettext_noop("{value}°")).format(value=value)
        case _ if isinstance(finding, Scale):
            grade = tr(gettext_noop("{value}/{highest}")).format(value=value, highest=int(finding.highest))
            if finding in nerve_roots.REFLEXES:
                return tr(gettext_noop("{word} ({grade})")).format(word=tr(REFLEX[value]), grade=grade)
            return grade
    return finding.says(value, tr)


def _detail(slot: OneSide, answers: Answers, tr: Translate) -> str:
    answer = _answer(slot, answers, tr)
    if slot.finding is pain.ONSET_APPROXIMATE:
        return tr(gettext_noop("approximate")) if answers[slot.id] else tr(gettext_noop("exact"))
    if slot.finding in (history.CIGARETTES_PER_DAY, background.PREGNANCY_WEEKS):
        return named(tr(slot.finding.label), answer, tr)
    return answer


def _tried(value: dict[str, str], tr: Translate) -> str:
    labels = {treatment.id: treatment.label for treatment in TREATMENTS}
    effects = {option.value: option.label for option in EFFECTS}
    told = [named(tr(labels.get(one, one)), tr(effects[effect]), tr) for one, effect in value.items()]
    return "; ".join(told) or tr(gettext_noop("nothing"))


def _clause(finding: Finding, answer: str, answers: Answers, tr: Translate) -> str:
    if finding in CLAUSES:
        return tr(CLAUSES[finding]).format(answer=answer)
    if isinstance(finding, YesNo) and not finding.sided and answers.get(finding.id) is True:
        detail = answer.partition(", ")[2]
        return named(tr(finding.label), detail, tr) if detail else tr(finding.label)
    return named(tr(finding.label), answer, tr)


def _is_absent(finding: Finding, value: object) -> bool:
    match finding:
        case YesNo():
            return value is False and finding.normal == (False,)
        case Choice():
            return value in ("none", "no") and finding.abnormal(value) is False
        case Several():
            return finding.abnormal(value) is False
    return False


def is_prose(finding: Finding) -> bool:
    return isinstance(finding, Text)
