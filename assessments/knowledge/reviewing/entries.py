"""One entry for each finding, rule, test, treatment, cause, questionnaire, disagreement and source."""

from __future__ import annotations

from collections.abc import Iterable

from ..about import used_by
from ..causes import Cause
from ..conditions import ALWAYS, Condition, Translate
from ..disagreements import Disagreement
from ..instruments import Instrument
from ..ladder import Rung
from ..medicines import Ingredient
from ..plain_words import Outline, outline
from ..precautions import LeftOut, Precaution, about
from ..rule import Investigation, Referral, Remark, Rule, Suggestion
from ..rules import RULES
from ..sources import Citation, Source
from ..strengths import stated
from ..vocabulary import Choice, Computed, Finding, Number, Several
from ..words import gettext_noop
from .content import Entry, Line

_BETWEEN, _CITING, _NAMED = "{:g}-{:g}", "{} ({})", "{}: {}"


def finding(one: Finding, tr: Translate) -> Entry:
    lines = [Line(label=tr(gettext_noop("Answers")), text=_allowed(one, tr))]
    if one.sided:
        lines.append(Line(label=tr(gettext_noop("Asked for")), text=tr(gettext_noop("right and left, each"))))
    if one.help:
        lines.append(Line(label=tr(gettext_noop("Help")), text=tr(one.help)))
    if one.normal:
        said = [one.says(value, tr) for value in one.normal]
        lines.append(Line(label=tr(gettext_noop("Normal")), text=", ".join(said)))
    return Entry(id=f"finding-{one.id}", title=tr(one.label), lines=(*lines, _source(one.source, tr)))


def _allowed(one: Finding, tr: Translate) -> str:
    match one:
        case Choice(options=options) | Several(options=options):
            return ", ".join(tr(option.label) for option in options)
        case Number(lowest=lowest, highest=highest, unit=unit):
            return tr(gettext_noop("{lowest:g} to {highest:g} {unit}")).format(
                lowest=lowest, highest=highest, unit=tr(unit) if unit else ""
            )
        case Computed(of=of):
            return tr(gettext_noop("worked out from: {findings}")).format(findings=", ".join(tr(x.label) for x in of))
    return tr(_KINDS[one.kind])


_KINDS = {
    "yes_no": gettext_noop("yes, no"),
    "date": gettext_noop("a day"),
    "text": gettext_noop("words"),
    "names": gettext_noop("a list of names"),
    "tried": gettext_noop("each treatment: helped, helped partly, did not help"),
}


def rule(one: Rule, tr: Translate) -> Entry:
    lines = [
        Line(label=tr(gettext_noop("Urgency")), text=tr(one.urgency.word)),
        Line(label=tr(gettext_noop("Says")), text=tr(one.advice)),
        Line(label=tr(gettext_noop("Because")), text=tr(one.because)),
        Line(label=tr(gettext_noop("When")), outline=outline(one.when, tr)),
    ]
    if one.unless_fired:
        titles = "; ".join(tr(other.title) for other in one.unless_fired)
        lines.append(Line(label=tr(gettext_noop("Unless one of these applies")), text=titles))
    lines += [_suggests(suggestion, tr) for suggestion in one.suggestions]
    if one.avoid:
        told = ", ".join(tr(test.label) for test in one.avoid)
        lines.append(Line(label=tr(gettext_noop("Advises against")), text=told))
    if one.considers:
        told = ", ".join(tr(considered.cause.label) for considered in one.considers)
        lines.append(Line(label=tr(gettext_noop("Causes to consider")), text=told))
    if one.examine:
        told = ", ".join(tr(wanted.label) for wanted in one.examine)
        lines.append(Line(label=tr(gettext_noop("Asks or examines")), text=told))
    lines += _remarks(gettext_noop("Beside it"), one.remarks, tr)
    lines += _uses([one.fires, *(suggestion.when for suggestion in one.suggestions)], tr)
    return Entry(id=f"rule-{one.id}", title=tr(one.title), lines=(*lines, *_sources(one.sources, one.id, tr)))


def _suggests(one: Suggestion, tr: Translate) -> Line:
    label = tr(gettext_noop("Offers") if one.offered else gettext_noop("Suggests"))
    text = tr(one.what.label) + (f". {tr(one.note)}" if one.note else "")
    if one.when is ALWAYS:
        return Line(label=label, text=text)
    return Line(label=label, text=tr(gettext_noop("{what}, if")).format(what=text), outline=outline(one.when, tr))


def test(one: Investigation, tr: Translate) -> Entry:
    return Entry(
        id=f"test-{one.id}",
        title=tr(one.label),
        lines=(
            Line(label=tr(gettext_noop("Shows")), text=tr(one.shows)),
            Line(label=tr(gettext_noop("Misses")), text=tr(one.misses)),
            _suggested_by(one, tr),
            *_remarks(gettext_noop("Caution"), one.cautions, tr),
            *(_precaution(precaution, tr) for precaution in about(one)),
            *(_source(cited, tr) for cited in one.sources),
        ),
    )


def referral(one: Referral, tr: Translate) -> Entry:
    lines = (_suggested_by(one, tr), _source(one.source, tr))
    return Entry(id=f"referral-{one.id}", title=tr(one.label), lines=lines)


def _suggested_by(what: Investigation | Referral, tr: Translate) -> Line:
    titles = [tr(rule.title) for rule in RULES if any(one.what is what for one in rule.suggestions)]
    return Line(label=tr(gettext_noop("Suggested by")), text="; ".join(titles) or tr(gettext_noop("no rule")))


