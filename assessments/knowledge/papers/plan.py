"""The treatment plan as a page to follow: the five steps, which one is lit, what comes next and when."""

from __future__ import annotations

from datetime import timedelta

from ..conditions import Translate
from ..facts import natural_history
from ..findings.conclusion import REVIEW_IN_WEEKS
from ..findings.history import TRIED
from ..note import Line, Part
from ..note.dates import with_weekday
from ..treatments import TREATMENTS
from ..words import gettext_noop
from . import plain
from .content import Leaf, Visit, leaf

TITLE = gettext_noop("Your plan, step by step")
YOU_ARE_HERE = gettext_noop("You are on step {step} of 5.")
ON_HOLD = gettext_noop("All steps wait until the urgent cause has been looked at.")
LOOK_AGAIN = gettext_noop("We look at it again on {day}.")
NOT_ENOUGH = gettext_noop("If it has not helped by then, we talk about the next step.")
SKIP = gettext_noop("Some people never need the later steps.")
TRIED_BEFORE = gettext_noop("Tried before")
NOW, STEP = gettext_noop("Now"), gettext_noop("Step {n}: {name}")
HERE = gettext_noop("you are here")


def plan(visit: Visit, tr: Translate) -> Leaf:
    treatment = visit.advice["treatment"]
    current = treatment["step"]
    steps = tuple(_step(n, current, visit, tr) for n in range(1, 6))
    return leaf(visit, id="plan", title=tr(TITLE), parts=(_where(current, treatment["on_hold"], visit, tr), *steps))


def _where(current: int, on_hold: bool, visit: Visit, tr: Translate) -> Part:
    lines = [Line(id="here", label="", text=tr(YOU_ARE_HERE).format(step=current))]
    if on_hold:
        lines.append(Line(id="on_hold", label="", text=tr(ON_HOLD)))
    weeks = visit.answers.get(REVIEW_IN_WEEKS.id)
    if weeks is None:
        lines.append(Line(id="come_back", label="", text=tr(natural_history.TIME_TO_MOVE_ON.text)))
    else:
        day = with_weekday(visit.heading.visited_on + timedelta(weeks=weeks), tr)
        lines.append(Line(id="look_again", label="", text=tr(LOOK_AGAIN).format(day=day)))
        lines.append(Line(id="not_enough", label="", text=tr(NOT_ENOUGH)))
    lines.append(Line(id="skip", label="", text=tr(SKIP)))
    return Part(id="where", title=tr(gettext_noop("Where we are")), lines=tuple(lines))


def _step(n: int, current: int, visit: Visit, tr: Translate) -> Part:
    """`abnormal` of the step's lines is True where it is the one that is lit."""
    tried = visit.answers.get(TRIED.id) or {}
    on_step = [one for one in TREATMENTS if one.step == n]
    before = [f"{tr(one.label)}: {tr(plain.EFFECTS[tried[one.id]])}" for one in on_step if one.id in tried]
    now = [tr(one.label) for one in on_step if one.id in visit.accepted]
    lines = []
    if before:
        lines.append(Line(id=f"tried_{n}", label=tr(TRIED_BEFORE), text="; ".join(before)))
    if now:
        lines.append(Line(id=f"now_{n}", label=tr(NOW), text="; ".join(now)))
    if n > current or not (before or now):
        lines.append(Line(id=f"when_{n}", label="", text=tr(plain.WHEN[n - 1])))
    title = tr(STEP).format(n=n, name=tr(plain.STEPS[n - 1]))
    if n == current:
        title = tr(gettext_noop("{step} ({here})")).format(step=title, here=tr(HERE))
    return Part(id=f"step_{n}" + ("_here" if n == current else ""), title=title, lines=tuple(lines))
