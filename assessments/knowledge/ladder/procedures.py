"""Steps 4 and 5: procedures and surgery."""

from .. import cautions
from .. import treatments as care
from ..conditions import Certainly
from ..findings.nerve_roots import STRENGTH_FALLEN
from ..findings.pain import BELOW_THE_KNEE
from ..findings.red_flags import WEAKNESS_WORSENING
from ..relief import CARE_NOT_ENOUGH, STEP_3_NOT_ENOUGH, STEP_4_NOT_ENOUGH
from ..rules.legs import SEVERE_DEFICIT
from ..sources import FDA_ESI, MAYO, NG59, VA17
from ..words import gettext_noop
from .rung import Rung
from .shared import LASTING_IN_SPITE_OF_STEP_2, note

PROCEDURES: tuple[Rung, ...] = (
    Rung(
        treatment=care.STEROID_INJECTION,
        row=BELOW_THE_KNEE & CARE_NOT_ENOUGH,
        reason=gettext_noop("Pain below the knee that steps 1 and 2 did not settle in the time set."),
        unlocks=gettext_noop("With pain below the knee, when steps 1 and 2 were not enough in the time set."),
        avoid=cautions.INJECTION_AVOID,
        caution=cautions.INJECTION_CAUTION,
        notes=(
            note(
                gettext_noop("FDA: not approved for this route; rare loss of sight, stroke, paralysis or death."),
                FDA_ESI.at("Safety communication"),
            ),
            note(
                gettext_noop("Relief often wears off after a month or two."), MAYO.at("Surgical and other procedures")
            ),
            note(
                gettext_noop("VA/DoD 2017: not for lasting relief. NICE NG59: only for severe recent sciatica."),
                VA17.at("Injections: not for lasting relief"),
                NG59.at("1.3: epidural, for severe recent sciatica"),
            ),
        ),
    ),
    Rung(
        treatment=care.RADIOFREQUENCY_ABLATION,
        row=LASTING_IN_SPITE_OF_STEP_2 & STEP_3_NOT_ENOUGH,
        reason=gettext_noop("Pain for more than 12 weeks; steps 2 and 3 were not enough."),
        unlocks=gettext_noop("After 12 weeks, when steps 2 and 3 were tried and were not enough."),
        avoid=cautions.ABLATION_AVOID,
        caution=cautions.SPINE_HARDWARE_CAUTION,
        only_available=True,
    ),
    Rung(
        treatment=care.NERVE_STIMULATOR,
        row=LASTING_IN_SPITE_OF_STEP_2 & STEP_3_NOT_ENOUGH,
        reason=gettext_noop("Pain for more than 12 weeks; steps 2 and 3 were not enough."),
        unlocks=gettext_noop("After 12 weeks, when steps 2 and 3 were tried and were not enough."),
        avoid=cautions.STIMULATOR_AVOID,
        caution=cautions.SPINE_HARDWARE_CAUTION,
        only_available=True,
    ),
    Rung(
        treatment=care.SURGERY,
        row=Certainly(SEVERE_DEFICIT.fires)
        | WEAKNESS_WORSENING.yes
        | Certainly(STRENGTH_FALLEN.yes)  # unknown without an earlier visit, and nobody can be asked
        | (BELOW_THE_KNEE & CARE_NOT_ENOUGH & (STEP_3_NOT_ENOUGH | STEP_4_NOT_ENOUGH)),
        reason=gettext_noop("Severe or growing weakness, or leg pain that every lower step did not settle."),
        unlocks=gettext_noop(
            "With severe or growing weakness, or with pain below the knee when steps 1, 2 and 3 or 4 were not enough."
        ),
        notes=(note(gettext_noop("Rarely needed."), MAYO.at("Overview")),),
    ),
)
