"""The clinician's own conclusion: impression, where the patient goes from here, and when to meet again."""

from ..causes import CAUSES
from ..sources import ACR21, MAYO
from ..vocabulary import Choice, Measure, Option, Section, Several, Text, YesNo, options
from ..words import gettext_noop

IMPRESSION = Several(
    id="impression",
    label=gettext_noop("Impression"),
    help=gettext_noop("The clinician's own judgement."),
    source=MAYO.at("Symptom page: causes"),
    options=tuple(Option(value=cause.id, label=cause.label) for cause in CAUSES),
)
IMPRESSION_NOTE = Text(
    id="impression_note",
    label=gettext_noop("Impression in words"),
    source=MAYO.at("Symptom page: causes"),
)
DISPOSITION = Choice(
    id="disposition",
    label=gettext_noop("Disposition"),
    source=MAYO.at("When to see a doctor"),
    options=options(
        home=gettext_noop("home"),
        review=gettext_noop("home, with a review"),
        referred=gettext_noop("referred"),
        emergency=gettext_noop("emergency department"),
    ),
)
REVIEW_IN_WEEKS = Measure(
    id="review_in_weeks",
    label=gettext_noop("Review in"),
    source=MAYO.at("Treatment"),
    lowest=0,
    highest=52,
    unit=gettext_noop("weeks"),
)
IMAGING_PURPOSE = Choice(
    id="imaging_purpose",
    label=gettext_noop("What the scan would decide"),
    help=gettext_noop("Asked inside the order."),
    source=ACR21.at("Variant 3"),
    options=options(
        injection_considered=gettext_noop("an injection is considered"),
        surgery_considered=gettext_noop("surgery is considered"),
        none=gettext_noop("no procedure is considered"),
    ),
)
BLOOD_TESTS_RAISED = YesNo(
    id="blood_tests_raised",
    label=gettext_noop("Blood tests back and raised"),
    help=gettext_noop("Inflammation markers or blood count; only a result that is back."),
    source=MAYO.at("Diagnosis"),
)

CONCLUSION = Section(
    id="conclusion",
    title=gettext_noop("Conclusion"),
    findings=(
        IMPRESSION,
        IMPRESSION_NOTE,
        DISPOSITION,
        REVIEW_IN_WEEKS,
        IMAGING_PURPOSE,
        BLOOD_TESTS_RAISED,
    ),
)
