"""Who the patient is, as of the day of the visit."""

from ..sources import MAYO
from ..vocabulary import Choice, Measure, Section, options
from ..words import gettext_noop

AGE = Measure(
    id="age",
    label=gettext_noop("Age"),
    help=gettext_noop("On the day of the visit, from the birth date in the chart."),
    source=MAYO.at("Risk factors"),
    lowest=0,
    highest=120,
    unit=gettext_noop("years"),
)
SEX = Choice(
    id="sex",
    label=gettext_noop("Sex"),
    source=MAYO.at("What you can do"),
    options=options(female=gettext_noop("female"), male=gettext_noop("male"), other=gettext_noop("other")),
)

WHO = Section(id="who", title=gettext_noop("Patient"), findings=(AGE, SEX))
