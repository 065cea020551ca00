"""History and examination as lines: what is abnormal before what is not, and nothing that was not asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..advice import Alert
from ..conditions import Answers, Translate
from ..findings import COMPUTED
from ..findings.background import ALLERGIES, BACKGROUND, MEDICATIONS
from ..findings.examination import EXAMINATION
from ..findings.history import HISTORY, TRIED
from ..findings.legs import LEGS
from ..findings.nerve_roots import NERVE_ROOTS, STRENGTH_FALLEN
from ..findings.pain import DURATION, ONSET_APPROXIMATE, ONSET_ON, PAIN
from ..findings.red_flags import (
    EMERGENCY_FLAGS,
    EMERGENCY_OPEN_REASON,
    SERIOUS_FLAGS,
    SERIOUS_OPEN_REASON,
    asked,
)
from ..roots import patterns
from ..rule import Urgency
from ..sources import Citation
from ..vocabulary import SIDE_WORDS, Finding
from ..words import gettext_noop
from .citing import Cited, keys
from .content import Heading, Line, Part
from .recorded import DETAILS, Said, is_prose, named, names, said, short

_TOLD_WITH_ANOTHER = {detail for details in DETAILS.values() for detail in details}
_EXAMINED = (*EXAMINATION.findings, *NERVE_ROOTS.findings)


def history(answers: Answers, heading: Heading, tr: Translate) -> Part:
    lines = (
        *_pain(answers, heading.visited_on, tr),
        *_mixed("legs", gettext_noop("Legs"), _all_said(LEGS.findings, answers, tr), tr),
        *_red_flags(answers, tr),
        *_tried(answers, tr),
        *_mixed("history", gettext_noop("History"), _all_said(_without(HISTORY.findings, TRIED), answers, tr), tr),
        *_mixed(
            "background",
            gettext_noop("Background"),
            _all_said(_without(BACKGROUND.findings, MEDICATIONS, ALLERGIES), answers, tr),
            tr,
        ),
        Line(
            id="medicines",
            label=tr(gettext_noop("Medicines")),
            text=_list(heading.medicines, gettext_noop("takes none"), tr),
        ),
    )
    return Part(id="history", title=tr(gettext_noop("History")), lines=lines)


def allergies(heading: Heading, tr: Translate) -> Line:
    """In three states: named, none known, not asked."""
    return Line(
        id="allergies",
        label=tr(gettext_noop("Allergies")),
        text=_list(heading.allergies, gettext_noop("none known"), tr),
        abnormal=bool(heading.allergies) or None,
    )


def asking_only(alerts: Iterable[Alert]) -> list[str]:
    """Routine rules, by id, of which nothing is left to say once the examination is told."""
    return [
        alert.rule.id
        for alert in alerts
        if alert.urgency is Urgency.ROUTINE
        and alert.rule.examine
        and set(alert.rule.examine) <= set(_EXAMINED)
        and not (alert.rule.suggest or alert.remarks)
    ]


def examination(
    answers: Answers, alerts: Collection[Alert], together: Collection[str], cited: Cited, tr: Translate
) -> Part:
    everything = _all_said((STRENGTH_FALLEN, *_without(_EXAMINED, STRENGTH_FALLEN)), answers, tr, together=together)
    found = [one for one in everything if one.abnormal is True]
    normal = [one for one in everything if one.abnormal is False]
    measured = [one for one in everything if one.abnormal is None]
    lines = (
        *(Line(id=one.finding.id, label=tr(one.finding.label), text=one.answer, abnormal=True) for one in found),
        *_line(
            "normal",
            gettext_noop("Normal"),
            _alike([one for one in normal if not one.together], tr),
            abnormal=False,
            tr=tr,
        ),
        *_line(
            "normal_together",
            gettext_noop("Normal, set together"),
            _alike([one for one in normal if one.together], tr),
            abnormal=False,
            tr=tr,
        ),
        *_line("measured", gettext_noop("Measured"), [one.clause for one in measured], tr=tr),
        *_line("root_pattern", gettext_noop("Pattern"), _root_patterns(answers, tr), tr=tr),
        *_not_examined(answers, alerts, cited, tr),
    )
    return Part(id="examination", title=tr(gettext_noop("Examination")), lines=lines)


def _root_patterns(answers: Answers, tr: Translate) -> list[str]:
    """The signs themselves stand above, on their side."""
    fits, fits_none = gettext_noop("{side} signs fit root {root}"), gettext_noop("{side} signs fit no single root")
    return [
        tr(fits if pattern.root else fits_none).format(side=tr(SIDE_WORDS[pattern.side]), root=pattern.root)
        for pattern in patterns(answers)
    ]


def left_open(flags: Iterable[Finding], answers: Answers) -> list[Finding]:
    return [flag for flag in flags if asked(flag).holds(answers) is not True]


def _without(findings: Sequence[Finding], *others: Finding) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding not in others)


def _all_said(
    findings: Iterable[Finding], answers: Answers, tr: Translate, *, together: Collection[str] = ()
) -> list[Said]:
    """With every score right after the last answer it is worked out from."""
    result = []
    for finding in findings:
        if finding not in _TOLD_WITH_ANOTHER and (one := said(finding, answers, tr, together=together)):
            result.append(one)
        scores = (score for score in COMPUTED if score.of[-1] is finding)
        result.extend(one for score in scores if (one := said(score, answers, tr)))
    return result


def _pain(answers: Answers, visited_on: date, tr: Translate) -> list[Line]:
    """The story first, then what is abnormal, then what is absent. A day reckoned from the weeks is left to them."""
    weeks, approximate = answers.get(DURATION.id), answers.get(ONSET_APPROXIMATE.id)
    if approximate and weeks is not None and answers.get(ONSET_ON.id) == visited_on - timedelta(weeks=weeks):
        everything = _all_said(_without(PAIN.findings, ONSET_APPROXIMATE, ONSET_ON), answers, tr)
    else:
        everything = _all_said(_without(PAIN.findings, ONSET_APPROXIMATE), answers, tr)
        everything += _all_said((ONSET_APPROXIMATE,), answers, tr) if approximate else []
    clauses = [one.clause for one in everything if not one.absent]
    absent = [short(one.finding, tr) for one in everything if one.absent]
    return [
        *_line("pain", gettext_noop("Pain"), clauses, tr=tr),
        *_line("pain_absent", gettext_noop("Absent"), absent, tr=tr, separator=", ", abnormal=False),
    ]


def _red_flags(answers: Answers, tr: Translate) -> list[Line]:
    everything = _all_said((*EMERGENCY_FLAGS, *SERIOUS_FLAGS), answers, tr)
    present = [one.clause for one in everything if not one.absent]
    absent = [short(one.finding, tr) for one in everything if one.absent]
    lines = [
        *_line("red_flags_present", gettext_noop("Red flags present"), present, abnormal=True, tr=tr),
        *_line("red_flags_absent", gettext_noop("Red flags absent"), absent, abnormal=False, tr=tr, separator=", "),
    ]
    for group, flags, reason in (
        ("emergency", EMERGENCY_FLAGS, EMERGENCY_OPEN_REASON),
        ("serious", SERIOUS_FLAGS, SERIOUS_OPEN_REASON),
    ):
        open_flags = [short(flag, tr) for flag in left_open(flags, answers)]
        why = answers.get(reason.id)
        text = ", ".join(open_flags)
        if why:
            text = tr(gettext_noop("{flags}. Reason: {reason}")).format(flags=text, reason=why) if text else why
        lines += _line(f"red_flags_open_{group}", gettext_noop("Red flags not asked"), [text] if text else [], tr=tr)
    return lines


def _tried(answers: Answers, tr: Translate) -> list[Line]:
    one = said(TRIED, answers, tr)
    return _line("tried", gettext_noop("Tried"), [one.answer] if one else [], tr=tr)


def _mixed(id: str, label: str, everything: list[Said], tr: Translate) -> list[Line]:
    prose = [one for one in everything if is_prose(one.finding)]
    rest = [one for one in everything if one not in prose]
    absent = [short(one.finding, tr) for one in rest if one.absent]
    other = [one.clause for one in rest if one.abnormal is not True and not one.absent]
    if absent:
        other.append(tr(gettext_noop("no {list}")).format(list=", ".join(absent)))
    return [
        *_line(f"{id}_abnormal", label, [one.clause for one in rest if one.abnormal], abnormal=True, tr=tr),
        *_line(id, label, other, tr=tr),
        *(Line(id=one.finding.id, label=tr(one.finding.label), text=one.answer) for one in prose),
    ]


def _alike(items: list[Said], tr: Translate) -> list[str]:
    """Findings with the same answer are told in one clause."""
    by_answer: dict[str, list[Finding]] = {}
    for one in items:
        by_answer.setdefault(one.answer, []).append(one.finding)
    return [named(", ".join(names(findings, tr)), answer, tr) for answer, findings in by_answer.items()]


def _not_examined(answers: Answers, alerts: Iterable[Alert], cited: Cited, tr: Translate) -> list[Line]:
    """What guidance asked to examine, with its word for that."""
    untouched, one_side, citations = [], [], list[Citation]()
    asked_for = {finding for alert in alerts for finding in alert.rule.examine}
    for finding in _EXAMINED:
        unknown = [slot for slot in finding.slots() if answers.get(slot.id) is None]
        if not unknown or finding not in asked_for:
            continue
        citations += [one for alert in alerts if finding in alert.rule.examine for one in alert.sources]
        if len(unknown) == len(finding.slots()):
            untouched.append(finding)
        else:
            side = tr(SIDE_WORDS[unknown[0].side])
            one_side.append(tr(gettext_noop("{name} {side}")).format(name=short(finding, tr), side=side))
    clauses = [*names(untouched, tr), *one_side]
    lines = _line("not_examined", gettext_noop("Not examined"), clauses, tr=tr, separator=", ")
    return [replace(line, text=line.text + cited.mark(citations), sources=keys(citations)) for line in lines]


def _list(entries: tuple[str, ...] | None, none: str, tr: Translate) -> str:
    if entries is None:
        return tr(gettext_noop("not asked"))
    return "; ".join(entries) or tr(none)


def _line(
    id: str, label: str, clauses: list[str], *, tr: Translate, abnormal: bool | None = None, separator: str = "; "
) -> list[Line]:
    """No line where there is nothing to say."""
    return [Line(id=id, label=tr(label), text=separator.join(clauses), abnormal=abnormal)] if clauses else []
