"""Assessment and plan: what the clinician concluded, what guidance said of it, and what was decided about that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from ..advice import Alert, AvoidedTest, Because
from ..change import Change
from ..conditions import Answers, Translate
from ..findings import FINDINGS, SLOTS
from ..findings.conclusion import BLOOD_TESTS_RAISED, DISPOSITION, IMAGING_PURPOSE, IMPRESSION, REVIEW_IN_WEEKS
from ..findings.history import TRIED
from ..findings.pain import PAIN_NOW
from ..findings.red_flags import RED_FLAGS
from ..findings.who import AGE, SEX
from ..guidance import Guidance
from ..ladder import Status
from ..rule import Urgency
from ..sources import Citation
from ..vocabulary import Finding
from ..words import gettext_noop
from .citing import Cited, keys
from .content import ACCEPTED, DECLINED, DecisionLine, Heading, Line, OrderLine, Part, Past, ReleaseLine
from .dates import in_words, with_weekday
from .history_and_examination import asking_only
from .recorded import said

URGENCY = {
    Urgency.ROUTINE: gettext_noop("routine"),
    Urgency.UNDECIDED: gettext_noop("undecided: not every red flag, age and sex are known"),
    Urgency.SOON: gettext_noop("soon (1 to 2 weeks)"),
    Urgency.URGENT: gettext_noop("urgent (24 to 72 hours)"),
    Urgency.IMMEDIATE: gettext_noop("immediate (now)"),
}
_BESIDE = "{} {}"
_IN_THE_BAND = {AGE.id, SEX.id}
_FLAG_IDS = {flag.id for flag in RED_FLAGS}


def plan(
    *,
    answers: Answers,
    heading: Heading,
    advice: Guidance,
    orders: Sequence[OrderLine],
    decisions: Sequence[DecisionLine],
    releases: Sequence[ReleaseLine],
    past: Sequence[Past],
    cited: Cited,
    tr: Translate,
) -> Part:
    lines = (
        *_concluded(IMPRESSION, answers, tr),
        *_course(answers, past, tr),
        _urgency(advice, tr),
        *_alerts(advice, cited, tr),
        *_no_scan(advice, cited, tr),
        *(_release(one, tr) for one in releases),
        *_orders(orders, heading, advice, cited, tr),
        *_decided(decisions, heading, advice, cited, tr),
        *_undecided(advice, orders, decisions, answers, tr),
        *_concluded(IMAGING_PURPOSE, answers, tr),
        *_concluded(BLOOD_TESTS_RAISED, answers, tr),
        *_afterwards(answers, heading, tr),
    )
    return Part(id="plan", title=tr(gettext_noop("Assessment and plan")), lines=lines)


def _concluded(finding: Finding, answers: Answers, tr: Translate) -> list[Line]:
    one = said(finding, answers, tr)
    return [Line(id=finding.id, label=tr(finding.label), text=one.answer, abnormal=None)] if one else []


def _course(answers: Answers, past: Sequence[Past], tr: Translate) -> list[Line]:
    """Today's pain against the last visit that recorded it."""
    now = answers.get(PAIN_NOW.id)
    earlier = [visit for visit in past if visit.pain_now is not None]
    if now is None or not earlier:
        return []
    last = max(earlier, key=lambda visit: visit.visited_on)
    was = last.pain_now or 0
    day = in_words(last.visited_on, tr)
    if now == was:
        text = tr(gettext_noop("Pain {now}, as on {day}.")).format(now=now, day=day)
    elif now > was:
        text = tr(gettext_noop("Pain {was} to {now} since {day}.")).format(was=was, now=now, day=day)
    else:
        change = Change(finding=PAIN_NOW, then=was, now=now)
        template = gettext_noop("Pain {was} to {now} since {day}: down {points} ({percent} %).")
        if change.meaningful:
            template = gettext_noop(
                "Pain {was} to {now} since {day}: down {points} ({percent} %), a meaningful improvement."
            )
        text = tr(template).format(was=was, now=now, day=day, points=was - now, percent=change.percent)
    return [Line(id="course", label=tr(gettext_noop("Course")), text=text)]


