"""What happens around a note: a visit left half-way, one added to later, and one written into the wrong chart."""

from assessments.demo.practice import ASSISTANT, CLINICIAN, SECOND_CLINICIAN
from assessments.demo.told import HEALTHY, MOVES_FREELY, Added, Medicine, Person, Visit

_STRAIN = {
    "duration_weeks": 2,
    "pain_now": 4,
    "spread_right": "none",
    "spread_left": "none",
    "tried": {"heat": "helped"},
    **HEALTHY,
}

SIGRIDUR = Person(
    given_name="Sigríður",
    family_name="Jónsdóttir",
    age=38,
    birthday=(6, 17),
    sex="female",
    phone="+353 85 555 0124",
    allergies=None,
    shows="A visit left half-way three days ago: nothing is decided before the red flags were asked.",
    visits=(
        Visit(
            by=CLINICIAN,
            days_ago=3,
            received_by=ASSISTANT,
            intake={"duration_weeks": 3, "pain_now": 5, "spread_left": "thigh", "fever": False, "trauma": "none"},
            none_of=(),
            signed=False,
        ),
    ),
)

MARIA_JOSE = Person(
    given_name="María José",
    family_name="Muñoz Peña",
    age=58,
    birthday=(9, 8),
    sex="female",
    phone="+353 85 555 0125",
    medicines=(Medicine(name="Levothyroxine", dose="75 µg daily", weeks=400),),
    shows="A signed note with an addendum.",
    visits=(
        Visit(
            by=SECOND_CLINICIAN,
            days_ago=21,
            intake=_STRAIN,
            found={**MOVES_FREELY, "impression": ("strain",), "disposition": "home"},
            accepted=("stay_active", "heat"),
            added=(
                Added(
                    kind="addendum",
                    text="Called today: pain 1 of 10, back at work. No further visit planned.",
                ),
            ),
        ),
    ),
)

KOFI = Person(
    given_name="Kofi",
    family_name="Mensah",
    age=44,
    birthday=(11, 28),
    sex="male",
    phone="+353 85 555 0126",
    shows="A note entered in error, and the one that stands.",
    visits=(
        Visit(
            by=CLINICIAN,
            days_ago=15,
            intake=_STRAIN,
            found={"disposition": "home"},
            added=(Added(kind="entered_in_error", text="Written into the wrong chart: somebody else’s visit."),),
        ),
        Visit(
            by=CLINICIAN,
            days_ago=8,
            intake={**_STRAIN, "duration_weeks": 1, "pain_now": 6},
            found={**MOVES_FREELY, "muscle_spasm": True, "impression": ("strain",), "disposition": "home"},
            accepted=("stay_active", "heat", "pain_reliever_otc"),
        ),
    ),
)

PEOPLE = (SIGRIDUR, MARIA_JOSE, KOFI)
