"""Step 1: what everybody with back pain can do, and what can be bought without a prescription."""

from .. import cautions
from .. import treatments as care
from ..conditions import ALWAYS, Certainly
from ..findings import background as bg
from ..findings import history
from ..findings.examination import BMI
from ..findings.pain import WORSE_WITH
from ..sources import GENERAL, MAYO
from ..words import gettext_noop
from .rung import Rung
from .shared import NSAID_NOTES, PAIN, note

_PREVENTION = MAYO.at("Prevention")
_BACK_CARE_NOTES = (
    note(
        gettext_noop("Smokes: risk of back pain rises with each cigarette a day; stopping lowers it."),
        _PREVENTION,
        when=history.SMOKING.one_of("current"),
    ),
    note(gettext_noop("Weight: less of it loads the back less."), _PREVENTION, when=BMI.at_least(25)),
    note(
        gettext_noop("Lifting: let the legs do it, load close, no twist."),
        _PREVENTION,
        when=history.LIFTS_WITH_BACK.yes,
    ),
    note(gettext_noop("Posture: stand without slouching."), _PREVENTION, when=history.POOR_POSTURE.yes),
    note(
        gettext_noop("Exercise: regular walking, cycling or swimming, and work for belly and back muscles."),
        _PREVENTION,
        when=history.EXERCISES_REGULARLY.no,
    ),
    note(
        gettext_noop("Heavy work: share the load, and avoid twisting under it."),
        _PREVENTION,
        when=history.HEAVY_WORK.yes,
    ),
    note(
        gettext_noop("Sitting: support the low back, and change position at least every half hour."),
        _PREVENTION,
        when=WORSE_WITH.includes("sitting"),
    ),
    note(
        gettext_noop("Standing: put one foot on a low stool, and change feet."),
        _PREVENTION,
        when=WORSE_WITH.includes("standing"),
    ),
)

SELF_CARE: tuple[Rung, ...] = (
    Rung(
        treatment=care.STAY_ACTIVE,
        row=ALWAYS,
        reason=gettext_noop("Activity is advised, and bed rest is not. Most pain settles within about a month."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        for_children=True,
    ),
    Rung(
        treatment=care.HEAT,
        row=ALWAYS,
        reason=gettext_noop("Warmth, with a pain reliever, can be enough."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        for_children=True,
    ),
    Rung(
        treatment=care.PAIN_RELIEVER_OTC,
        row=PAIN & ~care.PAIN_RELIEVER_OTC.tried,
        reason=gettext_noop("There is pain, and an NSAID is the first medicine the sources name."),
        unlocks=gettext_noop("With pain of 1 or more."),
        avoid=cautions.NSAID_AVOID,
        caution=cautions.NSAID_CAUTION,
        notes=NSAID_NOTES,
    ),
    Rung(
        treatment=care.TOPICAL,
        row=PAIN & ~care.TOPICAL.tried,
        reason=gettext_noop("There is pain, and a cream or patch acts where it hurts."),
        unlocks=gettext_noop("With pain of 1 or more."),
        notes=(
            note(
                gettext_noop("Only one without an NSAID: allergy to NSAIDs or late pregnancy is not ruled out."),
                GENERAL.at("topical NSAIDs bear the same label warnings"),
                when=~Certainly(bg.NSAID_ALLERGY.no & ~bg.PREGNANT_FROM_WEEK_20),
            ),
        ),
    ),
    Rung(
        treatment=care.BACK_CARE,
        row=ALWAYS,
        reason=gettext_noop("How the back is used, exercise, weight and smoking can bear on whether pain comes back."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        notes=_BACK_CARE_NOTES,
        for_children=True,
    ),
)
