"""Everything the primary source says, each against where it is used: a thing said there and used nowhere fails."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any as Anything

import pytest

import assessments
from assessments.knowledge import causes, investigations, treatments
from assessments.knowledge.causes import CAUSES, Cause
from assessments.knowledge.facts import FACTS, Fact
from assessments.knowledge.findings import (
    COMPUTED,
    FINDINGS,
    background,
    conclusion,
    examination,
    history,
    instruments,
    legs,
    pain,
    red_flags,
    who,
)
from assessments.knowledge.investigations import INVESTIGATIONS
from assessments.knowledge.rule import Investigation, Rule
from assessments.knowledge.rules import POINTERS, RULES
from assessments.knowledge.treatments import TREATMENTS, Treatment
from assessments.knowledge.vocabulary import Choice, Computed, Finding, Several

ROOT = Path(assessments.__file__).parent.parent
RULE = {rule.id: rule for rule in RULES}


class Answer:
    """One option of a finding."""

    def __init__(self, finding: Choice | Several, value: str) -> None:
        self.finding, self.value = finding, value


# By the names of the inventory. A plain fact is found under its own name in FACTS.
INVENTORY: dict[str, tuple[Anything, ...]] = {
    # Natural history
    "ctx.common": (),
    "ctx.preventable": (),
    "time.heal_weeks": (),
    "time.month": (),
    "time.six_weeks": (pain.TRIAL_OF_CARE_DONE,),
    "time.several_months": (),
    "time.escalate_weeks": (RULE["lasting"], conclusion.REVIEW_IN_WEEKS),
    "time.injection_1_2mo": (treatments.STEROID_INJECTION,),
    "time.sit_30min": (),
    "time.opioid_short": (treatments.OPIOID_SHORT,),
    "surg.rare": (treatments.SURGERY,),
    "anat.spine": (),
    "sev.range": (pain.PAIN_WORST,),
    # Symptoms
    "sx.quality.ache": (Answer(pain.PAIN_QUALITY, "ache"),),
    "sx.quality.shooting": (Answer(pain.PAIN_QUALITY, "shooting"),),
    "sx.quality.burning": (Answer(pain.PAIN_QUALITY, "burning"),),
    "sx.quality.stabbing": (Answer(pain.PAIN_QUALITY, "stabbing"),),
    "sx.radiates_leg": (pain.SPREAD, pain.PAIN_REGIONS),
    "sx.aggravator.bending": (Answer(pain.WORSE_WITH, "bending"),),
    "sx.aggravator.twisting": (Answer(pain.WORSE_WITH, "twisting"),),
    "sx.aggravator.lifting": (Answer(pain.WORSE_WITH, "lifting"),),
    "sx.aggravator.standing": (Answer(pain.WORSE_WITH, "standing"),),
    "sx.aggravator.walking": (Answer(pain.WORSE_WITH, "walking"),),
    # When to see a doctor
    "see.duration_weeks": (pain.DURATION, RULE["lasting"]),
    "see.severe_rest": (pain.PAIN_NOW, pain.EASED_BY_REST, RULE["not_eased"]),
    "see.leg_spread": (pain.SPREAD, RULE["leg_spread"]),
    "see.leg_neuro": (
        legs.LEG_WEAKNESS,
        legs.LEG_NUMBNESS,
        legs.LEG_TINGLING,
        RULE["leg_weakness"],
        RULE["leg_sensory"],
        RULE["both_legs"],
        RULE["both_legs_sensory"],
    ),
    "see.weight_loss": (red_flags.WEIGHT_LOSS, RULE["weight_loss"]),
    "see.persist_home": (history.TRIED, RULE["persisting_back"]),
    "flag.bowel_bladder": (red_flags.BLADDER_CHANGE, red_flags.BOWEL_CHANGE, RULE["cauda_equina"]),
    "flag.fever": (red_flags.FEVER, examination.TEMPERATURE_C, RULE["fever"]),
    "flag.trauma": (red_flags.TRAUMA, RULE["major_trauma"], RULE["minor_trauma"]),
    "flag.rare_serious": (RULE["no_routine_imaging"],),
    # Causes
    "cause.nonspecific": (causes.NONSPECIFIC,),
    "cause.strain": (causes.STRAIN,),
    "cause.sprain": (causes.SPRAIN,),
    "cause.disk": (causes.DISK,),
    "cause.oa": (causes.OA,),
    "cause.stenosis": (causes.STENOSIS,),
    "cause.osteoporosis": (causes.OSTEOPOROSIS, red_flags.OSTEOPOROSIS),
    "cause.fracture": (causes.FRACTURE,),
    "cause.scoliosis": (causes.SCOLIOSIS, Answer(examination.DEFORMITY, "scoliosis")),
    "cause.listhesis": (causes.LISTHESIS, Answer(examination.DEFORMITY, "step_off")),
    "cause.axspa": (causes.AXSPA,),
    "cause.sacroiliitis": (causes.SACROILIITIS,),
    "cause.infection": (causes.INFECTION,),
    "cause.osteomyelitis": (causes.OSTEOMYELITIS,),
    "cause.pyelo": (causes.PYELO, red_flags.URINARY_SYMPTOMS),
    "cause.stone": (causes.STONE, red_flags.URINARY_SYMPTOMS),
    "cause.endometriosis": (causes.ENDOMETRIOSIS, red_flags.PELVIC_CYCLE_PAIN),
    "cause.fibromyalgia": (causes.FIBROMYALGIA,),
    "cause.obesity": (causes.OBESITY, examination.BMI),
    "cause.posture": (causes.POSTURE, history.POOR_POSTURE),
    "cause.pregnancy": (causes.PREGNANCY, background.PREGNANCY),
    "cause.sciatica": (causes.SCIATICA,),
    "cause.cord_tumor": (causes.CORD_TUMOR,),
    "cause.cancer": (causes.CANCER, red_flags.CANCER_HISTORY),
    "cause.age_change": (causes.AGE_CHANGE,),
    "mech.sprain_reasons": (
        history.LIFTS_WITH_BACK,
        history.POOR_POSTURE,
        history.EXERCISES_REGULARLY,
        examination.BMI,
    ),
    # Risk factors
    "risk.anyone": (RULE["child"],),
    "risk.age": (who.AGE,),
    "risk.inactivity": (history.EXERCISES_REGULARLY,),
    "risk.weight": (examination.BMI,),
    "risk.disease": (red_flags.CANCER_HISTORY, history.ARTHRITIS_HISTORY),
    "risk.lifting": (history.LIFTS_WITH_BACK,),
    "risk.psych": (instruments.PHQ2_SCORE, instruments.GAD2_SCORE, history.STRESSORS),
    "risk.smoking": (history.SMOKING, history.CIGARETTES_PER_DAY),
    # Prevention and care at home
    "prev.exercise": (treatments.BACK_CARE,),
    "prev.core": (treatments.PHYSICAL_THERAPY,),
    "prev.weight": (treatments.BACK_CARE,),
    "prev.quit_smoking": (treatments.BACK_CARE,),
    "prev.avoid_twist": (treatments.BACK_CARE,),
    "prev.stand": (treatments.BACK_CARE,),
    "prev.sit": (treatments.BACK_CARE,),
    "prev.lift": (treatments.BACK_CARE,),
    "care.no_bed_rest": (treatments.STAY_ACTIVE,),
    "care.stay_active": (treatments.STAY_ACTIVE,),
    "care.heat": (treatments.HEAT,),
    "caveat.products": (),
    "caveat.mattress": (),
    # Examination
    "exam.inspect_back": (examination.DEFORMITY, examination.TENDERNESS, examination.MUSCLE_SPASM),
    "exam.sit": (examination.SITS,),
    "exam.stand": (examination.STANDS,),
    "exam.walk": (examination.WALKS,),
    "exam.leg_lift": (examination.LIFTS_LEGS, examination.SLR),
    "exam.pain_0_10": (pain.PAIN_NOW,),
    "exam.function": (history.FUNCTION_LIMITED, history.FUNCTION_LIMITS),
    "exam.purpose": (
        Answer(examination.FLEXION, "limited_by_pain"),
        Answer(examination.FLEXION, "limited_by_spasm"),
        examination.EXTENSION,
    ),
    # Tests
    "test.xray": (investigations.XRAY_LUMBAR,),
    "test.mri": (investigations.MRI_LUMBAR,),
    "test.ct": (investigations.CT_LUMBAR,),
    "test.blood": (investigations.BLOOD_TESTS, conclusion.BLOOD_TESTS_RAISED),
    "test.emg": (investigations.NERVE_STUDIES,),
    # Treatment
    "rx.nsaid_otc": (treatments.PAIN_RELIEVER_OTC,),
    "rx.nsaid_rx": (treatments.NSAID_PRESCRIPTION,),
    "rx.muscle_relaxant": (treatments.MUSCLE_RELAXANT,),
    "rx.topical": (treatments.TOPICAL,),
    "rx.opioid": (treatments.OPIOID_SHORT,),
    "rx.duloxetine": (treatments.DULOXETINE,),
    "rx.tca": (treatments.TRICYCLIC,),
    "rx.by_type": (),
    "tx.pt": (treatments.PHYSICAL_THERAPY,),
    "tx.trials": (),
    "proc.injection": (treatments.STEROID_INJECTION,),
    "proc.rfa": (treatments.RADIOFREQUENCY_ABLATION,),
    "proc.stimulator": (treatments.NERVE_STIMULATOR,),
    "proc.surgery": (treatments.SURGERY,),
    # Alternative medicine
    "alt.discuss_first": (),
    "alt.acupuncture": (treatments.ACUPUNCTURE,),
    "alt.chiropractic": (treatments.CHIROPRACTIC,),
    "alt.massage": (treatments.MASSAGE,),
    "alt.tens": (treatments.TENS,),
    "alt.yoga": (treatments.YOGA,),
    # Preparing for the visit
    "prep.personal": (history.STRESSORS,),
    "prep.symptoms_onset": (pain.ONSET_ON,),
    "prep.med_list": (background.MEDICATIONS,),
    "prep.questions": (history.PATIENT_QUESTIONS,),
    "prep.companion": (history.COMPANION_PRESENT,),
    "ask.cause": (),
    "ask.tests": (),
    "ask.approach": (),
    "ask.side_effects": (),
    "ask.comorbid": (),
    "ask.duration": (),
    "ask.self_care": (),
    "ask.prevent": (),
    "hx.prior_injury": (history.PRIOR_INJURY, history.PRIOR_INJURY_DETAIL),
    "hx.constant": (Answer(pain.PAIN_PATTERN, "constant"),),
    "hx.function": (history.FUNCTION_LIMITED, history.FUNCTION_DETAIL),
    "hx.other_sx": (history.OTHER_SYMPTOMS,),
    "hx.heavy_work": (history.HEAVY_WORK,),
    "hx.exercise": (history.EXERCISES_REGULARLY, history.EXERCISE_TYPES),
    "hx.mood": (history.PHQ_INTEREST, history.PHQ_DOWN, history.GAD_NERVOUS, history.GAD_WORRY),
    "hx.sleep": (history.SLEEPS_WELL,),
    "hx.tried": (history.TRIED,),
}
# What only a clinician asks, sees, orders or prescribes needs no words for the patient.
FOR_CLINICIANS = ("sx.", "cause.", "test.", "hx.", "proc.", "exam.")
FOR_CLINICIANS_TOO = {"rx.nsaid_otc", "rx.nsaid_rx", "rx.muscle_relaxant", "rx.topical", "rx.opioid"} | {
    "rx.duloxetine",
    "rx.tca",
    "tx.pt",
}
# Danger signs that guidelines add to those of the source.
FROM_GUIDELINES = {
    "flag.saddle_numbness",
    "flag.sexual_dysfunction",
    "flag.weakness_worsening",
    "flag.bilateral_deficit",
    "flag.collapse",
}
CONSIDERED = {one.cause for rule in RULES for one in rule.considers} | {one.cause for one in POINTERS}
SUGGESTED = {one.what for rule in RULES for one in rule.suggestions}
READ = {slot.finding_id for rule in RULES for slot in rule.fires.reads()}


def used(thing: Anything) -> bool:
    """Recorded, considered, suggested or on the ladder, as its kind is."""
    match thing:
        case Answer():
            return FINDINGS[thing.finding.id] is thing.finding and thing.value in thing.finding.values
        case Computed():
            return thing in COMPUTED
        case Finding():
            return FINDINGS.get(thing.id) is thing
        case Cause():
            return thing in CAUSES and thing in CONSIDERED
        case Investigation():
            return thing in INVESTIGATIONS and thing in SUGGESTED
        case Treatment():
            return thing in TREATMENTS
        case Rule():
            return thing in RULES
        case _:  # a condition that rules are built from
            return {slot.finding_id for slot in thing.reads()} <= READ


@pytest.mark.parametrize("name", INVENTORY)
def test_what_the_source_says_is_used(name: str) -> None:
    fact = FACTS.get(name)
    assert fact or INVENTORY[name]
    assert [thing for thing in INVENTORY[name] if not used(thing)] == []


def test_what_concerns_the_patient_is_told_to_the_patient() -> None:
    told = {name for name in INVENTORY if not name.startswith(FOR_CLINICIANS)} - FOR_CLINICIANS_TOO
    assert set(FACTS) == told | {"exam.purpose"} | FROM_GUIDELINES


def test_a_cause_that_no_finding_points_to_is_seen() -> None:
    unheard = Cause(id="unheard", label="Unheard of", about="Nothing.", source=causes.STRAIN.source)
    assert not used(unheard)


def uses(path: Path, root: Path = ROOT) -> Iterator[Fact]:
    """The facts a module names, alone or by a tuple of them; the index of all facts names none."""
    names: dict[str, Anything] = {}
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            package = ".".join(path.relative_to(root).parts[: -node.level]) if node.level else ""
            base = ".".join(part for part in (package, node.module) if part)
            for alias in node.names:
                if f"{base}.{alias.name}".startswith("assessments.knowledge.facts"):
                    names[alias.asname or alias.name] = found(base, alias.name)
    for node in ast.walk(tree):
        thing = meant(node, names)
        if isinstance(thing, Fact):
            yield thing
        elif isinstance(thing, tuple):
            yield from (one for one in thing if isinstance(one, Fact))


def found(base: str, name: str) -> Anything:
    module = importlib.import_module(base)
    return getattr(module, name) if hasattr(module, name) else importlib.import_module(f"{base}.{name}")


def meant(node: ast.AST, names: dict[str, Anything]) -> Anything:
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=name):
            module = meant(value, names)
            return getattr(module, name, None) if isinstance(module, ModuleType) else None
    return None


def test_every_fact_reaches_someone() -> None:
    pages = [
        path
        for folder in ("assessments", "clinic")
        for path in (ROOT / folder).rglob("*.py")
        if "facts" not in path.relative_to(ROOT).parts
    ]
    reached = {fact.id for path in pages for fact in uses(path)}
    assert sorted(set(FACTS) - reached) == []


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("from assessments.knowledge.facts.self_care import HEAT\nX = HEAT.text", {"care.heat"}),
        ("from assessments.knowledge.facts import self_care\nX = self_care.HEAT.text", {"care.heat"}),
        ("from assessments.knowledge import facts\nX = facts.self_care.HEAT", {"care.heat"}),
        ("from .knowledge.facts import prevention\nX = prevention.CAVEATS", {"caveat.products", "caveat.mattress"}),
        ("from assessments.knowledge.facts import self_care\nX = 1", set()),
        ("from assessments.knowledge.facts import FACTS\nX = FACTS", set()),
    ],
)
def test_a_page_is_seen_to_use_a_fact_or_not(text: str, reached: set[str], tmp_path: Path) -> None:
    page = tmp_path / "assessments" / "handout.py"
    page.parent.mkdir()
    page.write_text(text)
    assert {fact.id for fact in uses(page, tmp_path)} == reached
