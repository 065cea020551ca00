"""What stands behind every suggestion: whom it is for, what it uses of a person, what it cannot do, who paid for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .conditions import Condition, Translate
from .findings.history import ONSET_AGE
from .findings.who import AGE, SEX
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    text: str


INTENDED = (
    Fact(
        label=gettext_noop("Meant to"),
        text=gettext_noop("remind of tests, treatments and referrals that fit what was recorded, with reasons."),
    ),
    Fact(
        label=gettext_noop("Meant for"),
        text=gettext_noop("licensed clinicians who can check it against what they know and see."),
    ),
    Fact(
        label=gettext_noop("Patients"),
        text=gettext_noop("adults seen for back pain in outpatient care."),
    ),
    Fact(
        label=gettext_noop("Not for"),
        text=gettext_noop(
            "children (it then only advises to refer), emergency and inpatient care, care after a recent operation, "
            "pain that is not of the back, or patients reading it by themselves."
        ),
    ),
)
LIMITS = (
    gettext_noop("It knows only what was recorded; an unasked question counts as unknown, never as no."),
    gettext_noop("It does not read images, results, letters or free text, and estimates no likelihood of disease."),
    gettext_noop("Not for time-critical use on its own: in an emergency act first, record later."),
)
VALIDATION = (
    gettext_noop("No study has measured what it does for patients, so it has no sensitivity or specificity to give."),
    gettext_noop(
        "What has to hold for every set of answers is proved, not sampled: a red flag never lowers the urgency, "
        "nothing reassures before every red flag was asked, and no treatment is suggested that is, or may be, ruled "
        "out. Made-up visits, each in a sentence, give the advice expected of them."
    ),
)
FUNDING = gettext_noop("none; no maker of a drug, device or test has a part in it")


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """Something personal, and which findings carry it; none: it is not recorded for guidance at all."""

    label: str
    findings: tuple[str, ...]
    how: str


ATTRIBUTES = (
    Attribute(
        label=gettext_noop("Birth date"),
        findings=(AGE.id, ONSET_AGE.id),
        how=gettext_noop("the age in years on the day of the visit, and the age at which the pain began"),
    ),
    Attribute(label=gettext_noop("Sex"), findings=(SEX.id,), how=gettext_noop("as recorded in the chart")),
    Attribute(label=gettext_noop("Race"), findings=(), how=""),
    Attribute(label=gettext_noop("Ethnicity"), findings=(), how=""),
    Attribute(label=gettext_noop("Language"), findings=(), how=""),
    Attribute(label=gettext_noop("Sexual orientation"), findings=(), how=""),
    Attribute(label=gettext_noop("Gender identity"), findings=(), how=""),
    Attribute(
        label=gettext_noop("Social determinants of health"),
        findings=("heavy_work", "safety_critical_work"),
        how=gettext_noop("heavy work and work where others' safety depends on being alert; nothing else"),
    ),
    Attribute(
        label=gettext_noop("Health-status scores"),
        findings=("phq2", "gad2", "pain_now"),
        how=gettext_noop(
            "PHQ-2 and GAD-2 towards psychological therapy, pain from 0 to 10 towards medicines and review"
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Use:
    attribute: Attribute
    used: bool

    def says(self, tr: Translate = str) -> str:
        if not self.attribute.findings:
            return tr(gettext_noop("no, and no rule could: it is not among the findings"))
        return (
            tr(gettext_noop("yes: {how}")).format(how=tr(self.attribute.how))
            if self.used
            else tr(gettext_noop("not in this suggestion"))
        )


def used_by(conditions: Iterable[Condition]) -> tuple[Attribute, ...]:
    """The personal attributes that these conditions look at."""
    read = {slot.finding_id for condition in conditions for slot in condition.reads()}
    return tuple(one for one in ATTRIBUTES if read & set(one.findings))


def uses(conditions: Iterable[Condition]) -> tuple[Use, ...]:
    """Which personal attributes these conditions look at, and which they do not."""
    used = used_by(conditions)
    return tuple(Use(attribute=one, used=one in used) for one in ATTRIBUTES)
