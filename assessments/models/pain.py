"""The pain: how bad, how long, where, and what changes it."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import pain
from assessments.models.column import column, sides
from assessments.models.section import SectionRow, of_encounter


class PainAssessment(SectionRow):
    encounter = of_encounter("pain")
    pain_now = column(pain.PAIN_NOW)
    duration_weeks = column(pain.DURATION)
    onset_on = column(pain.ONSET_ON)
    onset_approximate = column(pain.ONSET_APPROXIMATE)
    pain_regions = column(pain.PAIN_REGIONS)
    spread_right, spread_left = sides(pain.SPREAD)
    pain_worst = column(pain.PAIN_WORST)
    pain_average = column(pain.PAIN_AVERAGE)
    peg_enjoyment = column(pain.PEG_ENJOYMENT)
    peg_activity = column(pain.PEG_ACTIVITY)
    pain_pattern = column(pain.PAIN_PATTERN)
    pain_course = column(pain.PAIN_COURSE)
    pain_quality = column(pain.PAIN_QUALITY)
    worse_with = column(pain.WORSE_WITH)
    better_with = column(pain.BETTER_WITH)
    eased_by_rest = column(pain.EASED_BY_REST)
    night_pain = column(pain.NIGHT_PAIN)

    class Meta:
        verbose_name = _("pain assessment")
        verbose_name_plural = _("pain assessments")
