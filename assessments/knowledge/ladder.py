"""The ladder of treatment: for each treatment when it is suggested, held, ruled out, or comes later.

A status is the first of an ordered list whose condition holds, so every status is itself a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any as Anything

from . import cautions
from . import treatments as care
from .conditions import ALWAYS, All, Answers, Any, Certainly, Condition, Includes, Leaf, Slot, Translate
from .findings import background as bg
from .findings import history
from .findings.conclusion import BLOOD_TESTS_RAISED
from .findings.examination import BMI
from .findings.instruments import GAD2_SCORE, PHQ2_SCORE
from .findings.pain import BELOW_THE_KNEE, DURATION, PAIN_NOW, TRIAL_OF_CARE_DONE, WORSE_WITH
from .findings.red_flags import ALL_ASKED, WEAKNESS_WORSENING
from .findings.who import AGE
from .rule import Remark, Rule
from .rules.emergency import HOLDS_THE_LADDER
from .rules.legs import BOTH_LEGS, SEVERE_DEFICIT
from .rules.serious import CANCER_RULE, FRAGILITY, INFECTION_RISK_RULE
from .sources import ACP17, APAP, FDA_ESI, GENERAL, MAYO, NG59, VA17, WHO23, Citation
from .treatments import (
    NSAID_NOT_ENOUGH,
    STEP_1_NOT_ENOUGH,
    STEP_2_NOT_ENOUGH,
    STEP_3_NOT_ENOUGH,
    STEP_4_NOT_ENOUGH,
    STEPS_NOT_ENOUGH,
    Treatment,
)
from .words import gettext_noop


class Status(Enum):
    NEVER_SUGGESTED = "never_suggested"
    AVOID = "avoid"
    TRIED = "tried"
    HELD = "held"
    SUGGESTED = "suggested"
    AVAILABLE = "available"
    LATER = "later"


@dataclass(frozen=True, eq=False)
class _Released:
    """The rules whose hold the clinician has lifted in this visit, with a reason."""

    id: str = "released"
    finding_id: str = "released"
    inputs: tuple[Slot, ...] = ()

    def value(self, answers: Answers) -> Anything:
        return answers.get(self.id, ())

    def words(self, value: Anything, tr: Translate = str) -> str:
        return tr(gettext_noop("released by the clinician: {rules}")).format(rules=", ".join(value))

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        return tr(gettext_noop("hold released by the clinician")) if want else tr(gettext_noop("hold not released"))


RELEASED = _Released()


def _holds(rule: Rule) -> Condition:
    return Certainly(rule.fires) & ~Includes(RELEASED, (rule.id,))


ON_HOLD: Condition = Any(tuple(_holds(rule) for rule in HOLDS_THE_LADDER))
ADULT = AGE.at_least(18)
NOT_KNOWN_UNDER_18 = ~Certainly(AGE.below(18))


@dataclass(frozen=True, kw_only=True, eq=False)
class Rung:
    """A treatment's place on the ladder. `row` says when it is suggested (or, if `only_available`, open to choose)."""

    treatment: Treatment
    row: Condition
    reason: str
    unlocks: str
    avoid: tuple[Remark, ...] = ()
    caution: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    only_available: bool = False
    never_suggested: bool = False
    for_children: bool = False

    @cached_property
    def avoided(self) -> Condition:
        return Any(tuple(remark.when for remark in self.avoid))

    @cached_property
    def cautioned(self) -> Condition:
        return Any(tuple(remark.when for remark in self.caution))

    @cached_property
    def indicated(self) -> Condition:
        """The row, with age: medicines and step 3 and above wait for it, the rest is closed to the young only."""
        if self.for_children:
            return self.row
        strict = self.treatment.medicine or self.treatment.step >= 3
        return (ADULT if strict else NOT_KNOWN_UNDER_18) & self.row

    @cached_property
    def statuses(self) -> tuple[tuple[Status, Condition], ...]:
        """In order: the first that holds is the status."""
        never: tuple[tuple[Status, Condition], ...] = (
            ((Status.NEVER_SUGGESTED, ALWAYS),) if self.never_suggested else ()
        )
        asked = All(tuple(Certainly(one.when) | Certainly(~one.when) for one in self.caution))
        safe = Certainly(~self.avoided) & asked
        open_only: Condition = ALWAYS if self.only_available else Certainly(self.cautioned)
        return (
            *never,
            (Status.AVOID, Certainly(self.avoided)),
            (Status.TRIED, Certainly(self.treatment.tried)),
            (Status.LATER, ON_HOLD | Certainly(~self.indicated)),
            (Status.HELD, ~(Certainly(self.indicated) & safe)),
            (Status.AVAILABLE, open_only),
            (Status.SUGGESTED, ALWAYS),
        )

    def status(self, answers: Answers) -> Status:
        return next(status for status, condition in self.statuses if condition.holds(answers))


