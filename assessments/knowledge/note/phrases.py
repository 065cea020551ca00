"""Turns of phrase of the note: clauses that already say what an answer is about, and names of whole examinations."""

from ..findings import nerve_roots, pain
from ..vocabulary import Finding
from ..words import gettext_noop

# A clause that already says what the answer is about.
CLAUSES: dict[Finding, str] = {
    pain.PAIN_NOW: gettext_noop("{answer} now"),
    pain.PAIN_WORST: gettext_noop("worst {answer}"),
    pain.PAIN_AVERAGE: gettext_noop("average {answer}"),
    pain.DURATION: gettext_noop("for {answer}"),
    pain.ONSET_ON: gettext_noop("began {answer}"),
    pain.PAIN_REGIONS: gettext_noop("{answer}"),
    pain.SPREAD: gettext_noop("spread: {answer}"),
    pain.PAIN_PATTERN: gettext_noop("{answer}"),
    pain.PAIN_QUALITY: gettext_noop("{answer}"),
    pain.PAIN_COURSE: gettext_noop("course: {answer}"),
    pain.WORSE_WITH: gettext_noop("worse with {answer}"),
    pain.BETTER_WITH: gettext_noop("better with {answer}"),
}

# Findings that are one examination: together they have one name.
GROUPS: tuple[tuple[tuple[Finding, ...], str], ...] = (
    (nerve_roots.STRENGTH, gettext_noop("strength L2–S1")),
    (nerve_roots.SENSATION, gettext_noop("sensation L2–S1")),
)

# What a reflex grade is called.
REFLEX = (
    gettext_noop("absent"),
    gettext_noop("reduced"),
    gettext_noop("normal"),
    gettext_noop("brisk"),
    gettext_noop("very brisk"),
)
