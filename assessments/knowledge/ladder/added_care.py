"""Step 2: exercise, hands, mind, and medicines beside them."""

from .. import cautions
from .. import treatments as care
from ..conditions import Any, Named
from ..findings import history
from ..findings.instruments import GAD2_SCORE, PHQ2_SCORE
from ..findings.pain import DURATION, PAIN_NOW
from ..findings.red_flags import ALL_ASKED
from ..relief import STEP_1_NOT_ENOUGH
from ..sources import ACP17, APAP, MAYO, NG59, VA17, WHO23
from ..words import gettext_noop
from .rung import Rung
from .shared import DISCUSS, LASTING, NOTHING_AGAINST_EXERCISE, NSAID_NOTES, PAIN, note

_PAIN_RELIEVER_NOT_ENOUGH = Named(
    gettext_noop("a pain reliever without enough relief"),
    gettext_noop("no pain reliever tried, or relief enough"),
    care.PAIN_RELIEVER_OTC.not_enough
    | care.NSAID_PRESCRIPTION.not_enough
    | care.TOPICAL.not_enough
    | care.ACETAMINOPHEN.not_enough,
    whole=True,
)

ADDED_CARE: tuple[Rung, ...] = (
    Rung(
        treatment=care.PHYSICAL_THERAPY,
        row=(DURATION.at_least(3) | history.FUNCTION_LIMITED.yes | history.PRIOR_INJURY.yes | STEP_1_NOT_ENOUGH)
        & NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Exercise with a therapist eases the pain and helps keep it from coming back."),
        unlocks=gettext_noop(
            "After 3 weeks, with limits in daily life, an earlier injury, or self-care that was not enough; and once "
            "no serious cause stands open."
        ),
        for_children=True,
    ),
    Rung(
        treatment=care.NSAID_PRESCRIPTION,
        row=PAIN & care.PAIN_RELIEVER_OTC.not_enough,
        reason=gettext_noop("An over-the-counter NSAID was tried and was not enough."),
        unlocks=gettext_noop("After an over-the-counter NSAID was tried and was not enough."),
        avoid=cautions.NSAID_AVOID,
        caution=cautions.NSAID_CAUTION,
        notes=NSAID_NOTES,
    ),
    Rung(
        treatment=care.MUSCLE_RELAXANT,
        row=_PAIN_RELIEVER_NOT_ENOUGH
        & ~(care.PAIN_RELIEVER_OTC.helped | care.NSAID_PRESCRIPTION.helped | care.ACETAMINOPHEN.helped)
        & PAIN
        & PAIN_NOW.below(7)
        & DURATION.below(12),
        reason=gettext_noop("Pain relievers were not enough for mild to moderate pain of less than 12 weeks."),
        unlocks=gettext_noop("For pain of 1 to 6, under 12 weeks, when pain relievers were not enough."),
        avoid=cautions.RELAXANT_AVOID,
        caution=cautions.RELAXANT_CAUTION,
        notes=(
            note(gettext_noop("Makes sleepy and dizzy: no driving, no alcohol."), MAYO.at("Medicines")),
            note(
                gettext_noop(
                    "ACP 2017 ranks it beside NSAIDs for recent pain; WHO 2023 advises against it for lasting pain."
                ),
                ACP17.at("Recommendation 1: acute and subacute"),
                WHO23.at("Muscle relaxants, not as routine"),
            ),
        ),
    ),
    Rung(
        treatment=care.ACETAMINOPHEN,
        row=PAIN & (Any(tuple(r.when for r in (*cautions.NSAID_AVOID, *cautions.NSAID_CAUTION)))),
        reason=gettext_noop("An NSAID is ruled out or carries a caution."),
        unlocks=gettext_noop("Where an NSAID is ruled out or carries a caution."),
        avoid=cautions.ACETAMINOPHEN_AVOID,
        caution=cautions.ACETAMINOPHEN_CAUTION,
        notes=(
            note(
                gettext_noop("Guidelines find little benefit for back pain."),
                NG59.at("1.2: medicines"),
                VA17.at("Medicines"),
            ),
            note(gettext_noop("At most 4 g a day from all products together."), APAP.at("Liver warning")),
        ),
        only_available=True,
    ),
    Rung(
        treatment=care.ACUPUNCTURE,
        row=STEP_1_NOT_ENOUGH,
        reason=gettext_noop("Step 1 was not enough; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough."),
        caution=cautions.ACUPUNCTURE_CAUTION,
        notes=(
            DISCUSS,
            note(
                gettext_noop("Mayo Clinic, ACP 2017 and WHO 2023 see benefit; NICE NG59 advises against."),
                MAYO.at("Alternative medicine"),
                ACP17.at("Recommendation 1: acute and subacute"),
                NG59.at("1.2: acupuncture, advised against"),
                WHO23.at("Needling"),
            ),
        ),
        only_available=True,
    ),
    Rung(
        treatment=care.CHIROPRACTIC,
        row=STEP_1_NOT_ENOUGH & ALL_ASKED,
        reason=gettext_noop("Step 1 was not enough, and every red flag was asked; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough, and every red flag was asked."),
        avoid=cautions.CHIROPRACTIC_AVOID,
        caution=cautions.CHIROPRACTIC_CAUTION,
        notes=(DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.MASSAGE,
        row=STEP_1_NOT_ENOUGH & NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Step 1 was not enough; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough, and once no serious cause stands open."),
        notes=(DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.TENS,
        row=STEP_1_NOT_ENOUGH,
        reason=gettext_noop("Step 1 was not enough; open to choose, with mixed results."),
        unlocks=gettext_noop("When step 1 was tried and was not enough."),
        avoid=cautions.TENS_AVOID,
        notes=(
            DISCUSS,
            note(
                gettext_noop("Mayo Clinic calls studies mixed; NICE NG59 and WHO 2023 advise against."),
                MAYO.at("Alternative medicine"),
                NG59.at("1.2: electrotherapy, advised against"),
                WHO23.at("TENS, not as routine"),
            ),
        ),
        only_available=True,
    ),
    Rung(
        treatment=care.YOGA,
        row=STEP_1_NOT_ENOUGH & NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Step 1 was not enough; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough, and once no serious cause stands open."),
        notes=(DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.PSYCHOLOGICAL_THERAPY,
        row=PHQ2_SCORE.at_least(3) | GAD2_SCORE.at_least(3) | LASTING,
        reason=gettext_noop("Low mood, worry, or pain for more than 12 weeks."),
        unlocks=gettext_noop("With a PHQ-2 or GAD-2 of 3 or more, or pain for more than 12 weeks."),
        for_children=True,
    ),
)
