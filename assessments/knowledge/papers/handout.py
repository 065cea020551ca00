"""What the patient takes home, in words that a twelve-year-old reads: what to do, and when to get help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ..causes import CAUSES
from ..conditions import Translate
from ..facts import Fact, natural_history, preparation, prevention, seek_care, self_care
from ..findings.background import PREGNANCY
from ..findings.conclusion import IMPRESSION, REVIEW_IN_WEEKS
from ..findings.examination import BMI
from ..findings.history import SMOKING
from ..findings.pain import DURATION
from ..investigations import REFERRALS
from ..note import Line, Part
from ..note.content import DECLINED
from ..note.dates import with_weekday
from ..treatments import TREATMENTS, Treatment
from ..words import gettext_noop
from . import plain
from .content import Leaf, Visit, leaf
from .plain_cautions import in_plain_words

# From here on it is pain that lasts: the time marks of a new one do not hold.
LASTING_FROM_WEEK = 13

TITLE = gettext_noop("Your back pain and what to do")
TITLES = {
    "now": gettext_noop("Go to the emergency room now"),
    "what": gettext_noop("What you have"),
    "no_scan": gettext_noop("Why no scan is good news"),
    "tests": gettext_noop("Why you need a test"),
    "care": gettext_noop("What to do"),
    "medicines": gettext_noop("Your medicine by time of day"),
    "emergency": gettext_noop("Go to the emergency room if"),
    "again": gettext_noop("Once you are home, go back there if"),
    "call": gettext_noop("Call us if"),
    "prevention": gettext_noop("How to keep your back well"),
    "next": gettext_noop("Your next visit"),
    "questions": gettext_noop("What you may want to ask next time"),
}
NOW = (
    gettext_noop("Do not wait. Show this page when you get there."),
    gettext_noop("All other care can wait until you have been seen there."),
)
NO_SCAN = (
    gettext_noop("You do not need a scan now. We asked about signs of danger and found none."),
    gettext_noop("A scan often shows changes in a disk that have nothing to do with the pain."),
    gettext_noop("We look at this again if the pain lasts for weeks or gets worse."),
)
FLARE = gettext_noop("If the pain flares up, do not lie in bed. Go on with light moves.")
# The spaces that do not break stand as they are: gettext's tools read no escapes.
TIMES = gettext_noop("☐ morning   ☐ noon   ☐ evening   ☐ night")
TICK = gettext_noop("We tick your times here with you. The pack says how much.")
NEXT_IN_WEEKS = gettext_noop("Please come back on this day:")
CALL_AT = gettext_noop("Phone {phone}")
_SMOKES_NOT = ("never", "former")


def handout(visit: Visit, tr: Translate) -> Leaf:
    parts: tuple[Part, ...]
    if visit.is_emergency:
        parts = (_now(tr), _what(visit, tr), _tests(visit, tr), _emergency("again", tr))
    else:
        parts = (
            _what(visit, tr),
            _no_scan(visit, tr),
            _tests(visit, tr),
            _care(visit, tr),
            _medicines(visit, tr),
            _emergency("emergency", tr),
            _call(visit, tr),
            _prevention(visit, tr),
            _next(visit, tr),
            _questions(visit, tr),
        )
    return leaf(visit, id="handout", title=tr(TITLE), parts=parts)


def _part(id: str, lines: Iterable[Line], tr: Translate) -> Part:
    return Part(id=id, title=tr(TITLES[id]), lines=tuple(lines))


def _told(facts: Iterable[Fact], tr: Translate) -> list[Line]:
    return [Line(id=fact.id, label="", text=tr(fact.text), sources=(fact.source.key,)) for fact in facts]


def _sentences(id: str, texts: Iterable[str], tr: Translate) -> list[Line]:
    return [Line(id=f"{id}_{place}", label="", text=tr(text)) for place, text in enumerate(texts, start=1)]


def _now(tr: Translate) -> Part:
    return _part("now", _sentences("now", NOW, tr), tr)


def _what(visit: Visit, tr: Translate) -> Part:
    found = visit.answers.get(IMPRESSION.id) or ()
    labels = {cause.id: cause.label for cause in CAUSES}
    lines: dict[str, Line] = {}
    for cause in found:
        label = "" if cause in plain.UNNAMED else tr(labels[cause])
        text = plain.CAUSES[cause]
        lines.setdefault(text, Line(id=f"cause_{cause}", label=label, text=tr(text)))
    if not lines:
        lines[plain.NO_CAUSE] = Line(id="no_cause", label="", text=tr(plain.NO_CAUSE))
    return _part("what", [*lines.values(), *_told(_outlook(visit), tr)], tr)


def _outlook(visit: Visit) -> tuple[Fact, ...]:
    """How it mostly goes on; not promised where the cause may be serious, nor of pain that has lasted."""
    weeks = visit.answers.get(DURATION.id)
    serious = set(visit.answers.get(IMPRESSION.id) or ()) & plain.SERIOUS
    if serious or visit.is_emergency or visit.advice["urgency"] not in ("routine", "undecided"):
        return ()
    if weeks is not None and weeks >= LASTING_FROM_WEEK:
        return (natural_history.SEVERAL_MONTHS,)
    return (natural_history.SIX_WEEKS, natural_history.SEVERAL_MONTHS)


def _no_scan(visit: Visit, tr: Translate) -> Part:
    scanned = any("mri" in one.id or "ct_" in one.id or "xray" in one.id for one in visit.orders)
    lines = _sentences("no_scan", NO_SCAN, tr) if visit.not_needed and not scanned else []
    return _part("no_scan", lines, tr)


def _tests(visit: Visit, tr: Translate) -> Part:
    lines = [
        Line(
            id=f"test_{order.id}",
            label=tr(order.label),
            text=tr(gettext_noop("{why} {when}")).format(
                why=tr(plain.TESTS[order.id]), when=tr(plain.HOW_SOON[order.urgency])
            ),
        )
        for order in visit.orders
    ]
    return _part("tests", lines, tr)


def _care(visit: Visit, tr: Translate) -> Part:
    lines: list[Line] = []
    told: set[str] = set()
    for treatment in _accepted(visit, medicine=False):
        if treatment.tell and treatment.id == "back_care":
            continue
        facts = [fact for fact in treatment.tell if fact not in natural_history.TIME_MARKS and fact.id not in told]
        told |= {fact.id for fact in facts}
        words = [tr(fact.text) for fact in facts]
        if treatment.id in plain.TREATMENTS:
            words.insert(0, tr(plain.TREATMENTS[treatment.id]))
        words += [tr(in_plain_words(one["text"])) for one in visit.item[treatment.id]["cautions"]]
        lines.append(Line(id=treatment.id, label=tr(treatment.label), text=" ".join(words)))
    if "stay_active" in visit.accepted:
        lines.append(Line(id="flare", label="", text=tr(FLARE)))
    lines += [
        Line(id=referral.id, label=tr(referral.label), text=tr(plain.REFERRALS[referral.id]))
        for referral in REFERRALS
        if referral.id in visit.accepted
    ]
    return _part("care", lines, tr)


def _medicines(visit: Visit, tr: Translate) -> Part:
    lines: list[Line] = []
    for treatment in _accepted(visit, medicine=True):
        said = [plain.TREATMENTS[treatment.id], *(fact.text for fact in treatment.tell if fact != _BY_TYPE)]
        if treatment.id in plain.NSAIDS:
            said.append(plain.ONE_NSAID)
        said += [in_plain_words(one["text"]) for one in visit.item[treatment.id]["cautions"]]
        lines += [
            Line(id=treatment.id, label=tr(treatment.label), text=" ".join(tr(one) for one in dict.fromkeys(said))),
            Line(id=f"times_{treatment.id}", label="", text=tr(TIMES)),
        ]
    if lines:
        lines.append(Line(id="tick", label="", text=tr(TICK)))
    return _part("medicines", lines, tr)


_BY_TYPE = self_care.MEDICINE_BY_TYPE


def _accepted(visit: Visit, *, medicine: bool) -> list[Treatment]:
    return [one for one in TREATMENTS if one.id in visit.accepted and one.medicine is medicine]


def _emergency(id: str, tr: Translate) -> Part:
    return _part(id, _told(seek_care.EMERGENCY, tr), tr)


def _call(visit: Visit, tr: Translate) -> Part:
    """What the patient has told already is no news to call about."""
    known = {
        seek_care.DOWN_THE_LEG: any(visit.answers.get(f"spread_{side}") not in (None, "none") for side in _SIDES),
        seek_care.LASTS: (visit.answers.get(DURATION.id) or 0) >= LASTING_FROM_WEEK,
    }
    lines = _told((fact for fact in seek_care.CALL if not known.get(fact)), tr)
    if visit.heading.practice_phone:
        phone = tr(CALL_AT).format(phone=visit.heading.practice_phone)
        lines.append(Line(id="phone", label=phone, text=""))
    return _part("call", lines, tr)


_SIDES = ("right", "left")


def _prevention(visit: Visit, tr: Translate) -> Part:
    """Unless it was turned down; what is known not to concern this patient is left out."""
    if any(one.id == "back_care" and one.answer == DECLINED for one in visit.decisions):
        return _part("prevention", [], tr)
    bmi = BMI.value(visit.answers)
    expecting = visit.answers.get(PREGNANCY.id) in ("yes", "possible")
    left_out = {
        prevention.QUIT_SMOKING: visit.answers.get(SMOKING.id) in _SMOKES_NOT,
        prevention.WEIGHT: expecting or (bmi is not None and bmi < 25),
    }
    habits = (prevention.LIFT, prevention.SIT, prevention.SIT_HALF_HOUR, prevention.STAND, *prevention.HABITS)
    return _part("prevention", _told((fact for fact in habits if not left_out.get(fact)), tr), tr)


def _next(visit: Visit, tr: Translate) -> Part:
    weeks = visit.answers.get(REVIEW_IN_WEEKS.id)
    if weeks is None:
        return _part("next", _told((natural_history.TIME_TO_MOVE_ON,), tr), tr)
    day = with_weekday(visit.heading.visited_on + timedelta(weeks=weeks), tr)
    return _part("next", [Line(id="next_on", label=day, text=tr(NEXT_IN_WEEKS))], tr)


def _questions(visit: Visit, tr: Translate) -> Part:
    asked = [
        preparation.ASK_CAUSE,
        preparation.ASK_TESTS,
        *([preparation.ASK_SIDE_EFFECTS] if _accepted(visit, medicine=True) else []),
        preparation.ASK_DURATION,
        preparation.ASK_PREVENTION,
    ]
    return _part("questions", _told(asked, tr), tr)
