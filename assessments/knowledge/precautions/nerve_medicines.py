"""Beyond the cautions of muscle relaxants, duloxetine, tricyclics and opioids."""

from .. import treatments as care
from ..findings import background as bg
from ..findings.who import AGE
from ..medicines import (
    ANTICOAGULANT,
    ANTIPLATELET,
    GABAPENTINOID,
    NSAID,
    OPIOID,
    RELAXANT,
    SEDATIVE,
    SNRI,
    SSRI,
    TRICYCLIC,
    named,
    of_groups,
)
from ..sources import (
    BEERS23,
    FDA_OPIOID,
    LABEL_AMITRIPTYLINE,
    LABEL_CYCLOBENZAPRINE,
    LABEL_DULOXETINE,
    LABEL_TIZANIDINE,
    NG59,
    VA17,
    WHO23,
)
from ..words import gettext_noop
from .precaution import Level, Precaution

_ACTS_ON_THE_BRAIN = of_groups(OPIOID, SEDATIVE, GABAPENTINOID, TRICYCLIC, SSRI, SNRI, RELAXANT)
_CYC, _TIZ = named("cyclobenzaprine"), named("tizanidine")
_SEROTONIN = LABEL_CYCLOBENZAPRINE.at("Warnings: serotonin syndrome")

