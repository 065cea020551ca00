"""What labels and specialist sources say beyond the cautions that decide, per ingredient, treatment and test."""

from ..rule import Investigation
from ..treatments import Treatment
from .hands_and_procedures import HANDS, PROCEDURES
from .imaging import IMAGING
from .left_out import LEFT_OUT
from .nerve_medicines import ANTIDEPRESSANTS, OPIOIDS, RELAXANTS
from .pain_relievers import PAIN_RELIEVERS
from .precaution import LeftOut, Level, Precaution

PRECAUTIONS: tuple[Precaution, ...] = (
    *PAIN_RELIEVERS,
    *RELAXANTS,
    *ANTIDEPRESSANTS,
    *OPIOIDS,
    *HANDS,
    *PROCEDURES,
    *IMAGING,
)
_ABOUT: dict[str, tuple[Precaution, ...]] = {
    what.id: tuple(one for one in PRECAUTIONS if what in one.of) for each in PRECAUTIONS for what in each.of
}


def about(what: Treatment | Investigation) -> tuple[Precaution, ...]:
    return _ABOUT.get(what.id, ())


__all__ = ["LEFT_OUT", "PRECAUTIONS", "LeftOut", "Level", "Precaution", "about"]
