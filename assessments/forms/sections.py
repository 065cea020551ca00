"""The sections of the visit page in its order: which blocks each has, and the forms made of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from assessments.forms.fields import AnswerField, field_for
from assessments.forms.layout import Block, Row, Sides, Table, each_side
from assessments.forms.quantities import Quantity
from assessments.forms.written import one_way, read, written
from assessments.knowledge.findings import SECTIONS, SLOTS
from assessments.knowledge.findings import background as b
from assessments.knowledge.findings import conclusion as c
from assessments.knowledge.findings import examination as e
from assessments.knowledge.findings import history as h
from assessments.knowledge.findings import legs as legs
from assessments.knowledge.findings import nerve_roots as n
from assessments.knowledge.findings import pain as p
from assessments.knowledge.findings import red_flags as r
from assessments.knowledge.vocabulary import NotAllowed, OneSide, Text
from clinic.refusals import Clash

LAYOUTS: Mapping[str, tuple[Block, ...]] = {
    "pain": (
        Block(
            _("Now"),
            p.PAIN_NOW,
            *each_side(p.SPREAD),
            p.DURATION,
            p.ONSET_ON,
            p.ONSET_APPROXIMATE,
            Row(p.PAIN_REGIONS.slots()[0], template="encounter/_regions.html"),
        ),
        Block(
            _("More about the pain"),
            p.PAIN_COURSE,
            p.PAIN_PATTERN,
            p.PAIN_QUALITY,
            p.WORSE_WITH,
            p.BETTER_WITH,
            p.EASED_BY_REST,
            p.NIGHT_PAIN,
        ),
        Block(_("Over the last week"), p.PAIN_WORST, p.PAIN_AVERAGE, p.PEG_ENJOYMENT, p.PEG_ACTIVITY, folded=True),
    ),
    "emergency_flags": (
        Block(_("Emergency"), *r.EMERGENCY_FLAGS, r.EMERGENCY_OPEN_REASON, foot="encounter/_none_of_these.html"),
    ),
    "serious_flags": (
        Block(_("Serious cause"), *r.SERIOUS_FLAGS, r.SERIOUS_OPEN_REASON, foot="encounter/_none_of_these.html"),
    ),
    "legs": (Block(_("What the patient feels"), *legs.LEGS.findings),),
    "history": (
        Block(_("Tried so far"), h.TRIED),
        Block(
            _("Earlier injury and surgery"),
            h.PRIOR_INJURY,
            h.PRIOR_INJURY_DETAIL,
            h.PRIOR_SPINE_SURGERY,
            paired=True,
        ),
        Block(
            _("Daily life"),
            h.FUNCTION_LIMITED,
            h.FUNCTION_LIMITS,
            h.FUNCTION_DETAIL,
            h.HEAVY_WORK,
            h.LIFTS_WITH_BACK,
            h.POOR_POSTURE,
            h.EXERCISES_REGULARLY,
            h.EXERCISE_TYPES,
            h.SMOKING,
            h.CIGARETTES_PER_DAY,
            h.SLEEPS_WELL,
            paired=True,
        ),
        Block(
            _("Signs of inflammatory back pain"),
            h.ONSET_AGE,
            h.MORNING_STIFFNESS,
            h.WAKES_SECOND_HALF,
            h.BUTTOCK_PAIN_ALTERNATING,
            h.NSAID_HELPS_48H,
            h.FAMILY_SPONDYLOARTHRITIS,
            h.ARTHRITIS_HISTORY,
            h.ENTHESITIS_HISTORY,
            h.PSORIASIS_HISTORY,
            paired=True,
            folded=True,
        ),
        Block(_("Mood"), h.PHQ_INTEREST, h.PHQ_DOWN, h.GAD_NERVOUS, h.GAD_WORRY, h.STRESSORS, folded=True),
        Block(
            _("Scores of questionnaires filled in elsewhere"),
            h.RMDQ_SCORE,
            h.START_BACK_TOTAL,
            h.START_BACK_PSYCH,
            h.ODI_SCORE,
            h.PROMIS_PAIN_INTERFERENCE,
            paired=True,
        ),
        Block(_("In the patient's words"), h.OTHER_SYMPTOMS, h.PATIENT_QUESTIONS, h.COMPANION_PRESENT),
    ),
    "background": (
        Block(
            _("Conditions"),
            b.PREGNANCY,
            b.PREGNANCY_WEEKS,
            b.KIDNEY_DISEASE,
            b.ULCER_OR_GI_BLEED,
            b.HEART_DISEASE,
            b.HEART_FAILURE,
            b.HYPERTENSION,
            b.ARRHYTHMIA_OR_RECENT_MI,
            b.LIVER_DISEASE,
            b.DIABETES,
            b.NARROW_ANGLE_GLAUCOMA,
            b.URINARY_RETENTION,
            b.SLEEP_APNEA,
            b.SUBSTANCE_USE_DISORDER,
            b.HEAVY_ALCOHOL,
            b.SAFETY_CRITICAL_WORK,
            b.IMPLANTED_DEVICE,
            paired=True,
        ),
        Block(
            _("Medicines and reactions that matter here"),
            b.NSAID_ALLERGY,
            b.CONTRAST_ALLERGY,
            b.ANTICOAGULANT,
            b.SSRI_OR_SNRI_USE,
            b.MAOI_USE,
            b.SEDATIVE_USE,
            b.ACE_ARB_AND_DIURETIC,
            b.LITHIUM_OR_METHOTREXATE,
            paired=True,
        ),
    ),
    "examination": (
        Block(_("Movement"), e.SITS, e.STANDS, e.WALKS, e.LIFTS_LEGS, e.GAIT, normal=True),
        Block(
            _("Leg raising and joints"),
            Table(
                Sides(e.SLR, e.SLR_ANGLE),
                Sides(e.CROSSED_SLR),
                Sides(e.FEMORAL_STRETCH),
                Sides(e.FABER),
            ),
            e.SACROILIAC_TESTS_POSITIVE,
            normal=True,
        ),
        Block(
            _("Inspection and palpation"),
            e.DEFORMITY,
            e.TENDERNESS,
            e.SPINAL_PERCUSSION_PAIN,
            e.MUSCLE_SPASM,
            Table(Sides(e.FLANK_TENDERNESS)),
            e.ABDOMINAL_MASS,
            normal=True,
        ),
        Block(
            _("Range of motion"),
            e.FLEXION,
            e.FLEXION_DEGREES,
            e.EXTENSION,
            e.EXTENSION_DEGREES,
            *each_side(e.SIDE_BEND),
            *each_side(e.ROTATION),
            e.SCHOBER_CM,
            normal=True,
        ),
        Block(
            _("Measured"),
            e.TEMPERATURE_C,
            e.SYSTOLIC_BP,
            e.DIASTOLIC_BP,
            e.PULSE,
            e.WEIGHT_KG,
            e.HEIGHT_CM,
            paired=True,
        ),
    ),
    "nerve_roots": (
        Block(_("Reflexes"), Table(*map(Sides, n.REFLEXES)), help=n.REFLEX_KNEE.help, normal=True),
        Block(_("Strength"), Table(*map(Sides, n.STRENGTH)), help=n.STRENGTH_L2.help, normal=True),
        Block(_("Sensation"), Table(*map(Sides, n.SENSATION)), normal=True),
        Block(
            _("Walking and long tracts"),
            Table(*map(Sides, (n.HEEL_WALK, n.TOE_WALK, n.PLANTAR, n.CLONUS))),
            normal=True,
        ),
        Block(_("Saddle"), n.PERIANAL_SENSATION, n.ANAL_TONE, normal=True),
    ),
    # What a scan would decide is asked in the plan, inside the order.
    "conclusion": (
        Block(_("Conclusion"), c.DISPOSITION, c.REVIEW_IN_WEEKS, c.IMPRESSION, c.IMPRESSION_NOTE, c.BLOOD_TESTS_RAISED),
    ),
}
BLOCKS: Mapping[str, Block] = {block.id: block for blocks in LAYOUTS.values() for block in blocks}
ROWS: Mapping[str, Row] = {
    row.slots[0].id: row for block in BLOCKS.values() for row in block.fields if isinstance(row, Row)
}
BLOCK_OF: Mapping[str, Block] = {slot.id: block for block in BLOCKS.values() for slot in block.slots}
SECTION_OF: Mapping[str, str] = {
    slot.id: section for section, blocks in LAYOUTS.items() for block in blocks for slot in block.slots
}
TITLES = {section.id: section.title for section in SECTIONS}
# Typed in the one, a day belongs to the other as well.
LINKED = {p.DURATION.id: p.ONSET_ON.id}


class AnswersForm(forms.Form):
    """Controls for some slots. `before` holds what each showed, as sent along with a save; changes() compares."""

    fields: dict[str, AnswerField]  # type: ignore[assignment]

    def __init__(
        self,
        slots: Iterable[str],
        *,
        answers: Mapping[str, Any],
        visited_on: date,
        previous: Mapping[str, Any] | None = None,
        previous_on: date | None = None,
        together: Iterable[str] = (),
        data: Any = None,
    ) -> None:
        super().__init__(data, initial=dict(answers), auto_id="id-%s")
        self.previous = previous or {}
        self.previous_on = previous_on
        self.together = frozenset(together)
        self.clashes: Mapping[str, Clash] = {}
        for slot in slots:
            self.fields[slot] = field_for(SLOTS[slot], visited_on=visited_on)

    def is_untouched(self, slot: str) -> bool:
        """Neither answered nor sent, and there is nothing to show beside it."""
        told = (self.initial, self.previous, self.clashes)
        return not self.is_bound and all(each.get(slot) is None for each in told)

    def was(self, slot: str) -> str:
        """What the control showed, as written: sent along and compared."""
        if slot in self.clashes:
            return written(SLOTS[slot], self.clashes[slot].now)
        if self.is_bound:
            return one_way(str(self.data.get(f"was-{slot}", "")))
        return written(SLOTS[slot], self.initial.get(slot))

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Of a valid form: slot to (as it was shown, as it is to be), for those that differ."""
        found = {}
        for slot in self.fields:
            was, now = self._shown_before(slot), self.cleaned_data[slot]
            if isinstance(now, Quantity):
                now = now.value
            if was != now:
                found[slot] = (was, now)
        for slot, day in LINKED.items():
            quantity = self.cleaned_data.get(slot)
            if quantity and quantity.since and day in self.fields and day not in found:
                found[day] = (self._shown_before(day), quantity.since)
        return found

    def _shown_before(self, slot: str) -> Any:
        return read(SLOTS[slot], self.was(slot))

    def clean(self) -> dict[str, Any]:
        for slot in self.fields:
            try:
                self._shown_before(slot)
            except NotAllowed:
                self.add_error(slot, gettext("This save does not say what was shown before. Reload the visit."))
        return self.cleaned_data

    def show_both(self, clashes: Mapping[str, Clash]) -> None:
        self.clashes = {slot: clash for slot, clash in clashes.items() if slot in self.fields}

    def unanswered_of(self, block: Block) -> list[OneSide]:
        """What "the rest of this block is normal" would set."""
        return [slot for slot in block.slots if slot.finding.normal and self.initial.get(slot.id) is None]

    def set_together_in(self, block: Block) -> list[OneSide]:
        """What was set by one act and still is as that act left it."""
        return [
            slot
            for slot in block.slots
            if slot.id in self.together and self.initial.get(slot.id) == slot.finding.normal[0]
        ]


def asked_in(section: str, answers: Mapping[str, Any]) -> tuple[int, int]:
    """How many findings were asked, of how many; remarks in words are not asked."""
    findings = {slot.finding for block in LAYOUTS[section] for slot in block.slots}
    wanted = {finding for finding in findings if not isinstance(finding, Text)}
    known = {SLOTS[slot].finding for slot in answers if slot in SLOTS}
    return len(wanted & known), len(wanted)


class SectionForm(AnswersForm):
    """A section of the page as one form that works without any script."""

    def __init__(self, section: str, **kwargs: Any) -> None:
        self.section = section
        self.blocks = LAYOUTS[section]
        super().__init__((slot.id for block in self.blocks for slot in block.slots), **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.blocks)
