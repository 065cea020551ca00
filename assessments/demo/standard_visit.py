"""Three weeks of back pain into one leg, nothing alarming: one such visit still to come today, and one done."""

from assessments.demo.practice import ASSISTANT, CLINICIAN
from assessments.demo.told import HEALTHY, Allergy, Medicine, Person, Visit

LUKASZ = Person(
    given_name="Łukasz",
    family_name="Wiśniewski",
    age=41,
    birthday=(3, 7),
    sex="male",
    phone="+353 85 555 0111",
    address="4 Orchard Row, Dublin 6",
    medicines=(Medicine(name="Ibuprofen", dose="400 mg when needed", code="5640", weeks=2),),
    allergies=(Allergy(substance="Penicillin", reaction="rash"),),
    shows="A known patient whose visit of today is still to be begun; last year's background waits to be confirmed.",
    visits=(
        Visit(
            by=CLINICIAN,
            days_ago=340,
            intake={
                "duration_weeks": 1,
                "pain_now": 5,
                "pain_regions": ("lumbar_centre",),
                "spread_right": "none",
                "spread_left": "none",
                "heavy_work": True,
                "smoking": "never",
                "tried": {},
                **HEALTHY,
            },
            found={"muscle_spasm": True, "impression": ("strain",), "disposition": "home"},
            accepted=("stay_active", "heat", "pain_reliever_otc"),
        ),
    ),
)

LAN = Person(
    given_name="Thị Lan",
    family_name="Nguyễn",
    age=43,
    birthday=(8, 19),
    sex="female",
    phone="+353 85 555 0112",
    shows="The same story seen through: no scan, the next step of treatment, signed, to be seen again in four weeks.",
    visits=(
        Visit(
            by=CLINICIAN,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 3,
                "pain_now": 6,
                "pain_worst": 8,
                "pain_average": 6,
                "pain_regions": ("lumbar_left", "buttock_left", "calf_left"),
                "spread_right": "none",
                "spread_left": "calf",
                "worse_with": ("sitting", "coughing"),
                "leg_weakness": "none",
                "leg_numbness": "none",
                "leg_tingling": "left",
                "function_limited": True,
                "function_limits": ("sitting", "sleep"),
                "tried": {"pain_reliever_otc": "no_help"},
                "pregnancy": "no",
                **HEALTHY,
            },
            found={
                "walks": "normal",
                "gait": "normal",
                "slr_right": "negative",
                "slr_left": "positive",
                "slr_angle_left": 45,
                "strength_l5_right": 5,
                "strength_l5_left": 5,
                "strength_s1_right": 5,
                "strength_s1_left": 5,
                "reflex_ankle_right": 2,
                "reflex_ankle_left": 1,
                "sensation_s1_left": "normal",
                "impression": ("disk",),
                "disposition": "review",
                "review_in_weeks": 4,
            },
            accepted=("stay_active", "heat", "nsaid_prescription", "physical_therapy"),
        ),
    ),
)

NAMESAKE = Person(
    given_name="Lan",
    family_name="Nguyen",
    age=29,
    birthday=(11, 2),
    sex="female",
    medicines=None,
    allergies=None,
    shows="Bears almost the same name as another patient, and has not been here yet.",
)

PEOPLE = (LUKASZ, LAN, NAMESAKE)
