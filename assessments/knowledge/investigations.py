"""Every test that can be ordered, and where a patient can be referred: what a test shows, misses, and asks first."""

from .findings.background import (
    ANTICOAGULANT,
    CONTRAST_ALLERGY,
    IMPLANTED_DEVICE,
    KIDNEY_DISEASE,
    PREGNANT_OR_POSSIBLE,
)
from .rule import Investigation, Referral, Remark
from .sources import ACOG723, ACR21, CW, GENERAL, IDSA15, MAYO, MR_DEVICES, NG59, NG65
from .vocabulary import Code
from .words import gettext_noop

_LOINC = "http://loinc.org"
_TESTS = MAYO.at("Diagnosis")

_PREGNANCY = Remark(
    when=PREGNANT_OR_POSSIBLE,
    text=gettext_noop(
        "Pregnant, or may be: MRI or ultrasound is preferred; a pregnancy test first when that costs no time. "
        "The dose is usually far below harm, so a scan that is needed is not withheld."
    ),
    sources=(ACOG723.at("Recommendations"),),
)
_DEVICE = Remark(
    when=IMPLANTED_DEVICE.yes,
    text=gettext_noop("Implanted device: which make and model? Radiology decides; many are safe under conditions."),
    sources=(MR_DEVICES.at("MR-conditional implants"),),
)
_DEVICE_UNKNOWN = Remark(
    when=~IMPLANTED_DEVICE.known,
    text=gettext_noop("Implanted device not asked: which device, if any? Ask before the MRI."),
    sources=(MR_DEVICES.at("MR-conditional implants"),),
)
_DEVICE_POSSIBLE = IMPLANTED_DEVICE.yes | ~IMPLANTED_DEVICE.known
_CT_INSTEAD = Remark(
    when=_DEVICE_POSSIBLE,
    text=gettext_noop("Where MRI is impossible, CT of the lumbar spine is the alternative."),
    sources=(IDSA15.at("Recommendations 4-9: diagnosis"),),
)
_CT_OF_THE_CORD = Remark(
    when=_DEVICE_POSSIBLE,
    text=gettext_noop("Where MRI is impossible, radiology chooses the CT; a lumbar one alone misses the cord."),
    sources=(GENERAL.at("imaging of the cord where MRI is impossible"),),
)
_KIDNEYS = Remark(
    when=KIDNEY_DISEASE.yes,
    text=gettext_noop("Kidney disease: tell radiology before any contrast medium."),
    sources=(GENERAL.at("contrast medium: check with radiology"),),
)
_CONTRAST = Remark(
    when=CONTRAST_ALLERGY.yes,
    text=gettext_noop("Earlier reaction to contrast medium: tell radiology."),
    sources=(GENERAL.at("contrast medium: check with radiology"),),
)
_BLEEDING = Remark(
    when=ANTICOAGULANT.yes,
    text=gettext_noop("Takes an anticoagulant: the needle part may bleed; tell the examiner."),
    sources=(GENERAL.at("needle studies and bleeding"),),
)
_SCAN_LIMIT = gettext_noop("Disk changes are often found by chance and may have nothing to do with the pain.")

