"""The note of a visit, as it would be signed now."""

import hashlib

from django.utils import translation
from django.utils.translation import gettext

from assessments.knowledge import note
from assessments.knowledge.findings.who import SEX
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.note import DecisionLine, Heading, Note, OrderLine, Past, ReleaseLine
from assessments.knowledge.sources import Citation
from assessments.models import SECTION_ROWS, Encounter
from assessments.services.advice import guidance_for
from assessments.services.catalogue import ITEMS, RULE_BY_ID, TESTS
from clinic.models import Practice

PAST_VISITS = 12


def translated(text: str) -> str:
    """gettext of an empty text is the header of the catalogue."""
    return gettext(text) if text else ""


def draft_note(encounter: Encounter, language: str) -> Note:
    return write_note(encounter, advice=guidance_for(encounter), language=language)


def shown_as(shown: Note) -> str:
    """SHA-256 of the note on a page, which its signature has to name: nothing in it is of the moment."""
    return hashlib.sha256(note.canonical(shown)).hexdigest()


def write_note(encounter: Encounter, *, advice: Guidance, language: str) -> Note:
    with translation.override(language):
        return note.write(
            heading=heading(encounter),
            answers=encounter.answers(),
            advice=advice,
            orders=[
                OrderLine(
                    id=order.test,
                    label=TESTS[order.test].label,
                    urgency=order.urgency,
                    reason=order.reason,
                    rule=_rule_title(order.rule),
                    note=order.note,
                    by=order.ordered_by.name_and_title,
                    sources=_sources(order.rule),
                )
                for order in encounter.orders.standing().select_related("ordered_by")
            ],
            decisions=[
                DecisionLine(
                    id=decision.item,
                    label=ITEMS[decision.item].label,
                    answer=decision.answer,
                    reason=decision.reason,
                    rule=_rule_title(decision.rule),
                    by=decision.decided_by.name_and_title,
                    sources=_sources(decision.rule),
                )
                for decision in encounter.decisions.standing().select_related("decided_by")
            ],
            releases=[
                ReleaseLine(
                    rule=_rule_title(release.rule), reason=release.reason, by=release.released_by.name_and_title
                )
                for release in encounter.releases.select_related("released_by")
            ],
            past=[
                Past(visited_on=visit.visited_on, pain_now=visit.pain.pain_now)
                for visit in reversed(Encounter.objects.before(encounter).select_related("pain")[:PAST_VISITS])
            ],
            together=[slot for row in SECTION_ROWS for slot in getattr(encounter, row).together],
            tr=translated,
            language=language,
        )


def heading(encounter: Encounter) -> Heading:
    practice, patient, clinician, chart = (
        Practice.current(),
        encounter.patient,
        encounter.clinician,
        encounter.chart(),
    )
    return Heading(
        practice=practice.name,
        practice_address=practice.address,
        practice_phone=practice.phone,
        patient=patient.name,
        birth_date=patient.birth_date,
        record_number=patient.record_number,
        sex=SEX.says(chart["sex"], translated) if chart["sex"] else "",
        age=chart["age_years"],
        visited_on=encounter.visited_on,
        clinician=clinician.name if clinician else "",
        clinician_title=clinician.professional_title if clinician else "",
        medicines=_lines(chart["medications"], ", ", "dose"),
        allergies=_lines(chart["allergies"], ": ", "reaction"),
    )


def _lines(listed: list[dict[str, str]] | None, joint: str, detail: str) -> tuple[str, ...] | None:
    if listed is None:
        return None
    return tuple(joint.join(filter(None, [line["name"], line[detail]])) for line in listed)


def _rule_title(rule: str) -> str:
    return RULE_BY_ID[rule].title if rule in RULE_BY_ID else ""


def _sources(rule: str) -> tuple[Citation, ...]:
    return RULE_BY_ID[rule].sources if rule in RULE_BY_ID else ()
