"""What a precaution is: something a label or a specialist source says beyond the cautions that decide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..conditions import Condition
from ..medicines import Ingredient
from ..rule import Investigation
from ..sources import GENERAL, Citation
from ..treatments import Treatment
from ..words import gettext_noop

CHECK_THE_LABEL = GENERAL.at("general knowledge, check the label")


class Level(Enum):
    """How firmly its source speaks."""

    RULED_OUT = gettext_noop("Ruled out by its label")
    AVOID = gettext_noop("Avoid, or only for a reason")
    NOTE = gettext_noop("Mind")


@dataclass(frozen=True, kw_only=True, eq=False)
class Precaution:
    """It changes no status. `of` what it is told; only of the `ingredients`, where it names some.

    `when` and `taking` (ingredients on the list of medicines) say which patients it is about: either is enough.
    With neither, nothing that is recorded decides, and whoever prescribes or orders has to ask.
    """

    of: tuple[Treatment | Investigation, ...]
    level: Level
    text: str
    ingredients: tuple[Ingredient, ...] = ()
    when: Condition | None = None
    taking: tuple[Ingredient, ...] = ()
    sources: tuple[Citation, ...] = (CHECK_THE_LABEL,)


@dataclass(frozen=True, kw_only=True, eq=False)
class LeftOut:
    """A treatment that people ask for and that the ladder does not have, and why."""

    id: str
    label: str
    text: str
    sources: tuple[Citation, ...]