XRAY_LUMBAR = Investigation(
    id="xray_lumbar",
    label=gettext_noop("X-ray, lumbar spine"),
    shows=gettext_noop("Arthritis and broken bones."),
    misses=gettext_noop("By itself it misses problems of the cord, muscles, nerves and disks."),
    source=_TESTS,
    scan=True,
    cautions=(_PREGNANCY,),
    codes=(Code(system=_LOINC, code="24972-2"),),
)
MRI_LUMBAR = Investigation(
    id="mri_lumbar",
    label=gettext_noop("MRI, lumbar spine"),
    shows=gettext_noop("Herniated disks, and problems of bones, muscles, tendons, nerves, ligaments and vessels."),
    misses=_SCAN_LIMIT,
    source=_TESTS,
    scan=True,
    cautions=(_DEVICE, _DEVICE_UNKNOWN, _CT_INSTEAD, _KIDNEYS, _CONTRAST),
    codes=(Code(system=_LOINC, code="30679-5"),),
)
CT_LUMBAR = Investigation(
    id="ct_lumbar",
    label=gettext_noop("CT, lumbar spine"),
    shows=gettext_noop("Herniated disks, and problems of bones, muscles, tendons, nerves, ligaments and vessels."),
    misses=_SCAN_LIMIT,
    source=_TESTS,
    scan=True,
    cautions=(_PREGNANCY, _KIDNEYS, _CONTRAST),
    codes=(Code(system=_LOINC, code="30620-9"),),
)
BLOOD_TESTS = Investigation(
    id="blood_tests",
    label=gettext_noop("Blood tests: blood count, ESR, CRP"),
    shows=gettext_noop("Whether an infection or another condition may be behind the pain."),
    misses=gettext_noop("Normal values do not rule out a serious cause by themselves."),
    source=_TESTS,
    limit=GENERAL.at("blood tests and back pain"),
    codes=(
        Code(system=_LOINC, code="58410-2"),
        Code(system=_LOINC, code="30341-2"),
        Code(system=_LOINC, code="1988-5"),
    ),
)
NERVE_STUDIES = Investigation(
    id="nerve_studies",
    label=gettext_noop("Nerve studies (EMG with nerve conduction)"),
    shows=gettext_noop(
        "How nerves conduct and muscles respond; can confirm pressure on a nerve by a disk or a narrowing."
    ),
    misses=gettext_noop("Of no use without leg symptoms; needle changes take about three weeks (general knowledge)."),
    source=_TESTS,
    limit=CW.at("AANEM: needle studies"),
    cautions=(_BLEEDING,),
)
MRI_WHOLE_SPINE = Investigation(
    id="mri_whole_spine",
    label=gettext_noop("MRI, whole spine"),
    shows=gettext_noop("The cord and every vertebra: pressure, spread of cancer, infection at more than one level."),
    misses=_SCAN_LIMIT,
    source=ACR21.at("Variant 7"),
    scan=True,
    cautions=(_DEVICE, _DEVICE_UNKNOWN, _CT_OF_THE_CORD, _KIDNEYS, _CONTRAST),
)
BLOOD_CULTURES = Investigation(
    id="blood_cultures",
    label=gettext_noop("Blood cultures, two sets"),
    shows=gettext_noop("The germ behind an infection of the spine."),
    misses=gettext_noop("Take them before antibiotics where the patient's state allows it."),
    source=IDSA15.at("Recommendations 4-9: diagnosis"),
    codes=(Code(system=_LOINC, code="600-7"),),
)
HLA_B27 = Investigation(
    id="hla_b27",
    label=gettext_noop("HLA-B27"),
    shows=gettext_noop("Makes axial spondyloarthritis more likely; refer if positive."),
    misses=gettext_noop("Neither rules it in nor out by itself."),
    source=NG65.at("1.1: when to refer"),
    codes=(Code(system=_LOINC, code="4821-5"),),
)
URINALYSIS = Investigation(
    id="urinalysis",
    label=gettext_noop("Urinalysis"),
    shows=gettext_noop("Blood or infection of the urinary tract: kidney infection or stone."),
    misses=gettext_noop("A clean result does not rule out a stone."),
    source=GENERAL.at("urinary symptoms with back pain"),
    codes=(Code(system=_LOINC, code="24356-8"),),
)
PREGNANCY_TEST = Investigation(
    id="pregnancy_test",
    label=gettext_noop("Pregnancy test"),
    shows=gettext_noop("Whether a possible pregnancy is one, before X-rays are used."),
    misses=gettext_noop("May still be negative very early."),
    source=GENERAL.at("pregnancy test before X-rays"),
    codes=(Code(system=_LOINC, code="2106-3"),),
)
AORTA_IMAGING = Investigation(
    id="aorta_imaging",
    label=gettext_noop("Imaging of the aorta (ultrasound or CT angiography)"),
    shows=gettext_noop("A widened, leaking or torn aorta."),
    misses=gettext_noop("Chosen by the emergency department; do not wait for it here."),
    source=GENERAL.at("suspected aortic aneurysm"),
    cautions=(_PREGNANCY, _KIDNEYS, _CONTRAST),
)

INVESTIGATIONS: tuple[Investigation, ...] = (
    XRAY_LUMBAR,
    MRI_LUMBAR,
    CT_LUMBAR,
    BLOOD_TESTS,
    NERVE_STUDIES,
    MRI_WHOLE_SPINE,
    BLOOD_CULTURES,
    HLA_B27,
    URINALYSIS,
    PREGNANCY_TEST,
    AORTA_IMAGING,
)

EMERGENCY_DEPARTMENT = Referral(
    id="emergency_department",
    label=gettext_noop("Emergency department"),
    source=MAYO.at("When to see a doctor"),
)
SPINE_SURGERY_REFERRAL = Referral(
    id="spine_surgery_referral",
    label=gettext_noop("Spine surgery"),
    source=MAYO.at("Surgical and other procedures"),
)
RHEUMATOLOGY_REFERRAL = Referral(
    id="rheumatology_referral",
    label=gettext_noop("Rheumatology"),
    source=NG65.at("1.1: when to refer"),
)
UROLOGY_OR_GYNECOLOGY_REFERRAL = Referral(
    id="urology_or_gynecology_referral",
    label=gettext_noop("Urology or gynecology"),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
PEDIATRIC_REFERRAL = Referral(
    id="pediatric_referral",
    label=gettext_noop("Pediatrics"),
    source=NG59.at("Scope: over 16s"),
)

REFERRALS: tuple[Referral, ...] = (
    EMERGENCY_DEPARTMENT,
    SPINE_SURGERY_REFERRAL,
    RHEUMATOLOGY_REFERRAL,
    UROLOGY_OR_GYNECOLOGY_REFERRAL,
    PEDIATRIC_REFERRAL,
)
