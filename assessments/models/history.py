"""The history. What was tried is kept as rows beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import history
from assessments.models.column import column
from assessments.models.section import SectionRow, of_encounter


class History(SectionRow):
    encounter = of_encounter("history")
    # Whether what was tried was asked at all; the answer itself is in the rows.
    tried_asked = models.BooleanField(default=False, editable=False)
    prior_injury = column(history.PRIOR_INJURY)
    prior_injury_detail = column(history.PRIOR_INJURY_DETAIL)
    prior_spine_surgery = column(history.PRIOR_SPINE_SURGERY)
    function_limited = column(history.FUNCTION_LIMITED)
    function_limits = column(history.FUNCTION_LIMITS)
    function_detail = column(history.FUNCTION_DETAIL)
    other_symptoms = column(history.OTHER_SYMPTOMS)
    heavy_work = column(history.HEAVY_WORK)
    lifts_with_back = column(history.LIFTS_WITH_BACK)
    poor_posture = column(history.POOR_POSTURE)
    exercises_regularly = column(history.EXERCISES_REGULARLY)
    exercise_types = column(history.EXERCISE_TYPES)
    smoking = column(history.SMOKING)
    cigarettes_per_day = column(history.CIGARETTES_PER_DAY)
    sleeps_well = column(history.SLEEPS_WELL)
    phq_interest = column(history.PHQ_INTEREST)
    phq_down = column(history.PHQ_DOWN)
    gad_nervous = column(history.GAD_NERVOUS)
    gad_worry = column(history.GAD_WORRY)
    rmdq_score = column(history.RMDQ_SCORE)
    start_back_total = column(history.START_BACK_TOTAL)
    start_back_psych = column(history.START_BACK_PSYCH)
    odi_score = column(history.ODI_SCORE)
    promis_pain_interference = column(history.PROMIS_PAIN_INTERFERENCE)
    stressors = column(history.STRESSORS)
    patient_questions = column(history.PATIENT_QUESTIONS)
    companion_present = column(history.COMPANION_PRESENT)
    morning_stiffness = column(history.MORNING_STIFFNESS)
    onset_age = column(history.ONSET_AGE)
    wakes_second_half = column(history.WAKES_SECOND_HALF)
    buttock_pain_alternating = column(history.BUTTOCK_PAIN_ALTERNATING)
    nsaid_helps_48h = column(history.NSAID_HELPS_48H)
    family_spondyloarthritis = column(history.FAMILY_SPONDYLOARTHRITIS)
    arthritis_history = column(history.ARTHRITIS_HISTORY)
    enthesitis_history = column(history.ENTHESITIS_HISTORY)
    psoriasis_history = column(history.PSORIASIS_HISTORY)

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("histories")