def rung(one: Rung, tr: Translate) -> Entry:
    treatment = one.treatment
    return Entry(
        id=f"treatment-{treatment.id}",
        title=tr(treatment.label),
        lines=(
            Line(label=tr(gettext_noop("Step")), text=str(treatment.step)),
            Line(label=tr(gettext_noop("Says")), text=tr(treatment.advice)),
            Line(label=tr(one.heading), outline=outline(one.indicated, tr)),
            *_remarks(gettext_noop("Advised against"), one.avoid, tr),
            *_remarks(gettext_noop("With care"), one.caution, tr),
            *_remarks(gettext_noop("Note"), one.notes, tr),
            *(_precaution(precaution, tr) for precaution in about(treatment)),
            *_uses([one.indicated, one.avoided, one.cautioned], tr),
            *_sources(treatment.sources, treatment.id, tr),
        ),
    )


def _precaution(one: Precaution, tr: Translate) -> Line:
    text = _CITING.format(tr(one.text), _cited(one.sources))
    if one.ingredients:
        text = _NAMED.format(_names(one.ingredients, tr), text)
    if one.taking:
        text += " " + tr(gettext_noop("On the list: {names}.")).format(names=_names(one.taking, tr))
    return Line(label=tr(one.level.value), text=text, outline=None if one.when is None else outline(one.when, tr))


def _uses(conditions: Iterable[Condition], tr: Translate) -> list[Line]:
    used = ", ".join(tr(attribute.label) for attribute in used_by(conditions))
    return [Line(label=tr(gettext_noop("Uses of the person")), text=used)] if used else []


def _names(ingredients: Iterable[Ingredient], tr: Translate) -> str:
    return ", ".join(tr(one.name) for one in ingredients)


def left_out(one: LeftOut, tr: Translate) -> Entry:
    lines = (Line(label=tr(gettext_noop("Why")), text=tr(one.text)), *(_source(cited, tr) for cited in one.sources))
    return Entry(id=f"left-out-{one.id}", title=tr(one.label), lines=lines)


def cause(one: Cause, tr: Translate) -> Entry:
    lines = (Line(label=tr(gettext_noop("What it is")), text=tr(one.about)), _source(one.source, tr))
    return Entry(id=f"cause-{one.id}", title=tr(one.label), lines=lines)


def instrument(one: Instrument, tr: Translate) -> Entry:
    lines = [
        Line(label=tr(gettext_noop("Scoring")), text=tr(one.scoring)),
        Line(label=tr(gettext_noop("Range")), text=_BETWEEN.format(one.lowest, one.highest)),
    ]
    if one.items:
        lines.append(Line(label=tr(gettext_noop("Items")), text=", ".join(tr(item.label) for item in one.items)))
    lines += [Line(label=tr(band.label), outline=outline(band.when, tr)) for band in one.bands]
    if one.bands_from:
        lines.append(Line(label=tr(gettext_noop("Bands from")), text=str(one.bands_from)))
    if one.change_from:
        points = tr(gettext_noop("{n:g} points")).format(n=one.points) if one.points else ""
        parts = [points, f"{one.share:.0%}" if one.share else ""]
        told = tr(gettext_noop(" and ")).join(part for part in parts if part)
        lines.append(Line(label=tr(gettext_noop("Change that counts")), text=_CITING.format(told, one.change_from)))
    lines += [
        Line(label=tr(gettext_noop("Licence")), text=tr(one.licence)),
        Line(label=tr(gettext_noop("By")), text=tr(one.attribution)),
    ]
    return Entry(id=f"instrument-{one.id}", title=tr(one.label), lines=tuple(lines))


def disagreement(one: Disagreement, tr: Translate) -> Entry:
    lines = [
        Line(
            label=_NAMED.format(position.source, tr(position.direction.value)),
            text=tr(gettext_noop("{says} Strength: {strength}. Year: {year}. For: {population}.")).format(
                says=tr(position.says),
                year=position.source.source.year or tr(gettext_noop("not stated")),
                strength=tr(position.strength.value),
                population=tr(position.source.source.population),
            ),
        )
        for position in one.positions
    ]
    lines.append(Line(label=tr(gettext_noop("Backchart follows")), text=tr(one.taken)))
    return Entry(id=f"disagreement-{one.id}", title=tr(one.title), lines=tuple(lines))


def source(one: Source, tr: Translate) -> Entry:
    lines = [
        Line(label=tr(gettext_noop("Title")), text=one.title),
        Line(label=tr(gettext_noop("Publisher")), text=one.publisher),
        Line(label=tr(gettext_noop("Year")), text=str(one.year or tr(gettext_noop("not stated")))),
        Line(label=tr(gettext_noop("For whom")), text=tr(one.population)),
        Line(label=tr(gettext_noop("Read on")), text=one.read_on.isoformat()),
    ]
    if one.address:
        lines.append(Line(label=tr(gettext_noop("Address")), text=one.address))
    return Entry(id=f"source-{one.key}", title=one.key, lines=tuple(lines))


def _remarks(label: str, remarks: Iterable[Remark], tr: Translate) -> list[Line]:
    return [
        Line(label=tr(label), text=_CITING.format(tr(one.text), _cited(one.sources)), outline=_when(one.when, tr))
        for one in remarks
    ]


def _when(condition: Condition, tr: Translate) -> Outline | None:
    return None if condition is ALWAYS else outline(condition, tr)


def _cited(sources: Iterable[Citation]) -> str:
    return "; ".join(str(one) for one in sources)


def _source(one: Citation, tr: Translate) -> Line:
    return Line(label=tr(gettext_noop("Source")), text=str(one))


def _sources(several: Iterable[Citation], id: str, tr: Translate) -> list[Line]:
    """Each with its strength, as it states it itself."""
    label = tr(gettext_noop("Source"))
    strength = tr(gettext_noop("{source}; strength: {strength}"))
    return [Line(label=label, text=strength.format(source=one, strength=tr(stated(one, id)))) for one in several]
