"""When a patient should get help at once, and when to call the practice."""

from ..sources import ACP11, BMJBP, GENERAL, MAYO
from ..words import gettext_noop
from .fact import Fact

_WHEN = MAYO.at("When to see a doctor")

SERIOUS_IS_RARE = Fact(
    id="flag.rare_serious",
    text=gettext_noop("It is rare for back pain to come from something serious. These signs need help at once:"),
    source=_WHEN,
)
BLADDER_OR_BOWEL = Fact(
    id="flag.bowel_bladder",
    text=gettext_noop("You have new trouble with your bladder or bowels."),
    source=_WHEN,
)
SADDLE_NUMBNESS = Fact(
    id="flag.saddle_numbness",
    text=gettext_noop("You feel numb between your legs or around your bottom."),
    source=BMJBP.at("Diagnosis approach"),
)
SEXUAL_FUNCTION = Fact(
    id="flag.sexual_dysfunction",
    text=gettext_noop("You have new trouble with sex."),
    source=BMJBP.at("Diagnosis approach"),
)
WEAKER_LEG = Fact(
    id="flag.weakness_worsening",
    text=gettext_noop("A leg is weak and gets weaker."),
    source=ACP11.at("Table: immediate imaging"),
)
BOTH_LEGS = Fact(
    id="flag.bilateral_deficit",
    text=gettext_noop("Both legs have turned weak or numb, or they tingle."),
    source=BMJBP.at("Diagnosis approach"),
)
FEVER = Fact(
    id="flag.fever",
    text=gettext_noop("You have a fever or chills along with the pain."),
    source=_WHEN,
)
INJURY = Fact(
    id="flag.trauma",
    text=gettext_noop("Your back hurts after a new fall, blow or injury. Call an ambulance."),
    source=MAYO.at("Symptom page: definition"),
)
COLLAPSE = Fact(
    id="flag.collapse",
    text=gettext_noop("You faint, or feel tearing pain in chest or belly. Call an ambulance."),
    source=GENERAL.at("collapse with back pain: think of the aorta"),
)
LASTS = Fact(
    id="see.duration_weeks",
    text=gettext_noop("The pain goes on for more than a few weeks."),
    source=_WHEN,
)
NOT_EASED_BY_REST = Fact(
    id="see.severe_rest",
    text=gettext_noop("The pain is very bad, and rest does not ease it."),
    source=_WHEN,
)
DOWN_THE_LEG = Fact(
    id="see.leg_spread",
    text=gettext_noop("The pain goes down one leg or both. Past the knee, it matters more."),
    source=_WHEN,
)
WEAK_OR_NUMB_LEG = Fact(
    id="see.leg_neuro",
    text=gettext_noop("A leg is weak or numb, or it tingles."),
    source=_WHEN,
)
WEIGHT_LOSS = Fact(
    id="see.weight_loss",
    text=gettext_noop("You lose weight and do not know why."),
    source=_WHEN,
)
HOME_CARE_FAILS = Fact(
    id="see.persist_home",
    text=gettext_noop("You take care of your back at home, and it still hurts."),
    source=MAYO.at("Preparing for your appointment"),
)

EMERGENCY = (BLADDER_OR_BOWEL, SADDLE_NUMBNESS, SEXUAL_FUNCTION, WEAKER_LEG, BOTH_LEGS, FEVER, INJURY, COLLAPSE)
CALL = (WEAK_OR_NUMB_LEG, DOWN_THE_LEG, NOT_EASED_BY_REST, WEIGHT_LOSS, LASTS, HOME_CARE_FAILS)
SEEK_CARE = (SERIOUS_IS_RARE, *EMERGENCY, *CALL)
