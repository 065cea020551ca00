"""What care was tried without enough relief, step by step: what the next step waits for."""

from .conditions import Any, AtLeast, Condition, Named
from .findings.pain import TRIAL_OF_CARE_DONE
from .treatments import HEAT, NSAID_PRESCRIPTION, PAIN_RELIEVER_OTC, PHYSICAL_THERAPY, TOPICAL, TREATMENTS, Treatment
from .words import gettext_noop


def _any_not_enough(*treatments: Treatment) -> Condition:
    return Any(tuple(treatment.not_enough for treatment in treatments))


NSAID_NOT_ENOUGH = _any_not_enough(PAIN_RELIEVER_OTC, NSAID_PRESCRIPTION)
STEP_1_NOT_ENOUGH = Named(
    gettext_noop("care of step 1 without enough relief"),
    gettext_noop("care of step 1 not tried, or relief enough"),
    _any_not_enough(PAIN_RELIEVER_OTC, TOPICAL, HEAT),
    whole=True,
)
STEP_2_NOT_ENOUGH = Named(
    gettext_noop("care of step 2 without enough relief"),
    gettext_noop("care of step 2 not tried, or relief enough"),
    PHYSICAL_THERAPY.not_enough
    | AtLeast(2, tuple(one.not_enough for one in TREATMENTS if one.step == 2 and one is not PHYSICAL_THERAPY)),
    whole=True,
)
STEP_3_NOT_ENOUGH = Named(
    gettext_noop("care of step 3 without enough relief"),
    gettext_noop("care of step 3 not tried, or relief enough"),
    _any_not_enough(*(one for one in TREATMENTS if one.step == 3)),
    whole=True,
)
STEP_4_NOT_ENOUGH = Named(
    gettext_noop("care of step 4 without enough relief"),
    gettext_noop("care of step 4 not tried, or relief enough"),
    _any_not_enough(*(one for one in TREATMENTS if one.step == 4)),
    whole=True,
)
STEPS_NOT_ENOUGH = (STEP_1_NOT_ENOUGH, STEP_2_NOT_ENOUGH, STEP_3_NOT_ENOUGH, STEP_4_NOT_ENOUGH)
CARE_NOT_ENOUGH = Named(
    gettext_noop("a full trial of care (6 weeks as a rule) without enough relief"),
    gettext_noop("no full trial of care yet (6 weeks as a rule), or relief enough"),
    TRIAL_OF_CARE_DONE & STEP_1_NOT_ENOUGH & STEP_2_NOT_ENOUGH,
    whole=True,
)
SELF_CARE_NOT_ENOUGH = Named(
    gettext_noop("a full trial of self-care (6 weeks as a rule) without enough relief"),
    gettext_noop("no full trial of self-care yet (6 weeks as a rule), or relief enough"),
    TRIAL_OF_CARE_DONE & STEP_1_NOT_ENOUGH,
    whole=True,
)
