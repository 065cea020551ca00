"""What the patient feels in the legs."""

from ..sources import ACP11, MAYO
from ..vocabulary import Choice, Option, Section, YesNo, options
from ..words import gettext_noop


def _legs() -> tuple[Option, ...]:
    return options(
        none=gettext_noop("none"),
        right=gettext_noop("right"),
        left=gettext_noop("left"),
        both=gettext_noop("both legs"),
    )


LEG_WEAKNESS = Choice(
    id="leg_weakness",
    label=gettext_noop("Leg weakness"),
    short=gettext_noop("leg weakness"),
    source=MAYO.at("When to see a doctor"),
    options=_legs(),
    normal=("none",),
)
LEG_NUMBNESS = Choice(
    id="leg_numbness",
    label=gettext_noop("Leg numbness"),
    short=gettext_noop("leg numbness"),
    source=MAYO.at("When to see a doctor"),
    options=_legs(),
    normal=("none",),
)
LEG_TINGLING = Choice(
    id="leg_tingling",
    label=gettext_noop("Leg tingling"),
    short=gettext_noop("leg tingling"),
    source=MAYO.at("When to see a doctor"),
    options=_legs(),
    normal=("none",),
)
WALKING_LEG_PAIN = YesNo(
    id="walking_leg_pain",
    label=gettext_noop("Leg pain on walking or standing, relieved by sitting or stooping"),
    short=gettext_noop("leg pain on walking relieved by sitting"),
    source=ACP11.at("Table: spinal stenosis"),
)

LEGS = Section(
    id="legs",
    title=gettext_noop("Legs"),
    findings=(LEG_WEAKNESS, LEG_NUMBNESS, LEG_TINGLING, WALKING_LEG_PAIN),
)
