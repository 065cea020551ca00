"""What may this patient be offered, and what not?"""

from tests.vignettes.visit import Vignette, left, man, no_red_flags, no_scan, not_low, visit, well, woman

every_lower_step = {
    "pain_reliever_otc": "no_help",
    "physical_therapy": "partly",
    "massage": "no_help",
    "opioid_short": "no_help",
}
chronic_leg = {"duration_weeks": 30, "spread": left("calf"), "pain_now": 5, "prior_spine_surgery": False}

LADDER = (
    Vignette(
        "Aged 70 and well: an NSAID is possible with care, so acetaminophen is too, and no muscle relaxant",
        visit(woman(70), no_red_flags, well, pain_now=5, tried={}),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={
            "available": "pain_reliever_otc acetaminophen",
            "suggested": "topical",
            "avoid": "muscle_relaxant tricyclic",
        },
    ),
    Vignette(
        "On an anticoagulant: no NSAID by mouth and no needle near the spine",
        visit(man(45), no_red_flags, well, anticoagulant=True, pain_now=5, tried={"heat": "no_help"}),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={
            "avoid": "pain_reliever_otc nsaid_prescription steroid_injection radiofrequency_ablation nerve_stimulator",
            "available": "acetaminophen acupuncture chiropractic massage",
            "suggested": "topical",
        },
    ),
    Vignette(
        "Allergic to NSAIDs, with a bad liver: neither the one nor the other",
        visit(man(45), no_red_flags, well, nsaid_allergy=True, liver_disease=True, pain_now=5, tried={}),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={
            "avoid": "pain_reliever_otc nsaid_prescription acetaminophen muscle_relaxant duloxetine",
            "suggested": "topical heat",
        },
    ),
    Vignette(
        "Background not asked: medicines wait, and say for what",
        visit(man(45), no_red_flags, pain_now=5, tried={}),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={"held": "pain_reliever_otc acetaminophen", "suggested": "topical stay_active"},
    ),
    Vignette(
        "Two weeks of pain that an NSAID did not ease: a muscle relaxant, and a prescription NSAID",
        visit(man(45), no_red_flags, well, duration_weeks=2, pain_now=6, tried={"pain_reliever_otc": "partly"}),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        step=2,
        ladder={"suggested": "muscle_relaxant nsaid_prescription physical_therapy"},
    ),
    Vignette(
        "The same with sleep apnea and an SSRI: both with care",
        visit(
            *(man(45), no_red_flags, well),
            duration_weeks=2,
            pain_now=6,
            tried={"pain_reliever_otc": "partly"},
            sleep_apnea=True,
            ssri_or_snri_use=True,
        ),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={"available": "muscle_relaxant nsaid_prescription acetaminophen", "avoid": "duloxetine"},
    ),
    Vignette(
        "He drives a bus: no muscle relaxant",
        visit(
            *(man(45), no_red_flags, well),
            duration_weeks=2,
            pain_now=6,
            tried={"pain_reliever_otc": "partly"},
            safety_critical_work=True,
        ),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={"avoid": "muscle_relaxant"},
    ),
    Vignette(
        "Low mood alone: psychological therapy from the first day",
        visit(woman(35), no_red_flags, phq_interest=2, phq_down=1),
        urgency="routine",
        rules=("no_routine_imaging",),
        against=no_scan,
        ladder={"suggested": "psychological_therapy"},
    ),
    Vignette(
        "Thirty weeks, steps 1 to 3 not enough: duloxetine and an injection, the rest open to choose",
        visit(man(45), no_red_flags, well, chronic_leg, not_low, tried=every_lower_step),
        urgency="routine",
        rules=("leg_spread", "lasting", "persisting_leg"),
        referrals=("spine_surgery_referral",),
        step=4,
        ladder={
            "suggested": "duloxetine steroid_injection surgery",
            "available": "tricyclic radiofrequency_ablation nerve_stimulator acupuncture tens yoga",
            "never_suggested": "opioid_short",
        },
    ),
    Vignette(
        "The same with high blood pressure and diabetes: with care",
        visit(
            *(man(45), no_red_flags, well, chronic_leg, not_low),
            tried=every_lower_step,
            hypertension=True,
            diabetes=True,
        ),
        urgency="routine",
        rules=("leg_spread", "lasting", "persisting_leg"),
        referrals=("spine_surgery_referral",),
        ladder={"available": "duloxetine steroid_injection"},
    ),
    Vignette(
        "The same with a pacemaker: no currents through skin or nerve",
        visit(
            *(man(45), no_red_flags, well, chronic_leg, not_low),
            tried=every_lower_step,
            implanted_device=True,
        ),
        urgency="routine",
        rules=("leg_spread", "lasting", "persisting_leg"),
        referrals=("spine_surgery_referral",),
        ladder={"avoid": "tens radiofrequency_ablation", "available": "nerve_stimulator"},
    ),
    Vignette(
        "A tricyclic for someone with an arrhythmia is ruled out",
        visit(
            *(man(45), no_red_flags, well, chronic_leg, not_low),
            tried=every_lower_step,
            arrhythmia_or_recent_mi=True,
        ),
        urgency="routine",
        rules=("leg_spread", "lasting", "persisting_leg"),
        referrals=("spine_surgery_referral",),
        ladder={"avoid": "tricyclic pain_reliever_otc nsaid_prescription muscle_relaxant", "suggested": "duloxetine"},
    ),
)
