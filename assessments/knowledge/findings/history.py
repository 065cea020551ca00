"""The history: what the source asks, mood and sleep, what was tried, and signs of an inflammatory back."""

from ..sources import ACR21, GAD2, MAYO, NG65, ODI00, PHQ2, PROMIS, RMDQ83, SBST08
from ..vocabulary import Choice, Code, Measure, Scale, Section, Several, Text, Tried, YesNo, options
from ..words import gettext_noop

_QUESTIONS = MAYO.at("What to expect from your doctor")
_RISKS = MAYO.at("Risk factors")
_NG65 = NG65.at("1.1: when to refer")

PRIOR_INJURY = YesNo(
    id="prior_injury",
    label=gettext_noop("Back injured before"),
    short=gettext_noop("earlier back injury"),
    source=_QUESTIONS,
)
PRIOR_INJURY_DETAIL = Text(id="prior_injury_detail", label=gettext_noop("Which injury, when"), source=_QUESTIONS)
PRIOR_SPINE_SURGERY = YesNo(
    id="prior_spine_surgery",
    label=gettext_noop("Spine surgery before"),
    short=gettext_noop("spine surgery"),
    source=ACR21.at("Variant 5"),
)
FUNCTION_LIMITED = YesNo(
    id="function_limited",
    label=gettext_noop("Pain limits daily life"),
    short=gettext_noop("limits in daily life"),
    source=_QUESTIONS,
)
FUNCTION_LIMITS = Several(
    id="function_limits",
    label=gettext_noop("Limits"),
    source=_QUESTIONS,
    options=options(
        sitting=gettext_noop("sitting"),
        standing=gettext_noop("standing"),
        walking=gettext_noop("walking"),
        lifting=gettext_noop("lifting"),
        sleep=gettext_noop("sleep"),
        work=gettext_noop("work"),
        self_care=gettext_noop("self-care"),
        social=gettext_noop("social life"),
    ),
)
FUNCTION_DETAIL = Text(id="function_detail", label=gettext_noop("How it limits"), source=_QUESTIONS)
OTHER_SYMPTOMS = Text(id="other_symptoms", label=gettext_noop("Other symptoms"), source=_QUESTIONS)
HEAVY_WORK = YesNo(
    id="heavy_work", label=gettext_noop("Heavy physical work"), short=gettext_noop("heavy work"), source=_QUESTIONS
)
EXERCISES_REGULARLY = YesNo(
    id="exercises_regularly",
    label=gettext_noop("Exercises regularly"),
    source=_QUESTIONS,
    normal=(True,),
)
EXERCISE_TYPES = Text(id="exercise_types", label=gettext_noop("Which exercise"), source=_QUESTIONS)
PHQ_INTEREST = Scale(
    id="phq_interest",
    label=gettext_noop("PHQ-2: interest"),
    help=gettext_noop("Item score; the wording is on the instrument's own card."),
    source=PHQ2.at("Items"),
    lowest=0,
    highest=3,
    codes=(Code(system="http://loinc.org", code="44250-9"),),
)
PHQ_DOWN = Scale(
    id="phq_down",
    label=gettext_noop("PHQ-2: mood"),
    help=gettext_noop("Item score; the wording is on the instrument's own card."),
    source=PHQ2.at("Items"),
    lowest=0,
    highest=3,
    codes=(Code(system="http://loinc.org", code="44255-8"),),
)
GAD_NERVOUS = Scale(
    id="gad_nervous",
    label=gettext_noop("GAD-2: nerves"),
    help=gettext_noop("Item score; the wording is on the instrument's own card."),
    source=GAD2.at("Items"),
    lowest=0,
    highest=3,
)
GAD_WORRY = Scale(
    id="gad_worry",
    label=gettext_noop("GAD-2: worry"),
    help=gettext_noop("Item score; the wording is on the instrument's own card."),
    source=GAD2.at("Items"),
    lowest=0,
    highest=3,
)
_FILLED_IN_ELSEWHERE = gettext_noop("The score of a questionnaire filled in elsewhere, complete as its makers ask.")
RMDQ_SCORE = Measure(
    id="rmdq_score",
    label=gettext_noop("Roland-Morris score (0 to 24)"),
    short=gettext_noop("Roland-Morris"),
    help=_FILLED_IN_ELSEWHERE,
    source=RMDQ83.at("Scoring: statements ticked, 0 to 24"),
    lowest=0,
    highest=24,
)
START_BACK_TOTAL = Measure(
    id="start_back_total",
    label=gettext_noop("STarT Back total (0 to 9)"),
    short=gettext_noop("STarT Back total"),
    help=_FILLED_IN_ELSEWHERE,
    source=SBST08.at("Scoring: total, 0 to 9"),
    lowest=0,
    highest=9,
)
START_BACK_PSYCH = Measure(
    id="start_back_psych",
    label=gettext_noop("STarT Back, items 5 to 9 (0 to 5)"),
    short=gettext_noop("STarT Back, items 5 to 9"),
    help=_FILLED_IN_ELSEWHERE,
    source=SBST08.at("Scoring: psychosocial subscale, 0 to 5"),
    lowest=0,
    highest=5,
)
ODI_SCORE = Measure(
    id="odi_score",
    label=gettext_noop("Oswestry index (0 to 100)"),
    short=gettext_noop("Oswestry index"),
    help=_FILLED_IN_ELSEWHERE,
    source=ODI00.at("Scoring: percent of the most that the answered sections could give"),
    lowest=0,
    highest=100,
)
PROMIS_PAIN_INTERFERENCE = Measure(
    id="promis_pain_interference",
    label=gettext_noop("PROMIS pain interference (T-score)"),
    short=gettext_noop("PROMIS pain interference"),
    help=_FILLED_IN_ELSEWHERE,
    source=PROMIS.at("Scoring: T-score"),
    lowest=20,
    highest=85,
    decimals=1,
)
SLEEPS_WELL = YesNo(id="sleeps_well", label=gettext_noop("Sleeps well"), source=_QUESTIONS, normal=(True,))
STRESSORS = Text(id="stressors", label=gettext_noop("Stress in life or work"), source=MAYO.at("What you can do"))
PATIENT_QUESTIONS = Text(
    id="patient_questions",
    label=gettext_noop("The patient's own questions"),
    source=MAYO.at("What you can do"),
)
COMPANION_PRESENT = YesNo(
    id="companion_present",
    label=gettext_noop("Relative or friend present"),
    source=MAYO.at("What you can do"),
    normal=(),
)
SMOKING = Choice(
    id="smoking",
    label=gettext_noop("Smoking"),
    source=_RISKS,
    options=options(never=gettext_noop("never"), former=gettext_noop("former"), current=gettext_noop("current")),
    normal=("never", "former"),
    codes=(Code(system="http://loinc.org", code="72166-2"),),
)
CIGARETTES_PER_DAY = Measure(
    id="cigarettes_per_day",
    label=gettext_noop("Cigarettes a day"),
    source=MAYO.at("Prevention"),
    lowest=0,
    highest=200,
)
LIFTS_WITH_BACK = YesNo(
    id="lifts_with_back",
    label=gettext_noop("Lifts with the back rather than the legs"),
    short=gettext_noop("lifting with the back"),
    source=_RISKS,
)
POOR_POSTURE = YesNo(
    id="poor_posture",
    label=gettext_noop("Poor posture"),
    short=gettext_noop("poor posture"),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
TRIED = Tried(
    id="tried",
    label=gettext_noop("Tried so far, and did it help"),
    source=_QUESTIONS,
)
MORNING_STIFFNESS = YesNo(
    id="morning_stiffness",
    label=gettext_noop("Morning stiffness over 30 minutes"),
    short=gettext_noop("morning stiffness over 30 minutes"),
    source=_NG65,
)
ONSET_AGE = Measure(
    id="onset_age",
    label=gettext_noop("Age when back pain first began"),
    source=_NG65,
    lowest=0,
    highest=120,
    unit=gettext_noop("years"),
)
WAKES_SECOND_HALF = YesNo(
    id="wakes_second_half",
    label=gettext_noop("Pain wakes in the second half of the night"),
    short=gettext_noop("waking in the second half of the night"),
    source=_NG65,
)
BUTTOCK_PAIN_ALTERNATING = YesNo(
    id="buttock_pain_alternating",
    label=gettext_noop("Buttock pain, changing sides"),
    short=gettext_noop("alternating buttock pain"),
    source=_NG65,
)
NSAID_HELPS_48H = YesNo(
    id="nsaid_helps_48h",
    label=gettext_noop("Better within 48 hours of an NSAID"),
    short=gettext_noop("relief within 48 hours of an NSAID"),
    source=_NG65,
)
FAMILY_SPONDYLOARTHRITIS = YesNo(
    id="family_spondyloarthritis",
    label=gettext_noop("Parent, sibling or child with spondyloarthritis"),
    short=gettext_noop("family spondyloarthritis"),
    source=_NG65,
)
ARTHRITIS_HISTORY = YesNo(
    id="arthritis_history",
    label=gettext_noop("Arthritis, now or in the past"),
    short=gettext_noop("arthritis"),
    source=_NG65,
)
ENTHESITIS_HISTORY = YesNo(
    id="enthesitis_history",
    label=gettext_noop("Enthesitis, now or in the past"),
    short=gettext_noop("enthesitis"),
    source=_NG65,
)
PSORIASIS_HISTORY = YesNo(
    id="psoriasis_history",
    label=gettext_noop("Psoriasis, now or in the past"),
    short=gettext_noop("psoriasis"),
    source=_NG65,
)

HISTORY = Section(
    id="history",
    title=gettext_noop("History"),
    findings=(
        TRIED,
        PRIOR_INJURY,
        PRIOR_INJURY_DETAIL,
        PRIOR_SPINE_SURGERY,
        FUNCTION_LIMITED,
        FUNCTION_LIMITS,
        FUNCTION_DETAIL,
        OTHER_SYMPTOMS,
        HEAVY_WORK,
        LIFTS_WITH_BACK,
        POOR_POSTURE,
        EXERCISES_REGULARLY,
        EXERCISE_TYPES,
        SMOKING,
        CIGARETTES_PER_DAY,
        SLEEPS_WELL,
        PHQ_INTEREST,
        PHQ_DOWN,
        GAD_NERVOUS,
        GAD_WORRY,
        RMDQ_SCORE,
        START_BACK_TOTAL,
        START_BACK_PSYCH,
        ODI_SCORE,
        PROMIS_PAIN_INTERFERENCE,
        STRESSORS,
        PATIENT_QUESTIONS,
        COMPANION_PRESENT,
        MORNING_STIFFNESS,
        ONSET_AGE,
        WAKES_SECOND_HALF,
        BUTTOCK_PAIN_ALTERNATING,
        NSAID_HELPS_48H,
        FAMILY_SPONDYLOARTHRITIS,
        ARTHRITIS_HISTORY,
        ENTHESITIS_HISTORY,
        PSORIASIS_HISTORY,
    ),
)
