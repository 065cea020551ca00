"""The chapters of the review, in the order in which a clinician would check them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import about, version
from ..causes import CAUSES
from ..conditions import Translate
from ..contradictions import CONTRADICTIONS
from ..disagreements import DISAGREEMENTS
from ..findings import SECTIONS
from ..instruments import INSTRUMENTS
from ..investigations import INVESTIGATIONS, REFERRALS
from ..ladder import RUNGS
from ..medicines import GROUP_WORDS, INGREDIENTS
from ..plain_words import named_in, outline
from ..precautions import LEFT_OUT
from ..published import version as full_version
from ..rules import RULES
from ..sources import SOURCES
from ..words import gettext_noop
from . import entries
from .content import Chapter, Entry, Line, Vignette


def chapters(tr: Translate = str, *, vignettes: Iterable[Vignette] = (), changes: Iterable[str] = ()) -> list[Chapter]:
    return [
        _chapter("about", gettext_noop("About this guidance"), [_about(tr), _attributes(tr)], tr),
        *(
            _chapter(
                f"findings-{section.id}", section.title, [entries.finding(one, tr) for one in section.findings], tr
            )
            for section in SECTIONS
        ),
        _chapter("rules", gettext_noop("Rules, the most urgent first"), _rules(tr), tr),
        _chapter("names", gettext_noop("What the names in the rules stand for"), _names(tr), tr),
        _chapter("tests", gettext_noop("Tests"), [entries.test(one, tr) for one in INVESTIGATIONS], tr),
        _chapter("referrals", gettext_noop("Referrals"), [entries.referral(one, tr) for one in REFERRALS], tr),
        _chapter("treatments", gettext_noop("Treatments, by step"), [entries.rung(one, tr) for one in RUNGS], tr),
        _chapter(
            "left-out", gettext_noop("Left out of the treatments"), [entries.left_out(one, tr) for one in LEFT_OUT], tr
        ),
        _chapter("causes", gettext_noop("Causes"), [entries.cause(one, tr) for one in CAUSES], tr),
        _chapter(
            "instruments", gettext_noop("Questionnaires"), [entries.instrument(one, tr) for one in INSTRUMENTS], tr
        ),
        _chapter(
            "disagreements",
            gettext_noop("Where sources differ"),
            [entries.disagreement(one, tr) for one in DISAGREEMENTS],
            tr,
        ),
        _chapter("contradictions", gettext_noop("Answers that do not fit together"), _contradictions(tr), tr),
        _chapter("medicines", gettext_noop("Medicines known by name"), _medicines(tr), tr),
        _chapter("vignettes", gettext_noop("Visits it is tried on"), _vignettes(vignettes, tr), tr),
        _chapter("sources", gettext_noop("Sources"), [entries.source(one, tr) for one in SOURCES], tr),
        _chapter("changes", gettext_noop("Changes"), _changes(changes, tr), tr),
    ]


def _chapter(id: str, title: str, told: Sequence[Entry], tr: Translate) -> Chapter:
    return Chapter(id=id, title=tr(title), entries=tuple(told))


def _about(tr: Translate) -> Entry:
    lines = [Line(label=tr(fact.label), text=tr(fact.text)) for fact in about.INTENDED]
    lines += [Line(label=tr(gettext_noop("Limits")), text=tr(text)) for text in about.LIMITS]
    lines += [Line(label=tr(gettext_noop("Validation")), text=tr(text)) for text in about.VALIDATION]
    lines += [
        Line(label=tr(gettext_noop("Developer")), text=version.DEVELOPER),
        Line(label=tr(gettext_noop("Funding")), text=tr(about.FUNDING)),
        Line(label=tr(gettext_noop("Released")), text=version.RELEASED_ON.isoformat()),
        Line(label=tr(gettext_noop("Read again by")), text=version.REVIEW_BY.isoformat()),
        Line(label=tr(gettext_noop("Version")), text=full_version()),
    ]
    return Entry(id="about-this", title=tr(gettext_noop("Use and limits")), lines=tuple(lines))


def _attributes(tr: Translate) -> Entry:
    """What each is used for, and by which rules and treatments."""
    readers = [(rule.title, [rule.fires]) for rule in RULES]
    readers += [(rung.treatment.label, [rung.indicated, rung.avoided, rung.cautioned]) for rung in RUNGS]
    used = [(tr(title), about.used_by(conditions)) for title, conditions in readers]
    lines = []
    for one in about.ATTRIBUTES:
        names = "; ".join(title for title, attributes in used if one in attributes)
        said = about.Use(attribute=one, used=bool(names)).says(tr)
        text = tr(gettext_noop("{said}. By: {names}.")).format(said=said, names=names) if names else said
        lines.append(Line(label=tr(one.label), text=text))
    return Entry(id="about-attributes", title=tr(gettext_noop("What it uses of the person")), lines=tuple(lines))


def _rules(tr: Translate) -> list[Entry]:
    return [entries.rule(one, tr) for one in sorted(RULES, key=lambda rule: -rule.urgency)]


def _names(tr: Translate) -> list[Entry]:
    conditions = (
        *(rule.when for rule in RULES),
        *(condition for rung in RUNGS for condition in (rung.indicated, rung.avoided, rung.cautioned)),
    )
    return [
        Entry(
            id=f"name-{number}",
            title=tr(name),
            lines=(Line(label=tr(gettext_noop("Means")), outline=outline(named.part, tr)),),
        )
        for number, (name, named) in enumerate(named_in(conditions).items(), 1)
    ]


def _contradictions(tr: Translate) -> list[Entry]:
    return [
        Entry(
            id=f"contradiction-{number}",
            title=tr(one.text),
            lines=(Line(label=tr(gettext_noop("When")), outline=outline(one.when, tr)),),
        )
        for number, one in enumerate(CONTRADICTIONS, 1)
    ]


def _medicines(tr: Translate) -> list[Entry]:
    groups: dict[str, list[str]] = {}
    for one in INGREDIENTS:
        also = f" ({', '.join(one.names)})" if one.names else ""
        groups.setdefault(one.group, []).append(f"{tr(one.name)}{also}, RxNorm {one.code}")
    label = tr(gettext_noop("Ingredients"))
    return [
        Entry(
            id=f"medicine-{group}",
            title=tr(GROUP_WORDS[group]),
            lines=(Line(label=label, text="; ".join(told)),),
        )
        for group, told in groups.items()
    ]


def _vignettes(vignettes: Iterable[Vignette], tr: Translate) -> list[Entry]:
    titles = {rule.id: tr(rule.title) for rule in RULES}
    return [
        Entry(
            id=f"vignette-{number}",
            title=one.sentence,
            lines=(
                Line(label=tr(gettext_noop("Urgency")), text=tr(one.urgency)),
                Line(
                    label=tr(gettext_noop("Rules that apply")),
                    text="; ".join(titles[id] for id in one.rules) or tr(gettext_noop("none")),
                ),
            ),
        )
        for number, one in enumerate(vignettes, 1)
    ]


def _changes(changes: Iterable[str], tr: Translate) -> list[Entry]:
    lines = tuple(Line(label="", text=text) for text in changes)
    return [Entry(id="change-log", title=tr(gettext_noop("Every version, the latest first")), lines=lines)]