def current_step(answers: Answers) -> int:
    """1 to 5: the lowest step that was not tried and not enough."""
    return next((n for n, done in enumerate(STEPS_NOT_ENOUGH, 1) if done.holds(answers) is not True), 5)


_PAIN = PAIN_NOW.at_least(1)
_LASTING = DURATION.at_least(13)
_INFECTION_CLEARED = Certainly(BLOOD_TESTS_RAISED.no)
_NOTHING_AGAINST_EXERCISE = ~Any(
    (
        Certainly(CANCER_RULE.fires),
        Certainly(FRAGILITY.fires),
        Certainly(SEVERE_DEFICIT.fires),
        Certainly(BOTH_LEGS.fires),
        Certainly(INFECTION_RISK_RULE.fires) & ~_INFECTION_CLEARED,
    )
)
_PREVENTION = MAYO.at("Prevention")


def _note(text: str, *sources: Citation, when: Condition = ALWAYS) -> Remark:
    return Remark(when=when, text=text, sources=sources)


_NSAID_NOTES = (
    _note(gettext_noop("One NSAID at a time."), GENERAL.at("check the label")),
    _note(
        gettext_noop("High blood pressure: measure it again."),
        GENERAL.at("check the label"),
        when=bg.HYPERTENSION.yes,
    ),
    _note(
        gettext_noop("Smoking adds to the risk of bleeding of the gut."),
        GENERAL.at("check the label"),
        when=history.SMOKING.one_of("current"),
    ),
)
_BACK_CARE_NOTES = (
    _note(
        gettext_noop("Smokes: risk of back pain rises with each cigarette a day; stopping lowers it."),
        _PREVENTION,
        when=history.SMOKING.one_of("current"),
    ),
    _note(gettext_noop("Weight: less of it loads the back less."), _PREVENTION, when=BMI.at_least(25)),
    _note(
        gettext_noop("Lifting: let the legs do it, load close, no twist."),
        _PREVENTION,
        when=history.LIFTS_WITH_BACK.yes,
    ),
    _note(gettext_noop("Posture: stand without slouching."), _PREVENTION, when=history.POOR_POSTURE.yes),
    _note(
        gettext_noop("Exercise: regular walking, cycling or swimming, and work for belly and back muscles."),
        _PREVENTION,
        when=history.EXERCISES_REGULARLY.no,
    ),
    _note(
        gettext_noop("Heavy work: share the load, and avoid twisting under it."),
        _PREVENTION,
        when=history.HEAVY_WORK.yes,
    ),
    _note(
        gettext_noop("Sitting: support the low back, and change position at least every half hour."),
        _PREVENTION,
        when=WORSE_WITH.includes("sitting"),
    ),
    _note(
        gettext_noop("Standing: put one foot on a low stool, and change feet."),
        _PREVENTION,
        when=WORSE_WITH.includes("standing"),
    ),
)
_DISCUSS = _note(gettext_noop("Weigh benefit and risk with the patient first."), MAYO.at("Alternative medicine"))

