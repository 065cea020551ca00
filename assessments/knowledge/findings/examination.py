"""The physical examination. Nothing is normal until someone says so."""

from ..sources import GENERAL, LASLETT05, MAYO, SLRX
from ..vocabulary import Choice, Code, Computed, Measure, Option, Scale, Section, Several, YesNo, options
from ..words import gettext_noop

_DIAGNOSIS = MAYO.at("Diagnosis")
_LOINC = "http://loinc.org"

TEMPERATURE_C = Measure(
    id="temperature_c",
    label=gettext_noop("Temperature"),
    short=gettext_noop("temperature"),
    help=gettext_noop("°F is understood: 100.4F."),
    source=GENERAL.at("vital signs"),
    lowest=30,
    highest=45,
    unit=gettext_noop("°C"),
    decimals=1,
    codes=(Code(system=_LOINC, code="8310-5"),),
)
SYSTOLIC_BP = Measure(
    id="systolic_bp",
    label=gettext_noop("Systolic blood pressure"),
    source=GENERAL.at("vital signs"),
    lowest=40,
    highest=300,
    unit=gettext_noop("mmHg"),
    codes=(Code(system=_LOINC, code="8480-6"),),
)
DIASTOLIC_BP = Measure(
    id="diastolic_bp",
    label=gettext_noop("Diastolic blood pressure"),
    source=GENERAL.at("vital signs"),
    lowest=20,
    highest=200,
    unit=gettext_noop("mmHg"),
    codes=(Code(system=_LOINC, code="8462-4"),),
)
PULSE = Measure(
    id="pulse",
    label=gettext_noop("Pulse"),
    source=GENERAL.at("vital signs"),
    lowest=20,
    highest=250,
    unit=gettext_noop("/min"),
    codes=(Code(system=_LOINC, code="8867-4"),),
)
WEIGHT_KG = Measure(
    id="weight_kg",
    label=gettext_noop("Weight"),
    help=gettext_noop("Pounds are understood: 180lb."),
    source=GENERAL.at("vital signs"),
    lowest=1,
    highest=500,
    unit=gettext_noop("kg"),
    decimals=1,
    codes=(Code(system=_LOINC, code="29463-7"),),
)
HEIGHT_CM = Measure(
    id="height_cm",
    label=gettext_noop("Height"),
    help=gettext_noop("Feet and inches are understood: 5ft 9in."),
    source=GENERAL.at("vital signs"),
    lowest=40,
    highest=260,
    unit=gettext_noop("cm"),
    decimals=1,
    codes=(Code(system=_LOINC, code="8302-2"),),
)


def _body_mass_index(weight_kg: float, height_cm: float) -> float:
    """kg/m²"""
    metres = height_cm / 100
    return weight_kg / (metres * metres)


BMI = Computed(
    id="bmi",
    label=gettext_noop("Body mass index"),
    source=MAYO.at("Risk factors"),
    of=(WEIGHT_KG, HEIGHT_CM),
    formula=_body_mass_index,
    decimals=1,
    unit=gettext_noop("kg/m²"),
)


def _ability() -> tuple[Option, ...]:
    return options(
        normal=gettext_noop("normal"),
        limited_by_pain=gettext_noop("limited by pain"),
        limited_by_spasm=gettext_noop("limited by spasm"),
        unable=gettext_noop("unable"),
    )


def _movement() -> tuple[Option, ...]:
    return options(
        full=gettext_noop("full"),
        limited_by_pain=gettext_noop("limited by pain"),
        limited_by_spasm=gettext_noop("limited by spasm"),
        limited_by_stiffness=gettext_noop("limited by stiffness"),
    )


def _sign() -> tuple[Option, ...]:
    return options(negative=gettext_noop("negative"), positive=gettext_noop("positive"))


