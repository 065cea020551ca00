"""What decides whether a treatment or a test is safe for this patient; carried from visit to visit and confirmed."""

from ..conditions import Certainly, Named
from ..sources import ACOG723, APAP, CDC22, FDA_NSAID, FDA_OPIOID, GENERAL, LABEL_CYCLOBENZAPRINE, MAYO, MR_DEVICES
from ..vocabulary import Choice, Measure, Names, Section, YesNo, options
from ..words import gettext_noop
from .who import AGE, SEX

PREGNANCY = Choice(
    id="pregnancy",
    label=gettext_noop("Pregnancy"),
    short=gettext_noop("pregnancy"),
    source=ACOG723.at("Recommendations"),
    options=options(
        not_applicable=gettext_noop("not applicable"),
        no=gettext_noop("no"),
        possible=gettext_noop("possible"),
        yes=gettext_noop("yes"),
    ),
    normal=("not_applicable", "no"),
)
PREGNANCY_WEEKS = Measure(
    id="pregnancy_weeks",
    label=gettext_noop("Week of pregnancy"),
    source=FDA_NSAID.at("Pregnancy, 2020"),
    lowest=0,
    highest=45,
    unit=gettext_noop("weeks"),
)
KIDNEY_DISEASE = YesNo(
    id="kidney_disease",
    label=gettext_noop("Kidney disease"),
    short=gettext_noop("kidney disease"),
    source=FDA_NSAID.at("Warnings: kidneys"),
)
ULCER_OR_GI_BLEED = YesNo(
    id="ulcer_or_gi_bleed",
    label=gettext_noop("Ulcer or bleeding of the gut, ever"),
    short=gettext_noop("ulcer/bleeding"),
    source=FDA_NSAID.at("Medication guide"),
)
HEART_DISEASE = YesNo(
    id="heart_disease",
    label=gettext_noop("Heart or vessel disease"),
    short=gettext_noop("heart disease"),
    source=FDA_NSAID.at("Boxed warning"),
)
HEART_FAILURE = YesNo(
    id="heart_failure",
    label=gettext_noop("Heart failure"),
    short=gettext_noop("heart failure"),
    source=FDA_NSAID.at("Warnings: heart failure"),
)
HYPERTENSION = YesNo(
    id="hypertension",
    label=gettext_noop("High blood pressure"),
    short=gettext_noop("hypertension"),
    source=GENERAL.at("check the label"),
)
LIVER_DISEASE = YesNo(
    id="liver_disease",
    label=gettext_noop("Liver disease"),
    short=gettext_noop("liver disease"),
    source=FDA_NSAID.at("Medication guide"),
)
DIABETES = YesNo(
    id="diabetes",
    label=gettext_noop("Diabetes"),
    short=gettext_noop("diabetes"),
    source=GENERAL.at("steroid injections raise glucose"),
)
NSAID_ALLERGY = YesNo(
    id="nsaid_allergy",
    label=gettext_noop("Asthma, hives or allergy from aspirin or an NSAID"),
    short=gettext_noop("NSAID allergy"),
    source=FDA_NSAID.at("Contraindications"),
)
ANTICOAGULANT = YesNo(
    id="anticoagulant",
    label=gettext_noop("Takes an anticoagulant or antiplatelet"),
    short=gettext_noop("anticoagulant"),
    source=FDA_NSAID.at("Medication guide"),
)
NARROW_ANGLE_GLAUCOMA = YesNo(
    id="narrow_angle_glaucoma",
    label=gettext_noop("Narrow-angle glaucoma"),
    short=gettext_noop("narrow-angle glaucoma"),
    source=LABEL_CYCLOBENZAPRINE.at("Precautions"),
)
URINARY_RETENTION = YesNo(
    id="urinary_retention",
    label=gettext_noop("Urinary retention, long-standing"),
    short=gettext_noop("urinary retention"),
    source=LABEL_CYCLOBENZAPRINE.at("Precautions"),
)
ARRHYTHMIA_OR_RECENT_MI = YesNo(
    id="arrhythmia_or_recent_mi",
    label=gettext_noop("Arrhythmia, heart block or recent heart attack"),
    short=gettext_noop("arrhythmia/recent infarction"),
    source=LABEL_CYCLOBENZAPRINE.at("Contraindications"),
)
SLEEP_APNEA = YesNo(
    id="sleep_apnea",
    label=gettext_noop("Sleep apnea"),
    short=gettext_noop("sleep apnea"),
    source=GENERAL.at("check the label"),
)
SUBSTANCE_USE_DISORDER = YesNo(
    id="substance_use_disorder",
    label=gettext_noop("Substance use disorder, now or in the past"),
    short=gettext_noop("substance use disorder"),
    source=CDC22.at("Recommendations 8-12"),
)
HEAVY_ALCOHOL = YesNo(
    id="heavy_alcohol",
    label=gettext_noop("Heavy alcohol: three drinks or more a day"),
    short=gettext_noop("heavy alcohol"),
    source=APAP.at("Liver warning"),
)
SAFETY_CRITICAL_WORK = YesNo(
    id="safety_critical_work",
    label=gettext_noop("Drives or works where sleepiness is dangerous"),
    short=gettext_noop("safety-critical work"),
    source=MAYO.at("Medicines"),
)
IMPLANTED_DEVICE = YesNo(
    id="implanted_device",
    label=gettext_noop("Implanted device (pacemaker, stimulator, pump, clip)"),
    short=gettext_noop("implanted device"),
    source=MR_DEVICES.at("MR-conditional implants"),
)
CONTRAST_ALLERGY = YesNo(
    id="contrast_allergy",
    label=gettext_noop("Reaction to contrast medium"),
    short=gettext_noop("contrast reaction"),
    source=GENERAL.at("check with radiology"),
)
MAOI_USE = YesNo(
    id="maoi_use",
    label=gettext_noop("Takes an MAO inhibitor, or did within 14 days"),
    short=gettext_noop("MAO-inhibitor"),
    source=LABEL_CYCLOBENZAPRINE.at("Contraindications"),
)
SSRI_OR_SNRI_USE = YesNo(
    id="ssri_or_snri_use",
    label=gettext_noop("Takes an SSRI or SNRI"),
    short=gettext_noop("SSRI/SNRI"),
    source=LABEL_CYCLOBENZAPRINE.at("Warnings: serotonin syndrome"),
)
SEDATIVE_USE = YesNo(
    id="sedative_use",
    label=gettext_noop("Takes a benzodiazepine or other sedative"),
    short=gettext_noop("sedative"),
    source=FDA_OPIOID.at("Boxed warning"),
)
ACE_ARB_AND_DIURETIC = YesNo(
    id="ace_arb_and_diuretic",
    label=gettext_noop("Takes an ACE inhibitor or ARB together with a diuretic"),
    short=gettext_noop("ACE-inhibitor/ARB with diuretic"),
    source=GENERAL.at("check the label"),
)
LITHIUM_OR_METHOTREXATE = YesNo(
    id="lithium_or_methotrexate",
    label=gettext_noop("Takes lithium or methotrexate"),
    short=gettext_noop("lithium/methotrexate"),
    source=FDA_NSAID.at("Interactions"),
)
MEDICATIONS = Names(
    id="medications",
    label=gettext_noop("Medicines, vitamins and supplements"),
    help=gettext_noop("Kept in the patient's chart, with doses."),
    source=MAYO.at("What you can do"),
)
ALLERGIES = Names(
    id="allergies",
    label=gettext_noop("Allergies"),
    help=gettext_noop("Kept in the patient's chart."),
    source=MAYO.at("What you can do"),
)

