"""Answers that do not fit together: a red flag denied, and a later finding that says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Answers, Condition
from .findings import examination as exam
from .findings import legs, pain
from .findings import nerve_roots as roots
from .findings import red_flags as flags
from .rules import signs
from .vocabulary import Finding
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True, eq=False)
class Contradiction:
    """`finding` was answered one way while other answers point another; a warning at review, never a block."""

    finding: Finding
    when: Condition
    text: str


CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        finding=flags.BILATERAL_DEFICIT,
        when=flags.BILATERAL_DEFICIT.no
        & (
            legs.LEG_WEAKNESS.one_of("both")
            | signs.NUMB_OR_TINGLING_BOTH
            | signs.strength_at_most_on_both_sides(4)
            | signs.SENSATION_REDUCED_ON_BOTH_SIDES
            | signs.HEEL_OR_TOE_WEAK_ON_BOTH_SIDES
        ),
        text=gettext_noop("A new deficit of both legs was denied, yet both legs are affected. Old, or new after all?"),
    ),
    Contradiction(
        finding=flags.WEAKNESS_WORSENING,
        when=flags.WEAKNESS_WORSENING.no & roots.STRENGTH_FALLEN.yes,
        text=gettext_noop("Growing weakness was denied, yet strength is lower than at the last signed visit."),
    ),
    Contradiction(
        finding=flags.SADDLE_NUMBNESS,
        when=flags.SADDLE_NUMBNESS.no & roots.PERIANAL_SENSATION.one_of("reduced"),
        text=gettext_noop("Saddle numbness was denied, yet perianal sensation is reduced."),
    ),
    Contradiction(
        finding=flags.FEVER,
        when=flags.FEVER.no & exam.TEMPERATURE_C.at_least(38.0),
        text=gettext_noop("Fever was denied, yet the temperature is 38 °C or more."),
    ),
    Contradiction(
        finding=flags.TEARING_OR_PULSATING,
        when=flags.TEARING_OR_PULSATING.no & exam.ABDOMINAL_MASS.yes,
        text=gettext_noop("A pulsating belly was denied, yet a pulsating mass was found."),
    ),
    Contradiction(
        finding=flags.URINARY_SYMPTOMS,
        when=flags.URINARY_SYMPTOMS.no & exam.FLANK_TENDERNESS.yes,
        text=gettext_noop("Urinary signs and flank pain were denied, yet a flank is tender."),
    ),
    Contradiction(
        finding=legs.LEG_WEAKNESS,
        when=legs.LEG_WEAKNESS.one_of("none") & (signs.strength_at_most(4) | signs.HEEL_OR_TOE_WEAK),
        text=gettext_noop("Leg weakness was denied, yet strength is reduced."),
    ),
    Contradiction(
        finding=pain.SPREAD,
        when=pain.SPREAD.both("none")
        & pain.PAIN_REGIONS.includes(
            *(f"{place}_{side}" for place in ("calf", "sole", "foot_top", "foot_outer") for side in ("right", "left"))
        ),
        text=gettext_noop("No spread was recorded, yet pain is marked below the knee."),
    ),
)


def contradicted(answers: Answers) -> tuple[Contradiction, ...]:
    return tuple(one for one in CONTRADICTIONS if one.when.holds(answers) is True)