def _urgency(advice: Guidance, tr: Translate) -> Line:
    word = tr(URGENCY[advice.urgency])
    if advice.urgency_at_least:
        word = tr(gettext_noop("at least {urgency}; not every red flag, age and sex are known")).format(urgency=word)
    serious = advice.urgency in (Urgency.SOON, Urgency.URGENT, Urgency.IMMEDIATE)
    return Line(id="urgency", label=tr(gettext_noop("Urgency")), text=word, abnormal=serious or None)


def _alerts(advice: Guidance, cited: Cited, tr: Translate) -> list[Line]:
    """A line each from soon upwards; the routine ones share one, by title.

    Reassurance has its own, and what only asks for an examination is told there.
    """
    told_elsewhere = {rule.id for test in advice.avoided for rule in test.rules} | set(asking_only(advice.alerts))
    alerts = [alert for alert in advice.alerts if alert.rule.id not in told_elsewhere]
    lines = [_alert(alert, cited, tr) for alert in alerts if alert.urgency > Urgency.UNDECIDED]
    routine = [alert for alert in alerts if alert.urgency <= Urgency.UNDECIDED]
    told = [
        tr(alert.rule.title)
        + cited.mark(alert.sources)
        + "".join(f". {tr(remark.text)}{cited.mark(remark.sources)}" for remark in alert.remarks)
        for alert in routine
    ]
    if told:
        text, backing = "; ".join(told), _citations(routine)
        lines.append(Line(id="noted", label=tr(gettext_noop("Noted")), text=text, sources=keys(backing)))
    return lines


def _citations(alerts: Iterable[Alert]) -> list[Citation]:
    return [
        citation
        for alert in alerts
        for citation in (*alert.sources, *(one for remark in alert.remarks for one in remark.sources))
    ]


def _alert(alert: Alert, cited: Cited, tr: Translate) -> Line:
    reason = tr(gettext_noop("Because: {reason}.")).format(reason=_reason(alert.because, tr))
    sentences = [tr(alert.text), reason + cited.mark(alert.sources)]
    sentences += [tr(remark.text) + cited.mark(remark.sources) for remark in alert.remarks]
    return Line(
        id=f"alert_{alert.rule.id}",
        label=tr(alert.rule.title),
        text=" ".join(sentences),
        abnormal=True,
        sources=keys(_citations((alert,))),
    )


def _no_scan(advice: Guidance, cited: Cited, tr: Translate) -> list[Line]:
    """A positive row of the plan: why no scan is needed, and when to look again."""
    by_rules: dict[tuple[str, ...], list[AvoidedTest]] = {}
    for test in advice.avoided:
        by_rules.setdefault(tuple(rule.id for rule in test.rules), []).append(test)
    lines = []
    for rules, tests in by_rules.items():
        text = tr(gettext_noop("{reason}{mark}. {until}")).format(
            reason=_reason(tests[0].because, tr),
            mark=cited.mark(tests[0].sources),
            until=tr(tests[0].until),
        )
        label = tr(gettext_noop("No scan needed now"))
        lines.append(Line(id=f"avoid_{'_'.join(rules)}", label=label, text=text, sources=keys(tests[0].sources)))
    return lines


def _release(release: ReleaseLine, tr: Translate) -> Line:
    return Line(
        id="released",
        label=tr(gettext_noop("Hold released")),
        text=tr(gettext_noop("{rule}. Reason: {reason}{by}")).format(
            rule=tr(release.rule), reason=release.reason, by=_in_brackets(release.by)
        ),
    )


def _orders(orders: Sequence[OrderLine], heading: Heading, advice: Guidance, cited: Cited, tr: Translate) -> list[Line]:
    backing = {one.test.id: one.sources for one in advice.suggested}
    lines = []
    for order in orders:
        sources = order.sources or backing.get(order.id, ())
        sentences = [order.reason, order.note]
        if order.rule:
            sentences.append(tr(gettext_noop("Suggested by guidance: {rule}")).format(rule=tr(order.rule)))
        why = ". ".join(one.rstrip(".") for one in sentences if one)
        template = gettext_noop("{test}, {urgency}: {why}") if why else gettext_noop("{test}, {urgency}")
        text = tr(template).format(test=tr(order.label), urgency=tr(order.urgency), why=why)
        lines.append(
            Line(
                id=f"order_{order.id}",
                label=tr(gettext_noop("Test ordered")),
                text=text + cited.mark(sources) + _by(order.by, heading),
                sources=keys(sources),
            )
        )
    return lines


