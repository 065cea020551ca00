"""The standard visit as papers are written from it, and every choice there is at once."""

from typing import Any

from assessments.knowledge.guidance import advise
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.note import DecisionLine, OrderLine
from assessments.knowledge.papers import Visit
from assessments.knowledge.treatments import TREATMENTS
from tests.assessments.documents.visits import SEAL, STANDARD, written

LABELS: dict[str, str] = (
    {one.id: one.label for one in TREATMENTS}
    | {one.id: one.label for one in REFERRALS}
    | {one.id: one.label for one in INVESTIGATIONS}
)
CHOSEN = ("stay_active", "heat", "nsaid_prescription", "physical_therapy", "back_care")
SIGNED = (("Signed by", "Ana Moreau, MD"), ("SHA-256", SEAL.content_hash))


def visit_on_paper(
    answers: dict[str, Any] | None = None,
    *,
    accepted: tuple[str, ...] = CHOSEN,
    orders: tuple[OrderLine, ...] = (),
    heading: dict[str, Any] | None = None,
    language: str = "en",
    **more: Any,
) -> Visit:
    every = {id: value for id, value in (STANDARD | (answers or {})).items() if value is not None}
    return Visit(
        note=written(answers, heading=heading, language=language),
        answers=every,
        advice=advise(every).as_json(),
        orders=orders,
        decisions=tuple(DecisionLine(id=id, label=LABELS[id], answer="accepted") for id in accepted),
        **more,
    )


def ordered(
    test: str, *, urgency: str = "soon", reason: str = "Leg pain in spite of care", note: str = ""
) -> OrderLine:
    return OrderLine(id=test, label=LABELS[test], urgency=urgency, reason=reason, by="Ana Moreau, MD", note=note)
