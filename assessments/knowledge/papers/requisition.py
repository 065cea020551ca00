"""A request for one test: what, why, the question, the findings, how soon, what makes it unsafe, who asks."""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import Translate
from ..findings.conclusion import IMAGING_PURPOSE
from ..findings.who import SEX
from ..investigations import INVESTIGATIONS
from ..note import Line, OrderLine, Part
from ..note.plan import URGENCY
from ..rule import Investigation, Urgency
from ..words import gettext_noop
from .clinical import asking, causes, clinician, findings, safety, said
from .content import Leaf, Visit, leaf

TEST_BY_ID: dict[str, Investigation] = {test.id: test for test in INVESTIGATIONS}
TITLE = gettext_noop("Request: {test}")


@dataclass(frozen=True, kw_only=True)
class MissingField:
    """What a request cannot go out without, and where it is filled in."""

    label: str
    way_out: str


def lacking(visit: Visit, order: OrderLine, tr: Translate) -> tuple[MissingField, ...]:
    """Empty: it can be printed. Concerns this order only."""
    needed = (
        (bool(visit.heading.practice), gettext_noop("Practice"), gettext_noop("Set its name in the letterhead.")),
        (bool(visit.heading.practice_phone), gettext_noop("Phone"), gettext_noop("Set it in the letterhead.")),
        (bool(order.by or clinician(visit)), gettext_noop("Clinician"), gettext_noop("Take the visit over.")),
        (visit.answers.get(SEX.id) is not None, gettext_noop("Sex"), gettext_noop("Set it in the chart.")),
        (bool(order.reason.strip()), gettext_noop("Reason"), gettext_noop("Order the test again with its reason.")),
        (
            bool(_question(visit, order, tr)),
            gettext_noop("Clinical question"),
            gettext_noop("Record an impression, or what the scan would decide."),
        ),
    )
    return tuple(MissingField(label=tr(label), way_out=tr(way_out)) for there, label, way_out in needed if not there)


def requisition(visit: Visit, order: OrderLine, tr: Translate) -> Leaf:
    test = TEST_BY_ID[order.id]
    label = tr(test.label)
    what = [
        Line(id="test", label=tr(gettext_noop("Test")), text=label),
        Line(id="urgency", label=tr(gettext_noop("Urgency")), text=_how_soon(order, tr), abnormal=_is_soon(order)),
        Line(id="reason", label=tr(gettext_noop("Reason")), text=order.reason),
        Line(id="question", label=tr(gettext_noop("Clinical question")), text=_question(visit, order, tr)),
        Line(id="note", label=tr(gettext_noop("Note")), text=order.note),
        Line(id="codes", label=tr(gettext_noop("LOINC")), text=", ".join(code.code for code in test.codes)),
    ]
    warned = [
        Line(id=f"caution_{place}", label="", text=tr(caution.text))
        for place, caution in enumerate(test.cautions)
        if caution.when.holds(visit.answers) is True
    ]
    flags = safety(visit, tr)
    parts = (
        Part(id="what", title=tr(gettext_noop("What is asked for")), lines=tuple(line for line in what if line.text)),
        Part(id=flags.id, title=flags.title, lines=(*flags.lines, *warned)),
        findings(visit, tr),
        asking(visit, order.by or clinician(visit), tr),
    )
    return leaf(visit, id=f"request_{order.id}", title=tr(TITLE).format(test=label), parts=parts)


def _question(visit: Visit, order: OrderLine, tr: Translate) -> str:
    sentences = []
    if names := [tr(label) for label in causes(visit)]:
        sentences.append(tr(gettext_noop("Is there a sign of: {causes}?")).format(causes=", ".join(names)))
    if TEST_BY_ID[order.id].scan and (purpose := said(IMAGING_PURPOSE.id, visit, tr)):
        sentences.append(tr(gettext_noop("What it would decide: {purpose}.")).format(purpose=purpose))
    if not TEST_BY_ID[order.id].scan and not sentences:
        sentences.append(tr(TEST_BY_ID[order.id].shows))
    return " ".join(sentences)


def _how_soon(order: OrderLine, tr: Translate) -> str:
    return tr(URGENCY[Urgency[order.urgency.upper()]])


def _is_soon(order: OrderLine) -> bool | None:
    return Urgency[order.urgency.upper()] >= Urgency.SOON or None