RUNGS: tuple[Rung, ...] = (
    Rung(
        treatment=care.STAY_ACTIVE,
        row=ALWAYS,
        reason=gettext_noop("Activity helps the back heal; bed rest does not. Most pain settles within about a month."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        for_children=True,
    ),
    Rung(
        treatment=care.HEAT,
        row=ALWAYS,
        reason=gettext_noop("Warmth and a pain reliever may be all that is needed."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        for_children=True,
    ),
    Rung(
        treatment=care.PAIN_RELIEVER_OTC,
        row=_PAIN & ~care.PAIN_RELIEVER_OTC.tried,
        reason=gettext_noop("There is pain, and an NSAID is the first medicine the sources name."),
        unlocks=gettext_noop("With pain of 1 or more."),
        avoid=cautions.NSAID_AVOID,
        caution=cautions.NSAID_CAUTION,
        notes=_NSAID_NOTES,
    ),
    Rung(
        treatment=care.TOPICAL,
        row=_PAIN & ~care.TOPICAL.tried,
        reason=gettext_noop("There is pain, and a cream or patch acts where it hurts."),
        unlocks=gettext_noop("With pain of 1 or more."),
        notes=(
            _note(
                gettext_noop("Only one without an NSAID: allergy to NSAIDs or late pregnancy is not ruled out."),
                GENERAL.at("topical NSAIDs bear the same label warnings"),
                when=~Certainly(bg.NSAID_ALLERGY.no & ~bg.PREGNANT_FROM_WEEK_20),
            ),
        ),
    ),
    Rung(
        treatment=care.BACK_CARE,
        row=ALWAYS,
        reason=gettext_noop("How the back is used, exercise, weight and smoking decide how often pain comes back."),
        unlocks=gettext_noop("When the emergency has been dealt with."),
        notes=_BACK_CARE_NOTES,
        for_children=True,
    ),
    Rung(
        treatment=care.PHYSICAL_THERAPY,
        row=(DURATION.at_least(3) | history.FUNCTION_LIMITED.yes | history.PRIOR_INJURY.yes | STEP_1_NOT_ENOUGH)
        & _NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Exercise with a therapist eases the pain and helps keep it from coming back."),
        unlocks=gettext_noop(
            "After 3 weeks, with limits in daily life, an earlier injury, or self-care that was not enough; and once "
            "no serious cause stands open."
        ),
        for_children=True,
    ),
    Rung(
        treatment=care.NSAID_PRESCRIPTION,
        row=_PAIN & care.PAIN_RELIEVER_OTC.not_enough,
        reason=gettext_noop("An NSAID from the shelf was tried and was not enough."),
        unlocks=gettext_noop("After an NSAID from the shelf was tried and was not enough."),
        avoid=cautions.NSAID_AVOID,
        caution=cautions.NSAID_CAUTION,
        notes=_NSAID_NOTES,
    ),
    Rung(
        treatment=care.MUSCLE_RELAXANT,
        row=(
            care.PAIN_RELIEVER_OTC.not_enough
            | care.NSAID_PRESCRIPTION.not_enough
            | care.TOPICAL.not_enough
            | care.ACETAMINOPHEN.not_enough
        )
        & ~(care.PAIN_RELIEVER_OTC.helped | care.NSAID_PRESCRIPTION.helped | care.ACETAMINOPHEN.helped)
        & _PAIN
        & PAIN_NOW.below(7)
        & DURATION.below(12),
        reason=gettext_noop("Pain relievers were not enough for mild to moderate pain of less than 12 weeks."),
        unlocks=gettext_noop("For pain of 1 to 6, under 12 weeks, when pain relievers were not enough."),
        avoid=cautions.RELAXANT_AVOID,
        caution=cautions.RELAXANT_CAUTION,
        notes=(
            _note(gettext_noop("Makes sleepy and dizzy: no driving, no alcohol."), MAYO.at("Medicines")),
            _note(
                gettext_noop("ACP17 ranks it beside NSAIDs for recent pain; WHO23 advises against for lasting pain."),
                ACP17.at("Recommendation 1: acute and subacute"),
                WHO23.at("Muscle relaxants, not as routine"),
            ),
        ),
    ),
    Rung(
        treatment=care.ACETAMINOPHEN,
        row=_PAIN & (Any(tuple(r.when for r in (*cautions.NSAID_AVOID, *cautions.NSAID_CAUTION)))),
        reason=gettext_noop("An NSAID is ruled out or carries a caution."),
        unlocks=gettext_noop("Where an NSAID is ruled out or carries a caution."),
        avoid=cautions.ACETAMINOPHEN_AVOID,
        caution=cautions.ACETAMINOPHEN_CAUTION,
        notes=(
            _note(
                gettext_noop("Guidelines find little benefit for back pain."),
                NG59.at("1.2: medicines"),
                VA17.at("Medicines"),
            ),
            _note(gettext_noop("At most 4 g a day from all products together."), APAP.at("Liver warning")),
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
            _DISCUSS,
            _note(
                gettext_noop("MAYO, ACP17 and WHO23 see benefit; NG59 advises against."),
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
        notes=(_DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.MASSAGE,
        row=STEP_1_NOT_ENOUGH & _NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Step 1 was not enough; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough, and once no serious cause stands open."),
        notes=(_DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.TENS,
        row=STEP_1_NOT_ENOUGH,
        reason=gettext_noop("Step 1 was not enough; open to choose, with mixed results."),
        unlocks=gettext_noop("When step 1 was tried and was not enough."),
        avoid=cautions.TENS_AVOID,
        notes=(
            _DISCUSS,
            _note(
                gettext_noop("MAYO calls studies mixed; NG59 and WHO23 advise against."),
                MAYO.at("Alternative medicine"),
                NG59.at("1.2: electrotherapy, advised against"),
                WHO23.at("TENS, not as routine"),
            ),
        ),
        only_available=True,
    ),
    Rung(
        treatment=care.YOGA,
        row=STEP_1_NOT_ENOUGH & _NOTHING_AGAINST_EXERCISE,
        reason=gettext_noop("Step 1 was not enough; open to choose."),
        unlocks=gettext_noop("When step 1 was tried and was not enough, and once no serious cause stands open."),
        notes=(_DISCUSS,),
        only_available=True,
    ),
    Rung(
        treatment=care.PSYCHOLOGICAL_THERAPY,
        row=PHQ2_SCORE.at_least(3) | GAD2_SCORE.at_least(3) | _LASTING,
        reason=gettext_noop("Low mood, worry, or pain for more than 12 weeks."),
        unlocks=gettext_noop("With a PHQ-2 or GAD-2 of 3 or more, or pain for more than 12 weeks."),
        for_children=True,
    ),
    Rung(
        treatment=care.DULOXETINE,
        row=_LASTING
        & STEP_2_NOT_ENOUGH
        & (NSAID_NOT_ENOUGH | Any(tuple(remark.when for remark in cautions.NSAID_AVOID))),
        reason=gettext_noop(
            "Pain for more than 12 weeks; step 2 and an NSAID were not enough, or an NSAID is ruled out."
        ),
        unlocks=gettext_noop("After 12 weeks, when step 2 and an NSAID were tried and were not enough."),
        avoid=cautions.DULOXETINE_AVOID,
        caution=cautions.DULOXETINE_CAUTION,
        notes=(
            _note(
                gettext_noop("ACP17 and VA22 allow it; NG59 and WHO23 advise against."),
                *care.DULOXETINE.sources[1:],
            ),
            _note(gettext_noop("Not stopped at once: taper."), GENERAL.at("check the label")),
        ),
    ),
    Rung(
        treatment=care.TRICYCLIC,
        row=_LASTING & STEP_2_NOT_ENOUGH,
        reason=gettext_noop("Pain for more than 12 weeks, and step 2 was not enough; the clinician's choice."),
        unlocks=gettext_noop("After 12 weeks, when step 2 was tried and was not enough."),
        avoid=cautions.TRICYCLIC_AVOID,
        caution=cautions.TRICYCLIC_CAUTION,
        notes=(_note(gettext_noop("NG59 and WHO23 advise against."), *care.TRICYCLIC.sources[1:]),),
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
    Rung(
        treatment=care.STEROID_INJECTION,
        row=BELOW_THE_KNEE & TRIAL_OF_CARE_DONE & STEP_1_NOT_ENOUGH & STEP_2_NOT_ENOUGH,
        reason=gettext_noop("Pain below the knee that steps 1 and 2 did not settle in the time set."),
        unlocks=gettext_noop("With pain below the knee, when steps 1 and 2 were not enough in the time set."),
        avoid=cautions.INJECTION_AVOID,
        caution=cautions.INJECTION_CAUTION,
        notes=(
            _note(
                gettext_noop("FDA: not approved for this route; rare loss of sight, stroke, paralysis or death."),
                FDA_ESI.at("Safety communication"),
            ),
            _note(
                gettext_noop("Relief often wears off after a month or two."), MAYO.at("Surgical and other procedures")
            ),
            _note(
                gettext_noop("VA17: not for lasting relief. NG59: only for severe recent sciatica."),
                VA17.at("Injections: not for lasting relief"),
                NG59.at("1.3: epidural, for severe recent sciatica"),
            ),
        ),
    ),
    Rung(
        treatment=care.RADIOFREQUENCY_ABLATION,
        row=_LASTING & STEP_2_NOT_ENOUGH & STEP_3_NOT_ENOUGH,
        reason=gettext_noop("Pain for more than 12 weeks; steps 2 and 3 were not enough."),
        unlocks=gettext_noop("After 12 weeks, when steps 2 and 3 were tried and were not enough."),
        avoid=cautions.ABLATION_AVOID,
        caution=cautions.SPINE_HARDWARE_CAUTION,
        only_available=True,
    ),
    Rung(
        treatment=care.NERVE_STIMULATOR,
        row=_LASTING & STEP_2_NOT_ENOUGH & STEP_3_NOT_ENOUGH,
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
        | (
            BELOW_THE_KNEE
            & TRIAL_OF_CARE_DONE
            & STEP_1_NOT_ENOUGH
            & STEP_2_NOT_ENOUGH
            & (STEP_3_NOT_ENOUGH | STEP_4_NOT_ENOUGH)
        ),
        reason=gettext_noop("Severe or growing weakness, or leg pain that every lower step did not settle."),
        unlocks=gettext_noop(
            "With severe or growing weakness, or with pain below the knee when steps 1, 2 and 3 or 4 were not enough."
        ),
        notes=(_note(gettext_noop("Rarely needed."), MAYO.at("Overview")),),
    ),
)
RUNG_BY_ID: dict[str, Rung] = {rung.treatment.id: rung for rung in RUNGS}
