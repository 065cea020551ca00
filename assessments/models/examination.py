"""The physical examination; not examined until someone says what was found."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import examination
from assessments.models.column import column, sides
from assessments.models.section import SectionRow, of_encounter


class PhysicalExam(SectionRow):
    encounter = of_encounter("examination")
    sits = column(examination.SITS)
    stands = column(examination.STANDS)
    walks = column(examination.WALKS)
    lifts_legs = column(examination.LIFTS_LEGS)
    gait = column(examination.GAIT)
    deformity = column(examination.DEFORMITY)
    tenderness = column(examination.TENDERNESS)
    spinal_percussion_pain = column(examination.SPINAL_PERCUSSION_PAIN)
    muscle_spasm = column(examination.MUSCLE_SPASM)
    flexion = column(examination.FLEXION)
    flexion_degrees = column(examination.FLEXION_DEGREES)
    extension = column(examination.EXTENSION)
    extension_degrees = column(examination.EXTENSION_DEGREES)
    side_bend_right, side_bend_left = sides(examination.SIDE_BEND)
    rotation_right, rotation_left = sides(examination.ROTATION)
    schober_cm = column(examination.SCHOBER_CM)
    slr_right, slr_left = sides(examination.SLR)
    slr_angle_right, slr_angle_left = sides(examination.SLR_ANGLE)
    crossed_slr_right, crossed_slr_left = sides(examination.CROSSED_SLR)
    femoral_stretch_right, femoral_stretch_left = sides(examination.FEMORAL_STRETCH)
    faber_right, faber_left = sides(examination.FABER)
    sacroiliac_tests_positive = column(examination.SACROILIAC_TESTS_POSITIVE)
    flank_tenderness_right, flank_tenderness_left = sides(examination.FLANK_TENDERNESS)
    abdominal_mass = column(examination.ABDOMINAL_MASS)
    temperature_c = column(examination.TEMPERATURE_C)
    systolic_bp = column(examination.SYSTOLIC_BP)
    diastolic_bp = column(examination.DIASTOLIC_BP)
    pulse = column(examination.PULSE)
    weight_kg = column(examination.WEIGHT_KG)
    height_cm = column(examination.HEIGHT_CM)

    class Meta:
        verbose_name = _("physical examination")
        verbose_name_plural = _("physical examinations")
