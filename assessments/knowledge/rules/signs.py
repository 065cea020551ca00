"""Signs that several rules share, with the name clinicians give them."""

from ..conditions import All, Any, Condition, Named, OneOf, Reaches
from ..findings.examination import CROSSED_SLR, FEMORAL_STRETCH, GAIT, SLR, STANDS, WALKS
from ..findings.legs import LEG_NUMBNESS, LEG_TINGLING, LEG_WEAKNESS
from ..findings.nerve_roots import HEEL_WALK, REFLEXES, SENSATION, STRENGTH, TOE_WALK
from ..findings.red_flags import BILATERAL_DEFICIT, SADDLE_NUMBNESS
from ..vocabulary import SIDES
from ..words import gettext_noop


def strength_at_most(grade: int) -> Condition:
    """Any root on either side, MRC 0 to 5."""
    return Any(tuple(root.below(grade + 1) for root in STRENGTH))


def _on_both_sides(parts_of_side: dict[str, tuple[Condition, ...]]) -> Condition:
    return All(tuple(Any(parts) for parts in parts_of_side.values()))


def strength_at_most_on_both_sides(grade: int) -> Condition:
    """Any root on the right and any on the left, not necessarily the same."""
    return _on_both_sides({side: tuple(~Reaches(root.on(side), grade + 1) for root in STRENGTH) for side in SIDES})


HEEL_OR_TOE_WEAK = HEEL_WALK.one_of("weak", "unable") | TOE_WALK.one_of("weak", "unable")
HEEL_OR_TOE_UNABLE = HEEL_WALK.one_of("unable") | TOE_WALK.one_of("unable")
HEEL_OR_TOE_WEAK_ON_BOTH_SIDES = _on_both_sides(
    {side: tuple(OneOf(walk.on(side), ("weak", "unable")) for walk in (HEEL_WALK, TOE_WALK)) for side in SIDES}
)
SENSATION_REDUCED = Any(tuple(root.one_of("reduced", "absent") for root in SENSATION))
SENSATION_REDUCED_ON_BOTH_SIDES = _on_both_sides(
    {side: tuple(OneOf(root.on(side), ("reduced", "absent")) for root in SENSATION) for side in SIDES}
)
REFLEX_WEAK = Any(tuple(reflex.below(2) for reflex in REFLEXES))
REFLEX_BRISK = Any(tuple(reflex.at_least(3) for reflex in REFLEXES))
STRETCH_SIGN = SLR.one_of("positive") | CROSSED_SLR.one_of("positive") | FEMORAL_STRETCH.one_of("positive")
CANNOT_STAND_OR_WALK = STANDS.one_of("unable") | WALKS.one_of("unable")
NUMB_OR_TINGLING_BOTH = LEG_NUMBNESS.one_of("both") | LEG_TINGLING.one_of("both")
LEG_SYMPTOM = LEG_WEAKNESS.not_of("none") | LEG_NUMBNESS.not_of("none") | LEG_TINGLING.not_of("none")

DEFICIT = Named(
    gettext_noop("a neurological deficit"),
    gettext_noop("no neurological deficit"),
    LEG_WEAKNESS.not_of("none")
    | strength_at_most(4)
    | BILATERAL_DEFICIT.yes
    | SADDLE_NUMBNESS.yes
    | GAIT.one_of("foot_drop", "unsteady")
    | HEEL_OR_TOE_WEAK,
)
