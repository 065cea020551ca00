"""What an answer looks like beside the advice it led to: a few words, and the way to its field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from assessments.knowledge.advice import Because
from assessments.knowledge.findings import FINDINGS, SLOTS
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.findings.red_flags import RED_FLAGS
from assessments.knowledge.findings.who import SEX
from assessments.knowledge.vocabulary import NOT_TRIED, Finding
from assessments.services.slots import FROM_THE_CHART
from assessments.services.writing import translated

_FLAGS = {flag.id for flag in RED_FLAGS}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """`href` is empty where the answer comes from the chart, not from a field of this page."""

    text: str
    href: str = ""


def field_of(slot: str) -> str:
    """The place on the page where it is asked."""
    if slot in FROM_THE_CHART or (slot not in SLOTS and slot not in FINDINGS):
        return ""
    return "#plan-purpose" if slot == IMAGING_PURPOSE.id else f"#f-{slot}"


def slot_of(one: Because) -> str:
    return f"{one.finding}_{one.side}" if one.side else one.finding


def chips(because: Iterable[Because]) -> tuple[Chip, ...]:
    """Red flags asked and absent are counted; who the patient is stands in the band above the page."""
    told, absent = [], 0
    for one in because:
        finding = FINDINGS.get(one.finding)
        if one.finding in _FLAGS and finding is not None and finding.abnormal(one.value) is False:
            absent += 1
        elif one.finding != SEX.id and one.value != NOT_TRIED:
            told.append(Chip(text=_words(one), href=field_of(slot_of(one))))
    if absent:
        count = ngettext("%(n)d red flag asked, absent", "%(n)d red flags asked, absent", absent) % {"n": absent}
        told = [*(chip for chip in told if chip.href), Chip(text=count, href=f"#f-{RED_FLAGS[0].id}")]
    return tuple(told)


def _words(one: Because) -> str:
    slot = SLOTS.get(slot_of(one))
    if slot is None or one.finding == "tried":
        return one.says(translated)
    return slot.label(translated) if one.value is True else slot.words(one.value, translated)


def to_ask(findings: Iterable[Finding | str]) -> tuple[Chip, ...]:
    """The way to each field that is still empty."""
    return tuple(
        Chip(text=translated(FINDINGS[id].label), href=_first_field(id))
        for id in dict.fromkeys(one if isinstance(one, str) else one.id for one in findings)
        if id in FINDINGS
    )


def _first_field(id: str) -> str:
    slots = FINDINGS[id].slots()
    return field_of(slots[0].id) if slots else ""


def listed(words: Iterable[str]) -> str:
    return gettext(", ").join(words)
