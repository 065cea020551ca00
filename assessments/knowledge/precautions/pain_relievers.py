"""Beyond the cautions of NSAIDs, acetaminophen and what is put on the skin."""

from .. import treatments as care
from ..findings import background as bg
from ..findings.history import SMOKING
from ..findings.red_flags import FEVER, INFECTION_RISK
from ..findings.who import AGE
from ..medicines import ACETAMINOPHEN, ANTICOAGULANT, ANTIPLATELET, DIURETIC, NSAID, named, of_groups
from ..sources import APAP, BEERS12, FDA_NSAID, LABEL_NAPROXEN
from ..words import gettext_noop
from .precaution import Level, Precaution

_NSAIDS = (care.PAIN_RELIEVER_OTC, care.NSAID_PRESCRIPTION)
_NSAIDS_ANY_WAY = (*_NSAIDS, care.TOPICAL)
_GUIDE = FDA_NSAID.at("Medication guide")

PAIN_RELIEVERS: tuple[Precaution, ...] = (
    Precaution(
        of=_NSAIDS,
        level=Level.RULED_OUT,
        text=gettext_noop("Not right before or after a coronary bypass operation."),
        sources=(_GUIDE,),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("A bleeding disorder: an NSAID makes the gut bleed more easily still."),
        sources=(_GUIDE,),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop(
            "Heart attack and stroke become more likely, within weeks already and more with dose and time: the lowest "
            "dose for the shortest time."
        ),
        when=bg.HEART_DISEASE.yes | bg.HYPERTENSION.yes | bg.DIABETES.yes | SMOKING.one_of("current"),
        sources=(FDA_NSAID.at("Boxed warning"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("A diuretic works less well beside it, and the kidneys can fail: watch them."),
        taking=of_groups(DIURETIC),
        sources=(LABEL_NAPROXEN.at("7.6: diuretics"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("Lithium: its level rises by about 15 %, its clearance falls by about 20 %."),
        taking=named("lithium"),
        sources=(LABEL_NAPROXEN.at("7.7: lithium"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("Methotrexate: its toxic effects grow."),
        taking=named("methotrexate"),
        sources=(LABEL_NAPROXEN.at("7.8: methotrexate"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("Warfarin: together they make the gut bleed more than either alone."),
        taking=named("warfarin"),
        sources=(LABEL_NAPROXEN.at("7.9: warfarin"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("65 or over: not long-term without gastroprotection; above 75 bleeding is likelier still."),
        when=AGE.at_least(65),
        sources=(BEERS12.at("NSAIDs other than COX-2 inhibitors"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.NOTE,
        text=gettext_noop("Where the gut is at risk and one is taken all the same: a proton-pump inhibitor with it."),
        when=AGE.at_least(65)
        | bg.ULCER_OR_GI_BLEED.yes
        | bg.ANTICOAGULANT.yes
        | bg.SSRI_OR_SNRI_USE.yes
        | bg.HEAVY_ALCOHOL.yes,
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("Advanced kidney disease (eGFR or clearance below 30): avoid."),
        when=bg.KIDNEY_DISEASE.yes,
    ),
    Precaution(
        of=_NSAIDS_ANY_WAY,
        level=Level.AVOID,
        text=gettext_noop(
            "Pregnancy from week 20 to 30: only if needed, the lowest dose, ultrasound after 48 hours; from week 30: "
            "not at all. Aspirin of 81 mg a day that was prescribed is another matter."
        ),
        when=bg.PREGNANT_OR_POSSIBLE,
        sources=(FDA_NSAID.at("Pregnancy, 2020"),),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.NOTE,
        text=gettext_noop("It lowers a fever and quiets other signs: an infection may go unseen."),
        when=FEVER.yes | INFECTION_RISK.not_empty,
        sources=(FDA_NSAID.at("Ibuprofen label: masked signs of inflammation and fever"),),
    ),
    Precaution(
        of=_NSAIDS,
        ingredients=named("ibuprofen"),
        level=Level.NOTE,
        text=gettext_noop("It can take away what a daily low dose of aspirin does for the heart."),
        taking=named("aspirin"),
    ),
    Precaution(
        of=_NSAIDS,
        level=Level.AVOID,
        text=gettext_noop("With aspirin the gut bleeds more often."),
        taking=of_groups(ANTIPLATELET),
        sources=(FDA_NSAID.at("Ibuprofen label: aspirin"),),
    ),
    Precaution(
        of=(care.TOPICAL,),
        level=Level.AVOID,
        text=gettext_noop("An NSAID is taken already: a cream or patch without one."),
        taking=of_groups(NSAID),
    ),
    Precaution(
        of=(care.TOPICAL,),
        ingredients=named("diclofenac", "ibuprofen", "naproxen"),
        level=Level.NOTE,
        text=gettext_noop("On the skin it bears the warnings of every NSAID, though far less of it reaches the blood."),
    ),
    Precaution(
        of=(care.TOPICAL,),
        ingredients=named("capsaicin", "lidocaine"),
        level=Level.NOTE,
        text=gettext_noop("Not on broken skin."),
    ),
    Precaution(
        of=(care.TOPICAL,),
        ingredients=named("lidocaine"),
        level=Level.NOTE,
        text=gettext_noop("Not with an allergy to local anesthetics of its kind; ask about medicines for the rhythm."),
        when=bg.ARRHYTHMIA_OR_RECENT_MI.yes,
    ),
    Precaution(
        of=(care.ACETAMINOPHEN,),
        ingredients=named("acetaminophen"),
        level=Level.AVOID,
        text=gettext_noop("It is on the list already, alone or in a combination: all of it counts towards 4 g a day."),
        taking=of_groups(ACETAMINOPHEN),
        sources=(APAP.at("Liver warning"),),
    ),
    Precaution(
        of=(care.ACETAMINOPHEN,),
        ingredients=named("acetaminophen"),
        level=Level.NOTE,
        text=gettext_noop("Warfarin may act more strongly: check the INR."),
        taking=of_groups(ANTICOAGULANT),
    ),
)
