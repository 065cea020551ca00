"""Step 3: stronger medicines."""

from .. import cautions
from .. import treatments as care
from ..conditions import ALWAYS, Any, Named
from ..relief import NSAID_NOT_ENOUGH
from ..sources import GENERAL
from ..words import gettext_noop
from .rung import Rung
from .shared import LASTING_IN_SPITE_OF_STEP_2, note

_NO_NSAID_LEFT = Named(
    gettext_noop("an NSAID without enough relief, or ruled out"),
    gettext_noop("no NSAID tried, or relief enough, and none ruled out"),
    NSAID_NOT_ENOUGH | Any(tuple(remark.when for remark in cautions.NSAID_AVOID)),
    whole=True,
)

MEDICINES: tuple[Rung, ...] = (
    Rung(
        treatment=care.DULOXETINE,
        row=LASTING_IN_SPITE_OF_STEP_2 & _NO_NSAID_LEFT,
        reason=gettext_noop(
            "Pain for more than 12 weeks; step 2 and an NSAID were not enough, or an NSAID is ruled out."
        ),
        unlocks=gettext_noop("After 12 weeks, when step 2 and an NSAID were tried and were not enough."),
        avoid=cautions.DULOXETINE_AVOID,
        caution=cautions.DULOXETINE_CAUTION,
        notes=(
            note(
                gettext_noop("ACP 2017 and VA/DoD 2022 allow it; NICE NG59 and WHO 2023 advise against."),
                *care.DULOXETINE.sources[1:],
            ),
            note(gettext_noop("Not stopped at once: taper."), GENERAL.at("check the label")),
        ),
    ),
    Rung(
        treatment=care.TRICYCLIC,
        row=LASTING_IN_SPITE_OF_STEP_2,
        reason=gettext_noop("Pain for more than 12 weeks, and step 2 was not enough; the clinician's choice."),
        unlocks=gettext_noop("After 12 weeks, when step 2 was tried and was not enough."),
        avoid=cautions.TRICYCLIC_AVOID,
        caution=cautions.TRICYCLIC_CAUTION,
        notes=(note(gettext_noop("NICE NG59 and WHO 2023 advise against."), *care.TRICYCLIC.sources[1:]),),
        only_available=True,
    ),
    Rung(
        treatment=care.OPIOID_SHORT,
        row=ALWAYS,
        reason=gettext_noop("Shown for completeness; guidelines advise against it for lasting pain."),
        unlocks=gettext_noop("Only by the clinician's own choice, after the rest failed."),
        avoid=cautions.OPIOID_AVOID,
        caution=cautions.OPIOID_CAUTION,
        never_suggested=True,
    ),
)
