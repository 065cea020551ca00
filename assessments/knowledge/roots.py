"""Which nerve root the signs of one side agree on, said as a pattern with its findings."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Answers, Leaf, OneOf, Reaches, Translate
from .findings import examination as exam
from .findings import nerve_roots as found
from .sources import GENERAL, HARR, SLRX, Citation
from .vocabulary import SIDE_WORDS, SIDES, Finding, OneSide
from .words import gettext_noop

L2, L3, L4, L5, S1 = "L2", "L3", "L4", "L5", "S1"
ROOTS = (L2, L3, L4, L5, S1)
SOURCES: tuple[Citation, ...] = (
    HARR.at("Table: lumbosacral radiculopathy, neurologic features"),
    SLRX.at("Straight-leg raise; femoral stretch"),
    GENERAL.at("heel walk: L4 and L5; toe walk: S1"),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sign:
    """An abnormal answer and the roots it fits. A stretch sign alone says that a root is irritated, not which."""

    finding: Finding
    weak_below: int | None = None
    values: tuple[str, ...] = ()
    roots: tuple[str, ...]
    names_a_root: bool = True

    def leaf(self, side: str) -> tuple[Leaf, bool]:
        slot = self.finding.on(side)
        return (OneOf(slot, self.values), True) if self.values else (Reaches(slot, self.weak_below or 0), False)

    def is_there(self, side: str, answers: Answers) -> bool:
        leaf, want = self.leaf(side)
        return leaf.holds(answers) is want


SIGNS: tuple[Sign, ...] = (
    *(Sign(finding=one, weak_below=5, roots=(root,)) for one, root in zip(found.STRENGTH, ROOTS, strict=True)),
    *(
        Sign(finding=one, values=("reduced", "absent"), roots=(root,))
        for one, root in zip(found.SENSATION, ROOTS, strict=True)
    ),
    Sign(finding=found.REFLEX_KNEE, weak_below=2, roots=(L3, L4)),
    Sign(finding=found.REFLEX_ANKLE, weak_below=2, roots=(S1,)),
    Sign(finding=found.HEEL_WALK, values=("weak", "unable"), roots=(L4, L5)),
    Sign(finding=found.TOE_WALK, values=("weak", "unable"), roots=(S1,)),
    Sign(finding=exam.SLR, values=("positive",), roots=(L4, L5, S1), names_a_root=False),
    Sign(finding=exam.FEMORAL_STRETCH, values=("positive",), roots=(L2, L3, L4), names_a_root=False),
)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """`root` is None where the signs fit no single root; `slots` are the signs that were found."""

    side: str
    root: str | None
    slots: tuple[OneSide, ...]

    def says(self, tr: Translate = str) -> str:
        side = tr(SIDE_WORDS[self.side])
        if self.root is None:
            return tr(gettext_noop("the signs on the {side} fit no single nerve root")).format(side=side)
        return tr(gettext_noop("the signs on the {side} fit the nerve root {root}")).format(side=side, root=self.root)

    def found(self, answers: Answers, tr: Translate = str) -> tuple[str, ...]:
        """Each sign in words; the side stands in the sentence before them."""
        return tuple(f"{tr(slot.finding.label)}: {slot.finding.says(slot.value(answers), tr)}" for slot in self.slots)


def patterns(answers: Answers) -> tuple[Pattern, ...]:
    """One for each side with a sign that can name a root; nothing is read into what was not examined."""
    told = []
    for side in SIDES:
        there = [sign for sign in SIGNS if sign.is_there(side, answers)]
        if not any(sign.names_a_root for sign in there):
            continue
        fitting = [root for root in ROOTS if all(root in sign.roots for sign in there)]
        slots = tuple(sign.finding.on(side) for sign in there)
        told.append(Pattern(side=side, root=fitting[0] if len(fitting) == 1 else None, slots=slots))
    return tuple(told)
