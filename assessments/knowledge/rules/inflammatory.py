"""Is this an inflammatory back?"""

from ..causes import AXSPA, SACROILIITIS
from ..conditions import AtLeast, Named
from ..findings import history
from ..findings.examination import SACROILIAC_TESTS_POSITIVE, SCHOBER_CM
from ..findings.pain import BETTER_WITH, DURATION
from ..findings.who import AGE
from ..investigations import BLOOD_TESTS, HLA_B27, RHEUMATOLOGY_REFERRAL
from ..rule import Rule, Urgency
from ..sources import MAYO, NG65
from ..words import gettext_noop

_REFER = NG65.at("1.1: when to refer")

STARTED_YOUNG_AND_LASTS = (history.ONSET_AGE.below(45) | AGE.below(45)) & DURATION.at_least(13)
NG65_FEATURES = (
    history.ONSET_AGE.below(35) | AGE.below(35),
    history.WAKES_SECOND_HALF.yes,
    history.BUTTOCK_PAIN_ALTERNATING.yes,
    BETTER_WITH.includes("movement"),
    history.NSAID_HELPS_48H.yes,
    history.FAMILY_SPONDYLOARTHRITIS.yes,
    history.ARTHRITIS_HISTORY.yes,
    history.ENTHESITIS_HISTORY.yes,
    history.PSORIASIS_HISTORY.yes,
)
_NG65_QUESTIONS = (
    history.WAKES_SECOND_HALF,
    history.BUTTOCK_PAIN_ALTERNATING,
    BETTER_WITH,
    history.NSAID_HELPS_48H,
    history.FAMILY_SPONDYLOARTHRITIS,
    history.ARTHRITIS_HISTORY,
    history.ENTHESITIS_HISTORY,
    history.PSORIASIS_HISTORY,
)

INFLAMMATORY = Rule(
    id="inflammatory",
    title=gettext_noop("Inflammatory back pain: four or more features"),
    urgency=Urgency.SOON,
    when=STARTED_YOUNG_AND_LASTS
    & Named(
        gettext_noop("four or more of the nine features of inflammatory back pain"),
        gettext_noop("fewer than four of the nine features of inflammatory back pain"),
        AtLeast(4, NG65_FEATURES),
        whole=True,
    ),
    suggest=(RHEUMATOLOGY_REFERRAL, BLOOD_TESTS),
    consider=(AXSPA, SACROILIITIS),
    advice=gettext_noop("Consider a referral to rheumatology and blood tests within 1 to 2 weeks."),
    because=gettext_noop("Began before 45, lasts over 3 months, and at least four of nine features are there."),
    sources=(_REFER, MAYO.at("Causes")),
)
INFLAMMATORY_THREE = Rule(
    id="inflammatory_three",
    title=gettext_noop("Inflammatory back pain: three features"),
    urgency=Urgency.SOON,
    when=STARTED_YOUNG_AND_LASTS & AtLeast(3, NG65_FEATURES) & ~AtLeast(4, NG65_FEATURES),
    suggest=(HLA_B27,),
    consider=(AXSPA,),
    advice=gettext_noop("Consider HLA-B27 within 1 to 2 weeks; if it is positive, rheumatology."),
    because=gettext_noop("Began before 45, lasts over 3 months, and exactly three of nine features are there."),
    sources=(_REFER,),
)
INFLAMMATORY_ASK = Rule(
    id="inflammatory_ask",
    title=gettext_noop("Inflammatory back pain: ask the other features"),
    urgency=Urgency.ROUTINE,
    when=STARTED_YOUNG_AND_LASTS
    & (
        history.MORNING_STIFFNESS.yes
        | BETTER_WITH.includes("movement")
        | history.WAKES_SECOND_HALF.yes
        | SCHOBER_CM.below(5)
        | SACROILIAC_TESTS_POSITIVE.at_least(3)
    ),
    consider=(AXSPA, SACROILIITIS),
    examine=_NG65_QUESTIONS,
    advice=gettext_noop(
        "Ask the other features; back sooner if new ones come, such as bowel disease or an inflamed eye."
    ),
    because=gettext_noop("One sign of an inflamed spine in a young back that hurts for over 3 months."),
    sources=(_REFER,),
)

INFLAMMATORY_RULES = (INFLAMMATORY, INFLAMMATORY_THREE, INFLAMMATORY_ASK)
