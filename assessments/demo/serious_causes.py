"""What needs a test: a thin spine after a small fall, weight lost, stiffness in the morning of a young back."""

from assessments.demo.practice import ASSISTANT, CLINICIAN, SECOND_CLINICIAN
from assessments.demo.told import (
    HEALTHY,
    MOVES_FREELY,
    NERVES_WHOLE,
    Allergy,
    Medicine,
    Ordered,
    Person,
    Result,
    Visit,
)

MARGARETHE = Person(
    given_name="Margarethe",
    family_name="Schönbächler",
    age=78,
    birthday=(12, 4),
    sex="female",
    phone="+353 85 555 0116",
    medicines=(Medicine(name="Alendronate", dose="70 mg weekly", weeks=104),),
    allergies=(Allergy(substance="Sulfonamides", reaction="hives"),),
    shows="A fall from her own height with osteoporosis: an X-ray now, and no oral NSAID without a thought.",
    visits=(
        Visit(
            by=CLINICIAN,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 1,
                "pain_now": 7,
                "pain_regions": ("thoracic_right", "thoracic_left", "lumbar_centre"),
                "spread_right": "none",
                "spread_left": "none",
                "eased_by_rest": True,
                "trauma": "minor",
                "osteoporosis": True,
                "tried": {},
                **HEALTHY,
                "hypertension": True,
            },
            found={
                "tenderness": ("midline",),
                "spinal_percussion_pain": True,
                "deformity": "kyphosis",
                "walks": "limited_by_pain",
            },
            signed=False,
        ),
    ),
)

THANDIWE = Person(
    given_name="Thandiwe",
    family_name="Nkosi",
    age=61,
    birthday=(6, 16),
    sex="female",
    phone="+353 85 555 0117",
    shows="Weight lost without a reason: blood tests with a result that has come, an X-ray that is waited for.",
    visits=(
        Visit(
            by=CLINICIAN,
            days_ago=12,
            intake={
                "duration_weeks": 8,
                "pain_now": 5,
                "pain_course": "worsening",
                "spread_right": "none",
                "spread_left": "none",
                "night_pain": True,
                "weight_loss": True,
                "tried": {"pain_reliever_otc": "partly"},
                **HEALTHY,
            },
            found={
                "weight_kg": 61.5,
                "height_cm": 168,
                **MOVES_FREELY,
                "impression": ("nonspecific",),
                "impression_note": "Serious cause to be ruled out first.",
                "disposition": "review",
                "review_in_weeks": 2,
            },
            ordered=(
                Ordered(
                    test="blood_tests",
                    urgency="urgent",
                    reason="6 kg lost in three months, pain at night",
                    rule="weight_loss_with",
                    result=Result(
                        days_later=2,
                        text="ESR 48 mm/h, CRP 31 mg/l; blood count without abnormality",
                        abnormal=True,
                    ),
                ),
                Ordered(
                    test="xray_lumbar",
                    urgency="urgent",
                    reason="6 kg lost in three months, pain at night",
                    rule="weight_loss_with",
                    scheduled_days_later=14,
                ),
            ),
            accepted=("stay_active", "heat"),
        ),
    ),
)

OMAR = Person(
    given_name="عمر",
    family_name="الحداد",
    age=26,
    birthday=(2, 11),
    sex="male",
    phone="+353 85 555 0118",
    shows="A young back that is stiff in the morning and better with movement: rheumatology.",
    visits=(
        Visit(
            by=SECOND_CLINICIAN,
            intake={
                "duration_weeks": 40,
                "pain_now": 5,
                "pain_regions": ("lumbar_centre", "buttock_right", "buttock_left"),
                "spread_right": "buttock",
                "spread_left": "buttock",
                "better_with": ("movement",),
                "morning_stiffness": True,
                "onset_age": 25,
                "wakes_second_half": True,
                "buttock_pain_alternating": True,
                "nsaid_helps_48h": True,
                "family_spondyloarthritis": False,
                "arthritis_history": False,
                "enthesitis_history": False,
                "psoriasis_history": False,
                "exercises_regularly": True,
                "exercise_types": "Football twice a week",
                "tried": {"pain_reliever_otc": "helped"},
                **HEALTHY,
            },
            found={"schober_cm": 3.5, "sacroiliac_tests_positive": 3, **MOVES_FREELY, **NERVES_WHOLE},
            signed=False,
        ),
    ),
)

PEOPLE = (MARGARETHE, THANDIWE, OMAR)
