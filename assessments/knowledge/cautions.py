"""What rules a treatment out for a patient (avoid) and what it takes care with (caution), per treatment."""

from __future__ import annotations

from .conditions import Certainly, Condition
from .findings import background as bg
from .findings.history import PRIOR_SPINE_SURGERY
from .findings.red_flags import BLADDER_CHANGE, FEVER, INFECTION_RISK, STEROID_USE
from .findings.who import AGE
from .rule import Remark
from .rules.emergency import EMERGENCY_RULES
from .rules.legs import BOTH_LEGS, SEVERE_DEFICIT
from .rules.serious import CANCER_RULE, FRAGILITY, FRAGILITY_RISK, INFECTION_RISK_RULE, WEIGHT_LOSS_RULE
from .sources import (
    APAP,
    BEERS23,
    FDA_NSAID,
    FDA_OPIOID,
    GENERAL,
    LABEL_AMITRIPTYLINE,
    LABEL_CYCLOBENZAPRINE,
    LABEL_DULOXETINE,
    LABEL_NAPROXEN,
    MAYO,
    Citation,
)
from .words import gettext_noop

_GENERAL = GENERAL.at("check the label")
_GUIDE = FDA_NSAID.at("Medication guide")
_CYC = LABEL_CYCLOBENZAPRINE.at("Contraindications and warnings")
_DUL = LABEL_DULOXETINE.at("Warnings")
_AMI = LABEL_AMITRIPTYLINE.at("Contraindications")
_BEERS = BEERS23.at("Central nervous system and anticholinergic medicines")


def _if(when: Condition, text: str, *sources: Citation) -> Remark:
    return Remark(when=when, text=text, sources=sources or (_GENERAL,))


_PREGNANT = gettext_noop("Pregnant, or may be.")

