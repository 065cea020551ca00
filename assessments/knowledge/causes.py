"""Every cause to consider, once each. Causes are listed with what points to them, never ranked by a number."""

from dataclasses import dataclass

from .sources import ACP11, BMJBP, CW, MAYO, Citation
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Cause:
    id: str
    label: str
    about: str
    source: Citation


STRAIN = Cause(
    id="strain",
    label=gettext_noop("Muscle strain"),
    about=gettext_noop(
        "Muscle or tendon overstretched, by heavy lifting or one awkward movement; load on an unfit back brings spasm."
    ),
    source=MAYO.at("Causes"),
)
SPRAIN = Cause(
    id="sprain",
    label=gettext_noop("Ligament sprain"),
    about=gettext_noop("A ligament that ties two bones together is stretched or torn."),
    source=MAYO.at("Symptom page: causes, mechanical or structural problems"),
)
DISK = Cause(
    id="disk",
    label=gettext_noop("Bulging or herniated disk"),
    about=gettext_noop(
        "The soft core of a disk may press on a nerve. It may also be painless, and is often found by chance."
    ),
    source=MAYO.at("Causes"),
)
OA = Cause(
    id="oa",
    label=gettext_noop("Osteoarthritis of the low back"),
    about=gettext_noop("Osteoarthritis can affect the low back; it can narrow the room around the cord."),
    source=MAYO.at("Causes"),
)
STENOSIS = Cause(
    id="stenosis",
    label=gettext_noop("Spinal stenosis"),
    about=gettext_noop("Less room around the cord and nerves, in some people from arthritis."),
    source=MAYO.at("Causes"),
)
OSTEOPOROSIS = Cause(
    id="osteoporosis",
    label=gettext_noop("Osteoporosis"),
    about=gettext_noop("Porous, brittle vertebrae that can break, painfully."),
    source=MAYO.at("Causes"),
)
FRACTURE = Cause(
    id="fracture",
    label=gettext_noop("Spinal fracture"),
    about=gettext_noop("A broken vertebra."),
    source=MAYO.at("Symptom page: causes, mechanical or structural problems"),
)
SCOLIOSIS = Cause(
    id="scoliosis",
    label=gettext_noop("Scoliosis"),
    about=gettext_noop("A spine curved to the side."),
    source=MAYO.at("Symptom page: causes, mechanical or structural problems"),
)
LISTHESIS = Cause(
    id="listhesis",
    label=gettext_noop("Spondylolisthesis"),
    about=gettext_noop("A vertebra out of line with its neighbour."),
    source=MAYO.at("Symptom page: causes, mechanical or structural problems"),
)
AXSPA = Cause(
    id="axspa",
    label=gettext_noop("Axial spondyloarthritis"),
    about=gettext_noop("Inflammatory; bones of the spine can fuse and the spine stiffens."),
    source=MAYO.at("Causes"),
)
SACROILIITIS = Cause(
    id="sacroiliitis",
    label=gettext_noop("Sacroiliitis"),
    about=gettext_noop("Inflamed joint between sacrum and pelvis."),
    source=MAYO.at("Symptom page: causes, inflammatory conditions"),
)
INFECTION = Cause(
    id="infection",
    label=gettext_noop("Infection"),
    about=gettext_noop("Some infections cause back pain."),
    source=MAYO.at("Symptom page: causes, overview"),
)
OSTEOMYELITIS = Cause(
    id="osteomyelitis",
    label=gettext_noop("Osteomyelitis of the spine"),
    about=gettext_noop("Infected bone."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
PYELO = Cause(
    id="pyelo",
    label=gettext_noop("Kidney infection"),
    about=gettext_noop("Pain felt in the back that comes from the kidney."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
STONE = Cause(
    id="stone",
    label=gettext_noop("Kidney stone"),
    about=gettext_noop("Hard mineral build-up in the kidney."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
ENDOMETRIOSIS = Cause(
    id="endometriosis",
    label=gettext_noop("Endometriosis"),
    about=gettext_noop("Tissue like the lining of the uterus, outside it."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
FIBROMYALGIA = Cause(
    id="fibromyalgia",
    label=gettext_noop("Fibromyalgia"),
    about=gettext_noop("Pain in many places of the body (general knowledge)."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
OBESITY = Cause(
    id="obesity",
    label=gettext_noop("Obesity"),
    about=gettext_noop("Weight that loads the back."),
    source=MAYO.at("Risk factors"),
)
POSTURE = Cause(
    id="posture",
    label=gettext_noop("Poor posture"),
    about=gettext_noop("A way of sitting and standing that strains the back."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
PREGNANCY = Cause(
    id="pregnancy",
    label=gettext_noop("Pregnancy"),
    about=gettext_noop("Back pain of pregnancy."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
SCIATICA = Cause(
    id="sciatica",
    label=gettext_noop("Sciatica"),
    about=gettext_noop("Pain along the nerve from the low back down the leg."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
CORD_TUMOR = Cause(
    id="cord_tumor",
    label=gettext_noop("Spinal cord tumor"),
    about=gettext_noop("Rare; growth in or near the cord."),
    source=MAYO.at("Symptom page: causes, other medical conditions"),
)
CANCER = Cause(
    id="cancer",
    label=gettext_noop("Cancer"),
    about=gettext_noop("Some cancers contribute to back pain."),
    source=MAYO.at("Risk factors"),
)
AGE_CHANGE = Cause(
    id="age_change",
    label=gettext_noop("Age-related change"),
    about=gettext_noop("Changes of the spine that come with age."),
    source=MAYO.at("Symptom page: causes, overview"),
)
NONSPECIFIC = Cause(
    id="nonspecific",
    label=gettext_noop("Nonspecific low back pain"),
    about=gettext_noop("Often no test or image shows a cause."),
    source=MAYO.at("Causes"),
)
CAUDA_EQUINA = Cause(
    id="cauda_equina",
    label=gettext_noop("Cauda equina syndrome"),
    about=gettext_noop("The nerve roots to bladder, bowel and saddle are compressed."),
    source=BMJBP.at("Diagnosis approach"),
)
AORTIC_ANEURYSM = Cause(
    id="aortic_aneurysm",
    label=gettext_noop("Aortic aneurysm"),
    about=gettext_noop("A widened aorta that leaks or tears."),
    source=CW.at("AAFP: back pain red flags"),
)
CORD_COMPRESSION = Cause(
    id="cord_compression",
    label=gettext_noop("Cord compression"),
    about=gettext_noop("The spinal cord itself is compressed."),
    source=ACP11.at("Table: immediate imaging"),
)

CAUSES: tuple[Cause, ...] = (
    STRAIN,
    SPRAIN,
    DISK,
    OA,
    STENOSIS,
    OSTEOPOROSIS,
    FRACTURE,
    SCOLIOSIS,
    LISTHESIS,
    AXSPA,
    SACROILIITIS,
    INFECTION,
    OSTEOMYELITIS,
    PYELO,
    STONE,
    ENDOMETRIOSIS,
    FIBROMYALGIA,
    OBESITY,
    POSTURE,
    PREGNANCY,
    SCIATICA,
    CORD_TUMOR,
    CANCER,
    AGE_CHANGE,
    NONSPECIFIC,
    CAUDA_EQUINA,
    AORTIC_ANEURYSM,
    CORD_COMPRESSION,
)
