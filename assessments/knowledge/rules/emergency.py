"""Does this patient have to be seen as an emergency now?"""

from ..causes import (
    AORTIC_ANEURYSM,
    CANCER,
    CAUDA_EQUINA,
    CORD_COMPRESSION,
    CORD_TUMOR,
    DISK,
    FRACTURE,
    INFECTION,
    OSTEOMYELITIS,
    PYELO,
    SPRAIN,
    STENOSIS,
)
from ..findings import examination as exam
from ..findings import nerve_roots as roots
from ..findings import red_flags as flags
from ..findings.background import ANTICOAGULANT
from ..findings.who import AGE
from ..investigations import (
    AORTA_IMAGING,
    BLOOD_CULTURES,
    BLOOD_TESTS,
    CT_LUMBAR,
    EMERGENCY_DEPARTMENT,
    MRI_LUMBAR,
    MRI_WHOLE_SPINE,
    URINALYSIS,
    XRAY_LUMBAR,
)
from ..rule import Remark, Rule, Urgency
from ..sources import ACP11, ACR21, BMJBP, CW, GENERAL, IDSA15, MAYO, VA22
from ..words import gettext_noop
from . import signs

_WHEN_TO_SEE = MAYO.at("When to see a doctor")
_ACP_NOW = ACP11.at("Table: immediate imaging")
_VA_DEFICIT = VA22.at("Key recommendations: serious or progressive deficits")
_ROOT_EXAM = (*roots.STRENGTH, *roots.REFLEXES, roots.PERIANAL_SENSATION)

BLEEDING = Remark(
    when=ANTICOAGULANT.yes,
    text=gettext_noop("Takes an anticoagulant: a bleed around the cord or nerves can do this too; tell the team."),
    sources=(GENERAL.at("bleeding in the spinal canal"),),
)