RELAXANTS: tuple[Precaution, ...] = (
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        level=Level.AVOID,
        text=gettext_noop("Not with an opioid or a sedative; avoid three or more medicines that act on the brain."),
        taking=_ACTS_ON_THE_BRAIN,
        sources=(BEERS23.at("Central nervous system and anticholinergic medicines"),),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=named("tizanidine", "baclofen"),
        level=Level.NOTE,
        text=gettext_noop(
            "Not in the row of relaxants that Beers avoids from 65, yet it acts on the brain as they do."
        ),
        when=AGE.at_least(65),
        sources=(BEERS23.at("Muscle relaxants"),),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=_CYC,
        level=Level.RULED_OUT,
        text=gettext_noop("Not with an overactive thyroid."),
        sources=(LABEL_CYCLOBENZAPRINE.at("Contraindications"),),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=_CYC,
        level=Level.NOTE,
        text=gettext_noop("For two to three weeks at most; not with liver disease of a moderate or severe degree."),
        sources=(LABEL_CYCLOBENZAPRINE.at("Dosage and use in liver disease"),),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=_CYC,
        level=Level.AVOID,
        text=gettext_noop("With a tricyclic or tramadol: serotonin syndrome; with tramadol seizures too."),
        taking=(*of_groups(TRICYCLIC), *named("tramadol")),
        sources=(_SEROTONIN,),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=_TIZ,
        level=Level.RULED_OUT,
        text=gettext_noop("Not with fluvoxamine or ciprofloxacin, nor another strong inhibitor of CYP1A2."),
        sources=(LABEL_TIZANIDINE.at("7.1 and 7.2: CYP1A2 inhibitors"),),
    ),
    Precaution(
        of=(care.MUSCLE_RELAXANT,),
        ingredients=_TIZ,
        level=Level.AVOID,
        text=gettext_noop("It can drop the blood pressure, harm the liver, sedate and bring hallucinations."),
        sources=(LABEL_TIZANIDINE.at("Warnings"),),
    ),
)
ANTIDEPRESSANTS: tuple[Precaution, ...] = (
    Precaution(
        of=(care.DULOXETINE,),
        ingredients=named("duloxetine"),
        level=Level.NOTE,
        text=gettext_noop("Start with 30 mg for a week, then 60 mg; more brings no gain."),
        sources=(LABEL_DULOXETINE.at("Dosage: chronic musculoskeletal pain"),),
    ),
    Precaution(
        of=(care.DULOXETINE,),
        ingredients=named("duloxetine"),
        level=Level.AVOID,
        text=gettext_noop("Five days without it before an MAO inhibitor is begun."),
        when=bg.MAOI_USE.yes,
    ),
    Precaution(
        of=(care.DULOXETINE,),
        ingredients=named("duloxetine"),
        level=Level.AVOID,
        text=gettext_noop("Bleeding is likelier with an NSAID, aspirin or warfarin."),
        taking=of_groups(NSAID, ANTIPLATELET, ANTICOAGULANT),
        sources=(LABEL_DULOXETINE.at("Warnings: bleeding; 7.4"),),
    ),
    Precaution(
        of=(care.DULOXETINE,),
        ingredients=named("duloxetine"),
        level=Level.AVOID,
        text=gettext_noop("Seizures before: with care. Falls and low sodium are known."),
        sources=(LABEL_DULOXETINE.at("Warnings"),),
    ),
    Precaution(
        of=(care.DULOXETINE,),
        ingredients=named("duloxetine"),
        level=Level.AVOID,
        text=gettext_noop("Not where the kidneys filter less than 30 ml a minute."),
        when=bg.KIDNEY_DISEASE.yes,
    ),
    Precaution(
        of=(care.DULOXETINE, care.TRICYCLIC),
        level=Level.AVOID,
        text=gettext_noop("With tramadol or cyclobenzaprine: serotonin syndrome; with tramadol seizures too."),
        taking=named("tramadol", "cyclobenzaprine"),
        sources=(_SEROTONIN,),
    ),
    Precaution(
        of=(care.TRICYCLIC,),
        ingredients=named("amitriptyline"),
        level=Level.RULED_OUT,
        text=gettext_noop("Not with cisapride."),
        sources=(LABEL_AMITRIPTYLINE.at("Contraindications"),),
    ),
    Precaution(
        of=(care.TRICYCLIC,),
        level=Level.AVOID,
        text=gettext_noop("A long QT interval, a conduction disorder, a large prostate, or seizures before."),
    ),
    Precaution(
        of=(care.TRICYCLIC,),
        level=Level.AVOID,
        text=gettext_noop("An overdose is dangerous: ask about thoughts of suicide, and prescribe little at a time."),
    ),
)
OPIOIDS: tuple[Precaution, ...] = (
    Precaution(
        of=(care.OPIOID_SHORT,),
        level=Level.AVOID,
        text=gettext_noop("With a sedative only where nothing else is left: the least dose for the least time."),
        when=bg.SEDATIVE_USE.yes,
        taking=of_groups(SEDATIVE),
        sources=(FDA_OPIOID.at("Boxed warning"),),
    ),
    Precaution(
        of=(care.OPIOID_SHORT,),
        level=Level.AVOID,
        text=gettext_noop("Weigh the risk of misuse, and look into the prescription monitoring program first."),
    ),
    Precaution(
        of=(care.OPIOID_SHORT,),
        level=Level.AVOID,
        text=gettext_noop("Offer naloxone with a high dose, a benzodiazepine, or an opioid use disorder before."),
        when=bg.SEDATIVE_USE.yes | bg.SUBSTANCE_USE_DISORDER.yes,
    ),
    Precaution(
        of=(care.OPIOID_SHORT,),
        level=Level.AVOID,
        text=gettext_noop("COPD: breathing that is short already is slowed further."),
    ),
    Precaution(
        of=(care.OPIOID_SHORT,),
        ingredients=named("tramadol"),
        level=Level.AVOID,
        text=gettext_noop("With an SSRI, SNRI, tricyclic or cyclobenzaprine: serotonin syndrome and seizures."),
        when=bg.SSRI_OR_SNRI_USE.yes,
        taking=(*of_groups(SSRI, SNRI, TRICYCLIC), *named("cyclobenzaprine")),
        sources=(_SEROTONIN,),
    ),
    Precaution(
        of=(care.OPIOID_SHORT,),
        level=Level.NOTE,
        text=gettext_noop("It slows breathing and the gut; for lasting back pain guidelines advise against it."),
        sources=(
            NG59.at("1.2: opioids, advised against for lasting pain"),
            WHO23.at("Opioids, not as routine"),
            VA17.at("Medicines"),
        ),
    ),
)