SITS = Choice(
    id="sits",
    label=gettext_noop("Sits"),
    source=_DIAGNOSIS,
    options=_ability(),
    normal=("normal",),
)
STANDS = Choice(
    id="stands",
    label=gettext_noop("Stands"),
    source=_DIAGNOSIS,
    options=_ability(),
    normal=("normal",),
)
WALKS = Choice(
    id="walks",
    label=gettext_noop("Walks"),
    source=_DIAGNOSIS,
    options=_ability(),
    normal=("normal",),
)
LIFTS_LEGS = Choice(
    id="lifts_legs",
    label=gettext_noop("Lifts the legs"),
    source=_DIAGNOSIS,
    options=_ability(),
    normal=("normal",),
)
GAIT = Choice(
    id="gait",
    label=gettext_noop("Gait"),
    short=gettext_noop("gait"),
    source=_DIAGNOSIS,
    options=options(
        normal=gettext_noop("normal"),
        antalgic=gettext_noop("antalgic"),
        unsteady=gettext_noop("unsteady"),
        foot_drop=gettext_noop("foot drop"),
    ),
    normal=("normal",),
)
DEFORMITY = Choice(
    id="deformity",
    label=gettext_noop("Deformity"),
    source=MAYO.at("Symptom page: causes, mechanical or structural problems"),
    options=options(
        none=gettext_noop("none"),
        scoliosis=gettext_noop("scoliosis"),
        kyphosis=gettext_noop("kyphosis"),
        step_off=gettext_noop("step-off"),
    ),
    normal=("none",),
)
TENDERNESS = Several(
    id="tenderness",
    label=gettext_noop("Tenderness"),
    short=gettext_noop("tenderness"),
    source=_DIAGNOSIS,
    options=options(
        midline=gettext_noop("midline"),
        paraspinal=gettext_noop("beside the spine"),
        sacroiliac=gettext_noop("sacroiliac"),
    ),
    normal=((),),
)
SPINAL_PERCUSSION_PAIN = YesNo(
    id="spinal_percussion_pain",
    label=gettext_noop("Pain on percussion of the spine"),
    short=gettext_noop("percussion pain"),
    source=GENERAL.at("bony midline pain: fracture, infection or tumor"),
)
MUSCLE_SPASM = YesNo(id="muscle_spasm", label=gettext_noop("Muscle spasm"), source=_DIAGNOSIS)
FLEXION = Choice(
    id="flexion",
    label=gettext_noop("Bending forward"),
    source=_DIAGNOSIS,
    options=_movement(),
    normal=("full",),
)
FLEXION_DEGREES = Measure(
    id="flexion_degrees",
    label=gettext_noop("Bending forward, angle"),
    source=_DIAGNOSIS,
    lowest=0,
    highest=120,
    unit=gettext_noop("degrees"),
)
EXTENSION = Choice(
    id="extension",
    label=gettext_noop("Bending back"),
    source=_DIAGNOSIS,
    options=_movement(),
    normal=("full",),
)
EXTENSION_DEGREES = Measure(
    id="extension_degrees",
    label=gettext_noop("Bending back, angle"),
    source=_DIAGNOSIS,
    lowest=0,
    highest=60,
    unit=gettext_noop("degrees"),
)
SIDE_BEND = Choice(
    id="side_bend",
    label=gettext_noop("Bending sideways"),
    source=_DIAGNOSIS,
    sided=True,
    options=_movement(),
    normal=("full",),
)
ROTATION = Choice(
    id="rotation",
    label=gettext_noop("Turning"),
    source=_DIAGNOSIS,
    sided=True,
    options=_movement(),
    normal=("full",),
)
SCHOBER_CM = Measure(
    id="schober_cm",
    label=gettext_noop("Schober (modified), increase"),
    help=gettext_noop("Less than 5 cm is restricted."),
    source=GENERAL.at("modified Schober"),
    lowest=0,
    highest=20,
    unit=gettext_noop("cm"),
    decimals=1,
)
SLR = Choice(
    id="slr",
    label=gettext_noop("Straight-leg raise"),
    short=gettext_noop("straight-leg raise"),
    help=gettext_noop("Positive: at 30 to 70 degrees pain runs below the knee. Tight hamstrings are not positive."),
    source=SLRX.at("Straight-leg raise"),
    sided=True,
    options=_sign(),
    normal=("negative",),
)
SLR_ANGLE = Measure(
    id="slr_angle",
    label=gettext_noop("Straight-leg raise, angle"),
    source=SLRX.at("Straight-leg raise"),
    sided=True,
    lowest=0,
    highest=90,
    unit=gettext_noop("degrees"),
)
CROSSED_SLR = Choice(
    id="crossed_slr",
    label=gettext_noop("Crossed straight-leg raise"),
    short=gettext_noop("crossed straight-leg raise"),
    help=gettext_noop("Lifting this leg brings the pain in the other."),
    source=SLRX.at("Crossed straight-leg raise"),
    sided=True,
    options=_sign(),
    normal=("negative",),
)
FEMORAL_STRETCH = Choice(
    id="femoral_stretch",
    label=gettext_noop("Femoral stretch"),
    short=gettext_noop("femoral stretch"),
    help=gettext_noop("Prone, knee bent, hip extended: pain in the front of the thigh."),
    source=SLRX.at("Femoral stretch"),
    sided=True,
    options=_sign(),
    normal=("negative",),
)
FABER = Choice(
    id="faber",
    label=gettext_noop("FABER (Patrick)"),
    help=gettext_noop("Groin pain points to the hip, back or buttock pain to the sacroiliac joint."),
    source=GENERAL.at("FABER test"),
    sided=True,
    options=_sign(),
    normal=("negative",),
)
SACROILIAC_TESTS_POSITIVE = Scale(
    id="sacroiliac_tests_positive",
    label=gettext_noop("Sacroiliac provocation tests positive"),
    help=gettext_noop("Of thigh thrust, compression, distraction, sacral thrust and Gaenslen; 3 or more of 5 count."),
    source=LASLETT05.at("Composite of provocation tests"),
    lowest=0,
    highest=5,
)
FLANK_TENDERNESS = YesNo(
    id="flank_tenderness",
    label=gettext_noop("Flank tenderness"),
    source=GENERAL.at("costovertebral angle tenderness"),
    sided=True,
)
ABDOMINAL_MASS = YesNo(
    id="abdominal_mass",
    label=gettext_noop("Pulsating mass in the abdomen"),
    short=gettext_noop("pulsating mass"),
    source=GENERAL.at("pulsatile mass: aortic aneurysm"),
)

EXAMINATION = Section(
    id="examination",
    title=gettext_noop("Physical examination"),
    findings=(
        SITS,
        STANDS,
        WALKS,
        LIFTS_LEGS,
        GAIT,
        DEFORMITY,
        TENDERNESS,
        SPINAL_PERCUSSION_PAIN,
        MUSCLE_SPASM,
        FLEXION,
        FLEXION_DEGREES,
        EXTENSION,
        EXTENSION_DEGREES,
        SIDE_BEND,
        ROTATION,
        SCHOBER_CM,
        SLR,
        SLR_ANGLE,
        CROSSED_SLR,
        FEMORAL_STRETCH,
        FABER,
        SACROILIAC_TESTS_POSITIVE,
        FLANK_TENDERNESS,
        ABDOMINAL_MASS,
        TEMPERATURE_C,
        SYSTOLIC_BP,
        DIASTOLIC_BP,
        PULSE,
        WEIGHT_KG,
        HEIGHT_CM,
    ),
)
