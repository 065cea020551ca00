"""Strength, sensation and reflexes by nerve root and side."""

from ..sources import ACP11, BMJBP, GENERAL, HARR
from ..vocabulary import Choice, Scale, Section, YesNo, options
from ..words import gettext_noop

_ROOTS = HARR.at("Table: lumbosacral radiculopathy, neurologic features")
_GRADES = GENERAL.at("MRC grades of power")

STRENGTH_L2 = Scale(
    id="strength_l2",
    label=gettext_noop("Strength L2 (hip flexion)"),
    short=gettext_noop("strength L2"),
    help=gettext_noop("MRC grade: 5 normal, 3 against gravity, 0 none."),
    source=_GRADES,
    sided=True,
    lowest=0,
    highest=5,
    normal=(5,),
)
STRENGTH_L3 = Scale(
    id="strength_l3",
    label=gettext_noop("Strength L3 (knee extension)"),
    short=gettext_noop("strength L3"),
    help=gettext_noop("MRC grade: 5 normal, 3 against gravity, 0 none."),
    source=_GRADES,
    sided=True,
    lowest=0,
    highest=5,
    normal=(5,),
)
STRENGTH_L4 = Scale(
    id="strength_l4",
    label=gettext_noop("Strength L4 (ankle lifting)"),
    short=gettext_noop("strength L4"),
    help=gettext_noop("MRC grade: 5 normal, 3 against gravity, 0 none."),
    source=_GRADES,
    sided=True,
    lowest=0,
    highest=5,
    normal=(5,),
)
STRENGTH_L5 = Scale(
    id="strength_l5",
    label=gettext_noop("Strength L5 (great toe lifting)"),
    short=gettext_noop("strength L5"),
    help=gettext_noop("MRC grade: 5 normal, 3 against gravity, 0 none."),
    source=_GRADES,
    sided=True,
    lowest=0,
    highest=5,
    normal=(5,),
)
STRENGTH_S1 = Scale(
    id="strength_s1",
    label=gettext_noop("Strength S1 (ankle pushing down)"),
    short=gettext_noop("strength S1"),
    help=gettext_noop("MRC grade: 5 normal, 3 against gravity, 0 none."),
    source=_GRADES,
    sided=True,
    lowest=0,
    highest=5,
    normal=(5,),
)
SENSATION_L2 = Choice(
    id="sensation_l2",
    label=gettext_noop("Sensation L2 (upper front of thigh)"),
    short=gettext_noop("sensation L2"),
    source=_ROOTS,
    sided=True,
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced"), absent=gettext_noop("absent")),
    normal=("normal",),
)
SENSATION_L3 = Choice(
    id="sensation_l3",
    label=gettext_noop("Sensation L3 (lower front of thigh, knee)"),
    short=gettext_noop("sensation L3"),
    source=_ROOTS,
    sided=True,
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced"), absent=gettext_noop("absent")),
    normal=("normal",),
)
SENSATION_L4 = Choice(
    id="sensation_l4",
    label=gettext_noop("Sensation L4 (inner shin)"),
    short=gettext_noop("sensation L4"),
    source=_ROOTS,
    sided=True,
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced"), absent=gettext_noop("absent")),
    normal=("normal",),
)
SENSATION_L5 = Choice(
    id="sensation_l5",
    label=gettext_noop("Sensation L5 (outer shin, top of foot)"),
    short=gettext_noop("sensation L5"),
    source=_ROOTS,
    sided=True,
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced"), absent=gettext_noop("absent")),
    normal=("normal",),
)
SENSATION_S1 = Choice(
    id="sensation_s1",
    label=gettext_noop("Sensation S1 (outer foot, sole)"),
    short=gettext_noop("sensation S1"),
    source=_ROOTS,
    sided=True,
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced"), absent=gettext_noop("absent")),
    normal=("normal",),
)
REFLEX_KNEE = Scale(
    id="reflex_knee",
    label=gettext_noop("Knee reflex (L4)"),
    short=gettext_noop("knee reflex (L4)"),
    help=gettext_noop("0 absent, 1 reduced, 2 normal, 3 brisk, 4 very brisk."),
    source=_ROOTS,
    sided=True,
    lowest=0,
    highest=4,
    normal=(2,),
)
REFLEX_ANKLE = Scale(
    id="reflex_ankle",
    label=gettext_noop("Ankle reflex (S1)"),
    short=gettext_noop("ankle reflex (S1)"),
    help=gettext_noop("0 absent, 1 reduced, 2 normal, 3 brisk, 4 very brisk."),
    source=_ROOTS,
    sided=True,
    lowest=0,
    highest=4,
    normal=(2,),
)
PLANTAR = Choice(
    id="plantar",
    label=gettext_noop("Plantar response"),
    short=gettext_noop("plantar response"),
    source=GENERAL.at("upper motor neuron signs"),
    sided=True,
    options=options(down=gettext_noop("down"), up=gettext_noop("up")),
    normal=("down",),
)
CLONUS = YesNo(
    id="clonus",
    label=gettext_noop("Clonus"),
    short=gettext_noop("clonus"),
    source=GENERAL.at("upper motor neuron signs"),
    sided=True,
)
PERIANAL_SENSATION = Choice(
    id="perianal_sensation",
    label=gettext_noop("Perianal sensation"),
    short=gettext_noop("perianal sensation"),
    source=BMJBP.at("Diagnosis approach"),
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced")),
    normal=("normal",),
)
ANAL_TONE = Choice(
    id="anal_tone",
    label=gettext_noop("Anal tone"),
    short=gettext_noop("anal tone"),
    help=gettext_noop("Not needed before asking for the MRI."),
    source=BMJBP.at("Diagnosis approach"),
    options=options(normal=gettext_noop("normal"), reduced=gettext_noop("reduced")),
    normal=("normal",),
)
STRENGTH_FALLEN = YesNo(
    id="strength_fallen",
    label=gettext_noop("Strength lower than at the last signed visit"),
    short=gettext_noop("strength lower than at the last visit"),
    help=gettext_noop("Worked out against the last signed visit; unknown without one."),
    source=ACP11.at("Table: immediate imaging"),
)
HEEL_WALK = Choice(
    id="heel_walk",
    label=gettext_noop("Heel walk"),
    short=gettext_noop("heel walk"),
    help=gettext_noop("Weak or unable from weakness, not from pain."),
    source=GENERAL.at("heel walk: L4 and L5"),
    sided=True,
    options=options(able=gettext_noop("able"), weak=gettext_noop("weak"), unable=gettext_noop("unable")),
    normal=("able",),
)
TOE_WALK = Choice(
    id="toe_walk",
    label=gettext_noop("Toe walk"),
    short=gettext_noop("toe walk"),
    help=gettext_noop("Weak or unable from weakness, not from pain."),
    source=GENERAL.at("toe walk: S1"),
    sided=True,
    options=options(able=gettext_noop("able"), weak=gettext_noop("weak"), unable=gettext_noop("unable")),
    normal=("able",),
)

STRENGTH = (STRENGTH_L2, STRENGTH_L3, STRENGTH_L4, STRENGTH_L5, STRENGTH_S1)
SENSATION = (SENSATION_L2, SENSATION_L3, SENSATION_L4, SENSATION_L5, SENSATION_S1)
REFLEXES = (REFLEX_KNEE, REFLEX_ANKLE)

NERVE_ROOTS = Section(
    id="nerve_roots",
    title=gettext_noop("Nerve roots"),
    findings=(
        *STRENGTH,
        *SENSATION,
        *REFLEXES,
        PLANTAR,
        CLONUS,
        HEEL_WALK,
        TOE_WALK,
        PERIANAL_SENSATION,
        ANAL_TONE,
        STRENGTH_FALLEN,
    ),
)