BACKGROUND = Section(
    id="background",
    title=gettext_noop("Background"),
    help=gettext_noop("Decides what is safe. Carried from the last visit and confirmed today."),
    findings=(
        PREGNANCY,
        PREGNANCY_WEEKS,
        KIDNEY_DISEASE,
        ULCER_OR_GI_BLEED,
        HEART_DISEASE,
        HEART_FAILURE,
        HYPERTENSION,
        LIVER_DISEASE,
        DIABETES,
        NSAID_ALLERGY,
        ANTICOAGULANT,
        NARROW_ANGLE_GLAUCOMA,
        URINARY_RETENTION,
        ARRHYTHMIA_OR_RECENT_MI,
        SLEEP_APNEA,
        SUBSTANCE_USE_DISORDER,
        HEAVY_ALCOHOL,
        SAFETY_CRITICAL_WORK,
        IMPLANTED_DEVICE,
        CONTRAST_ALLERGY,
        MAOI_USE,
        SSRI_OR_SNRI_USE,
        SEDATIVE_USE,
        ACE_ARB_AND_DIURETIC,
        LITHIUM_OR_METHOTREXATE,
        MEDICATIONS,
        ALLERGIES,
    ),
)

# Pregnancy is asked of patients not male aged 10 to 55. For others unknown counts as not applicable; an answer counts.
PREGNANCY_IS_ASKED = ~SEX.one_of("male") & AGE.at_least(10) & AGE.below(56)
_MATTERS = PREGNANCY.known | PREGNANCY_IS_ASKED
_PREGNANT = PREGNANCY.one_of("yes") & _MATTERS
_EARLY = Certainly(PREGNANCY_WEEKS.below(20))  # an unknown week counts as week 30
PREGNANT_OR_POSSIBLE = Named(
    gettext_noop("pregnant, or may be"),
    gettext_noop("not pregnant"),
    PREGNANCY.one_of("yes", "possible") & _MATTERS,
)
PREGNANT_FROM_WEEK_20 = Named(
    gettext_noop("pregnant from week 20, or in an unknown week"),
    gettext_noop("not pregnant, or before week 20"),
    _PREGNANT & ~_EARLY,
)
PREGNANT_EARLY_OR_POSSIBLE = Named(
    gettext_noop("pregnant before week 20, or may be"),
    gettext_noop("not pregnant, or from week 20"),
    (_PREGNANT & _EARLY) | (PREGNANCY.one_of("possible") & _MATTERS),
)
