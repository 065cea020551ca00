"""The cautions of every treatment in plain words, by the caution they stand for."""

from .. import cautions
from ..rule import Remark
from ..words import gettext_noop

_GUT = gettext_noop("For you it is more likely to make the gut bleed.")
_BLEED = gettext_noop("For you it is more likely to make you bleed.")
_PREGNANT = gettext_noop("Tell us if you are pregnant, or may be.")
_SEROTONIN = gettext_noop("It may not go well with your pills for mood. Tell us of any change.")
_SLEEPY = gettext_noop("Do not take it with drink or with pills that make you sleepy.")
_HEART = gettext_noop("Take care: you have trouble with your heart.")
_KIDNEY = gettext_noop("It can harm your kidneys.")
_LIVER = gettext_noop("It can harm your liver.")
_BLADDER = gettext_noop("It can make it hard to pass urine.")
_EYE = gettext_noop("It can harm your eyes.")
_BREATH = gettext_noop("It can slow your breath.")
_MOOD = gettext_noop("Tell someone at once if you think of harm to yourself.")
_FALLS = gettext_noop("At your age it can make you fall.")
_MIX = gettext_noop("It does not mix with some of your pills. Ask us first.")
_ALLERGY = gettext_noop("You got ill from a drug like this before. Ask us first.")
_HOLDS_BACK = gettext_noop("Ask us before you take it: you have had trouble with drugs or drink.")

_INFECTION = gettext_noop("An infection makes it less safe for you. Ask us first.")

_SAID: dict[str, str] = {
    "Asthma, hives or allergy from aspirin or an NSAID.": _ALLERGY,
    "Ulcer or bleeding of the gut before.": _GUT,
    "An anticoagulant with an NSAID can bleed.": _BLEED,
    "Kidney disease can get worse.": _KIDNEY,
    "Heart failure can get worse.": _HEART,
    "After a recent heart attack or with an arrhythmia.": _HEART,
    "Lithium or methotrexate can build up.": _MIX,
    "With an ACE inhibitor or ARB and a diuretic the kidneys can fail.": _KIDNEY,
    "Pregnant from week 20 (an unknown week counts as later).": gettext_noop("It can harm your child. Ask us first."),
    "65 or over: more bleeding of the gut.": _GUT,
    "Heart or vessel disease: lowest dose, shortest time.": _HEART,
    "Liver disease: more bleeding of the gut.": _GUT,
    "Heavy alcohol: more bleeding of the gut.": _GUT,
    "Steroid tablets: more bleeding of the gut.": _GUT,
    "An SSRI or SNRI: more bleeding.": _BLEED,
    "Pregnant before week 20, or may be.": _PREGNANT,
    "Liver disease.": _LIVER,
    "Three drinks or more a day.": _LIVER,
    "May add to warfarin.": _BLEED,
    "65 or over: falls, fractures and sleepiness.": _FALLS,
    "Drives or works where sleepiness is dangerous.": gettext_noop("Do not drive or do work that needs a clear head."),
    "With another sedative it sedates too much.": _SLEEPY,
    "An MAO inhibitor now or within 14 days.": _MIX,
    "Arrhythmia, heart block or recent heart attack.": _HEART,
    "Heart failure.": _HEART,
    "Narrow-angle glaucoma.": _EYE,
    "Urinary retention or new bladder trouble.": _BLADDER,
    "An SSRI or SNRI: serotonin syndrome.": _SEROTONIN,
    "Sleep apnea.": _BREATH,
    "Alcohol adds to the sleepiness.": _SLEEPY,
    "Pregnant, or may be.": _PREGNANT,
    "Heavy alcohol.": _SLEEPY,
    "Kidney disease: avoid where it is severe.": _KIDNEY,
    "Another SSRI or SNRI: serotonin syndrome.": _SEROTONIN,
    "Blood pressure can rise.": gettext_noop("Your blood pressure can rise."),
    "Urinary retention.": _BLADDER,
    "More bleeding with an anticoagulant.": _BLEED,
    "Under 25: thoughts of suicide (boxed warning).": _MOOD,
    "65 or over: falls and low sodium.": _FALLS,
    "Arrhythmia or recent heart attack.": _HEART,
    "65 or over: strongly anticholinergic.": _FALLS,
    "Under 25: thoughts of suicide.": _MOOD,
    "Another sedative adds to the sleepiness.": _SLEEPY,
    "Heart disease.": _HEART,
    "Substance use disorder.": _HOLDS_BACK,
    "With a benzodiazepine or other sedative breathing can stop.": _BREATH,
    "An MAO inhibitor.": _MIX,
    "65 or over.": _FALLS,
    "An anticoagulant: it can bleed.": _BLEED,
    "Risk of infection.": _INFECTION,
    "Fever.": _INFECTION,
    "Diabetes: glucose rises after it.": gettext_noop("Your blood sugar can rise after it."),
    "Reaction to contrast medium.": gettext_noop("Tell them that scan dye made you ill before."),
    "Implanted device.": gettext_noop("Tell them of the device in your body."),
    "Spine surgery before.": gettext_noop("Tell them that your back was operated on."),
    "An anticoagulant: needle sites can bleed.": _BLEED,
    "An anticoagulant.": _BLEED,
}
# Those of manipulation are the titles of rules, and are told as OTHER.
TOLD: tuple[Remark, ...] = (
    *cautions.NSAID_AVOID,
    *cautions.NSAID_CAUTION,
    *cautions.ACETAMINOPHEN_AVOID,
    *cautions.ACETAMINOPHEN_CAUTION,
    *cautions.RELAXANT_AVOID,
    *cautions.RELAXANT_CAUTION,
    *cautions.DULOXETINE_AVOID,
    *cautions.DULOXETINE_CAUTION,
    *cautions.TRICYCLIC_AVOID,
    *cautions.TRICYCLIC_CAUTION,
    *cautions.OPIOID_AVOID,
    *cautions.OPIOID_CAUTION,
    *cautions.INJECTION_AVOID,
    *cautions.INJECTION_CAUTION,
    *cautions.ABLATION_AVOID,
    *cautions.STIMULATOR_AVOID,
    *cautions.SPINE_HARDWARE_CAUTION,
    *cautions.TENS_AVOID,
    *cautions.ACUPUNCTURE_CAUTION,
    *cautions.CHIROPRACTIC_CAUTION,
)
# Also for a caution of an older knowledge, that a signed visit may hold.
OTHER = gettext_noop("You need to take care with it. Ask us why.")


def in_plain_words(caution: str) -> str:
    return _SAID.get(caution, OTHER)
