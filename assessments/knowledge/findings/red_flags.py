"""The red flags, in the two groups in which they are asked and closed."""

from ..conditions import All, Condition, Not
from ..sources import ACP11, ACR21, BMJBP, CW, GENERAL, IDSA15, MAYO
from ..vocabulary import Choice, Finding, Section, Several, Text, YesNo, options
from ..words import gettext_noop
from .who import SEX

BLADDER_CHANGE = YesNo(
    id="bladder_change",
    label=gettext_noop("New bladder trouble"),
    short=gettext_noop("bladder trouble"),
    help=gettext_noop(
        "Cannot pass urine, trouble starting, leaking, or no longer feels it pass. Burning or blood is asked apart."
    ),
    source=MAYO.at("When to see a doctor"),
)
BOWEL_CHANGE = YesNo(
    id="bowel_change",
    label=gettext_noop("New bowel trouble"),
    short=gettext_noop("bowel trouble"),
    help=gettext_noop("Leaks stool, or no longer feels that the rectum is full."),
    source=MAYO.at("When to see a doctor"),
)
SADDLE_NUMBNESS = YesNo(
    id="saddle_numbness",
    label=gettext_noop("Numbness around the anus, genitals or inner thighs"),
    short=gettext_noop("saddle numbness"),
    help=gettext_noop("Ask directly; patients rarely volunteer it."),
    source=BMJBP.at("Diagnosis approach"),
)
SEXUAL_DYSFUNCTION = YesNo(
    id="sexual_dysfunction",
    label=gettext_noop("New sexual dysfunction"),
    short=gettext_noop("sexual dysfunction"),
    help=gettext_noop("New loss of erection, sensation or climax since the pain began."),
    source=BMJBP.at("Diagnosis approach"),
)
WEAKNESS_WORSENING = YesNo(
    id="weakness_worsening",
    label=gettext_noop("Leg weakness that is getting worse"),
    short=gettext_noop("worsening weakness"),
    source=ACP11.at("Table: immediate imaging"),
)
BILATERAL_DEFICIT = YesNo(
    id="bilateral_deficit",
    label=gettext_noop("New weakness, numbness or tingling of both legs"),
    short=gettext_noop("new bilateral deficit"),
    source=BMJBP.at("Diagnosis approach"),
)
FEVER = YesNo(
    id="fever",
    label=gettext_noop("Fever or chills with the back pain"),
    short=gettext_noop("fever"),
    source=MAYO.at("When to see a doctor"),
)
TRAUMA = Choice(
    id="trauma",
    label=gettext_noop("Injury before this pain"),
    short=gettext_noop("injury"),
    help=gettext_noop(
        "A fall, blow or other injury that this pain followed. Major: a fall from above standing height, a road crash, "
        "a direct heavy blow. Lifting or twisting is none; an old injury is asked in the history."
    ),
    source=MAYO.at("When to see a doctor"),
    options=options(none=gettext_noop("none"), minor=gettext_noop("minor"), major=gettext_noop("major")),
    normal=("none",),
)
TEARING_OR_PULSATING = YesNo(
    id="tearing_or_pulsating",
    label=gettext_noop("Tearing pain, pulsating belly, or known aortic aneurysm"),
    short=gettext_noop("tearing pain/pulsating belly/aneurysm"),
    help=gettext_noop("Tearing pain in the chest or belly counts too."),
    source=CW.at("AAFP: back pain red flags"),
)
SUDDEN_COLLAPSE = YesNo(
    id="sudden_collapse",
    label=gettext_noop("Fainting or collapse with the pain"),
    short=gettext_noop("collapse"),
    source=GENERAL.at("collapse with back pain: think of the aorta"),
)
EMERGENCY_OPEN_REASON = Text(
    id="emergency_open_reason",
    label=gettext_noop("Why emergency flags stay open"),
    help=gettext_noop("Printed on the note with the flags that were not asked."),
    source=MAYO.at("When to see a doctor"),
    longest=500,
)

