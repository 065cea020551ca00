"""Where the usual medicine is not safe: a pregnancy, an anticoagulant with weak kidneys, somebody still growing."""

from assessments.demo.practice import ASSISTANT, CLINICIAN, SECOND_CLINICIAN
from assessments.demo.told import HEALTHY, MOVES_FREELY, Allergy, Medicine, Person, Visit

AOIFE = Person(
    given_name="Aoife",
    family_name="Ní Bhriain",
    age=31,
    birthday=(7, 1),
    sex="female",
    phone="+353 85 555 0121",
    medicines=(Medicine(name="Folic acid", dose="400 µg daily"),),
    shows="Week 24 of a pregnancy: no oral NSAID, and what to watch for.",
    visits=(
        Visit(
            by=CLINICIAN,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 4,
                "pain_now": 5,
                "pain_regions": ("lumbar_centre", "buttock_right"),
                "spread_right": "buttock",
                "spread_left": "none",
                "tried": {"heat": "partly"},
                "pregnancy": "yes",
                "pregnancy_weeks": 24,
                **HEALTHY,
            },
            found={**MOVES_FREELY},
            signed=False,
        ),
    ),
)

GIUSEPPE = Person(
    given_name="Giuseppe",
    family_name="D’Angelo",
    age=72,
    birthday=(3, 19),
    sex="male",
    phone="+353 85 555 0122",
    medicines=(
        Medicine(name="Apixaban", dose="5 mg twice daily", code="1364430", weeks=150),
        Medicine(name="Lisinopril", dose="10 mg daily", code="29046", weeks=300),
    ),
    allergies=(Allergy(substance="Ibuprofen", reaction="stomach bleed, years ago"),),
    shows="An anticoagulant, weak kidneys and 72 years: what is ruled out, and what is left to choose.",
    visits=(
        Visit(
            by=SECOND_CLINICIAN,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 4,
                "pain_now": 5,
                "spread_right": "none",
                "spread_left": "none",
                "function_limited": True,
                "function_limits": ("walking",),
                "tried": {"heat": "partly"},
                **HEALTHY,
                "anticoagulant": True,
                "kidney_disease": True,
                "ulcer_or_gi_bleed": True,
                "hypertension": True,
                "arrhythmia_or_recent_mi": True,
            },
            found={**MOVES_FREELY},
            signed=False,
        ),
    ),
)

LUCIA = Person(
    given_name="Lucía",
    family_name="Fernández Ibáñez",
    age=15,
    birthday=(5, 5),
    sex="female",
    phone="+353 85 555 0123",
    shows="A gymnast of fifteen: what is written for adults says so, and a specialist for the young is named.",
    visits=(
        Visit(
            by=CLINICIAN,
            days_ago=2,
            intake={
                "duration_weeks": 7,
                "pain_now": 4,
                "spread_right": "none",
                "spread_left": "none",
                "worse_with": ("bending",),
                "exercises_regularly": True,
                "exercise_types": "Gymnastics, five times a week",
                "companion_present": True,
                "pregnancy": "no",
                **HEALTHY,
            },
            found={
                **MOVES_FREELY,
                "extension": "limited_by_pain",
                "impression": ("listhesis",),
                "disposition": "referred",
            },
            accepted=("stay_active", "pediatric_referral"),
        ),
    ),
)

PEOPLE = (AOIFE, GIUSEPPE, LUCIA)
