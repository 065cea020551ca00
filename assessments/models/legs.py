"""What the patient feels in the legs."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import legs
from assessments.models.column import column
from assessments.models.section import SectionRow, of_encounter


class LegSymptoms(SectionRow):
    encounter = of_encounter("legs")
    leg_weakness = column(legs.LEG_WEAKNESS)
    leg_numbness = column(legs.LEG_NUMBNESS)
    leg_tingling = column(legs.LEG_TINGLING)
    walking_leg_pain = column(legs.WALKING_LEG_PAIN)

    class Meta:
        verbose_name = _("leg symptoms")
        verbose_name_plural = _("leg symptoms")