WEIGHT_LOSS = YesNo(
    id="weight_loss",
    label=gettext_noop("Weight loss without explanation"),
    short=gettext_noop("weight loss"),
    source=MAYO.at("When to see a doctor"),
)
CANCER_HISTORY = YesNo(
    id="cancer_history",
    label=gettext_noop("Cancer, now or in the past"),
    short=gettext_noop("cancer"),
    help=gettext_noop("Any but a non-melanoma skin cancer."),
    source=MAYO.at("Risk factors"),
)
INFECTION_RISK = Several(
    id="infection_risk",
    label=gettext_noop("Risk of infection"),
    short=gettext_noop("infection risk"),
    help=gettext_noop("Recent infection: of blood, skin, urine or chest, treated in the last 3 months."),
    source=IDSA15.at("Recommendations 1-3: when to suspect"),
    options=options(
        iv_drugs=gettext_noop("injected drugs"),
        immunosuppressed=gettext_noop("immunosuppressed"),
        recent_infection=gettext_noop("recent infection"),
        recent_spinal_procedure=gettext_noop("recent spinal procedure"),
        dialysis=gettext_noop("dialysis"),
        tb_exposure=gettext_noop("exposure to tuberculosis"),
    ),
    normal=((),),
)
STEROID_USE = YesNo(
    id="steroid_use",
    label=gettext_noop("Long-term steroid tablets"),
    short=gettext_noop("steroids"),
    source=ACR21.at("Variant 6"),
)
OSTEOPOROSIS = YesNo(
    id="osteoporosis",
    label=gettext_noop("Osteoporosis"),
    short=gettext_noop("osteoporosis"),
    source=MAYO.at("Causes"),
)
URINARY_SYMPTOMS = YesNo(
    id="urinary_symptoms",
    label=gettext_noop("Burning or blood on passing urine, or flank pain"),
    short=gettext_noop("urinary symptoms"),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
PELVIC_CYCLE_PAIN = YesNo(
    id="pelvic_cycle_pain",
    label=gettext_noop("Back or pelvic pain that follows the menstrual cycle"),
    short=gettext_noop("cyclical pain"),
    help=gettext_noop("Not asked of male patients."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
SERIOUS_OPEN_REASON = Text(
    id="serious_open_reason",
    label=gettext_noop("Why flags of a serious cause stay open"),
    help=gettext_noop("Printed on the note with the flags that were not asked."),
    source=MAYO.at("When to see a doctor"),
    longest=500,
)

EMERGENCY_FLAGS: tuple[Finding, ...] = (
    BLADDER_CHANGE,
    BOWEL_CHANGE,
    SADDLE_NUMBNESS,
    SEXUAL_DYSFUNCTION,
    WEAKNESS_WORSENING,
    BILATERAL_DEFICIT,
    FEVER,
    TRAUMA,
    TEARING_OR_PULSATING,
    SUDDEN_COLLAPSE,
)
SERIOUS_FLAGS: tuple[Finding, ...] = (
    WEIGHT_LOSS,
    CANCER_HISTORY,
    INFECTION_RISK,
    STEROID_USE,
    OSTEOPOROSIS,
    URINARY_SYMPTOMS,
    PELVIC_CYCLE_PAIN,
)
RED_FLAGS = EMERGENCY_FLAGS + SERIOUS_FLAGS

EMERGENCY = Section(
    id="emergency_flags",
    title=gettext_noop("Red flags: emergency"),
    findings=(*EMERGENCY_FLAGS, EMERGENCY_OPEN_REASON),
)
SERIOUS = Section(
    id="serious_flags",
    title=gettext_noop("Red flags: serious cause"),
    findings=(*SERIOUS_FLAGS, SERIOUS_OPEN_REASON),
)


def present(flag: Finding) -> Condition:
    """The red flag is there."""
    match flag:
        case YesNo():
            return flag.yes
        case Choice():
            return flag.not_of("none")
        case Several():
            return flag.not_empty
    raise TypeError(f"{flag.id} is no red flag")


def absent(flag: Finding) -> Condition:
    """The red flag was asked and is not there; pelvic pain need not be asked of male patients."""
    none = Not(present(flag))
    return none | (SEX.one_of("male") & ~flag.known) if flag is PELVIC_CYCLE_PAIN else none


def asked(flag: Finding) -> Condition:
    """Holds once the flag was asked, or need not be asked of this patient; waits until then."""
    return flag.asked | SEX.one_of("male") if flag is PELVIC_CYCLE_PAIN else flag.asked


ALL_ABSENT = All(tuple(absent(flag) for flag in RED_FLAGS))
ALL_ASKED = All(tuple(asked(flag) for flag in RED_FLAGS))
