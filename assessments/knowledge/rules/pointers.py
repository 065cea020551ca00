"""Which findings point to a cause, without any urgency?"""

from ..causes import (
    AGE_CHANGE,
    FIBROMYALGIA,
    LISTHESIS,
    OA,
    OBESITY,
    POSTURE,
    PREGNANCY,
    SACROILIITIS,
    SCOLIOSIS,
    STRAIN,
)
from ..findings import examination as exam
from ..findings import history
from ..findings.background import PREGNANT_OR_POSSIBLE
from ..findings.pain import DURATION, PAIN_REGIONS
from ..findings.who import AGE
from ..rule import Consider

POINTERS: tuple[Consider, ...] = (
    Consider(cause=SCOLIOSIS, when=exam.DEFORMITY.one_of("scoliosis")),
    Consider(cause=LISTHESIS, when=exam.DEFORMITY.one_of("step_off")),
    Consider(cause=OA, when=AGE.at_least(50)),
    Consider(cause=AGE_CHANGE, when=AGE.at_least(50)),
    Consider(cause=OBESITY, when=exam.BMI.at_least(30)),
    Consider(cause=POSTURE, when=history.POOR_POSTURE.yes),
    Consider(cause=STRAIN, when=history.HEAVY_WORK.yes | history.LIFTS_WITH_BACK.yes | exam.MUSCLE_SPASM.yes),
    Consider(
        cause=SACROILIITIS,
        when=(exam.TENDERNESS.includes("sacroiliac") & exam.FABER.one_of("positive"))
        | exam.SACROILIAC_TESTS_POSITIVE.at_least(3),
    ),
    # Widespread pain for months with poor sleep: general knowledge.
    Consider(
        cause=FIBROMYALGIA,
        when=history.SLEEPS_WELL.no & DURATION.at_least(13) & PAIN_REGIONS.at_least(6),
    ),
    Consider(cause=PREGNANCY, when=PREGNANT_OR_POSSIBLE),
)