CAUDA_EQUINA_RULE = Rule(
    id="cauda_equina",
    title=gettext_noop("Cauda equina syndrome possible"),
    urgency=Urgency.IMMEDIATE,
    when=flags.BLADDER_CHANGE.yes
    | flags.BOWEL_CHANGE.yes
    | flags.SADDLE_NUMBNESS.yes
    | flags.SEXUAL_DYSFUNCTION.yes
    | flags.BILATERAL_DEFICIT.yes
    | roots.PERIANAL_SENSATION.one_of("reduced")
    | roots.ANAL_TONE.one_of("reduced")
    | signs.strength_at_most_on_both_sides(3),
    suggest=(EMERGENCY_DEPARTMENT, MRI_LUMBAR),
    consider=(CAUDA_EQUINA,),
    examine=_ROOT_EXAM,
    advice=gettext_noop("Consider the emergency department now, with an MRI of the lumbar spine as soon as possible."),
    because=gettext_noop(
        "Nerves to bladder, bowel, saddle and both legs can be compressed together, and hours count for them."
    ),
    remarks=(
        Remark(
            text=gettext_noop("Little urine left in the bladder does not rule it out, and a rectal exam can wait."),
            sources=(BMJBP.at("Diagnosis approach"),),
        ),
        BLEEDING,
    ),
    sources=(_WHEN_TO_SEE, _ACP_NOW, BMJBP.at("Diagnosis approach")),
)
WORSENING_WEAKNESS = Rule(
    id="worsening_weakness",
    title=gettext_noop("Weakness that is getting worse"),
    urgency=Urgency.IMMEDIATE,
    when=flags.WEAKNESS_WORSENING.yes | roots.STRENGTH_FALLEN.yes,
    suggest=(EMERGENCY_DEPARTMENT, MRI_LUMBAR),
    consider=(DISK, STENOSIS, CAUDA_EQUINA),
    examine=_ROOT_EXAM,
    advice=gettext_noop("Consider the emergency department now, with an MRI of the lumbar spine."),
    because=gettext_noop(
        "Strength that keeps falling can be lost for good; a scan shows whether pressure can be lifted."
    ),
    remarks=(BLEEDING,),
    sources=(_ACP_NOW, _VA_DEFICIT, MAYO.at("Surgical and other procedures")),
)
CORD_SIGNS = Rule(
    id="cord_signs",
    title=gettext_noop("Signs of the spinal cord"),
    urgency=Urgency.IMMEDIATE,
    when=roots.PLANTAR.one_of("up") | roots.CLONUS.yes | (exam.GAIT.one_of("unsteady") & signs.REFLEX_BRISK),
    suggest=(EMERGENCY_DEPARTMENT, MRI_WHOLE_SPINE),
    consider=(CORD_COMPRESSION, CORD_TUMOR),
    examine=_ROOT_EXAM,
    advice=gettext_noop("Consider the emergency department now, with an MRI of the whole spine."),
    because=gettext_noop(
        "An upgoing plantar response, clonus, or brisk reflexes with an unsteady gait point above the lumbar roots "
        "(general knowledge; Mayo Clinic names a cord tumor as a cause)."
    ),
    remarks=(BLEEDING,),
    sources=(GENERAL.at("upper motor neuron signs"), MAYO.at("Symptom page: causes, other medical conditions")),
)
_FEVER_AND_MORE = (
    signs.DEFICIT | flags.INFECTION_RISK.not_empty | exam.SPINAL_PERCUSSION_PAIN.yes | exam.SYSTOLIC_BP.below(100)
)
FEVER_RULE = Rule(
    id="fever",
    title=gettext_noop("Fever with back pain"),
    urgency=Urgency.IMMEDIATE,
    when=flags.FEVER.yes | exam.TEMPERATURE_C.at_least(38.0),
    suggest=(
        BLOOD_TESTS,
        BLOOD_CULTURES,
        URINALYSIS,
        MRI_LUMBAR,
        EMERGENCY_DEPARTMENT.when(_FEVER_AND_MORE),
    ),
    consider=(OSTEOMYELITIS, INFECTION, PYELO),
    examine=(exam.TEMPERATURE_C, exam.SYSTOLIC_BP, exam.SPINAL_PERCUSSION_PAIN, exam.FLANK_TENDERNESS),
    advice=gettext_noop("Consider blood tests, blood cultures, urinalysis and an MRI today."),
    because=gettext_noop("Fever with back pain can be an infection of the spine or the kidney."),
    remarks=(
        Remark(
            when=_FEVER_AND_MORE,
            text=gettext_noop("With this besides the fever, consider the emergency department now."),
            sources=(IDSA15.at("Recommendations 1-3: when to suspect"), _ACP_NOW),
        ),
        Remark(
            when=flags.URINARY_SYMPTOMS.yes | exam.FLANK_TENDERNESS.yes,
            text=gettext_noop("Urinary signs: urinalysis first, then decide on the MRI."),
            sources=(MAYO.at("Symptom page: causes, other medical conditions"),),
        ),
        Remark(
            text=gettext_noop("An X-ray does not rule out an early infection of the spine."),
            sources=(IDSA15.at("Recommendations 4-9: diagnosis"),),
        ),
        Remark(
            text=gettext_noop("A pain reliever that lowers fever may hide it."),
            sources=(GENERAL.at("check the label"),),
        ),
    ),
    sources=(_WHEN_TO_SEE, IDSA15.at("Recommendations 1-3: when to suspect"), _ACP_NOW),
)
INFECTION_WITH_DEFICIT = Rule(
    id="infection_with_deficit",
    title=gettext_noop("Risk of infection with a neurological deficit"),
    urgency=Urgency.IMMEDIATE,
    when=flags.INFECTION_RISK.not_empty & signs.DEFICIT,
    suggest=(EMERGENCY_DEPARTMENT, MRI_WHOLE_SPINE, BLOOD_TESTS, BLOOD_CULTURES),
    consider=(OSTEOMYELITIS, INFECTION, CORD_COMPRESSION),
    examine=(exam.TEMPERATURE_C, exam.SPINAL_PERCUSSION_PAIN, *_ROOT_EXAM),
    advice=gettext_noop("Consider the emergency department now: MRI of the whole spine, blood tests and cultures."),
    because=gettext_noop("An abscess in the spinal canal can press on the nerves."),
    remarks=(BLEEDING,),
    sources=(IDSA15.at("Recommendations 1-3: when to suspect"), _ACP_NOW, _VA_DEFICIT),
)
CANCER_WITH_DEFICIT = Rule(
    id="cancer_with_deficit",
    title=gettext_noop("Cancer with a neurological deficit"),
    urgency=Urgency.IMMEDIATE,
    when=flags.CANCER_HISTORY.yes & (signs.DEFICIT | signs.NUMB_OR_TINGLING_BOTH | exam.WALKS.one_of("unable")),
    suggest=(EMERGENCY_DEPARTMENT, MRI_WHOLE_SPINE),
    consider=(CANCER, CORD_COMPRESSION),
    examine=(exam.SPINAL_PERCUSSION_PAIN, *_ROOT_EXAM),
    advice=gettext_noop("Consider the emergency department now, with an MRI of the whole spine."),
    because=gettext_noop("A spread to the spine can press on the cord; walking that is lost may not come back."),
    remarks=(BLEEDING,),
    sources=(_ACP_NOW, ACR21.at("Variant 7"), _VA_DEFICIT),
)
MAJOR_TRAUMA = Rule(
    id="major_trauma",
    title=gettext_noop("Major injury"),
    urgency=Urgency.IMMEDIATE,
    when=flags.TRAUMA.one_of("major"),
    suggest=(EMERGENCY_DEPARTMENT, CT_LUMBAR),
    consider=(FRACTURE,),
    examine=(exam.TENDERNESS, exam.SPINAL_PERCUSSION_PAIN, *roots.STRENGTH),
    advice=gettext_noop("Consider the emergency services now, with a CT of the lumbar spine."),
    because=gettext_noop("Pain after a high-energy injury can be an unstable fracture."),
    sources=(_WHEN_TO_SEE, MAYO.at("Symptom page: definition"), ACR21.at("Variant 6 and high-energy trauma")),
)
MINOR_TRAUMA = Rule(
    id="minor_trauma",
    title=gettext_noop("Minor injury: assess here and now"),
    urgency=Urgency.IMMEDIATE,
    when=flags.TRAUMA.one_of("minor"),
    suggest=(
        XRAY_LUMBAR.when(
            exam.TENDERNESS.includes("midline")
            | exam.SPINAL_PERCUSSION_PAIN.yes
            | exam.DEFORMITY.one_of("kyphosis", "step_off")
            | signs.CANNOT_STAND_OR_WALK
            | AGE.at_least(65)
            | flags.OSTEOPOROSIS.yes
            | flags.STEROID_USE.yes
        ),
    ),
    consider=(FRACTURE, SPRAIN),
    examine=(exam.TENDERNESS, exam.SPINAL_PERCUSSION_PAIN, exam.WALKS, *roots.STRENGTH),
    advice=gettext_noop(
        "Assess here and now: midline tenderness, percussion, walking and strength decide on an X-ray."
    ),
    because=gettext_noop("The source asks for immediate care after any fall, blow or other injury."),
    sources=(_WHEN_TO_SEE, ACR21.at("Variant 6")),
)
AORTIC = Rule(
    id="aortic",
    title=gettext_noop("The aorta may be the cause"),
    urgency=Urgency.IMMEDIATE,
    when=flags.TEARING_OR_PULSATING.yes
    | exam.ABDOMINAL_MASS.yes
    | flags.SUDDEN_COLLAPSE.yes
    | (AGE.at_least(60) & exam.SYSTOLIC_BP.below(100)),
    suggest=(EMERGENCY_DEPARTMENT, AORTA_IMAGING),
    consider=(AORTIC_ANEURYSM,),
    examine=(exam.SYSTOLIC_BP, exam.PULSE, exam.ABDOMINAL_MASS),
    advice=gettext_noop("Consider the emergency services now; imaging of the aorta is for the hospital to choose."),
    because=gettext_noop(
        "A leaking or torn aorta can show as back pain (a known aneurysm: Choosing Wisely; the other signs are "
        "general knowledge)."
    ),
    sources=(CW.at("AAFP: back pain red flags"), GENERAL.at("suspected aortic aneurysm")),
)

EMERGENCY_RULES = (
    CAUDA_EQUINA_RULE,
    WORSENING_WEAKNESS,
    CORD_SIGNS,
    FEVER_RULE,
    INFECTION_WITH_DEFICIT,
    CANCER_WITH_DEFICIT,
    MAJOR_TRAUMA,
    MINOR_TRAUMA,
    AORTIC,
)
HOLDS_THE_LADDER = tuple(rule for rule in EMERGENCY_RULES if rule is not MINOR_TRAUMA)