NSAID_AVOID = (
    _if(
        bg.NSAID_ALLERGY.yes,
        gettext_noop("Asthma, hives or allergy from aspirin or an NSAID."),
        FDA_NSAID.at("Contraindications"),
    ),
    _if(bg.ULCER_OR_GI_BLEED.yes, gettext_noop("Ulcer or bleeding of the gut before."), _GUIDE),
    _if(bg.ANTICOAGULANT.yes, gettext_noop("An anticoagulant with an NSAID can bleed."), _GUIDE),
    _if(bg.KIDNEY_DISEASE.yes, gettext_noop("Kidney disease can get worse.")),
    _if(bg.HEART_FAILURE.yes, gettext_noop("Heart failure can get worse."), FDA_NSAID.at("Warnings: heart failure")),
    _if(
        bg.ARRHYTHMIA_OR_RECENT_MI.yes,
        gettext_noop("After a recent heart attack or with an arrhythmia."),
        _GUIDE,
        _GENERAL,
    ),
    _if(
        bg.LITHIUM_OR_METHOTREXATE.yes,
        gettext_noop("Lithium or methotrexate can build up."),
        LABEL_NAPROXEN.at("7.7: lithium"),
        LABEL_NAPROXEN.at("7.8: methotrexate"),
    ),
    _if(bg.ACE_ARB_AND_DIURETIC.yes, gettext_noop("With an ACE inhibitor or ARB and a diuretic the kidneys can fail.")),
    _if(
        bg.PREGNANT_FROM_WEEK_20,
        gettext_noop("Pregnant from week 20 (an unknown week counts as later)."),
        FDA_NSAID.at("Pregnancy, 2020"),
    ),
)
NSAID_CAUTION = (
    _if(AGE.at_least(65), gettext_noop("65 or over: more bleeding of the gut."), _GUIDE),
    _if(
        bg.HEART_DISEASE.yes,
        gettext_noop("Heart or vessel disease: lowest dose, shortest time."),
        FDA_NSAID.at("Boxed warning"),
    ),
    _if(bg.LIVER_DISEASE.yes, gettext_noop("Liver disease: more bleeding of the gut."), _GUIDE),
    _if(bg.HEAVY_ALCOHOL.yes, gettext_noop("Heavy alcohol: more bleeding of the gut."), _GUIDE),
    _if(STEROID_USE.yes, gettext_noop("Steroid tablets: more bleeding of the gut."), _GUIDE),
    _if(bg.SSRI_OR_SNRI_USE.yes, gettext_noop("An SSRI or SNRI: more bleeding."), _GUIDE),
    _if(
        bg.PREGNANT_EARLY_OR_POSSIBLE,
        gettext_noop("Pregnant before week 20, or may be."),
        FDA_NSAID.at("Pregnancy, 2020"),
    ),
)
ACETAMINOPHEN_AVOID = (
    _if(bg.LIVER_DISEASE.yes, gettext_noop("Liver disease."), APAP.at("Liver warning")),
    _if(bg.HEAVY_ALCOHOL.yes, gettext_noop("Three drinks or more a day."), APAP.at("Liver warning")),
)
ACETAMINOPHEN_CAUTION = (_if(bg.ANTICOAGULANT.yes, gettext_noop("May add to warfarin.")),)
RELAXANT_AVOID = (
    _if(AGE.at_least(65), gettext_noop("65 or over: falls, fractures and sleepiness."), BEERS23.at("Muscle relaxants")),
    _if(
        bg.SAFETY_CRITICAL_WORK.yes,
        gettext_noop("Drives or works where sleepiness is dangerous."),
        MAYO.at("Medicines"),
    ),
    _if(bg.SEDATIVE_USE.yes, gettext_noop("With another sedative it sedates too much."), _BEERS),
    _if(bg.MAOI_USE.yes, gettext_noop("An MAO inhibitor now or within 14 days."), _CYC),
    _if(bg.ARRHYTHMIA_OR_RECENT_MI.yes, gettext_noop("Arrhythmia, heart block or recent heart attack."), _CYC),
    _if(bg.HEART_FAILURE.yes, gettext_noop("Heart failure."), _CYC),
    _if(bg.NARROW_ANGLE_GLAUCOMA.yes, gettext_noop("Narrow-angle glaucoma."), _CYC),
    _if(bg.URINARY_RETENTION.yes | BLADDER_CHANGE.yes, gettext_noop("Urinary retention or new bladder trouble."), _CYC),
    _if(bg.LIVER_DISEASE.yes, gettext_noop("Liver disease."), _CYC),
)
RELAXANT_CAUTION = (
    _if(bg.SSRI_OR_SNRI_USE.yes, gettext_noop("An SSRI or SNRI: serotonin syndrome."), _CYC),
    _if(bg.SLEEP_APNEA.yes, gettext_noop("Sleep apnea.")),
    _if(bg.HEAVY_ALCOHOL.yes, gettext_noop("Alcohol adds to the sleepiness."), _BEERS),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
DULOXETINE_AVOID = (
    _if(bg.MAOI_USE.yes, gettext_noop("An MAO inhibitor now or within 14 days."), _DUL),
    _if(bg.LIVER_DISEASE.yes, gettext_noop("Liver disease."), _DUL),
    _if(bg.HEAVY_ALCOHOL.yes, gettext_noop("Heavy alcohol."), _DUL),
    _if(bg.KIDNEY_DISEASE.yes, gettext_noop("Kidney disease: avoid where it is severe."), _DUL),
    _if(bg.NARROW_ANGLE_GLAUCOMA.yes, gettext_noop("Narrow-angle glaucoma."), _DUL),
    _if(bg.SSRI_OR_SNRI_USE.yes, gettext_noop("Another SSRI or SNRI: serotonin syndrome."), _DUL),
)
DULOXETINE_CAUTION = (
    _if(bg.HYPERTENSION.yes, gettext_noop("Blood pressure can rise."), _DUL),
    _if(bg.URINARY_RETENTION.yes, gettext_noop("Urinary retention."), _DUL),
    _if(bg.ANTICOAGULANT.yes, gettext_noop("More bleeding with an anticoagulant."), _DUL),
    _if(AGE.below(25), gettext_noop("Under 25: thoughts of suicide (boxed warning)."), _DUL),
    _if(AGE.at_least(65), gettext_noop("65 or over: falls and low sodium."), _DUL),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
TRICYCLIC_AVOID = (
    _if(bg.MAOI_USE.yes, gettext_noop("An MAO inhibitor now or within 14 days."), _AMI),
    _if(bg.ARRHYTHMIA_OR_RECENT_MI.yes, gettext_noop("Arrhythmia or recent heart attack."), _AMI, _GENERAL),
    _if(bg.NARROW_ANGLE_GLAUCOMA.yes, gettext_noop("Narrow-angle glaucoma.")),
    _if(bg.URINARY_RETENTION.yes | BLADDER_CHANGE.yes, gettext_noop("Urinary retention or new bladder trouble.")),
    _if(AGE.at_least(65), gettext_noop("65 or over: strongly anticholinergic.")),
)
TRICYCLIC_CAUTION = (
    _if(AGE.below(25), gettext_noop("Under 25: thoughts of suicide.")),
    _if(bg.SSRI_OR_SNRI_USE.yes, gettext_noop("An SSRI or SNRI: serotonin syndrome.")),
    _if(bg.SEDATIVE_USE.yes, gettext_noop("Another sedative adds to the sleepiness.")),
    _if(bg.HEART_DISEASE.yes, gettext_noop("Heart disease.")),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
OPIOID_AVOID = (
    _if(bg.SUBSTANCE_USE_DISORDER.yes, gettext_noop("Substance use disorder.")),
    _if(
        bg.SEDATIVE_USE.yes,
        gettext_noop("With a benzodiazepine or other sedative breathing can stop."),
        FDA_OPIOID.at("Boxed warning"),
    ),
    _if(bg.MAOI_USE.yes, gettext_noop("An MAO inhibitor.")),
)
OPIOID_CAUTION = (
    _if(bg.SLEEP_APNEA.yes, gettext_noop("Sleep apnea.")),
    _if(bg.HEAVY_ALCOHOL.yes, gettext_noop("Heavy alcohol."), FDA_OPIOID.at("Boxed warning")),
    _if(AGE.at_least(65), gettext_noop("65 or over.")),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
_INVASIVE = (
    _if(bg.ANTICOAGULANT.yes, gettext_noop("An anticoagulant: it can bleed.")),
    _if(INFECTION_RISK.not_empty, gettext_noop("Risk of infection.")),
    _if(FEVER.yes, gettext_noop("Fever.")),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
INJECTION_AVOID = _INVASIVE
INJECTION_CAUTION = (
    _if(bg.DIABETES.yes, gettext_noop("Diabetes: glucose rises after it.")),
    _if(bg.CONTRAST_ALLERGY.yes, gettext_noop("Reaction to contrast medium.")),
)
ABLATION_AVOID = (*_INVASIVE, _if(bg.IMPLANTED_DEVICE.yes, gettext_noop("Implanted device.")))
STIMULATOR_AVOID = _INVASIVE
SPINE_HARDWARE_CAUTION = (_if(PRIOR_SPINE_SURGERY.yes, gettext_noop("Spine surgery before.")),)
TENS_AVOID = (
    _if(bg.IMPLANTED_DEVICE.yes, gettext_noop("Implanted device.")),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
ACUPUNCTURE_CAUTION = (_if(bg.ANTICOAGULANT.yes, gettext_noop("An anticoagulant: needle sites can bleed.")),)
CHIROPRACTIC_AVOID = tuple(
    _if(Certainly(rule.fires), rule.title, GENERAL.at("no manipulation with signs of a serious cause"))
    for rule in (
        *EMERGENCY_RULES,
        BOTH_LEGS,
        SEVERE_DEFICIT,
        CANCER_RULE,
        INFECTION_RISK_RULE,
        FRAGILITY,
        FRAGILITY_RISK,
        WEIGHT_LOSS_RULE,
    )
)
CHIROPRACTIC_CAUTION = (
    _if(bg.ANTICOAGULANT.yes, gettext_noop("An anticoagulant.")),
    _if(bg.PREGNANT_OR_POSSIBLE, _PREGNANT),
)