def _decided(
    decisions: Sequence[DecisionLine], heading: Heading, advice: Guidance, cited: Cited, tr: Translate
) -> list[Line]:
    backing = (
        {one.treatment.id: one.sources for one in advice.items}
        | {one.referral.id: one.sources for one in advice.referrals}
        | {one.test.id: one.sources for one in advice.suggested}
    )
    lines = []
    for answer, label in ((ACCEPTED, gettext_noop("Accepted")), (DECLINED, gettext_noop("Declined"))):
        chosen = [one for one in decisions if one.answer == answer]
        sources = [one.sources or tuple(backing.get(one.id, ())) for one in chosen]
        told = [
            tr(one.label)
            + (f" ({one.reason})" if one.reason else "")
            + cited.mark(citations[:1])
            + _by(one.by, heading)
            for one, citations in zip(chosen, sources, strict=True)
        ]
        if told:
            every = keys(citation for citations in sources for citation in citations[:1])
            lines.append(Line(id=answer, label=tr(label), text="; ".join(told), sources=every))
    return lines


def _undecided(
    advice: Guidance,
    orders: Sequence[OrderLine],
    decisions: Sequence[DecisionLine],
    answers: Answers,
    tr: Translate,
) -> list[Line]:
    settled = {one.id for one in orders} | {one.id for one in decisions}
    if answers.get(DISPOSITION.id) == "emergency":
        settled.add("emergency_department")
    suggested = [
        *((one.test.id, one.test.label) for one in advice.suggested),
        *((one.referral.id, one.referral.label) for one in advice.referrals),
        *((one.treatment.id, one.treatment.label) for one in advice.items if one.status is Status.SUGGESTED),
    ]
    # The name alone: what follows the colon says of what it consists.
    left = [tr(label).partition(":")[0] for id, label in suggested if id not in settled]
    label = tr(gettext_noop("Suggested, undecided"))
    return [Line(id="undecided", label=label, text="; ".join(left))] if left else []


def _afterwards(answers: Answers, heading: Heading, tr: Translate) -> list[Line]:
    """Where the patient goes, and the day of the review, which is said once."""
    where, weeks = _concluded(DISPOSITION, answers, tr), answers.get(REVIEW_IN_WEEKS.id)
    if weeks is None:
        return where
    day = with_weekday(heading.visited_on + timedelta(weeks=weeks), tr)
    when = tr(gettext_noop("in {weeks}: {day}")).format(weeks=REVIEW_IN_WEEKS.says(weeks, tr), day=day)
    if answers.get(DISPOSITION.id) != "review":
        return [*where, Line(id="review", label=tr(gettext_noop("Review")), text=when)]
    return [replace(line, text=_BESIDE.format(line.text, when)) for line in where]


def _by(name: str, heading: Heading) -> str:
    """Who decided, where it was not the clinician of the visit."""
    same = (heading.clinician, ", ".join(part for part in (heading.clinician, heading.clinician_title) if part))
    return "" if name in same else _in_brackets(name)


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _reason(because: Sequence[Because], tr: Translate) -> str:
    """The findings that fired it; red flags asked and absent are named in the history, here they are counted."""
    told, absent = [], 0
    for one in because:
        finding = FINDINGS.get(one.finding)
        if one.finding in _FLAG_IDS and finding is not None and finding.abnormal(one.value) is False:
            absent += 1
        elif one.finding not in _IN_THE_BAND:
            told.append(_because(one, tr))
    if absent:
        told.append(tr(gettext_noop("{n} red flags absent")).format(n=absent))
    return "; ".join(told)


def _because(one: Because, tr: Translate) -> str:
    slot = SLOTS.get(f"{one.finding}_{one.side}" if one.side else one.finding)
    if slot is None or one.finding == TRIED.id:
        return one.says(tr)
    return slot.label(tr) if one.value is True else slot.words(one.value, tr)
