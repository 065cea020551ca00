"""The red flags, both groups; a group left open has a reason."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import red_flags
from assessments.models.column import column
from assessments.models.section import SectionRow, of_encounter


class RedFlagScreen(SectionRow):
    encounter = of_encounter("red_flags")
    bladder_change = column(red_flags.BLADDER_CHANGE)
    bowel_change = column(red_flags.BOWEL_CHANGE)
    saddle_numbness = column(red_flags.SADDLE_NUMBNESS)
    sexual_dysfunction = column(red_flags.SEXUAL_DYSFUNCTION)
    weakness_worsening = column(red_flags.WEAKNESS_WORSENING)
    bilateral_deficit = column(red_flags.BILATERAL_DEFICIT)
    fever = column(red_flags.FEVER)
    trauma = column(red_flags.TRAUMA)
    tearing_or_pulsating = column(red_flags.TEARING_OR_PULSATING)
    sudden_collapse = column(red_flags.SUDDEN_COLLAPSE)
    emergency_open_reason = column(red_flags.EMERGENCY_OPEN_REASON)
    weight_loss = column(red_flags.WEIGHT_LOSS)
    cancer_history = column(red_flags.CANCER_HISTORY)
    infection_risk = column(red_flags.INFECTION_RISK)
    steroid_use = column(red_flags.STEROID_USE)
    osteoporosis = column(red_flags.OSTEOPOROSIS)
    urinary_symptoms = column(red_flags.URINARY_SYMPTOMS)
    pelvic_cycle_pain = column(red_flags.PELVIC_CYCLE_PAIN)
    serious_open_reason = column(red_flags.SERIOUS_OPEN_REASON)

    class Meta:
        verbose_name = _("red flag screen")
        verbose_name_plural = _("red flag screens")
