"""The clinician's own conclusion."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import conclusion
from assessments.models.column import column
from assessments.models.section import SectionRow, of_encounter


class Conclusion(SectionRow):
    encounter = of_encounter("conclusion")
    impression = column(conclusion.IMPRESSION)
    impression_note = column(conclusion.IMPRESSION_NOTE)
    disposition = column(conclusion.DISPOSITION)
    review_in_weeks = column(conclusion.REVIEW_IN_WEEKS)
    imaging_purpose = column(conclusion.IMAGING_PURPOSE)
    blood_tests_raised = column(conclusion.BLOOD_TESTS_RAISED)

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
