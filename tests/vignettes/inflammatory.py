"""Is this an inflammatory back?"""

from tests.vignettes.visit import Vignette, man, no_red_flags, no_scan, visit, woman

INFLAMMATORY = (
    Vignette(
        "A man of 24, stiff for seven months, wakes at night, better with movement and within two days of an NSAID",
        visit(
            *(man(24), no_red_flags),
            duration_weeks=30,
            morning_stiffness=True,
            wakes_second_half=True,
            better_with=["movement"],
            nsaid_helps_48h=True,
        ),
        urgency="soon",
        rules=("inflammatory", "inflammatory_ask", "lasting", "no_routine_imaging"),
        tests=("blood_tests",),
        against=no_scan,
        referrals=("rheumatology_referral",),
        causes=("axspa", "sacroiliitis", "nonspecific", "oa", "strain", "sprain"),
        ladder={"suggested": "psychological_therapy physical_therapy"},
    ),
    Vignette(
        "Exactly three of the nine features, all asked: HLA-B27",
        visit(
            *(woman(33), no_red_flags),
            duration_weeks=20,
            wakes_second_half=True,
            better_with=["movement"],
            nsaid_helps_48h=False,
            buttock_pain_alternating=False,
            family_spondyloarthritis=False,
            arthritis_history=False,
            enthesitis_history=False,
            psoriasis_history=False,
        ),
        urgency="soon",
        rules=("inflammatory_three", "inflammatory_ask", "lasting", "no_routine_imaging"),
        tests=("hla_b27",),
        against=no_scan,
    ),
    Vignette(
        "Stiff mornings for four months at 39: the other features are asked",
        visit(woman(39), no_red_flags, duration_weeks=17, morning_stiffness=True),
        urgency="routine",
        rules=("inflammatory_ask", "lasting", "no_routine_imaging"),
        against=no_scan,
        asks_first="better_with",
    ),
    Vignette(
        "Stiff mornings at 60 that began at 58 are not this question",
        visit(woman(60), no_red_flags, duration_weeks=100, morning_stiffness=True, onset_age=58),
        urgency="routine",
        rules=("lasting", "no_routine_imaging"),
        against=no_scan,
        causes=("nonspecific", "oa", "strain", "sprain", "age_change"),
    ),
)
