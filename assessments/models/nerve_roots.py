"""Strength, sensation and reflexes by nerve root and side."""

from django.utils.translation import gettext_lazy as _

from assessments.knowledge.findings import nerve_roots
from assessments.models.column import column, sides
from assessments.models.section import SectionRow, of_encounter


class NerveRoots(SectionRow):
    encounter = of_encounter("nerve_roots")
    strength_l2_right, strength_l2_left = sides(nerve_roots.STRENGTH_L2)
    strength_l3_right, strength_l3_left = sides(nerve_roots.STRENGTH_L3)
    strength_l4_right, strength_l4_left = sides(nerve_roots.STRENGTH_L4)
    strength_l5_right, strength_l5_left = sides(nerve_roots.STRENGTH_L5)
    strength_s1_right, strength_s1_left = sides(nerve_roots.STRENGTH_S1)
    sensation_l2_right, sensation_l2_left = sides(nerve_roots.SENSATION_L2)
    sensation_l3_right, sensation_l3_left = sides(nerve_roots.SENSATION_L3)
    sensation_l4_right, sensation_l4_left = sides(nerve_roots.SENSATION_L4)
    sensation_l5_right, sensation_l5_left = sides(nerve_roots.SENSATION_L5)
    sensation_s1_right, sensation_s1_left = sides(nerve_roots.SENSATION_S1)
    reflex_knee_right, reflex_knee_left = sides(nerve_roots.REFLEX_KNEE)
    reflex_ankle_right, reflex_ankle_left = sides(nerve_roots.REFLEX_ANKLE)
    plantar_right, plantar_left = sides(nerve_roots.PLANTAR)
    clonus_right, clonus_left = sides(nerve_roots.CLONUS)
    heel_walk_right, heel_walk_left = sides(nerve_roots.HEEL_WALK)
    toe_walk_right, toe_walk_left = sides(nerve_roots.TOE_WALK)
    perianal_sensation = column(nerve_roots.PERIANAL_SENSATION)
    anal_tone = column(nerve_roots.ANAL_TONE)
    # Worked out while a draft, kept by signing.
    strength_fallen = column(nerve_roots.STRENGTH_FALLEN)

    class Meta:
        verbose_name = _("nerve roots")
        verbose_name_plural = _("nerve roots")
