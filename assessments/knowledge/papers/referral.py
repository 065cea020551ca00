"""A letter to whom the patient is sent: the question, the findings, what was tried."""

from __future__ import annotations

from ..conditions import Translate
from ..investigations import REFERRALS
from ..note import DecisionLine, Line, Part
from ..note.plan import URGENCY
from ..rule import Urgency
from ..words import gettext_noop
from .clinical import asking, causes, clinician, findings, safety
from .content import Leaf, Visit, leaf

REFERRAL_BY_ID = {referral.id: referral for referral in REFERRALS}
TITLE = gettext_noop("Letter: {department}")
QUESTIONS: dict[str, str] = {
    "emergency_department": gettext_noop("Is there an emergency behind the back pain that must be treated now?"),
    "spine_surgery_referral": gettext_noop("Can surgery help, and should it be done now or later?"),
    "rheumatology_referral": gettext_noop("Is this axial spondyloarthritis, and how should it be treated?"),
    "urology_or_gynecology_referral": gettext_noop("Does the pain come from an organ of the pelvis or urinary tract?"),
    "pediatric_referral": gettext_noop("What is behind the back pain of this young patient?"),
}


def letter(visit: Visit, decision: DecisionLine, tr: Translate) -> Leaf:
    referral = REFERRAL_BY_ID[decision.id]
    department = tr(referral.label)
    suggested = next((one for one in visit.advice["referrals"] if one["id"] == decision.id), None)
    considered = ", ".join(tr(label) for label in causes(visit))
    urgency = tr(URGENCY[Urgency[suggested["urgency"].upper()]]) if suggested else ""
    lines = (
        Line(id="to", label=tr(gettext_noop("To")), text=department),
        Line(id="urgency", label=tr(gettext_noop("Urgency")), text=urgency),
        Line(id="question", label=tr(gettext_noop("Question")), text=tr(QUESTIONS[decision.id])),
        Line(id="considered", label=tr(gettext_noop("Considered")), text=considered),
        Line(id="reason", label=tr(gettext_noop("Reason")), text=decision.reason or (tr(decision.rule))),
        Line(id="ordered", label=tr(gettext_noop("Tests ordered")), text=_ordered(visit, tr)),
    )
    parts = (
        Part(id="what", title=tr(gettext_noop("What is asked")), lines=tuple(line for line in lines if line.text)),
        findings(visit, tr),
        safety(visit, tr),
        asking(visit, decision.by or clinician(visit), tr),
    )
    return leaf(visit, id=f"letter_{decision.id}", title=tr(TITLE).format(department=department), parts=parts)


def _ordered(visit: Visit, tr: Translate) -> str:
    return ", ".join(tr(order.label) for order in visit.orders)
