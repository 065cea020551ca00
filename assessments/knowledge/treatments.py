"""Every treatment, with its step on the ladder and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .conditions import Condition
from .facts import alternatives, natural_history, prevention, risks, self_care
from .facts.fact import Fact
from .findings.history import TRIED
from .sources import ACP17, BEERS23, CDC22, FDA_ESI, FDA_NSAID, MAYO, NG59, VA17, VA22, WHO23, Citation
from .vocabulary import TriedOne
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True, eq=False)
class Treatment:
    """`advice` is one sentence for the plan, `tell` what the patient may be told, `sources` what backs it."""

    id: str
    label: str
    step: int
    advice: str
    medicine: bool = False
    oral: bool = False
    tell: tuple[Fact, ...] = ()
    sources: tuple[Citation, ...]

    @cached_property
    def slot(self) -> TriedOne:
        return TRIED.treatment(self.id, self.label)

    @property
    def tried(self) -> Condition:
        return self.slot.tried

    @property
    def not_enough(self) -> Condition:
        return self.slot.not_enough

    @property
    def helped(self) -> Condition:
        return self.slot.helped


_TREATMENT = MAYO.at("Treatment")
_MEDICINES = MAYO.at("Medicines")
_PROCEDURES = MAYO.at("Surgical and other procedures")
_ALTERNATIVE = MAYO.at("Alternative medicine")
_ACP_ACUTE = ACP17.at("Recommendation 1: acute and subacute")
_ACP_CHRONIC = ACP17.at("Recommendation 2: chronic")
_ACP_DRUGS = ACP17.at("Recommendation 3: chronic, medicines")

STAY_ACTIVE = Treatment(
    id="stay_active",
    label=gettext_noop("Stay active, no bed rest"),
    step=1,
    advice=gettext_noop("Keep up as much as the back allows, try light activity such as walking; no bed rest."),
    tell=(self_care.STAY_ACTIVE, self_care.NO_BED_REST, *natural_history.TIME_MARKS),
    sources=(_TREATMENT, ACP17.at("Recommendation 1: acute and subacute"), NG59.at("1.2: self-management")),
)
HEAT = Treatment(
    id="heat",
    label=gettext_noop("Heat"),
    step=1,
    advice=gettext_noop("Warmth on the back; with a pain reliever it may be all that is needed."),
    tell=(self_care.HEAT,),
    sources=(_TREATMENT, _ACP_ACUTE),
)
PAIN_RELIEVER_OTC = Treatment(
    id="pain_reliever_otc",
    label=gettext_noop("NSAID without prescription (ibuprofen, naproxen)"),
    step=1,
    advice=gettext_noop("Ibuprofen or naproxen as the pack says, the lowest dose for the shortest time."),
    medicine=True,
    oral=True,
    tell=(self_care.MEDICINE_BY_TYPE,),
    sources=(_MEDICINES, _ACP_ACUTE, NG59.at("1.2: medicines")),
)
TOPICAL = Treatment(
    id="topical",
    label=gettext_noop("Cream, ointment or patch"),
    step=1,
    advice=gettext_noop("A pain-relieving cream, ointment or patch on the sore place."),
    medicine=True,
    sources=(_MEDICINES, FDA_NSAID.at("Topical NSAIDs: the same class warnings")),
)
BACK_CARE = Treatment(
    id="back_care",
    label=gettext_noop("Back care: lifting, sitting, standing, exercise, weight, smoking"),
    step=1,
    advice=gettext_noop("How to lift, sit and stand, and what keeps the back strong."),
    tell=(*prevention.PREVENTION, *risks.RISKS),
    sources=(MAYO.at("Prevention"), MAYO.at("Risk factors")),
)
PHYSICAL_THERAPY = Treatment(
    id="physical_therapy",
    label=gettext_noop("Physical therapy"),
    step=2,
    advice=gettext_noop("Exercises for flexibility, strength and posture, and how to move during a flare."),
    sources=(MAYO.at("Physical therapy"), _ACP_CHRONIC, NG59.at("1.2: exercise")),
)
NSAID_PRESCRIPTION = Treatment(
    id="nsaid_prescription",
    label=gettext_noop("NSAID on prescription"),
    step=2,
    advice=gettext_noop("A prescription NSAID where the over-the-counter ones were not enough; one NSAID at a time."),
    medicine=True,
    oral=True,
    sources=(_MEDICINES, _ACP_ACUTE),
)
MUSCLE_RELAXANT = Treatment(
    id="muscle_relaxant",
    label=gettext_noop("Muscle relaxant"),
    step=2,
    advice=gettext_noop("A short course where pain relievers did not do enough; makes sleepy and dizzy."),
    medicine=True,
    sources=(
        _MEDICINES,
        _ACP_ACUTE,
        BEERS23.at("Muscle relaxants"),
        WHO23.at("Muscle relaxants, not as routine"),
    ),
)
ACETAMINOPHEN = Treatment(
    id="acetaminophen",
    label=gettext_noop("Acetaminophen (paracetamol)"),
    step=2,
    advice=gettext_noop("Only where an NSAID is not safe; guidelines find little benefit for back pain."),
    medicine=True,
    oral=True,
    sources=(NG59.at("1.2: medicines"), VA17.at("Medicines")),
)
ACUPUNCTURE = Treatment(
    id="acupuncture",
    label=gettext_noop("Acupuncture"),
    step=2,
    advice=gettext_noop("Thin sterile needles; weigh benefit and risk first. Sources disagree."),
    tell=(alternatives.DISCUSS_FIRST, alternatives.ACUPUNCTURE),
    sources=(_ALTERNATIVE, _ACP_ACUTE, NG59.at("1.2: acupuncture, advised against"), WHO23.at("Needling")),
)
CHIROPRACTIC = Treatment(
    id="chiropractic",
    label=gettext_noop("Chiropractic care (manipulation)"),
    step=2,
    advice=gettext_noop("Manipulation of the spine; weigh benefit and risk first."),
    tell=(alternatives.DISCUSS_FIRST, alternatives.CHIROPRACTIC),
    sources=(_ALTERNATIVE, _ACP_ACUTE, NG59.at("1.2: manual therapy"), WHO23.at("Manipulation")),
)
MASSAGE = Treatment(
    id="massage",
    label=gettext_noop("Massage"),
    step=2,
    advice=gettext_noop("May help tense or overworked muscles; weigh benefit and risk first."),
    tell=(alternatives.DISCUSS_FIRST, alternatives.MASSAGE),
    sources=(_ALTERNATIVE, _ACP_ACUTE, NG59.at("1.2: manual therapy"), WHO23.at("Massage")),
)
TENS = Treatment(
    id="tens",
    label=gettext_noop("TENS"),
    step=2,
    advice=gettext_noop(
        "Small currents through the skin. Studies are mixed; NICE NG59 and WHO 2023 advise against routine use."
    ),
    tell=(alternatives.DISCUSS_FIRST, alternatives.TENS),
    sources=(_ALTERNATIVE, NG59.at("1.2: electrotherapy, advised against"), WHO23.at("TENS, not as routine")),
)
YOGA = Treatment(
    id="yoga",
    label=gettext_noop("Yoga"),
    step=2,
    advice=gettext_noop("Stretches, strengthens and improves posture; leave out poses that hurt."),
    tell=(alternatives.DISCUSS_FIRST, alternatives.YOGA),
    sources=(_ALTERNATIVE, _ACP_CHRONIC, NG59.at("1.2: exercise"), WHO23.at("Exercise")),
)
PSYCHOLOGICAL_THERAPY = Treatment(
    id="psychological_therapy",
    label=gettext_noop("Psychological therapy (such as CBT)"),
    step=2,
    advice=gettext_noop("Cognitive behavioral therapy or alike, beside exercise, for pain that lasts or low mood."),
    sources=(_ACP_CHRONIC, WHO23.at("Psychological therapies")),
)
DULOXETINE = Treatment(
    id="duloxetine",
    label=gettext_noop("Duloxetine"),
    step=3,
    advice=gettext_noop(
        "For lasting pain after care and an NSAID. ACP 2017 and VA/DoD 2022 allow it; NICE NG59 and WHO 2023 advise "
        "against."
    ),
    medicine=True,
    sources=(
        _MEDICINES,
        _ACP_DRUGS,
        VA22.at("Key recommendations: duloxetine"),
        NG59.at("1.2: antidepressants, advised against"),
        WHO23.at("Antidepressants, not as routine"),
    ),
)
TRICYCLIC = Treatment(
    id="tricyclic",
    label=gettext_noop("Tricyclic antidepressant (such as amitriptyline)"),
    step=3,
    advice=gettext_noop(
        "Named by Mayo Clinic for lasting pain; NICE NG59 and WHO 2023 advise against. The clinician's choice."
    ),
    medicine=True,
    sources=(
        _MEDICINES,
        NG59.at("1.2: antidepressants, advised against"),
        WHO23.at("Antidepressants, not as routine"),
    ),
)
OPIOID_SHORT = Treatment(
    id="opioid_short",
    label=gettext_noop("Opioid, short and supervised"),
    step=3,
    advice=gettext_noop(
        "Never suggested. If chosen: after the rest failed, benefits above risks and talked through, "
        "a short time, under close supervision."
    ),
    medicine=True,
    tell=(natural_history.OPIOID_SHORT,),
    sources=(
        _MEDICINES,
        _ACP_DRUGS,
        NG59.at("1.2: opioids, advised against for lasting pain"),
        CDC22.at("Recommendations 1-12"),
    ),
)
STEROID_INJECTION = Treatment(
    id="steroid_injection",
    label=gettext_noop("Epidural steroid injection"),
    step=4,
    advice=gettext_noop("For leg pain that other care did not relieve; relief often lasts a month or two."),
    tell=(natural_history.INJECTION_RELIEF,),
    sources=(
        _PROCEDURES,
        FDA_ESI.at("Safety communication"),
        VA17.at("Injections: not for lasting relief"),
        NG59.at("1.3: epidural, for severe recent sciatica"),
    ),
)
RADIOFREQUENCY_ABLATION = Treatment(
    id="radiofrequency_ablation",
    label=gettext_noop("Radiofrequency ablation"),
    step=4,
    advice=gettext_noop("A needle and radio waves quiet the nerves that carry the pain."),
    sources=(_PROCEDURES, VA22.at("Key recommendations: radiofrequency ablation")),
)
NERVE_STIMULATOR = Treatment(
    id="nerve_stimulator",
    label=gettext_noop("Implanted nerve stimulator"),
    step=4,
    advice=gettext_noop("A device under the skin that blocks pain signals."),
    sources=(_PROCEDURES,),
)
SURGERY = Treatment(
    id="surgery",
    label=gettext_noop("Surgery"),
    step=5,
    advice=gettext_noop(
        "Rarely needed. Makes room for nerves; for growing weakness or leg pain when other care failed."
    ),
    tell=(natural_history.SURGERY_RARE,),
    sources=(_PROCEDURES, MAYO.at("Symptom page: definition")),
)

TREATMENTS: tuple[Treatment, ...] = (
    STAY_ACTIVE,
    HEAT,
    PAIN_RELIEVER_OTC,
    TOPICAL,
    BACK_CARE,
    PHYSICAL_THERAPY,
    NSAID_PRESCRIPTION,
    MUSCLE_RELAXANT,
    ACETAMINOPHEN,
    ACUPUNCTURE,
    CHIROPRACTIC,
    MASSAGE,
    TENS,
    YOGA,
    PSYCHOLOGICAL_THERAPY,
    DULOXETINE,
    TRICYCLIC,
    OPIOID_SHORT,
    STEROID_INJECTION,
    RADIOFREQUENCY_ABLATION,
    NERVE_STIMULATOR,
    SURGERY,
)
NSAIDS = (PAIN_RELIEVER_OTC, NSAID_PRESCRIPTION)
TREATMENT_BY_ID: dict[str, Treatment] = {treatment.id: treatment for treatment in TREATMENTS}
