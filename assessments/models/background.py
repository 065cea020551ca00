"""What decides which treatment and test is safe; carried from the last visit and confirmed in one act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import background
from assessments.models.column import column
from assessments.models.encounter import Encounter
from assessments.models.section import SectionRow, of_encounter
from clinic.models import Staff


class Background(SectionRow):
    encounter = of_encounter("background")
    pregnancy = column(background.PREGNANCY)
    pregnancy_weeks = column(background.PREGNANCY_WEEKS)
    kidney_disease = column(background.KIDNEY_DISEASE)
    ulcer_or_gi_bleed = column(background.ULCER_OR_GI_BLEED)
    heart_disease = column(background.HEART_DISEASE)
    heart_failure = column(background.HEART_FAILURE)
    hypertension = column(background.HYPERTENSION)
    liver_disease = column(background.LIVER_DISEASE)
    diabetes = column(background.DIABETES)
    nsaid_allergy = column(background.NSAID_ALLERGY)
    anticoagulant = column(background.ANTICOAGULANT)
    narrow_angle_glaucoma = column(background.NARROW_ANGLE_GLAUCOMA)
    urinary_retention = column(background.URINARY_RETENTION)
    arrhythmia_or_recent_mi = column(background.ARRHYTHMIA_OR_RECENT_MI)
    sleep_apnea = column(background.SLEEP_APNEA)
    substance_use_disorder = column(background.SUBSTANCE_USE_DISORDER)
    heavy_alcohol = column(background.HEAVY_ALCOHOL)
    safety_critical_work = column(background.SAFETY_CRITICAL_WORK)
    implanted_device = column(background.IMPLANTED_DEVICE)
    contrast_allergy = column(background.CONTRAST_ALLERGY)
    maoi_use = column(background.MAOI_USE)
    ssri_or_snri_use = column(background.SSRI_OR_SNRI_USE)
    sedative_use = column(background.SEDATIVE_USE)
    ace_arb_and_diuretic = column(background.ACE_ARB_AND_DIURETIC)
    lithium_or_methotrexate = column(background.LITHIUM_OR_METHOTREXATE)

    # The visit it was carried from, and who confirmed it in this one.
    carried_from = models.ForeignKey(Encounter, models.PROTECT, related_name="+", null=True, editable=False)
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("background")
        verbose_name_plural = _("backgrounds")
