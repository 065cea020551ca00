"""What must not wait: signs of cauda equina, fever in somebody who injects drugs, a foot that has begun to drop."""

from assessments.demo.practice import ASSISTANT, CLINICIAN, SECOND_CLINICIAN
from assessments.demo.told import HEALTHY, Allergy, Medicine, Ordered, Person, Visit

ELENI = Person(
    given_name="Ελένη",
    family_name="Παπαδοπούλου",
    age=52,
    birthday=(5, 21),
    sex="female",
    phone="+353 85 555 0113",
    shows="Bladder trouble and saddle numbness: the emergency page, and treatment on hold.",
    visits=(
        Visit(
            by=CLINICIAN,
            intake={
                "duration_weeks": 2,
                "pain_now": 8,
                "pain_course": "worsening",
                "spread_right": "foot",
                "spread_left": "foot",
                "bladder_change": True,
                "saddle_numbness": True,
                "bowel_change": False,
                "bilateral_deficit": True,
                "fever": False,
                "trauma": "none",
                "leg_weakness": "both",
                "leg_numbness": "both",
            },
            none_of=(),
            found={"strength_s1_right": 4, "strength_s1_left": 3, "perianal_sensation": "reduced"},
            signed=False,
        ),
    ),
)

RYAN = Person(
    given_name="Ryan",
    family_name="Doyle",
    age=34,
    birthday=(1, 30),
    sex="male",
    phone="+353 85 555 0114",
    medicines=(Medicine(name="Methadone", dose="60 mg daily"),),
    allergies=(),
    shows="Fever with a way in for infection: cultures and an urgent scan, sent to the emergency department, signed.",
    visits=(
        Visit(
            by=SECOND_CLINICIAN,
            days_ago=1,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 2,
                "pain_now": 7,
                "pain_pattern": "constant",
                "eased_by_rest": False,
                "night_pain": True,
                "fever": True,
                "infection_risk": ("iv_drugs",),
                "substance_use_disorder": True,
            },
            found={
                "temperature_c": 38.6,
                "systolic_bp": 118,
                "diastolic_bp": 74,
                "pulse": 104,
                "tenderness": ("midline",),
                "spinal_percussion_pain": True,
                "impression": ("osteomyelitis",),
                "disposition": "emergency",
            },
            ordered=(
                Ordered(
                    test="blood_cultures",
                    urgency="immediate",
                    reason="Fever of 38.6 °C with midline pain; injects drugs",
                    rule="fever",
                ),
                Ordered(
                    test="mri_lumbar",
                    urgency="immediate",
                    reason="Infection of the spine suspected",
                    rule="fever",
                ),
            ),
            accepted=("emergency_department",),
        ),
    ),
)

SAMUEL = Person(
    given_name="Samuel",
    family_name="Kiplagat",
    age=49,
    birthday=(9, 14),
    sex="male",
    phone="+353 85 555 0115",
    allergies=(Allergy(substance="Latex"),),
    shows="A dropped foot without cauda equina signs: a scan and a surgeon within days.",
    visits=(
        Visit(
            by=SECOND_CLINICIAN,
            received_by=ASSISTANT,
            intake={
                "duration_weeks": 5,
                "pain_now": 4,
                "spread_right": "foot",
                "spread_left": "none",
                "leg_weakness": "right",
                "leg_numbness": "right",
                "leg_tingling": "none",
                "tried": {"pain_reliever_otc": "partly", "heat": "no_help"},
                **HEALTHY,
            },
            found={
                "gait": "foot_drop",
                "walks": "normal",
                "heel_walk_right": "unable",
                "heel_walk_left": "able",
                "strength_l5_right": 3,
                "strength_l5_left": 5,
                "sensation_l5_right": "reduced",
                "sensation_l5_left": "normal",
            },
            signed=False,
        ),
    ),
)

PEOPLE = (ELENI, RYAN, SAMUEL)
